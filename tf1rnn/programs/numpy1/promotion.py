"""The types of results that NumPy 1 gave, from operands of which one is converted beforehand.

NumPy 1 took a Python number for a float64 or an int64 beside a NumPy number: 0.5 + np.float32(0.5)
was a float64. It took a NumPy number for its value beside an array: an array of float32 times
np.float64(0.5) stayed float32. NumPy 2 does the opposite of both. The program's own code adds as
before, but one operand is first passed through a function of this module.

These functions are called at each operation of a program, so their first lines return what needs
no change.
"""

import itertools
import operator
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

_NARROW = {
    *(np.int8, np.int16, np.int32, np.uint8, np.uint16, np.uint32, np.uint64),
    *(np.float16, np.float32, np.complex64),
}
_WIDE = {np.int64, np.longlong, np.ulonglong, np.float64, np.complex128, np.longdouble, np.bool_}
_NUMBERS = _NARROW | _WIDE
_NUMPY = frozenset({*_NUMBERS, np.ndarray})
_CATEGORIES = {"b": 0, "i": 1, "u": 1, "f": 2, "c": 3}
_BEYOND = 4  # the category of dates, text and objects, which have no such rules
_STRONG = {bool: np.bool_, int: np.int64, float: np.float64, complex: np.complex128}
_PRECISE = (float, complex)
# (type of an operand, type of the other one) -> what the operand must become. Whether an int fits
# depends on its value, so these pairs are not here.
_CONVERSIONS: dict[tuple[type, type], Any] = {
    **{
        (narrow, python): np.promote_types(narrow, _STRONG[python]).type
        for narrow in _NARROW
        for python in _PRECISE
    },
    **{(python, narrow): _STRONG[python] for narrow in _NARROW for python in _PRECISE},
    # Wide numbers of NumPy's stay as they are beside Python's, and the other way round.
    **{
        pair: lambda value: value
        for wide in (np.float64, np.int64)
        for python in (float, int)
        for pair in ((wide, python), (python, wide))
    },
}
# Pairs of integers whose quotient was a float32, not a float64.
_COARSE = {
    *((np.int8, np.int8), (np.uint8, np.uint8), (np.uint16, np.uint8), (np.uint16, np.uint16)),
    *((np.int16, np.int8), (np.int16, np.uint8), (np.int16, np.int16)),
}


def right(a: Any, b: Any) -> Any:
    """`b`, or what gives NumPy 1's result for `a <operator> b` in its place."""
    kind, other = type(b), type(a)
    if kind is other:
        if kind is not np.ndarray or (a.ndim and b.ndim):
            return b
    elif kind not in _NUMPY and other not in _NUMPY:
        return b
    convert = _CONVERSIONS.get((kind, other))
    if convert is not None:
        return convert(b)
    new_a, new_b = both(a, b)
    if new_a is not a and kind is int:
        return np.int64(b)
    return new_b if new_a is a else _Operand(b)


def left(a: Any, b: Any) -> Any:
    """`a`, or what gives NumPy 1's result for `a <operator> b` in its place."""
    kind, other = type(a), type(b)
    if kind is other:
        if kind is not np.ndarray or (a.ndim and b.ndim):
            return a
    elif kind not in _NUMPY and other not in _NUMPY:
        return a
    convert = _CONVERSIONS.get((kind, other))
    if convert is not None:
        return convert(a)
    new_a, new_b = both(a, b)
    if new_b is not b and kind is int:
        return np.int64(a)
    return new_a if new_b is b else _Operand(a)


def divisor(a: Any, b: Any) -> Any:
    """`b`, or what gives NumPy 1's result for `a / b` in its place."""
    return np.float32(b) if (type(a), type(b)) in _COARSE else right(a, b)


def dividend(a: Any, b: Any) -> Any:
    """`a`, or what gives NumPy 1's result for `a / b` in its place."""
    return np.float32(a) if (type(a), type(b)) in _COARSE else left(a, b)


def among(value: Any, values: list | tuple) -> bool:
    """Whether `value in values`, which are compared as NumPy 1 compared them."""
    if type(value) not in _NARROW and _NARROW.isdisjoint(map(type, values)):
        return value in values
    return any(one is value or bool(one == right(one, value)) for one in values)


def both(a: Any, b: Any) -> tuple[Any, Any]:
    """Two operands, of which one is converted to give NumPy 1's result, if need be."""
    a_is_array = type(a) is np.ndarray and a.ndim > 0
    b_is_array = type(b) is np.ndarray and b.ndim > 0
    if a_is_array:
        return (a, b) if b_is_array else _beside_array(a, b)
    if b_is_array:
        return _beside_array(b, a)[::-1]
    if type(a) in _STRONG:
        return a, _beside_python(b, a)
    return _beside_python(a, b), b


