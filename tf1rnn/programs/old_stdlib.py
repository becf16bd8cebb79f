"""Names of the standard library that programs of TensorFlow 1's time used and Python dropped."""

import functools
import importlib
import types
from typing import Any

# module -> name then -> where it is now.
_MOVED = {
    "base64": {"decodestring": "base64.decodebytes", "encodestring": "base64.encodebytes"},
    "collections": {
        name: f"collections.abc.{name}"
        for name in (
            *("Callable", "Container", "Hashable", "ItemsView", "Iterable", "Iterator"),
            *("KeysView", "Mapping", "MappingView", "MutableMapping", "MutableSequence"),
            *("MutableSet", "Sequence", "Set", "Sized", "ValuesView"),
        )
    },
    "fractions": {"gcd": "math.gcd"},
    "inspect": {},
    "os": {"errno": "errno"},
    "time": {"clock": "time.perf_counter"},
}
MODULES = tuple(_MOVED)


@functools.cache
def resolve(name: str) -> types.ModuleType:
    """One of MODULES with what it had, or a module below it as it is."""
    module = importlib.import_module(name)
    return _Old(module) if name in _MOVED else module


class _Old(types.ModuleType):
    """A module of the standard library, and the names that it dropped."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__(module.__name__, module.__doc__)
        self._module = module
        self.__all__ = [n for n in getattr(module, "__all__", dir(module)) if n[0] != "_"]

    def __getattr__(self, name: str) -> Any:
        # Asked each time, since a program may change the module through another name of it.
        if hasattr(self._module, name):
            return getattr(self._module, name)
        if self.__name__ == "inspect" and name == "getargspec":
            return _getargspec
        path = _MOVED[self.__name__].get(name)
        if path is None:
            return getattr(self._module, name)
        owner, _, attribute = path.rpartition(".")
        if not owner:
            return importlib.import_module(attribute)
        return getattr(importlib.import_module(owner), attribute)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("_module", "__all__"):
            super().__setattr__(name, value)
        else:
            setattr(self._module, name, value)

    def __dir__(self) -> list[str]:
        return dir(self._module)


def _getargspec(function: Any) -> tuple:
    """inspect.getargspec: the parameters, *args, **kwargs and defaults of a function."""
    import inspect

    return tuple(inspect.getfullargspec(function)[:4])
