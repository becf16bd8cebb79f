"""Arrays of one element as numbers, as NumPy 1 converted them wherever a number was wanted."""

import re
from typing import Any

import numpy as np

# A conversion of a %-format: the key of a mapping, flags, width, precision, and its letter.
_CONVERSION = re.compile(r"%(?:\(([^)]*)\))?[-#0 +]*(\*|\d+)?(?:\.(\*|\d+))?[hlL]?(.)")


def number(value: Any) -> Any:
    """A value for a function that wants a number: of an array of one element, its element."""
    if type(value) is np.ndarray and value.size == 1 and value.ndim:
        return value.item()
    return value


def element(value: Any, container: Any) -> Any:
    """What to assign to an element or a part of `container` in place of `value`.

    An array of one element could be assigned to an array's element, whatever its shape.
    """
    if (
        type(value) is np.ndarray
        and value.ndim
        and value.size == 1
        and isinstance(container, np.ndarray)
        and container.dtype.kind in "biufc"
    ):
        return value.reshape(())
    return value


def formatted(text: Any, values: Any) -> Any:
    """What to put into a %-format in place of `values`: numbers where it shows numbers."""
    if type(values) is np.ndarray and type(text) is str:
        wants = [letter for *_, letter in _CONVERSION.findall(text) if letter != "%"]
        return number(values) if len(wants) == 1 and wants[0] not in "sra" else values
    if type(values) is tuple and any(type(value) is np.ndarray for value in values):
        return _as_numbers(text, values) if type(text) is str else values
    return values


def _as_numbers(text: str, values: tuple) -> tuple:
    wanted: list[str] = []
    for _, width, precision, letter in _CONVERSION.findall(text):
        wanted += ["d"] * ((width == "*") + (precision == "*"))
        if letter != "%":
            wanted.append(letter)
    pairs = zip(values, wanted, strict=False)
    changed = [value if letter in "sra" else number(value) for value, letter in pairs]
    return (*changed, *values[len(changed) :])
