"""Reads the tables that say where names come from. Nothing here loads TensorFlow.

A table has a row for each module of TensorFlow 1 that is not just the installed one:

    {"tf.contrib.util": {"tf": "constant_value=get_static_value make_ndarray", ...}, ...}

A row lists the module's sources, in the order in which a name is looked for, and what is taken from
each. The module has no other names. A source is a module: of `tf` as TensorFlow 1.15 had it ("tf",
"tf.nn"), of ours ("tf1rnn.tf1.contrib.rnn") or of an installed package ("tf_slim",
"tensorflow.python.ops.lookup_ops"). What is taken from it is

    make_ndarray                        the name as it is
    constant_value=get_static_value     what the source calls get_static_value; it may have dots
    *                                   all names; of a module of ours, those that __all__ lists

Modules are named from `tf` on: tf.python.ops.rnn is `import tensorflow.python.ops.rnn`. Names that
are not available on purpose are in absent.py, with what to use instead.
"""

import functools
import importlib.machinery
import importlib.util
import types
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tf1rnn.tf1.names import origins_0_12, origins_1_15, origins_source_tree

_TABLES = {
    "1.15": (origins_1_15.ORIGINS, origins_source_tree.ORIGINS),
    "0.12": (origins_0_12.ORIGINS, origins_1_15.ORIGINS, origins_source_tree.ORIGINS),
}
_ALIASES = {"tf.compat.v1": "tf", "tf._api.v1": "tf"}
_SOURCE_TREE = (["core"], ["examples"], ["models"], ["python"], ["tools"])


class Source(NamedTuple):
    """A module that names come from."""

    module: str | types.ModuleType  # its dotted name; the module itself if no table lists it
    names: dict[str, str]  # a name -> what it is called there
    whole: bool = False  # gives all its other names, too
    shown: bool = True  # dir() lists them


def canonical(module: str) -> str:
    """The one name of a module which has several: tf.nn for tf.compat.v1.nn."""
    for alias, name in _ALIASES.items():
        if f"{module}.".startswith(f"{alias}."):
            return canonical(name + module.removeprefix(alias))
    return module


def displayed(module: str) -> str:
    """A module's name in messages: tf.nn where it is public, else as it is imported."""
    return "tensorflow" + module.removeprefix("tf") if in_source_tree(module) else module


def in_source_tree(module: str) -> bool:
    """Whether a module was in TensorFlow's source tree and not public."""
    parts = module.split(".")
    return (parts[1:2] == ["contrib"] and "python" in parts) or parts[1:2] in _SOURCE_TREE


def is_listed(module: str, generation: str) -> bool:
    """Whether a table has a row for a module."""
    return any(module in table for table in _TABLES[generation])


def modules(generation: str) -> list[str]:
    """The modules that the tables have rows for."""
    return sorted(set().union(*_TABLES[generation]))


def submodules(module: str, generation: str) -> set[str]:
    """The names of the modules directly below a module that the tables have rows for.

    Of a public module, those of the source tree are left out: tf.python.
    """
    return _submodules(generation).get(module, set())


@functools.cache
def _submodules(generation: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in modules(generation):
        parent, _, name = path.rpartition(".")
        if in_source_tree(parent) or not in_source_tree(path):
            found.setdefault(parent, set()).add(name)
    return found


@functools.cache
def sources(module: str, generation: str = "1.15") -> tuple[Source, ...] | None:
    """What a module takes its names from; None where no table and no source tree has the module."""
    for table in _TABLES[generation]:
        if module in table:
            return tuple(_source(path, names) for path, names in table[module].items())
    return tuple(_unlisted(module)) or None


def _source(path: str, names: str) -> Source:
    pairs = (word.partition("=") for word in names.split())
    found = {name: there or name for name, _, there in pairs}
    return Source(path, found, whole=found.pop("*", None) is not None)


def _unlisted(module: str) -> Iterator[Source]:
    """The sources of a module of the source tree that no table lists."""
    parts = module.split(".")
    if parts[1:2] == ["contrib"] and "python" in parts:
        # tf.contrib.rnn.python.ops.core_rnn_cell: all of it was in tf.contrib.rnn
        yield Source(".".join(parts[: parts.index("python")]), {}, whole=True)
    elif in_source_tree(module) and is_installed(parts[1:]):
        yield Source(".".join(["tensorflow", *parts[1:]]), {}, whole=True)
        for path in origins_source_tree.PUBLISHED:
            yield Source(path, {}, whole=True, shown=False)


def is_installed(path: list[str]) -> bool:
    """Whether the installed TensorFlow has a module, as in ["python", "ops", "array_ops"]."""
    spec = importlib.util.find_spec("tensorflow")
    if spec is None or not spec.submodule_search_locations:
        return False
    place = Path(spec.submodule_search_locations[0], *path)
    files = (place.with_name(place.name + end) for end in importlib.machinery.all_suffixes())
    return place.is_dir() or any(file.is_file() for file in files)
