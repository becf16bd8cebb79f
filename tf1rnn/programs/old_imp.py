"""The module `imp`, which Python dropped in 3.12: what programs used of it."""

import importlib
import importlib.machinery
import importlib.util
import sys
import types
from typing import Any

__name__ = "imp"  # which a program sees
PY_SOURCE, PY_COMPILED, C_EXTENSION, PKG_DIRECTORY, C_BUILTIN = 1, 2, 3, 5, 6
reload = importlib.reload


def new_module(name: str) -> types.ModuleType:
    """An empty module."""
    return types.ModuleType(name)


def load_source(name: str, pathname: str, file: Any = None) -> types.ModuleType:
    """Load a module from a source file, even if it is loaded."""
    loader = importlib.machinery.SourceFileLoader(name, str(pathname))
    spec = importlib.util.spec_from_file_location(name, pathname, loader=loader)
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find_module(name: str, path: Any = None) -> tuple[Any, str, tuple[str, str, int]]:
    """Where a module is: an open file, its path and its kind."""
    spec = importlib.machinery.PathFinder.find_spec(name, path)
    if spec is None:
        raise ImportError(f"No module named {name!r}", name=name)
    if spec.submodule_search_locations:
        return None, next(iter(spec.submodule_search_locations)), ("", "", PKG_DIRECTORY)
    return open(spec.origin, encoding="utf-8"), spec.origin, (".py", "r", PY_SOURCE)


def load_module(name: str, file: Any, pathname: str, description: Any) -> types.ModuleType:
    """Load the module that find_module() found."""
    if description[2] == PKG_DIRECTORY:
        pathname = f"{pathname}/__init__.py"
    return load_source(name, pathname)


def get_suffixes() -> list[tuple[str, str, int]]:
    """The endings of files that are modules."""
    return [(suffix, "r", PY_SOURCE) for suffix in importlib.machinery.SOURCE_SUFFIXES]


def acquire_lock() -> None:
    """Do nothing: each module has a lock of its own now."""


release_lock = acquire_lock
