"""Modules that load when one of their names is first used."""

import importlib.util
import sys
import types


class _Deferred(types.ModuleType):
    """A module that is found but not loaded yet.

    importlib's own LazyLoader is not enough: a second import loads its module.
    """

    def __getattr__(self, name: str) -> object:
        self.__class__ = types.ModuleType
        # Set only now, so that importing a submodule asks for it here and loads this one first.
        self.__path__ = self.__spec__.submodule_search_locations
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def defer(package: str) -> None:
    """Make `import package` load it only when one of its names is used.

    A loaded package stays as it is. A package that is not installed still fails to import.
    """
    spec = None if package in sys.modules else importlib.util.find_spec(package)
    if spec is None:
        return
    module = importlib.util.module_from_spec(spec)
    module.__class__ = _Deferred
    del module.__path__
    sys.modules[package] = module
