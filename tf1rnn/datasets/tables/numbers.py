"""Cells as numbers: decimal point or comma, thousands marks, currencies, percent, 1.2K."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

from tf1rnn.datasets.tables.cells import APOSTROPHES, NUMBER, SPACES, kind_of

Decimal = Literal[".", ","]
LARGEST = 1e100  # squares and sums of values must stay finite

_SCALES = {"": 1.0, "K": 1e3, "k": 1e3, "M": 1e6, "B": 1e9, "bn": 1e9, "T": 1e12}
_ARABIC = str.maketrans({"٫": ",", "٬": "'"})
_OTHER_MARKS = SPACES + APOSTROPHES


class Looks(NamedTuple):
    """What the marks in a column's numbers say about its decimal mark."""

    sure: Counter[str]  # numbers that have but one reading, by its decimal mark
    unsure: Counter[str]  # such as 1.234, by their mark
    largest_plain: int  # the largest whole number without a mark; 0 if there is none


class Number(NamedTuple):
    """A cell that was read."""

    value: float
    unit: str  # such as $ or %; empty if it has none
    grouped: bool  # whether thousands were marked
    scaled: bool  # whether it ended in K, M, B or T


def looks_of(cells: Iterable[str]) -> Looks:
    """What the marks in cells say; those that are no numbers say nothing."""
    sure, unsure, largest_plain = Counter(), Counter(), 0
    for cell in cells:
        if kind_of(cell) != "number":
            continue
        parts = NUMBER.fullmatch(cell.strip())
        core = parts["core"].translate(_ARABIC)
        marks = [c for c in core if c in ".,"]
        if not marks:
            if core.isdecimal():
                largest_plain = max(largest_plain, int(core[:20]))
            continue
        if len(set(marks)) == 2:
            decimal = marks[-1] if marks.count(marks[-1]) == 1 else _other(marks[-1])
        elif len(marks) > 1:
            decimal = _other(marks[0])
        elif _is_decimal(core, marks[0]) or parts["exponent"]:
            decimal = marks[0]
        else:
            unsure[marks[0]] += 1
            continue
        if parse_number(cell, decimal):  # not so 192.168.0.1
            sure[decimal] += 1
    return Looks(sure, unsure, largest_plain)


def decimal_of(
    looks: Looks, separator: str, others: Decimal | None = None, dotted: bool = False
) -> Decimal:
    """The decimal mark of a column; `others` is that of the table's other columns, if known.

    If every number can be read either way, a comma is decimal in a file with semicolons, and marks
    thousands in others. A point is decimal, unless all numbers without one are whole and below a
    thousand (850, 1.020), or the file is as those of German are: with semicolons and, `dotted`,
    with dates such as 31.12.2019.
    """
    if looks.sure:
        return max(looks.sure, key=looks.sure.get)
    if others and looks.unsure:
        return others
    if looks.unsure["."]:
        german = separator == ";" and dotted
        return "," if (100 - 100 * german) <= looks.largest_plain < 1000 else "."
    return "," if looks.unsure[","] and separator == ";" else "."


def parse_number(cell: str, decimal: Decimal) -> Number | None:
    """The number in a cell; None if it is not a number."""
    parts = NUMBER.fullmatch(cell.strip())
    if parts is None or bool(parts["opening"]) != bool(parts["closing"]):
        return None
    core = parts["core"].translate(_ARABIC)
    marks = _other(decimal) + _OTHER_MARKS
    # India groups by two after the first three: 12,34,567.
    whole = rf"\d{{1,3}}(?P<mark>[{marks}])(?:\d{{2,3}}(?P=mark))*\d{{3}}"
    shape = re.fullmatch(rf"(?:{whole}|\d*)(?:[{decimal}]\d*)?", core)
    if shape is None:
        return None
    signs = [s for s in (parts["sign"], parts["later_sign"], parts["end_sign"]) if s]
    if len(signs) + bool(parts["opening"]) > 1 or (parts["before"] and parts["after"]):
        return None
    digits = re.sub(f"[{marks}]", "", core).replace(decimal, ".")
    value = float(digits + (parts["exponent"] or "")) * _SCALES[parts["scale"] or ""]
    negative = parts["opening"] or (signs and signs[0] != "+")
    unit = parts["before"] or parts["after"] or ""
    return Number(-value if negative else value, unit, bool(shape["mark"]), bool(parts["scale"]))


def _other(mark: str) -> Decimal:
    return "," if mark == "." else "."


def _is_decimal(core: str, mark: str) -> bool:
    """Whether the only point or comma of a number cannot mark thousands."""
    before, _, after = core.partition(mark)
    plain = re.sub(f"[{_OTHER_MARKS}]", "", before)
    return plain != before or len(after) != 3 or not 1 <= len(before) <= 3 or before[0] == "0"
