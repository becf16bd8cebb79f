"""Reads the tables that say where names come from. Nothing here loads TensorFlow.

A table has a row for each module of TensorFlow 1 that is not just the installed one:

    {"tf.contrib.util": {"tf": "constant_value=get_static_value make_ndarray", ...}, ...}

A row lists the module's sources, in the order in which a name is looked for, and what is taken from
each. The module has no other names. A source is a module: of `tf` as TensorFlow 1.15 had it ("tf",
"tf.nn"), of ours ("tf1rnn.tf1.contrib.rnn") or of an installed package ("tf_slim",
"tensorflow.python.ops.lookup_ops"). What is taken from it is

    make_ndarray                        is taken as it is,
    constant_value=get_static_value     under another name, which may be a dotted one,
    np=.                                is the source itself,
    *                                   stands for all: of a module of ours, what its __all__ lists.

Modules are named from `tf` on: tf.python.ops.rnn is `import tensorflow.python.ops.rnn`. A module
of the source tree has the names that tree.py has of it, no others: first from the sources in its
row, if it has one, then from where tree.py says. A name that is absent on purpose is in absent.py,
with what does its work today.
"""

import functools
import importlib.machinery
import importlib.util
import itertools
import types
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tf1rnn.tf1.names import origins_0_12, origins_1_0, origins_1_15, origins_source_tree, tree

_TREE = origins_source_tree.ORIGINS
_TABLES = {
    "1.15": (origins_1_15.ORIGINS, _TREE),
    "1.0": (origins_1_0.ORIGINS, origins_1_15.ORIGINS, _TREE),
    "0.12": (origins_0_12.ORIGINS, origins_1_15.ORIGINS, _TREE),
}
GENERATIONS = tuple(_TABLES)
# In 1.15, `tensorflow` took its modules from the package tensorflow_core.
NAMES_OF_TENSORFLOW = ("tensorflow", "tensorflow_core")
_ALIASES = {"tf.compat.v1": "tf", "tf._api.v1": "tf"}
_SOURCE_TREE = (["core"], ["examples"], ["models"], ["python"], ["tools"])


class Source(NamedTuple):
    """A module that names come from."""

    module: str | types.ModuleType  # its dotted name; the module itself if no table lists it
    names: dict[str, str]  # a name -> what it is called there
    whole: bool = False  # gives all its other names, too
    shown: bool = True  # dir() lists them


def named_tensorflow(module: str) -> str:
    """The name of a module under `tensorflow`, for one that was imported from `tensorflow_core`."""
    top, *rest = module.split(".")
    return ".".join(["tensorflow" if top in NAMES_OF_TENSORFLOW else top, *rest])


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
    in_contrib = parts[1:2] == ["contrib"] and ("python" in parts or "ops" in parts[3:])
    return in_contrib or parts[1:2] in _SOURCE_TREE


def is_listed(module: str, generation: str) -> bool:
    """Whether a table has a row for a module."""
    return any(module in table for table in _TABLES[generation])


def is_public_module(module: str, generation: str) -> bool:
    """Whether a module is one that a program reaches from `tf` on, without an import."""
    if tree.has(module) and (tree.is_public(module) or not module.startswith("tf.contrib.")):
        return True
    listed = any(module in table for table in _TABLES[generation] if table is not _TREE)
    return listed or (module in _TREE and not tree.has(module))


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
        if module in table and not (table is _TREE and tree.has(module)):
            row = tuple(_source(path, names) for path, names in table[module].items())
            return (*row, *_modules_in(module)) if tree.has(module) else row
    if tree.has(module):
        return tuple(_recorded(module))
    installed = f"tensorflow{module.removeprefix('tf')}"
    if in_source_tree(module) and is_installed(installed):
        return (Source(installed, {}, whole=True),)
    return None


def _source(path: str, names: str) -> Source:
    pairs = (word.partition("=") for word in names.split())
    found = {name: there or name for name, _, there in pairs}
    return Source(path, found, whole=found.pop("*", None) is not None)


def _recorded(module: str) -> Iterator[Source]:
    """The sources of a module of the source tree that is recorded, for the names it had.

    First what its row names, then where a name was public, then the sources of which the row takes
    all, and the installed module.
    """
    row = [_source(path, names) for path, names in _TREE.get(module, {}).items()]
    yield from (Source(source.module, source.names) for source in row if source.names)
    last = [source.module for source in row if source.whole]
    installed = f"tensorflow{module.removeprefix('tf')}"
    if is_installed(installed):
        last.append(installed)
    places = {
        name: [
            *(place for place in tree.places(module, name) if _is_there(*place)),
            *((path, name) for path in last),
        ]
        for name in tree.names(module)
    }
    for rank in range(max(map(len, places.values()), default=0)):
        ranked: dict[str, dict[str, str]] = {}
        for name, found in places.items():
            if rank < len(found):
                path, there = found[rank]
                ranked.setdefault(path, {})[name] = there
        yield from itertools.starmap(Source, ranked.items())


def _modules_in(module: str) -> Iterator[Source]:
    """The modules that a public module held; they are what is left of it where a row says less."""
    for name in tree.submodules(module):
        for path, there in tree.places(module, name):
            if there == "." and path != module and _is_there(path, there):
                yield Source(path, {name: "."}, shown=False)


def _is_there(path: str, name: str) -> bool:
    """Whether a place that tree.py tells of is one to look at.

    A module that is neither recorded nor installed is not; nor is a module of tf.contrib that no
    table lists, which itself takes its names from where they were defined.
    """
    if name == ".":
        if tree.has(path) or is_listed(path, "1.15"):
            return True
        if in_source_tree(path) or path.startswith("tf.contrib."):
            return is_installed(f"tensorflow{path.removeprefix('tf')}")
        return True
    return is_listed(path, "1.15") or not tree.is_public(path) or not tree.has(path)


@functools.cache
def is_installed(module: str) -> bool:
    """Whether the installed TensorFlow has a module, such as tensorflow.python.ops.array_ops."""
    spec = importlib.util.find_spec("tensorflow")
    if spec is None or not spec.submodule_search_locations:
        return False
    place = Path(spec.submodule_search_locations[0], *module.split(".")[1:])
    files = (place.with_name(place.name + end) for end in importlib.machinery.all_suffixes())
    return place.is_dir() or any(file.is_file() for file in files)
