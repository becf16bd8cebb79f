"""Modules that load when one of their names is first used."""

import importlib.util
import sys
import types


class _Deferred(types.ModuleType):
    """A module that is found but not loaded yet.

    importlib's own LazyLoader would not do: a second import of its module loads it.
    """

    def __getattr__(self, name: str) -> object:
        self.__class__ = types.ModuleType
        # Set only now: so the import of a submodule asks for it here, and loads this one first.
        self.__path__ = self.__spec__.submodule_search_locations
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def defer(package: str) -> None:
    """Let `import package` load it no sooner than one of its names is used.

    What is loaded already stays as it is; what is not installed is missed where it is imported.
    """
    spec = None if package in sys.modules else importlib.util.find_spec(package)
    if spec is None:
        return
    module = importlib.util.module_from_spec(spec)
    module.__class__ = _Deferred
    del module.__path__
    sys.modules[package] = module
