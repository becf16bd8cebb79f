"""Where a table is in its file: its separator, its header lines, its first line and its last.

Exports write titles above a table and notes below it. They are recognized by their cells: most
cells of a column are of one kind, and a line without such cells is not a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tf1rnn.datasets.tables.cells import Kind, kind_of
from tf1rnn.datasets.tables.splitting import (
    Line,
    Row,
    find_comment,
    find_quote,
    find_separator,
    is_empty,
    is_row,
    kinds_of,
    split,
    trimmed,
)
from tf1rnn.errors import UserError

_FOOTER = re.compile(
    r"(?:grand )?(?:total|sum|mean|average|source|notes?|copyright|summe|gesamt|mittelwert|quelle|"
    r"somme|moyenne|fuente|fonte)\b|\(\d+ rows?\)|©|\*",
    re.IGNORECASE,
)


class Layout(NamedTuple):
    """How a table lies in its file."""

    separator: str
    quote: str
    header: list[Row]  # the lines that name the columns; empty if none does
    names: list[str]  # [n_columns]
    first: int  # the number of the table's first line below the header
    last: int  # and of its last
    comment: str  # what begins a line to skip; empty if there are none
    kinds: list[Kind]  # [n_columns], what the cells of a column mostly are
    sample: list[Row]  # rows from the table's beginning
    below: list[Line]  # what stands below the table

    def is_row(self, text: str) -> bool:
        """Whether a line within the table is neither a comment nor empty."""
        if is_empty(text, self.separator):
            return False
        return not (self.comment and text.lstrip().startswith(self.comment))

    def is_header_again(self, line: Line) -> bool:
        """Whether a line names the columns once more, as in files that were put together."""
        row = next(split([line], self.separator, self.quote), None)
        return row is not None and row.cells == self.header[-1].cells


def find_layout(
    head: Sequence[Line],
    tail: Sequence[Line],
    wanted: Sequence[str] = (),
    separator: str | None = None,
    header_line: int | None = None,
) -> Layout | None:
    """The layout of a table by its first lines and its last, which may be the same.

    `wanted` are columns that its user names: a line with their names is the header. `separator`
    and `header_line`, 0 for none, overrule what is detected. None if there are no lines.
    """
    head = list(head)
    told = re.fullmatch(r"sep=(.)", head[0].text.strip(' \r\n"\ufeff'), re.I) if head else None
    if told:
        separator = separator or told[1]
        head = head[1:]
    comment = find_comment([*head, *tail])
    lines = [
        line
        for line in head
        if line.number == header_line or not (comment and line.text.lstrip().startswith(comment))
    ]
    lines = [line for line in lines if not is_empty(line.text, "")]
    if not lines:
        return None
    quote = find_quote(lines)
    if separator is None:
        separator = find_separator(lines, quote, wanted)
    rows = [row for row in split(lines, separator, quote) if any(row.cells)]
    if not rows:
        return None
    kinds = kinds_of(rows)
    header, first = _find_header(rows, kinds, wanted, header_line)
    body = rows[first:]
    if not header and header_line is None and comment:
        header = _commented_header(head, comment, separator, quote, body, len(kinds))
    if separator == " " and len(header) == 1 and len(header[0].cells) != len(kinds):
        # Names that hold single spaces may be further apart from one another.
        (text,) = (line.text for line in lines if line.number == header[0].number)
        apart = re.split(r"\t|\s{2,}", text.strip())
        header = [Row(header[0].number, apart)] if len(apart) == len(kinds) else header
    names = _names(header, len(kinds))
    if separator in (" ", "\t") and len(header) == 1 and len(names) == len(kinds) - 1 > 1:
        names = ["", *names]  # R's: the rows' names come before the columns that are named
    n_columns = max(len(names), len(kinds))
    footer = _footer(tail, separator, quote, kinds, comment, body)
    last = max(line.number for line in (*head, *tail))
    return Layout(
        separator,
        quote,
        header,
        names,
        body[0].number if body else last + 1,
        footer[0].number - 1 if footer else last,
        comment,
        [*kinds, *["missing"] * (n_columns - len(kinds))],
        body,
        footer,
    )


def _find_header(
    rows: Sequence[Row], kinds: Sequence[Kind], wanted: Sequence[str], header_line: int | None
) -> tuple[list[Row], int]:
    """The rows that name the columns, and the place of the first row below them."""
    if header_line is not None:
        header = [row for row in rows if row.number == header_line]
        if header_line and not header:
            raise UserError(f"--header-line {header_line}: no names are in that line; 0 if in none")
        below = [i for i, row in enumerate(rows) if row.number > header_line]
        return header, below[0] if below else len(rows)
    named = next(
        (
            i
            for i, row in enumerate(rows)
            if wanted and set(wanted) <= set(row.cells) and not is_row(row.cells, kinds)
        ),
        None,
    )
    start = named or 0
    if not {"number", "date"} & set(kinds):
        return list(rows[start : start + 1]), start + 1  # all is text: the first row names it
    below = [i for i in range(start, len(rows)) if is_row(rows[i].cells, kinds)]
    first = below[0] if below else start + 1
    if named is not None:
        return list(rows[named:first]), first
    top = first
    # R leaves out a name; a title above the names fills one cell, or more if it has commas.
    while top > 0 and len(rows[top - 1].cells) >= max(len(kinds) - 1, min(len(kinds), 2)):
        top -= 1
    header = list(rows[top:first])
    while len(kinds) > 2 and len(header) > 1 and sum(map(bool, header[0].cells)) < 2:
        header.pop(0)
    return header, first


def _commented_header(
    head: Sequence[Line],
    comment: str,
    separator: str,
    quote: str,
    body: Sequence[Row],
    width: int,
) -> list[Row]:
    """The names that a comment right above the table gives, as many as there are columns."""
    above = [line for line in head if body and line.number < body[0].number]
    for line in reversed(above):
        text = line.text.strip()
        if not text.startswith(comment):
            return []
        for row in split([Line(line.number, text.lstrip(comment))], separator, quote):
            if len(row.cells) == width and not any(kind_of(c) == "number" for c in row.cells):
                return [row]
    return []


def _names(header: Sequence[Row], width: int) -> list[str]:
    """The columns' names: those of the first line that names each otherwise, else joined ones."""
    if not header:
        return [str(i + 1) for i in range(width)]
    rows = [trimmed(row.cells) for row in header]
    for cells in rows:
        if len(cells) >= width - 1 and all(cells) and len(set(cells)) == len(cells):
            return cells
    if len(rows) == 1:
        return rows[0]
    names = []
    parts = [""] * len(rows)
    for column in range(max(map(len, rows))):
        for i, cells in enumerate(rows):
            cell = cells[column] if column < len(cells) else ""
            # A title over several columns stands over the first of them.
            parts[i] = cell or (parts[i] if i < len(rows) - 1 else "")
        names.append(" ".join(dict.fromkeys(filter(None, parts))))
    return names


def _footer(
    tail: Sequence[Line],
    separator: str,
    quote: str,
    kinds: Sequence[Kind],
    comment: str,
    body: Sequence[Row],
) -> list[Line]:
    """The lines below the table, from the first of them on; empty if there are none."""
    if any("\n" in cell for row in body for cell in row.cells):
        return []  # if cells go on over several lines, a line alone says nothing
    lines = [line for line in tail if body and line.number > body[0].number]
    lines = [line for line in lines if not (comment and line.text.lstrip().startswith(comment))]
    start = len(lines)
    sure = start  # from here on all lines are below the table
    for i in range(len(lines) - 1, -1, -1):
        if is_empty(lines[i].text, separator):
            sure = start  # what follows a gap and is not a row is below the table
            continue
        cells = next((row.cells for row in split([lines[i]], separator, quote)), [""])
        label = bool(_FOOTER.match(cells[0]))
        if is_row(cells, kinds) and not (label and kind_of(cells[0]) == "text"):
            break
        sparse = sum(map(bool, cells)) < len(kinds) and kind_of(cells[0]) == "text"
        if sure == start and (label or (sparse and len(kinds) > 1)):
            sure = i
        start = i
    return [line for line in lines[sure:] if not is_empty(line.text, separator)]
