"""Reads texts with labels from a file, such as reviews of a shop."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

from tf1rnn import UserError
from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import parts_of

LABELS = {
    **dict.fromkeys(("positive", "pos", "1", "+1", "1.0", "good", "true", "__label__2"), True),
    **dict.fromkeys(("negative", "neg", "0", "-1", "0.0", "bad", "false", "__label__1"), False),
}
MOST_ROWS = 100_000
FEWEST = 20


def read_labelled(path: Path) -> tuple[list[tuple[str, bool]], list[str]]:
    """The distinct texts of a CSV or TSV file, each with whether it is positive; remarks.

    One column holds the labels, and the longest of the others the texts. Raises UserError, naming
    file and line, for a file without such columns.
    """
    part = parts_of(path, "--data")[0]
    text = Text.of(part)
    lines = text.lines()
    first = next(lines, "")
    separator = max("\t,;", key=first.count)
    if separator not in first:
        raise UserError(f"{part.what}: line 1 has one column; a text and a label are needed")
    reader = csv.reader(itertools.chain([first], lines), delimiter=separator)
    numbered = ((reader.line_num, row) for row in reader if any(row))
    try:
        rows = list(itertools.islice(numbered, MOST_ROWS))
    except csv.Error as error:
        raise UserError(f"{part.what}: line {reader.line_num}: {error}") from error
    header = [] if not rows or _labels(rows[0][1]) else rows.pop(0)[1]
    if not rows:
        raise UserError(f"{part.what}: has no line with a text and a label")
    label = _label_column(part.what, rows)
    n_columns = min(len(row) for _, row in rows)
    lengths = {c: sum(len(row[c]) for _, row in rows) for c in range(n_columns) if c != label}
    column = max(lengths, key=lengths.get)
    found = {row[column].strip(): LABELS[row[label].strip().lower()] for _, row in rows}
    found.pop("", None)
    for kind, name in ((True, "positive"), (False, "negative")):
        n = sum(value is kind for value in found.values())
        if n < FEWEST:
            raise UserError(f"{part.what}: {n} {name} texts are too few; {FEWEST} are needed")
    names = header or [f"{c + 1}" for c in range(n_columns)]
    about = f"texts in column {names[column]}, labels in column {names[label]}"
    return list(found.items()), [*text.remarks, f"{path.name}: {len(found)} distinct {about}"]


def _labels(row: list[str]) -> list[int]:
    """The columns of a row that hold a label."""
    return [c for c, cell in enumerate(row) if cell.strip().lower() in LABELS]


def _label_column(what: str, rows: list[tuple[int, list[str]]]) -> int:
    """The column whose every cell is a label."""
    columns = set(_labels(rows[0][1]))
    for number, row in rows:
        left = columns & set(_labels(row))
        if not left:
            cells = ", ".join(repr(cell[:20]) for cell in row[:4])
            known = "positive or negative, pos or neg, 1 or 0, +1 or -1"
            raise UserError(f"{what}: line {number} has no label ({cells}); a label is {known}")
        columns = left
    return max(columns)
