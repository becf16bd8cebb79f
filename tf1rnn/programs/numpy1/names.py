"""NumPy as programs of TensorFlow 1's time knew it: the names and habits that it dropped since."""

import functools
import importlib
import types
from typing import Any

# name then -> name now; see _MADE for the rest.
_RENAMED = {
    "Inf": "inf",
    "Infinity": "inf",
    "NAN": "nan",
    "NaN": "nan",
    "PINF": "inf",
    "alltrue": "all",
    "cfloat": "complex128",
    "clongfloat": "clongdouble",
    "complex_": "complex128",
    "cumproduct": "cumprod",
    "float_": "float64",
    "infty": "inf",
    "issubsctype": "issubdtype",
    "longcomplex": "clongdouble",
    "longfloat": "longdouble",
    "mat": "asmatrix",
    "object0": "object_",
    "product": "prod",
    "round_": "round",
    "row_stack": "vstack",
    "singlecomplex": "complex64",
    "sometrue": "any",
    "string_": "bytes_",
    "trapz": "trapezoid",
    "unicode_": "str_",
}
_VALUES = {
    "NINF": float("-inf"),
    "NZERO": -0.0,
    "PZERO": 0.0,
    "complex": complex,
    "float": float,
    "int": int,
    "object": object,
    "str": str,
    "unicode": str,
}
# What was a function or a table of its own, made of today's numpy.
_MADE = {
    "asfarray": lambda numpy: (
        lambda a, dtype=float: numpy.asarray(
            a, dtype if numpy.issubdtype(dtype, numpy.inexact) else float
        )
    ),
    "asscalar": lambda numpy: lambda a: a.item(),
    "cast": lambda numpy: _Casts(),
    "fastCopyAndTranspose": lambda numpy: lambda a: a.T.copy(),
    "find_common_type": lambda numpy: (
        lambda array_types, scalar_types: numpy.result_type(
            *array_types, *[numpy.dtype(t).type(0).item() for t in scalar_types]
        )
    ),
    "in1d": lambda numpy: (
        lambda ar1, ar2, *args, **kwargs: numpy.isin(numpy.ravel(ar1), ar2, *args, **kwargs)
    ),
    "msort": lambda numpy: lambda a: numpy.sort(a, axis=0),
}
_MAKE_ARRAYS = ("array", "asarray", "asanyarray")
# Names that `from numpy import *` leaves to Python, as it did then.
_PYTHONS = {"abs", "bool", "long", "max", "min", "pow", "round", "ulong"}


def resolve(name: str) -> types.ModuleType:
    """numpy, or a module of it; raises ModuleNotFoundError if there is none."""
    print_as_then()
    return _old() if name == "numpy" else importlib.import_module(name)


@functools.cache
def _old() -> types.ModuleType:
    return _OldNumPy(importlib.import_module("numpy"))


def print_as_then() -> None:
    """Let NumPy print a number in a list as `1.5`, not as `np.float64(1.5)`."""
    numpy = importlib.import_module("numpy")
    if numpy.__version__.partition(".")[0] != "1":
        numpy.set_printoptions(legacy="1.25")


class _OldNumPy(types.ModuleType):
    """numpy, and the names that it dropped."""

    def __init__(self, numpy: types.ModuleType) -> None:
        super().__init__("numpy", numpy.__doc__)
        # Copied, so that `from numpy import *` and dir() see what they see of a module.
        vars(self).update(vars(numpy), bool=bool, long=int)
        vars(self).pop("__getattr__", None)  # numpy's own, which would be asked first
        self._numpy = numpy
        self.__all__ = sorted({*numpy.__all__, *_RENAMED} - _PYTHONS)
        stand_ins = {name: _ragged(getattr(numpy, name)) for name in _MAKE_ARRAYS}
        vars(self).update(stand_ins, fromstring=_from_text_or_bytes(numpy))

    def __getattr__(self, name: str) -> Any:
        value = vars(self)[name] = self._made(name)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        # A program that replaces np.load wants it replaced for those that it calls, too.
        super().__setattr__(name, value)
        if name not in ("_numpy", "__all__"):
            setattr(self._numpy, name, value)

    def _made(self, name: str) -> Any:
        numpy = self._numpy
        if name in _VALUES:
            return _VALUES[name]
        if name in _RENAMED:
            return getattr(numpy, _RENAMED[name])
        if name in _MADE:
            return _MADE[name](numpy)
        if name in ("math", "warnings"):  # which its modules imported for themselves
            return importlib.import_module(name)
        return getattr(numpy, name)


def _from_text_or_bytes(numpy: types.ModuleType) -> Any:
    """np.fromstring, which also read numbers in binary."""

    @functools.wraps(numpy.fromstring)
    def read(
        string: Any, dtype: Any = float, count: int = -1, *, sep: str = "", **more: Any
    ) -> Any:
        if sep:
            return numpy.fromstring(string, dtype, count, sep=sep, **more)
        string = string.encode() if isinstance(string, str) else string
        return numpy.frombuffer(string, dtype, count, **more).copy()

    return read


class _Casts(dict):
    """np.cast[dtype](values): the values as an array of that type."""

    def __missing__(self, dtype: Any) -> Any:
        import numpy

        return lambda values: numpy.asarray(values).astype(dtype)


def _ragged(function: Any) -> Any:
    """A function that makes an array, of objects if rows differ in length, as before 1.24."""

    @functools.wraps(function)
    def make(values: Any, dtype: Any = None, *args: Any, **kwargs: Any) -> Any:
        try:
            return function(values, dtype, *args, **kwargs)
        except ValueError as error:
            if dtype is not None or "inhomogeneous" not in str(error):
                raise
            return function(values, object, *args, **kwargs)

    return make
