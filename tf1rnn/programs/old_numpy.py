"""NumPy as programs of TensorFlow 1's time knew it: the names and habits that it dropped since."""

import functools
import importlib
import types
from typing import Any

# name then -> name now; see `_made` for the rest.
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
    "in1d": "isin",
    "infty": "inf",
    "issubclass_": "issubdtype",
    "longcomplex": "clongdouble",
    "longfloat": "longdouble",
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
    "bool": bool,
    "complex": complex,
    "float": float,
    "int": int,
    "long": int,
    "object": object,
    "str": str,
    "unicode": str,
}


@functools.cache
def resolve(name: str) -> types.ModuleType:
    """numpy, or a module of it; raises ModuleNotFoundError where there is none."""
    module = importlib.import_module(name)
    return _OldNumPy(module) if name == "numpy" else module


class _OldNumPy(types.ModuleType):
    """numpy, and the names that it dropped."""

    def __init__(self, numpy: types.ModuleType) -> None:
        super().__init__("numpy", numpy.__doc__)
        # Copied, so that `from numpy import *` and dir() see what they see of a module.
        vars(self).update(vars(numpy))
        self._numpy = numpy
        self.__all__ = list(numpy.__all__)
        for name in ("array", "asarray", "asanyarray"):
            setattr(self, name, _ragged(getattr(numpy, name)))

    def __getattr__(self, name: str) -> Any:
        value = self._made(name)
        setattr(self, name, value)
        return value

    def _made(self, name: str) -> Any:
        numpy = self._numpy
        if name in _VALUES:
            return _VALUES[name]
        if name in _RENAMED:
            return getattr(numpy, _RENAMED[name])
        if name == "asscalar":
            return lambda a: a.item()
        if name == "msort":
            return lambda a: numpy.sort(a, axis=0)
        if name == "cast":
            return _Casts()
        if name == "warnings":
            return importlib.import_module("warnings")
        if name == "math":
            return importlib.import_module("math")
        return getattr(numpy, name)


class _Casts(dict):
    """np.cast[dtype](values): the values as an array of that type."""

    def __missing__(self, dtype: Any) -> Any:
        import numpy

        return lambda values: numpy.asarray(values).astype(dtype)


def _ragged(function: Any) -> Any:
    """A function that makes an array, of objects where rows differ in length, as before 1.24."""

    @functools.wraps(function)
    def make(values: Any, dtype: Any = None, *args: Any, **kwargs: Any) -> Any:
        try:
            return function(values, dtype, *args, **kwargs)
        except ValueError as error:
            if dtype is not None or "inhomogeneous" not in str(error):
                raise
            return function(values, object, *args, **kwargs)

    return make
