"""Reads columns of numbers from a table in a file, and says how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.tables import timeline
from tf1rnn.datasets.tables.columns import Asked, open_table
from tf1rnn.datasets.tables.layout import Layout
from tf1rnn.datasets.tables.missing import fill
from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.timeline import Timeline, Where
from tf1rnn.datasets.tables.values import read_values
from tf1rnn.errors import UserError
from tf1rnn.text import counted

_SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas", "|": "bars", " ": "spaces"}


class Table(NamedTuple):
    """Columns of numbers, a row for each time step."""

    names: list[str]  # of the columns read
    values: np.ndarray  # [n_rows, n_columns] float64, without gaps
    inputs: list[int]  # the places among them of those that were asked for
    target: int  # and of the one to predict
    times: np.ndarray | None  # [n_rows] datetime64, in order; None if no column holds dates
    time_label: str  # the name of the column with the dates, or row
    remarks: list[str]  # how the file was read, and what is odd about it


def read_table(
    path: Path,
    columns: Sequence[str] | None = None,
    target: str | None = None,
    reading: Reading | None = None,
    option: str = "--csv",
) -> Table:
    """Columns of numbers of the table in a file, by their names, or numbers counted from 1.

    `columns` are the inputs, by default the target; `target` is what to predict, by default the
    first column. A table of a single column needs no name. The file, which `option` names, is text
    with any separator, packed by gzip or zip or not, or an Excel file; `reading` overrules what is
    detected. The rows are put in the order of their dates.

    Raises UserError, naming file, line and column, if the file cannot be read, has no such column,
    has missing values that `reading` does not allow, or something that is not a number.
    """
    reading = reading or Reading()
    opened = open_table(path, Asked(columns or [], target), reading, option)
    rows, places = opened.rows, opened.places
    where = timeline.find(rows.layout, places, reading.date_column, rows.what)
    cells = rows.columns([*places, *where.places])
    values, remarks = read_values(rows, opened.names, cells[: len(places)], reading)
    n_read = len(values)
    dated = timeline.read(rows, where, cells[len(places) :], reading.date_format, n_read)
    values, times, note = _without_gaps(values[dated.order], dated.times, reading.missing)
    if not len(values):
        raise UserError(f"{rows.what}: no row has a value of {' and '.join(opened.names)}")
    again = rows.n_headers_again
    notes = [
        *opened.remarks,
        _about(rows.layout, opened.sheet, n_read, dated, where),
        *([f"left out: {counted(again, 'line')} with the columns' names again"] if again else []),
        *remarks,
        *dated.remarks,
        *note,
    ]
    return Table(
        opened.names,
        values,
        list(range(len(opened.inputs))),
        places.index(opened.target),
        times,
        where.label if times is not None else "row",
        [f"{path.name}: {each}" for each in notes],
    )


def _about(layout: Layout, sheet: str, n_rows: int, dated: Timeline, where: Where) -> str:
    """How a table was read, in a line."""
    separated = _SEPARATORS.get(layout.separator, repr(layout.separator))
    parts = [f"columns separated by {separated}" if layout.separator else "one column"]
    parts = [f"sheet {sheet!r}"] if sheet else parts
    numbers = [row.number for row in layout.header]
    if not numbers:
        parts.append("no line names the columns, so their numbers do")
    elif len(numbers) == 1:
        parts.append(f"named in line {numbers[0]}")
    else:
        parts.append(f"named in lines {numbers[0]} to {numbers[-1]}")
    parts.append(f"{counted(n_rows, 'row')} from line {layout.first} on")
    if layout.below:
        text = layout.below[0].text.strip(" \t\r\n")[:30]
        parts.append(f"what follows from line {layout.below[0].number} on is left out ({text!r})")
    if dated.times is not None:
        first, last = np.datetime_as_string(dated.times[[0, -1]], unit="s")
        dates = f"{first} to {last}".replace("T00:00:00", "")
        parts.append(f"dates in {where} ({dated.format}), {dates}")
    return "; ".join(parts)


def _without_gaps(
    values: np.ndarray, times: np.ndarray | None, missing: str
) -> tuple[np.ndarray, np.ndarray | None, list[str]]:
    """Values and times with the rows that have gaps left out or filled, and a remark on it."""
    gaps = np.isnan(values).any(axis=1)
    n_gaps = np.count_nonzero(gaps)
    if not n_gaps:
        return values, times, []
    if missing == "interpolate":
        values, kept = fill(values, times)
        n_ends = len(gaps) - (kept.stop - kept.start)
        notes = []
        if n_gaps > n_ends:
            notes.append(f"filled in: missing values in {counted(n_gaps - n_ends, 'row')}")
        if n_ends:
            notes.append(f"left out: {counted(n_ends, 'row')} at the ends, without a neighbour")
        return values[kept], None if times is None else times[kept], notes
    note = f"left out: {counted(n_gaps, 'row')} with missing values"
    return values[~gaps], None if times is None else times[~gaps], [note]
