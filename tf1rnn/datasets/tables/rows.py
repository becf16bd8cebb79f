"""The cells of a table's columns, read by pandas, and the line that each row is in."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from tf1rnn.datasets.tables.cells import kind_of
from tf1rnn.datasets.tables.layout import Layout
from tf1rnn.datasets.tables.splitting import Line, split
from tf1rnn.errors import UserError


class Rows:
    """The rows of a table in its file; `lines` gives the file's lines anew at each call."""

    def __init__(self, what: str, lines: Callable[[], Iterator[str]], layout: Layout) -> None:
        self.what = what
        self.layout = layout
        self.n_headers_again = 0  # lines among the rows that name the columns once more
        self._lines = lines

    def columns(self, places: Sequence[int]) -> list[np.ndarray]:
        """The cells of the columns at these places: texts [n_rows], empty if a line ends early.

        Raises UserError, naming the line, if a quote is not closed, or if a line has a number
        beyond the columns that are named.
        """
        import pandas as pd

        # If nothing separates cells, use a character that no text has.
        separator = self.layout.separator or "\x01"
        beyond = len(self.layout.names)
        # pandas takes the number of columns from the first line.
        first = separator.join("x" * (beyond + 1)) + "\n"
        try:
            frame = pd.read_csv(
                _Stream(itertools.chain([first], (line.text for line in self._rows()))),
                sep=r"\s+" if separator == " " else separator,
                header=None,
                names=range(beyond + 1),
                usecols=sorted({*places, beyond}),
                index_col=False,
                dtype=object,
                na_filter=False,
                quotechar=self.layout.quote,
                skipinitialspace=True,
            )
        except pd.errors.ParserError as error:
            told = re.search(r"row (\d+)", str(error))
            line = self.line(int(told[1]) - 1) if told else self.layout.last
            raise UserError(
                f"{self.what}: line {line}: a quote ({self.layout.quote}) is opened and never "
                "closed; close it, or remove it if it is not a quote"
            ) from error
        frame = frame.iloc[1:]
        self._check_beyond(frame[beyond].to_numpy(dtype=object))
        return [frame[place].to_numpy(dtype=object) for place in places]

    def _check_beyond(self, cells: np.ndarray) -> None:
        """Refuse numbers beyond the named columns: 1,234 without quotes, say, is two cells."""
        for row in np.flatnonzero(cells != ""):
            if kind_of(cells[row]) == "number":
                names = f"the {len(self.layout.names)} named columns"
                raise UserError(
                    f"{self.what}: line {self.line(row)}: the number {cells[row][:20]!r} is beyond "
                    f"{names}; quote the cells that hold {self.layout.separator!r}, or say with "
                    "--separator what separates the columns"
                )

    def line(self, row: int) -> int:
        """The number of the line that a row, counted from 0, begins in."""
        return self.lines([row])[0]

    def lines(self, rows: Sequence[int]) -> list[int]:
        """The numbers of the lines that rows, in ascending order, begin in."""
        wanted, found = iter(rows), []
        following = next(wanted, None)
        for i, row in enumerate(split(self._rows(), self.layout.separator, self.layout.quote)):
            if following is None:
                break
            if i == following:
                found.append(row.number)
                following = next(wanted, None)
        return found

    def _rows(self) -> Iterator[Line]:
        """The lines that are rows, each ended by a newline."""
        layout, self.n_headers_again = self.layout, 0
        name = layout.header[-1].cells[0] if layout.header else None
        for number, text in enumerate(self._lines(), start=1):
            if number > layout.last:
                return
            # Most lines begin with a letter or a digit, and so are neither empty nor comments.
            if number < layout.first or not (text[0].isalnum() or layout.is_row(text)):
                continue
            line = Line(number, text.rstrip("\r\n") + "\n")
            if name is not None and name in text and layout.is_header_again(line):
                self.n_headers_again += 1
            else:
                yield line


class _Stream(io.TextIOBase):
    """Lines as a file that pandas reads in blocks."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> str:
        taken, length = [], 0
        for line in self._lines:
            taken.append(line)
            length += len(line)
            if length >= size > 0:
                break
        return "".join(taken)
