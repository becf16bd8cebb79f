"""Lines of a file as rows of cells: what separates them, and what each column's cells are."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tf1rnn.datasets.tables.cells import Kind, kind_of

# A space stands for any white space; the last means that a line is one cell.
SEPARATORS = ("\t", ";", ",", "|", " ", "")
_ENOUGH = 150  # lines to find a separator by
_COMMENTS = ("#", "%", "//", "!")
_RULE = re.compile(r"[-+=|:\s]*(?:---|===)[-+=|:\s]*")  # +-----+-----+


class Line(NamedTuple):
    """A line of a file by its number, counted from 1."""

    number: int
    text: str


class Row(NamedTuple):
    """A line's cells."""

    number: int
    cells: list[str]


def is_empty(text: str, separator: str) -> bool:
    """Whether a line holds nothing but separators, quotes and rules."""
    return not text.strip(f' \t\r\n"\ufeff{separator}') or bool(_RULE.fullmatch(text))


def split(lines: Iterable[Line], separator: str, quote: str) -> Iterator[Row]:
    """The cells of lines; a quoted cell may go on over several of them."""
    if separator in (" ", ""):
        for line in lines:
            yield Row(line.number, _words(line.text, quote) if separator else [line.text.strip()])
        return
    number = 0

    def texts() -> Iterator[str]:
        nonlocal number
        for line in lines:
            number = number or line.number
            yield line.text

    reader = csv.reader(texts(), delimiter=separator, quotechar=quote, skipinitialspace=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # more characters than Python's limit for a cell
            cells = ["..."]
        yield Row(number, [cell.strip() for cell in cells])
        number = 0


def _words(text: str, quote: str) -> list[str]:
    """The words of a line, and what is quoted as one of them."""
    if quote not in text:
        return text.split()
    plain = " ".join(text.split())
    return next(csv.reader([plain], delimiter=" ", quotechar=quote), [])


def find_separator(lines: Sequence[Line], quote: str, wanted: Sequence[str] = ()) -> str:
    """What separates the cells of lines; `wanted` are names that some line should hold."""
    rows = {each: list(split(lines[:_ENOUGH], each, quote)) for each in SEPARATORS}
    return max(SEPARATORS, key=lambda each: _score(rows[each], wanted, each))


def find_comment(lines: Sequence[Line]) -> str:
    """What begins the lines that are comments; empty if there are none."""
    for mark in _COMMENTS:
        # A lone "%" may be a cell; a comment has a word.
        n = sum(bool(re.match(rf"\s*{re.escape(mark)}.*\w", line.text)) for line in lines)
        if 0 < n < len(lines) / 2:  # else #1, #2, #3 are cells
            return mark
    return ""


def find_quote(lines: Sequence[Line]) -> str:
    """What quotes cells: quotation marks, or apostrophes if most lines begin with them."""
    single = sum(bool(re.match(r"'[^']*'\s*(?:[,;\t|]|$)", line.text.strip())) for line in lines)
    return "'" if single > len(lines) / 2 else '"'


def trimmed(cells: list[str]) -> list[str]:
    """Cells without empty ones at the end, which trailing separators make."""
    n = len(cells)
    while n and not cells[n - 1]:
        n -= 1
    return cells[:n]


def kinds_of(rows: Sequence[Row]) -> list[Kind]:
    """What the cells of each column mostly are, missing ones aside, in the lower rows known."""
    rows = rows[len(rows) // 3 :] if len(rows) > 2 else rows[-1:]
    counts = Counter(len(trimmed(row.cells)) for row in rows)
    width = max(n for n, count in counts.items() if 10 * count >= len(rows))
    kinds: list[Kind] = []
    whole = [row for row in rows if len(trimmed(row.cells)) == width] or rows
    for column in range(width):
        found = Counter(kind_of(row.cells[column]) for row in whole if column < len(row.cells))
        del found["missing"]
        kinds.append(found.most_common(1)[0][0] if found else "missing")
    return kinds


def is_row(cells: Sequence[str], kinds: Sequence[Kind]) -> bool:
    """Whether cells are a row rather than a header: most are of their column's kind.

    The first cell of a column of numbers or dates must be one, or missing.
    """
    typed = [c for c, kind in zip(cells, kinds, strict=False) if kind in ("number", "date")]
    known = [kind_of(cell) != "text" for cell in typed]
    filled = any(cell and is_known for cell, is_known in zip(typed, known, strict=True))
    return filled and known[0] and 2 * sum(known) >= len(known)


def _score(rows: Sequence[Row], wanted: Sequence[str], separator: str) -> float:
    """How well a separator explains a file: even rows of cells of known kinds, below a header."""
    rows = [row for row in rows if any(row.cells)]
    kinds = kinds_of(rows) if rows else []
    width = len(kinds)
    if width < (2 if separator else 1):
        return -1.0
    body = rows[len(rows) // 3 :] if len(rows) > 2 else rows[-1:]
    widths = Counter(len(row.cells) for row in body)
    even = widths.most_common(1)[0][1] / len(body)
    cells = [cell for row in body[:100] for cell in row.cells]
    known = sum(kind_of(cell) != "text" for cell in cells) / len(cells)
    first = next((i for i, row in enumerate(rows) if is_row(row.cells, kinds)), 1)
    header = len(rows[first - 1].cells) if 0 < first <= len(rows) else width
    # A header may lack the name of the rows' names, as R writes it.
    fitting = header == width or (separator in (" ", "\t") and header == width - 1 > 1)
    named = bool(wanted) and any(set(wanted) <= set(row.cells) for row in rows[:100])
    return even + known + 0.5 * fitting + named
