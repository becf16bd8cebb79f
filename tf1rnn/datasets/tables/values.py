"""The cells of columns as values: numbers, and NaN for missing ones."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from tf1rnn.datasets.tables.cells import MISSING
from tf1rnn.datasets.tables.missing import stand_in
from tf1rnn.datasets.tables.numbers import (
    LARGEST,
    Decimal,
    decimal_of,
    looks_of,
    parse_number,
)
from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.rows import Rows
from tf1rnn.errors import UserError

SHOWN = 20  # characters of a cell that a message shows at most
LINES = 4  # whose numbers it shows
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2}")  # a date such as 31.12.2019
_MARKS: dict[str, Decimal] = {"point": ".", "comma": ","}


def read_values(
    rows: Rows, names: Sequence[str], columns: Sequence[np.ndarray], reading: Reading
) -> tuple[np.ndarray, list[str]]:
    """The numbers of columns of cells [n_rows, n_columns], NaN for missing ones, and remarks.

    Raises UserError, naming line and column, for a cell that is not a finite number, and for
    missing values if the user has not said what to do about them.
    """
    values, remarks = [], []
    for name, cells in zip(names, columns, strict=True):
        column = _Column(rows, name, cells, reading)
        values.append(column.values())
        remarks += column.remarks
    return np.stack(values, axis=1), remarks


class _Column:
    """A column's cells, each different one looked at once."""

    def __init__(self, rows: Rows, name: str, cells: np.ndarray, reading: Reading) -> None:
        import pandas as pd

        self._rows, self._name, self._reading = rows, name, reading
        self._codes, texts = pd.factorize(cells)
        self._texts = [text.strip() for text in texts]
        read = (parse_number(given, ".") for given in reading.na_value or ())
        self._stand_ins = {number.value for number in read if number}
        self.remarks: list[str] = []

    def values(self) -> np.ndarray:
        """The numbers of the cells [n_rows]; NaN for missing ones."""
        is_missing = np.array([self._is_missing(text) for text in self._texts], dtype=bool)
        if self._reading.missing == "stop" and is_missing.any():
            self._refuse_missing(is_missing)
        decimal, sure = self._decimal(
            [text for text, gone in zip(self._texts, is_missing, strict=True) if not gone]
        )
        numbers = [
            None if gone else parse_number(text, decimal)
            for text, gone in zip(self._texts, is_missing, strict=True)
        ]
        wrong = [
            not gone and (number is None or not abs(number.value) <= LARGEST)
            for number, gone in zip(numbers, is_missing, strict=True)
        ]
        if any(wrong):
            self._refuse_cell(np.array(wrong), decimal)
        read = [number for number in numbers if number]
        self._check_units(numbers)
        self._describe(read, decimal, sure)
        values = np.array([number.value if number else np.nan for number in numbers])
        values = values[self._codes] if len(values) else np.zeros(0)
        if (odd := stand_in(values)) is not None:
            at = np.flatnonzero(values == odd)
            self.remarks.append(
                f"column {self._name!r}: {odd:g} in {self._lines(at)}, far from all other values; "
                f"if it stands for missing ones, say so: --na-value {odd:g}"
            )
        present = values[~np.isnan(values)]
        if len(present) > 1 and np.all(present == present[0]):
            self.remarks.append(
                f"column {self._name!r}: {present[0]:g} in every row; there is nothing to learn "
                "from a column that never changes"
            )
        return values

    def _is_missing(self, text: str) -> bool:
        if text.lower() in MISSING or text in (self._reading.na_value or ()):
            return True
        number = parse_number(text, ".") if self._stand_ins else None
        return number is not None and number.value in self._stand_ins

    def _decimal(self, present: Sequence[str]) -> tuple[Decimal, bool]:
        """The decimal mark, and whether the numbers leave no doubt about it."""
        if self._reading.decimal is not None:
            return _MARKS[self._reading.decimal], True
        layout = self._rows.layout
        others = looks_of(cell for row in layout.sample for cell in row.cells)
        usual = max(others.sure, key=others.sure.get) if others.sure else None
        looks = looks_of(present)
        dotted = any(
            kind == "date" and i < len(row.cells) and _DOTTED.match(row.cells[i])
            for row in layout.sample
            for i, kind in enumerate(layout.kinds)
        )
        decimal = decimal_of(looks, layout.separator, usual, dotted)
        # Where nothing speaks for a decimal comma, 1.234 is what it is nearly everywhere.
        clear = decimal == "." and looks.unsure["."] and not dotted and layout.separator != ";"
        sure = not looks.unsure or bool(looks.sure) or usual == "." == decimal or clear
        return decimal, bool(sure)

    def _describe(self, numbers: Sequence, decimal: Decimal, sure: bool) -> None:
        notes = ["decimal comma"] if decimal == "," else []
        notes += ["thousands are marked"] if any(n.grouped for n in numbers) else []
        if not sure:
            notes = notes or ["decimal point"]
            other = "point" if decimal == "," else "comma"
            notes[-1] += f" (if that is wrong: --decimal {other})"
        notes += ["K, M and B are multiplied out"] if any(n.scaled for n in numbers) else []
        notes += [f"in {unit}" for unit in sorted({number.unit for number in numbers} - {""})]
        if notes:
            self.remarks.append(f"column {self._name!r}: {', '.join(notes)}")

    def _check_units(self, numbers: Sequence) -> None:
        units = sorted({number.unit for number in numbers if number} - {""})
        bare = [n is not None and not n.unit and n.value != 0 for n in numbers]
        if len(units) > 1:
            row = self._first(np.array([n is not None and n.unit == units[1] for n in numbers]))
            what = f"is in {units[1]}, other values are in {units[0]}"
        elif units and units[0] in "%‰％" and any(bare):
            row = self._first(np.array(bare))
            what = f"has no {units[0]}, unlike other values"
        else:
            return
        raise UserError(f"{self._place(row)}: {self._shown(row)} {what}; write all in one unit")

    def _refuse_missing(self, is_missing: np.ndarray) -> None:
        rows = np.flatnonzero(is_missing[self._codes])
        cell = self._shown(rows[0])
        raise UserError(
            f"{self._place(rows[0])}: {'an empty cell' if cell == repr('') else cell} is a missing "
            f"value; {len(rows)} of {len(self._codes)} are missing ({self._lines(rows)}); "
            "--missing drop leaves out their rows, --missing interpolate fills them in"
        )

    def _refuse_cell(self, wrong: np.ndarray, decimal: Decimal) -> None:
        row = self._first(wrong)
        text = self._texts[self._codes[row]]
        place, shown = self._place(row), self._shown(row)
        if parse_number(text, decimal):
            raise UserError(f"{place}: {shown} is not a finite number of {LARGEST:g} at most")
        other = "point" if decimal == "," else "comma"
        if parse_number(text, _MARKS[other]):
            usual = "comma" if decimal == "," else "point"
            raise UserError(
                f"{place}: {shown} is not a number with a decimal {usual}, as other values are; "
                f"if all have a decimal {other}: --decimal {other}"
            )
        if wrong.all():
            raise UserError(
                f"{place}: {shown} is not a number, nor is any other value of this column; choose "
                "another with --column"
            )
        raise UserError(
            f"{place}: {shown} is not a number; if it stands for a missing value: "
            f"--na-value {shown} --missing drop"
        )

    def _first(self, is_it: np.ndarray) -> int:
        """The first row whose cell is one of these."""
        return int(np.flatnonzero(is_it[self._codes])[0])

    def _place(self, row: int) -> str:
        return f"{self._rows.what}: line {self._rows.line(row)}, column {self._name!r}"

    def _lines(self, rows: np.ndarray) -> str:
        """Where rows are, for a message: `line 42`, `lines 42, 43, 77 and 3 more`."""
        more = [f"{len(rows) - LINES + 1} more"] if len(rows) > LINES else []
        numbers = self._rows.lines(rows[: LINES - 1] if more else rows)
        *first, last = [*map(str, numbers), *more]
        return f"lines {', '.join(first)} and {last}" if first else f"line {last}"

    def _shown(self, row: int) -> str:
        text = self._texts[self._codes[row]]
        return repr(text if len(text) <= SHOWN else text[:SHOWN] + "...")
