"""The columns of a table that say when each row was, and the order of the rows by them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.tables.calendar_words import part_of
from tf1rnn.datasets.tables.columns import place_of
from tf1rnn.datasets.tables.dates import Dates, first_misfit, joined, read_dates, weeks
from tf1rnn.datasets.tables.layout import Layout
from tf1rnn.datasets.tables.rows import Rows
from tf1rnn.errors import UserError
from tf1rnn.text import counted

NONE = "none"  # --date-column: no column gives the order
_TIME_ALONE = re.compile(r"\d{1,2}:\d{2}.*|(?:[01]?\d|2[0-4])\.[0-5]\d(?:\.[0-5]\d)?")
# Columns of numbers that may be dates, such as 20190102, 1546387200 or 2019.
_NAMES = re.compile(
    r"(?<![^\W\d_])(?:unix|epoch|date|day|datum|time|timestamp|datetime|period|year|jahr|ann[ée]e|año|"
    r"ano|fecha|data|month|monat|mois|mes|yyyymmdd)(?![^\W\d_])|日期|时间|時間|年份|日付|日時",
    re.IGNORECASE,
)
_YEARS = ("1600", "2300")
_PARTS = ("year", "month", "day", "hour", "minute", "second")
# If a larger share of the rows have the date of another row, there are several series.
_FEW = 0.1
_AS_THEY_ARE = "the rows stay in the file's order, which may be newest first"


class Where(NamedTuple):
    """The columns that hold the dates."""

    places: list[int]  # empty if there are none
    names: list[str]  # of those columns
    sure: bool  # whether they look like dates, or their user says so
    parts: tuple[str, ...] = ()  # year, month and so on, if each column holds one of them

    @property
    def label(self) -> str:
        """What to write at an axis."""
        return "date" if self.parts else self.names[0]

    def __str__(self) -> str:
        if len(self.names) == 1 or not self.parts:
            return f"column {self.names[0]!r}"
        *first, last = map(repr, self.names)
        return f"columns {', '.join(first)} and {last}"


class Timeline(NamedTuple):
    """When rows were."""

    order: np.ndarray  # [n_rows], the rows by time
    times: np.ndarray | None  # [n_rows] datetime64, in that order; None if not known
    format: str
    remarks: list[str]


def find(layout: Layout, values: Sequence[int], given: str | None, what: str) -> Where:
    """The columns that hold the dates, besides those of the values; `given` names one.

    They may be a date, a date and a time next to each other, or a year, month, day and so on.
    """
    nowhere = Where([], [], False)
    if given == NONE:
        return nowhere
    names = layout.names
    if given is not None:
        place = place_of(given, layout, what, "--date-column")
        return Where([place], [names[place]], True)
    others = [i for i in range(len(names)) if i not in values]
    dates = [i for i in others if layout.kinds[i] == "date"]
    whole = [i for i in dates if not _is_time_alone(layout, i)]
    if whole:
        named = [i for i in whole if _NAMES.search(names[i])]
        places = [(named or whole)[0]]
        if places[0] + 1 in others and _is_time_alone(layout, places[0] + 1):
            places.append(places[0] + 1)
        return Where(places, [names[i] for i in places], True)
    by_part = {part_of(names[i]): i for i in reversed(others)}
    parts = tuple(itertools.takewhile(by_part.__contains__, _PARTS))
    for other in ("quarter", "week"):
        if parts == ("year",) and other in by_part:
            parts = ("year", other)
    if len(parts) > 1:
        places = [by_part[part] for part in parts]
        return Where(places, [names[i] for i in places], True, parts)
    for kind in ("number", "text"):
        for i in others:
            if layout.kinds[i] == kind and _NAMES.search(names[i]):
                return Where([i], [names[i]], kind == "text")
    return nowhere


def read(
    rows: Rows, where: Where, cells: Sequence[np.ndarray], given: str | None, n_rows: int
) -> Timeline:
    """When rows were, by the cells of the columns that say so; `given` is the dates' format.

    Rows are ordered by time; if they cannot be, they stay in the file's order, and a remark says
    so. Raises UserError if the dates are not in the format given.
    """
    as_they_are = Timeline(np.arange(n_rows), None, "", [])
    if not cells or not n_rows:
        return as_they_are
    texts = _texts(cells, where.parts)
    dates = read_dates(texts, given)
    if dates is None and given is not None:
        raise UserError(
            f"--date-format {given}: not the format of all of {where}, which begins "
            f"with {texts[0]!r}"
        )
    if not where.sure and (dates is None or not _is_plausible(dates, where.names[0])):
        return as_they_are
    if dates is None:
        return as_they_are._replace(remarks=[_not_understood(rows, where, cells, texts)])
    if np.isnat(dates.values).any():
        row = int(np.flatnonzero(np.isnat(dates.values))[0])
        shown = " ".join(column[row].strip() for column in cells)
        misfit = f" ({shown[:20]!r})" if shown else ""
        note = f"line {rows.line(row)} has no date in {where}{misfit}, so {_AS_THEY_ARE}"
        return as_they_are._replace(remarks=[note])
    order, remarks = _order(dates.values, str(where))
    if dates.either:
        other = dates.format.replace("%m", "%_").replace("%d", "%m").replace("%_", "%d")
        remarks.append(
            f"dates are read as {dates.format}, though day and month could be the other way "
            f"round; --date-format {other} reads them so"
        )
    if order is None:
        return as_they_are._replace(remarks=remarks)
    how = ", ".join(where.parts) or dates.format
    return Timeline(order, dates.values[order], how, remarks)


def _not_understood(
    rows: Rows, where: Where, cells: Sequence[np.ndarray], texts: Sequence[str]
) -> str:
    """A remark on columns that cannot be read as dates."""
    are = "are" if where.parts else "is"
    row = texts.index("") if where.parts and "" in texts else first_misfit(texts)
    more = row is not None and not where.parts
    which = "holds more than dates" if more else f"{are} not understood as dates"
    shown = "" if row is None else " ".join(column[row].strip() for column in cells)[:20]
    where_it_is = "" if row is None else f" (line {rows.line(row)}: {shown!r})"
    return (
        f"{where} {which}{where_it_is}, so {_AS_THEY_ARE}; "
        "--date-format or --date-column tells how to read them"
    )


def _texts(cells: Sequence[np.ndarray], parts: Sequence[str]) -> list[str]:
    """Dates as single texts, from one column, a date and a time, or a year, month and so on."""
    if parts:
        return weeks(*cells) if "week" in parts else joined(cells, "quarter" in parts)
    if len(cells) == 1:
        return [cell.strip() for cell in cells[0]]
    times = (time.replace(".", ":") if time.count(":") == 0 else time for time in cells[1])
    return [f"{date} {time}".strip() for date, time in zip(cells[0], times, strict=True)]


def _order(times: np.ndarray, where: str) -> tuple[np.ndarray | None, list[str]]:
    """The rows by time, None if they should stay as they are, and remarks on dates in `where`."""
    steps = np.diff(times)
    zero = np.timedelta64(0, "us")
    n_again = int(np.count_nonzero(np.diff(np.sort(times)) == zero))
    remarks = []
    if n_again > _FEW * len(times):
        remarks.append(
            f"{n_again} of {len(times)} rows have a date in {where} that another row has too: the "
            "file seems to hold several series; cut it to one; if those are not the dates, name "
            "another --date-column, or --date-column none to keep the file's order"
        )
        if not (np.all(steps >= zero) or np.all(steps <= zero)):
            return None, remarks
    elif n_again:
        has = "has" if n_again == 1 else "have"
        remarks.append(
            f"{counted(n_again, 'row')} {has} a date in {where} that another row has too; all are "
            "kept, one after the other; delete from the file those that should not be there"
        )
    if np.all(steps >= zero):
        return np.arange(len(times)), remarks
    if np.all(steps <= zero):
        remarks.append("the file has the newest row first; the rows are turned round")
        return np.arange(len(times))[::-1], remarks
    remarks.append(f"the rows are not in order; they are sorted by {where}")
    return np.argsort(times, kind="stable"), remarks


def _is_time_alone(layout: Layout, place: int) -> bool:
    cells = [row.cells[place] for row in layout.sample if place < len(row.cells)]
    return all(_TIME_ALONE.fullmatch(cell) for cell in cells if cell)


def _is_plausible(dates: Dates, label: str) -> bool:
    """Whether numbers that could be dates are: years in a column of years, of our time."""
    if dates.format == "%Y" and not re.search(
        "year|jahr|ann|año|ano|date|年", label, re.IGNORECASE
    ):
        return False
    times = dates.values[~np.isnat(dates.values)]
    first, end = (np.datetime64(year) for year in _YEARS)
    return bool(np.all((times >= first) & (times < end)))
