"""Names and modules of the standard library that Python dropped since TensorFlow 1's time.

A module that dropped names stays the module it is; it only gets a class that finds these names,
too. Modules that are gone are made, or found where they live on, when they are imported.
"""

import collections
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import pkgutil
import sys
import types
import warnings
from typing import Any

# module -> name then -> where it is now.
_MOVED = {
    "base64": {"decodestring": "base64.decodebytes", "encodestring": "base64.encodebytes"},
    "cgi": {"escape": "html.escape"},
    "collections": {
        name: f"collections.abc.{name}"
        for name in (
            *("Callable", "Container", "Hashable", "ItemsView", "Iterable", "Iterator"),
            *("KeysView", "Mapping", "MappingView", "MutableMapping", "MutableSequence"),
            *("MutableSet", "Sequence", "Set", "Sized", "ValuesView"),
        )
    },
    "configparser": {"SafeConfigParser": "configparser.ConfigParser"},
    "fractions": {"gcd": "math.gcd"},
    "inspect": {"getargspec": f"{__name__}.getargspec"},
    "locale": {"format": "locale.format_string"},
    "logging": {"warn": "logging.warning"},
    "os": {"errno": "errno", "getcwdu": "os.getcwd"},
    "pipes": {"quote": "shlex.quote"},
    "platform": {
        "dist": f"{__name__}.linux_distribution",
        "linux_distribution": f"{__name__}.linux_distribution",
    },
    "string": {"maketrans": "builtins.str.maketrans"},
    "time": {"clock": "time.perf_counter"},
}
_ArgSpec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")
# module that is gone -> where its names are now.
_GONE = {"imp": f"{__package__}.old_imp", "distutils": "setuptools._distutils"}


def is_changed(name: str) -> bool:
    """Whether a module dropped names."""
    return name in _MOVED


def finds(module: str, name: str = "") -> bool:
    """Whether a program finds a name that a module dropped; without one, a module that is gone."""
    if not name:
        return module in _MOVED or module.partition(".")[0] in _GONE
    return name in _MOVED.get(module, {})


def quiet_distutils() -> None:
    """Hide the advice to use something else, which a program of the time cannot follow."""
    warnings.filterwarnings("ignore", "(The )?distutils ", DeprecationWarning)


def install() -> None:
    """Give loaded modules the names that they dropped, and find modules that are gone."""
    if not any(isinstance(finder, _Gone) for finder in sys.meta_path):
        sys.meta_path.append(_Gone())
    for name in _MOVED:
        if type(sys.modules.get(name)) is types.ModuleType:
            sys.modules[name].__class__ = _Module


def mending(spec: importlib.machinery.ModuleSpec) -> importlib.machinery.ModuleSpec:
    """The spec of a module that dropped names, changed so that it has them when it is loaded."""
    spec.loader = _Mending(spec.loader)
    return spec


class _Mending(importlib.abc.Loader):
    """Loads a module as another loader does, and gives it the names that it dropped."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: Any) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: types.ModuleType) -> None:
        module.__loader__ = module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        module.__class__ = _Module


class _Module(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        path = _MOVED.get(self.__name__, {}).get(name)
        if path is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return pkgutil.resolve_name(path)


_Module.__name__ = _Module.__qualname__ = "module"


class _Gone(importlib.abc.MetaPathFinder):
    """Finds modules that Python has no more, after all others have been asked."""

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        top, dot, rest = fullname.partition(".")
        if fullname in _MOVED:
            return importlib.util.spec_from_loader(fullname, _Emptied())
        place = _GONE.get(top)
        if place is None or importlib.util.find_spec(place.partition(".")[0]) is None:
            return None
        return importlib.util.spec_from_loader(fullname, _Alias(f"{place}{dot}{rest}"))


class _Emptied(importlib.abc.Loader):
    """Makes a module that is gone, with those of its names that are elsewhere now."""

    def create_module(self, spec: Any) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing to run."""


class _Alias(importlib.abc.Loader):
    """Gives the module that lives on under another name."""

    def __init__(self, place: str) -> None:
        self._place = place

    def create_module(self, spec: Any) -> types.ModuleType:
        try:
            return importlib.import_module(self._place)
        except ModuleNotFoundError:
            raise ModuleNotFoundError(f"No module named {spec.name!r}", name=spec.name) from None

    def exec_module(self, module: types.ModuleType) -> None:
        """It has run already."""


def getargspec(function: Any) -> tuple:
    """inspect.getargspec: the parameters, *args, **kwargs and defaults of a function."""
    import inspect

    return _ArgSpec(*inspect.getfullargspec(function)[:4])


def linux_distribution(*args: Any, **kwargs: Any) -> tuple[str, str, str]:
    """platform.linux_distribution: the name, version and code name of the system."""
    import platform

    found = platform.freedesktop_os_release()
    return found.get("NAME", ""), found.get("VERSION_ID", ""), found.get("VERSION_CODENAME", "")
