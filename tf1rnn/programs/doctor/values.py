"""What doctor knows of a value: the kinds of things that a program's names stand for."""

import ast
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tf1rnn.tf1.names import known


@dataclass(frozen=True, eq=False)
class Unknown:
    """A value of which nothing is known."""


UNKNOWN = Unknown()


@dataclass(frozen=True)
class Const:
    """A plain value: a number, a text, a path, a version."""

    value: Any


@dataclass(frozen=True)
class Real:
    """Something of Python's or NumPy's, which doctor has at hand."""

    path: str  # dotted, as "os.path.join"
    thing: Any


@dataclass(frozen=True)
class Installed:
    """A module of an installed package, or something in it, known from its source alone."""

    path: str
    is_module: bool = True


@dataclass(frozen=True)
class Lazy:
    """What map(), filter(), zip() and the like give in Python 3, which is no list."""

    kind: str


@dataclass(eq=False)
class Scope:
    """The names of a module, a class or a function while it runs."""

    outer: "Scope | None"
    names: dict[str, Any] = field(default_factory=dict)
    is_class: bool = False
    declared_global: set[str] = field(default_factory=set)


@dataclass(eq=False)
class Module:
    """A module of the program's own."""

    name: str
    path: Path
    where: str  # what comes before a line number
    scope: Scope = field(default_factory=lambda: Scope(None))
    package: str = ""  # what its relative imports start from
    folders: tuple[str, ...] = ()  # of a package: where its modules are
    stars: list[Any] = field(default_factory=list)  # modules that all names were taken of
    bound: set[str] = field(default_factory=set)  # names that it binds somewhere
    rebound: set[str] = field(default_factory=set)  # those it binds more than once
    is_open: bool = False  # it may bind names that cannot be seen: exec, globals()


@dataclass(eq=False)
class Function:
    """A function of the program's own."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    module: Module
    owner: "Class | None" = None
    defaults: dict[str, Any] = field(default_factory=dict)
    decoration: str = ""  # "property", "static", "class", "other" or none

    @property
    def name(self) -> str:
        """Its name."""
        return getattr(self.node, "name", "<lambda>")


@dataclass(eq=False)
class Class:
    """A class of the program's own."""

    node: ast.ClassDef
    module: Module
    bases: list[Any]
    names: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)  # of its instances
    is_alive: bool = False  # there may be instances

    @property
    def is_open(self) -> bool:
        """Whether a base is not the program's, so that it has methods of others, which call its."""
        return any(
            base.is_open if isinstance(base, Class) else not _is_object(base) for base in self.bases
        )

    def find(self, name: str) -> Any:
        """What its instances have by a name; None if there is nothing."""
        for names in (self.attributes, self.names):
            if name in names:
                return names[name]
        return self.inherited(name)

    def inherited(self, name: str) -> Any:
        """What its bases have by a name."""
        found = (base.find(name) for base in self.bases if isinstance(base, Class))
        return next((each for each in found if each is not None), None)


def _is_object(base: Any) -> bool:
    return isinstance(base, Real) and base.thing is object


@dataclass(frozen=True)
class Instance:
    """An instance of a class of the program's own."""

    of: Class


@dataclass(frozen=True)
class Method:
    """A function bound to an instance or a class."""

    function: Function
    receiver: Any


@dataclass(frozen=True)
class Super:
    """super() in a method of a class."""

    of: Class
    receiver: Any


@dataclass(frozen=True)
class Either:
    """One of several values."""

    values: tuple


def either(*values: Any) -> Any:
    """One of several values, as one value."""
    flat: list[Any] = []
    for value in values:
        for each in value.values if isinstance(value, Either) else (value,):
            if not any(each is other or _same(each, other) for other in flat):
                flat.append(each)
    useful = [each for each in flat if not isinstance(each, Unknown)]
    if len(flat) == 1:
        return flat[0]
    if not useful or len(useful) > 4 or all(isinstance(each, Const) for each in useful):
        return UNKNOWN
    return Either(tuple(flat))


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other) or isinstance(one, Const):
        return isinstance(one, Const) and isinstance(other, Const) and repr(one) == repr(other)
    return one == other


def truth(value: Any) -> bool | None:
    """Whether a value is true; None if that is not known."""
    if isinstance(value, Const):
        try:
            return bool(value.value)
        except Exception:
            return None
    if isinstance(value, Function | Class | Method | known.Module):
        return True
    return None
