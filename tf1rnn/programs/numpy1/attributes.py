"""Methods and names that arrays, modules and other objects had and dropped."""

import functools
import operator
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

# class -> what it was called then -> what it is called now, or what makes it of an object.
_METHODS: dict[str, dict[str, Any]] = {
    "numpy.ndarray": {
        "itemset": lambda a: lambda *args: _set_item(a, *args),
        "newbyteorder": lambda a: lambda order="S": a.view(a.dtype.newbyteorder(order)),
        "ptp": lambda a: functools.partial(np.ptp, a),
        "tostring": "tobytes",
    },
    "numpy.generic": {"tostring": "tobytes"},
    "array.array": {"fromstring": "frombytes", "tostring": "tobytes"},
    "logging.Logger": {"warn": "warning"},
    "threading.Thread": {"isAlive": "is_alive"},
    "unittest.TestCase": {
        "assertAlmostEquals": "assertAlmostEqual",
        "assertDictContainsSubset": lambda case: (
            lambda part, whole: case.assertEqual({**whole, **part}, whole)  # noqa: PT009
        ),
        "assertEquals": "assertEqual",
        "assertItemsEqual": "assertCountEqual",
        "assertNotEquals": "assertNotEqual",
        "assertRaisesRegexp": "assertRaisesRegex",
        "assertRegexpMatches": "assertRegex",
        "assert_": "assertTrue",
    },
    "xml.etree.ElementTree.Element": {
        "getchildren": lambda element: lambda: list(element),
        "getiterator": "iter",
    },
}
# module -> the same for its names.
_NAMES = {
    "PIL.Image": {
        "ANTIALIAS": "LANCZOS",
        "CUBIC": "BICUBIC",
        "LINEAR": "BILINEAR",
    },
}


def finds(module: str, name: str) -> bool:
    """Whether a program finds a name that a module dropped."""
    return name in _NAMES.get(module, {})


class Attributes:
    """What `value.name` gives in a program, for the names that are `dropped` somewhere.

    `given` has what is given for names of modules, by module and name.
    """

    def __init__(self, given: dict[tuple[str, str], Callable]) -> None:
        self._given = given
        names = {name for _, name in given}
        self.dropped = frozenset(names).union(*_METHODS.values(), *_NAMES.values())

    def __call__(self, value: Any, name: str) -> Any:
        if isinstance(value, types.ModuleType) and (value.__name__, name) in self._given:
            return self._given[value.__name__, name]
        try:
            return getattr(value, name)
        except AttributeError:
            found = _dropped(value, name)
            if found is None:
                raise
            return found


def _dropped(value: Any, name: str) -> Any:
    if isinstance(value, types.ModuleType):
        if value is np.lib:  # which had nearly all functions of numpy
            return getattr(np, name, None)
        return getattr(value, _NAMES.get(value.__name__, {}).get(name, ""), None)
    for path, names in _METHODS.items():
        if name in names and isinstance(value, _class(path)):
            now = names[name]
            return operator.attrgetter(now)(value) if isinstance(now, str) else now(value)
    return None


def _class(path: str) -> type | tuple:
    """A class, if its module is loaded: otherwise nothing is an instance of it."""
    module, _, name = path.rpartition(".")
    return getattr(sys.modules.get(module), name, ())


def _set_item(array: np.ndarray, *args: Any) -> None:
    *index, value = args
    if len(index) == 1 and not isinstance(index[0], tuple):
        array.flat[index[0]] = value
    else:
        array[tuple(index[0]) if len(index) == 1 else tuple(index)] = value
