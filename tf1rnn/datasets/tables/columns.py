"""Finds the table of a file, among the members of an archive too, and the columns in it by name."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import Part, listed, parts_of
from tf1rnn.datasets.tables.excel import Sheet, sheets_of
from tf1rnn.datasets.tables.layout import Layout, find_layout
from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.rows import Rows
from tf1rnn.datasets.tables.splitting import Line
from tf1rnn.errors import UserError
from tf1rnn.text import nearest

SHOWN = 20  # column names that a message shows at most
_HEAD, _TAIL = 400, 60  # lines that the layout is found by
_HEAD_LENGTH = 2**20  # characters of those
# A line that was quoted as if it were one cell: "2019-01-02,100.5".
_IN_QUOTES = re.compile(r'\s*|"[^"]*[,;\t][^"]*"\s*')


class Asked(NamedTuple):
    """The columns that a user asks for, by name or number."""

    columns: Sequence[str]
    target: str | None

    @property
    def names(self) -> list[str]:
        """All of them."""
        return [*self.columns, *([self.target] if self.target else [])]

    def find(self, layout: Layout, what: str) -> tuple[list[int], int]:
        """The places of the inputs and of the target; UserError if one is not there."""
        if not self.names and len(layout.names) > 1:
            raise UserError(f"--column: name the column to read; {_columns(layout, what)}")
        inputs = [place_of(name, layout, what, "--column") for name in self.columns]
        if len(set(inputs)) < len(inputs):
            raise UserError(f"--column: one of {', '.join(self.columns)} is given twice")
        target = [place_of(self.target, layout, what, "--target")] if self.target else inputs or [0]
        return inputs or target[:1], target[0]


class Opened(NamedTuple):
    """A table that was found."""

    rows: Rows
    inputs: list[int]  # the places of the columns asked for
    target: int
    sheet: str  # the sheet's name in an Excel file; else empty
    remarks: list[str]

    @property
    def places(self) -> list[int]:
        """The places of all columns asked for, each once."""
        return list(dict.fromkeys([*self.inputs, self.target]))

    @property
    def names(self) -> list[str]:
        """Their names."""
        return [self.rows.layout.names[place] for place in self.places]


def open_table(path: Path, asked: Asked, reading: Reading, option: str) -> Opened:
    """The table in a file that has these columns; without names, that of a single column.

    Raises UserError if no table has them, or if several of an archive or a workbook have.
    """
    sources = sheets_of(path, option) or parts_of(path, option)
    if len(sources) == 1:
        return _opened(sources[0], asked, reading)
    found = []
    for source in sources:
        try:
            found.append(_opened(source, asked, reading))
        except UserError:
            continue
    members = [s.part.member if isinstance(s, Sheet) else s.member for s in sources]
    named = f"the column {asked.names[0]!r}" if asked.names else "a single column"
    if not found:
        raise UserError(
            f"{option} {path}: none of {listed(members)} is a table with {named}; name the one to "
            f"read: {option} {path}/{members[0]}"
        )
    if len(found) > 1:
        these = [opened.rows.what.removeprefix(f"{option} {path}/") for opened in found]
        raise UserError(
            f"{option} {path}: {listed(these)} all are tables with {named}; name the one to read: "
            f"{option} {path}/{these[0]}"
        )
    remark = f"{found[0].rows.what.removeprefix(f'{option} {path}/')!r} of {len(members)} is read"
    return found[0]._replace(remarks=[remark, *found[0].remarks])


def place_of(name: str, layout: Layout, what: str, option: str) -> int:
    """The place of a column by its name, or by its number if none has that name.

    Raises UserError, with what could be meant, if there is none or more than one.
    """
    names = [_plain(each) for each in layout.names]
    name = _plain(name)
    places = [i for i, each in enumerate(names) if each == name]
    # If several lines name the columns, the user may mean any of them.
    places = places or [
        i
        for i in range(len(names))
        if any(i < len(row.cells) and _plain(row.cells[i]) == name for row in layout.header)
    ]
    if len(places) == 1:
        return places[0]
    if places:
        numbers = " or ".join(str(place + 1) for place in places)
        raise UserError(
            f"{option} {name}: {what.partition(' ')[2]} has {len(places)} columns of that name; "
            f"take its number: {option} {numbers}"
        )
    if name.isdecimal() and 1 <= int(name) <= len(names):
        return int(name) - 1
    near = nearest(name, names, n=1)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise UserError(f"{option} {name}: there is no such column; {hint}{_columns(layout, what)}")


def _opened(source: Part | Sheet, asked: Asked, reading: Reading) -> Opened:
    if isinstance(source, Part):
        source, separator = Text.of(source, reading.encoding), reading.separator_character
    else:
        separator = "\t"
    what = source.part.what
    lines, head, tail = _lines_of(source)
    date_column = [] if reading.date_column in (None, "none") else [reading.date_column]
    wanted = [*asked.names, *date_column]
    layout = find_layout(head, tail, wanted, separator, reading.header_line)
    if layout is None:
        raise UserError(f"{what}: empty; give a file with a row for each time step")
    try:
        inputs, target = asked.find(layout, what)
    except UserError as error:  # a wrong encoding is a reason not to find a name
        raise UserError("; the file is ".join([str(error), *source.remarks])) from error
    if not layout.sample:
        raise UserError(f"{what}: no row of values below the columns' names")
    sheet = source.part.member if isinstance(source, Sheet) else ""
    return Opened(Rows(what, lines, layout), inputs, target, sheet, list(source.remarks))


def _lines_of(source: Text | Sheet) -> tuple[Callable[[], Iterator[str]], list[Line], list[Line]]:
    """What gives the lines of a table's file, its first lines and its last."""
    head, tail, length = [], deque(maxlen=_TAIL), 0
    for number, text in enumerate(source.lines(newline=""), start=1):
        tail.append(Line(number, text))
        if number <= _HEAD and length < _HEAD_LENGTH:
            head.append(tail[-1])
            length += len(text)
    if all(_IN_QUOTES.fullmatch(line.text) for line in head):
        in_quotes = lambda: map(_unquoted, source.lines(newline=""))  # noqa: E731
        head, tail = ([Line(n, _unquoted(text)) for n, text in lines] for lines in (head, tail))
        return in_quotes, head, tail
    return lambda: source.lines(newline=""), head, list(tail)


def _unquoted(line: str) -> str:
    return line.strip().removeprefix('"').removesuffix('"') + "\n"


def _plain(name: str) -> str:
    """A name as it is typed: accents within their letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _columns(layout: Layout, what: str) -> str:
    more = ", ..." if len(layout.names) > SHOWN else ""
    file = what.partition(" ")[2]
    return f"the columns of {file} are: {', '.join(map(repr, layout.names[:SHOWN]))}{more}"