def _beside_python(number: Any, python: Any) -> Any:
    """A NumPy number as it was beside a Python number: as wide as the two made it."""
    strong = _STRONG.get(type(python))
    dtype = getattr(number, "dtype", None)
    if strong is None or dtype is None or type(dtype).type not in _NARROW:
        return number
    if strong is np.bool_ or (strong is np.int64 and not -(2**63) <= python < 2**63):
        return number
    return np.promote_types(dtype, strong).type(number)


def _beside_array(array: np.ndarray, number: Any) -> tuple[Any, Any]:
    """An array and a number, of which one is converted so that the number counts by its value."""
    dtype = array.dtype
    if type(number) is int:
        if dtype.kind not in "iu" or _fits(number, dtype) or not -(2**63) <= number < 2**64:
            return array, number
        return array, _smallest(number, dtype).type(number)
    if type(number) not in _NUMBERS and type(number) is not np.ndarray:
        return array, number
    theirs = number.dtype
    category = _CATEGORIES.get(theirs.kind, _BEYOND)
    if category > _CATEGORIES.get(dtype.kind, -1) or category == 0:
        return array, number
    if dtype.kind in "iu":
        value = int(number)
        if _fits(value, dtype):
            return array, dtype.type(value)
        return array, _smallest(value, dtype).type(value)
    if category == 1:  # an integer beside floats: never a reason to widen them
        return array, dtype.type(number)
    wanted = np.result_type(dtype, np.min_scalar_type(number[()]))
    return array, wanted.type(number)


def _smallest(value: int, beside: np.dtype) -> np.dtype:
    """The smallest type of integers that holds a value, a signed one beside signed ones."""
    return np.min_scalar_type(-value - 1 if beside.kind == "i" and value >= 0 else value)


def _fits(value: int, dtype: np.dtype) -> bool:
    limits = np.iinfo(dtype)
    return limits.min <= value <= limits.max


class _Operand:
    """An operand of which the other one must be converted: it does so when it is operated on."""

    __array_ufunc__ = None  # NumPy leaves the operation to this class

    def __init__(self, value: Any) -> None:
        self.value = value


def _operations() -> None:
    def forward(operation: Callable) -> Callable:
        def apply(self: _Operand, other: Any) -> Any:
            return operation(*both(self.value, other))

        return apply

    def reflected(operation: Callable) -> Callable:
        def apply(self: _Operand, other: Any) -> Any:
            return operation(*both(other, self.value))

        return apply

    for name in (
        *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow"),
        *("lshift", "rshift", "and", "or", "xor"),
    ):
        operation = getattr(operator, f"__{name}__")
        setattr(_Operand, f"__{name}__", forward(operation))
        setattr(_Operand, f"__r{name}__", reflected(operation))
    for name in ("lt", "le", "gt", "ge", "eq", "ne"):  # each has its mirror image among these
        setattr(_Operand, f"__{name}__", forward(getattr(operator, f"__{name}__")))
    _Operand.__hash__ = object.__hash__


_operations()


# An operation on what is mostly not NumPy's; for NumPy's there is a function in its module.
_OPERATION = """
def {name}(a, b, operation):
    kind = type(a)
    if kind is float or kind is int:
        kind = type(b)
        if kind is float or kind is int:
            return a {sign} b
    if type(a) in numpy or type(b) in numpy:
        return (operation.function or operation.made(frame(1).f_globals))(a, b)
    return a {sign} b
"""
_SIGNS = {
    **{"Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**"},
    **{"LShift": "<<", "RShift": ">>", "BitAnd": "&", "BitOr": "|", "BitXor": "^"},
    **{"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">="},
}


def operations() -> dict[str, Callable]:
    """The operations by the names that Python's syntax has for them."""
    made: dict[str, Any] = {"frame": sys._getframe, "numpy": _NUMPY}
    for name, sign in _SIGNS.items():
        exec(compile(_OPERATION.format(name=name, sign=sign), __file__, "exec"), made)
    return {name: made[name] for name in _SIGNS}


def total(values: Iterable, *start: Any) -> Any:
    """What sum() gave: its 0 is an int64 beside NumPy's numbers."""
    so_far = start[0] if start else 0
    iterator = iter(values)
    while True:
        part = list(itertools.islice(iterator, 4096))
        if not part:
            return so_far
        if type(so_far) not in _NUMPY and _NUMPY.isdisjoint(map(type, part)):
            so_far = sum(part, so_far)
            continue
        for value in part:
            a, b = both(so_far, value)
            so_far = a + b
