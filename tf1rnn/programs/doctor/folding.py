"""What can be computed of a program without running it: texts, numbers, versions, paths."""

import ast
import functools
import operator
import os
import platform
import re
import sys
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from tf1rnn.programs.doctor.values import UNKNOWN, Const, Installed, Real

_LONGEST = 10_000  # of a text or a list that is computed
_PLAIN = (str, bytes, int, float, complex, bool, type(None), tuple, list, dict, set, PurePath)
_OPERATORS: dict[type, Callable] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda one, other: one in other,
    ast.NotIn: lambda one, other: one not in other,
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}
# Functions without effects, which may be called with values that are known.
_PURE = {
    *(abs, all, any, bool, bytes, chr, dict, divmod, float, int, len, list, max, min, ord, repr),
    *(reversed, round, set, sorted, str, sum, tuple, Path, PurePath, os.getcwd, os.fspath),
    *(getattr(os.path, name) for name in os.path.__all__ if callable(getattr(os.path, name))),
    *(platform.system, platform.python_version, platform.python_version_tuple),
}
_METHODS = (str, tuple, PurePath)  # types whose methods have no effects, but for paths'
_PATHS_EFFECTS = re.compile(
    r"open|write|read|touch|mkdir|unlink|rename|replace|rmdir|chmod|symlink|link|iterdir|glob"
)
_MUTATED = (list, dict, set)


@functools.total_ordering
class Version:
    """A version as distutils' LooseVersion, and as packaging's, compares them."""

    def __init__(self, text: str) -> None:
        found = re.split(r"(\d+|[a-z]+|\.)", str(text))
        parts = [part for part in found if part and part != "."]
        self.version = [int(part) if part.isdigit() else part for part in parts]
        numbers = [part if isinstance(part, int) else 0 for part in self.version[:3]]
        self.major, self.minor, self.micro = (*numbers, 0, 0, 0)[:3]
        self.text = text

    def __repr__(self) -> str:
        return f"Version({self.text!r})"

    def _key(self, other: Any) -> tuple[list, list]:
        other = other if isinstance(other, Version) else Version(other)
        return [str(p).zfill(9) for p in self.version], [str(p).zfill(9) for p in other.version]

    def __eq__(self, other: object) -> bool:
        ours, theirs = self._key(other)
        return ours == theirs

    def __lt__(self, other: Any) -> bool:
        ours, theirs = self._key(other)
        return ours < theirs

    __hash__ = None


def operate(op: ast.AST, *operands: Any) -> Any:
    """The value of an operation on values."""
    function = _OPERATORS.get(type(op))
    if function is None or not all(isinstance(each, Const) for each in operands):
        return UNKNOWN
    values = [each.value for each in operands]
    if isinstance(op, ast.Mult) and not all(isinstance(each, int | float) for each in values):
        return UNKNOWN
    return _const(function, *values)


def attribute(const: Const, name: str) -> Any:
    """An attribute of a plain value; UNKNOWN if there is none that can be told."""
    value = const.value
    if not isinstance(value, (*_METHODS, Version)) or name.startswith("_"):
        return UNKNOWN
    if isinstance(value, PurePath) and _PATHS_EFFECTS.match(name):
        return UNKNOWN
    found = getattr(value, name, UNKNOWN)
    return Real(f"value.{name}", found) if callable(found) else Const(found)


def subscript(value: Any, index: Any) -> Any:
    """A part of a plain value."""
    if isinstance(value, Const) and isinstance(index, Const):
        return _const(operator.getitem, value.value, index.value)
    return UNKNOWN


def call(function: Any, args: list, keywords: dict[str, Any]) -> Any:
    """What a function without effects gives for values that are known; UNKNOWN for others."""
    if isinstance(function, Installed | Real) and _makes_version(function.path):
        function = Real(function.path, Version)
    if not isinstance(function, Real) or not all(
        isinstance(each, Const) for each in (*args, *keywords.values())
    ):
        return UNKNOWN
    thing = function.thing
    owner = getattr(thing, "__self__", None)
    is_method = isinstance(owner, _METHODS) and function.path.startswith("value.")
    try:
        allowed = is_method or thing is Version or thing in _PURE
    except TypeError:
        return UNKNOWN
    if not allowed:
        return UNKNOWN
    return _const(
        thing, *(each.value for each in args), **{k: v.value for k, v in keywords.items()}
    )


def _makes_version(path: str) -> bool:
    return path.rpartition(".")[2] in ("LooseVersion", "StrictVersion", "parse_version") or (
        path in ("packaging.version.parse", "packaging.version.Version")
    )


def _const(function: Callable, *values: Any, **keywords: Any) -> Any:
    try:
        found = function(*values, **keywords)
        size = len(found) if hasattr(found, "__len__") else 0
    except Exception:
        return UNKNOWN
    if size > _LONGEST or not isinstance(found, (*_PLAIN, Version)):
        return UNKNOWN
    return Const(found)


def is_mutable(value: Any) -> bool:
    """Whether a plain value may be changed where it cannot be seen."""
    return isinstance(value, Const) and isinstance(value.value, _MUTATED)


def known_values() -> dict[str, Any]:
    """What some names of Python and of packages stand for, whatever they are there."""
    return {
        "sys.version_info": Const(_VersionInfo(sys.version_info)),
        "sys.version": Const(sys.version),
        "sys.platform": Const(sys.platform),
        "sys.maxsize": Const(sys.maxsize),
        "os.name": Const(os.name),
        "os.sep": Const(os.sep),
        "os.curdir": Const(os.curdir),
        "os.pardir": Const(os.pardir),
        "os.path.sep": Const(os.sep),
        "os.path.pardir": Const(os.pardir),
        "os.path.curdir": Const(os.curdir),
        "six.PY2": Const(False),
        "six.PY3": Const(True),
        "typing.TYPE_CHECKING": Const(False),
    }


class _VersionInfo(tuple):
    """sys.version_info, with the names of its numbers."""

    major = property(operator.itemgetter(0))
    minor = property(operator.itemgetter(1))
    micro = property(operator.itemgetter(2))
