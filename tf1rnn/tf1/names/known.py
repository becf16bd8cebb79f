"""What a name of `tf` will be, found by the tables of namespace.py without loading TensorFlow.

    module("tensorflow.contrib.rnn")                the module that `import` will give
    find(module("tensorflow"), "nn")                what a program will find in it

A test holds the answers against those of namespace.py for every recorded name.
"""

import ast
import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tf1rnn.tf1.names import installed, tables, tree
from tf1rnn.tf1.names.absent import WITHHELD
from tf1rnn.tf1.names.tables import Source

_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, eq=False)
class Module:
    """A module of `tf` as a Namespace gives it."""

    path: str
    generation: str
    sources: tuple[Source, ...]


class Thing(NamedTuple):
    """Anything but a module: where it was asked for, and the module it comes from."""

    path: str
    home: str


@functools.cache
def module(name: str, generation: str = "1.15") -> Module | None:
    """The module that `import name` gives, or None."""
    return _module(tables.canonical(f"tf{name.removeprefix('tensorflow')}"), generation)


@functools.cache
def _module(path: str, generation: str) -> Module | None:
    sources = tables.sources(path, generation)
    if sources is not None:
        return Module(path, generation, sources)
    parent, _, name = path.rpartition(".")
    owner = _module(parent, generation) if parent else None
    found = find(owner, name) if owner else None
    return found if isinstance(found, Module) else None


@functools.cache
def find(owner: Module, name: str) -> Module | Thing | None:
    """What a module has by a name: another module, a Thing, or None."""
    if name in WITHHELD.get(owner.path, ()):
        return None
    path = tables.canonical(f"{owner.path}.{name}")
    recorded = tree.names(owner.path) if owner.generation == "1.15" else {}
    if name in recorded and name in _absent().get(owner.path, ()):
        return None
    is_module = tree.names(owner.path).get(name, "modules") in ("modules", "outside")
    if is_module and tables.is_public_module(path, owner.generation):
        return _module(path, owner.generation)
    for source in owner.sources:
        there = source.names.get(name)
        if there is None and (not source.whole or name.startswith("__")):
            continue
        found = _in_source(source.module, there or name, whole=there is None)
        if found is not None:
            return _as_programs_see_it(found, path, owner.generation, source.module)
    # Protocol buffers, and what else the source does not show, have been looked at.
    return Thing(path, owner.path) if name in recorded else None


def parameters(path: str, home: str = "") -> str | None:
    """The parameters that a function or class of `tf` takes here; None where that is not recorded.

    `home` is where it comes from, for what 1.15 did not have.
    They are written as record_tree.py writes them: "x y= *args".
    """
    module, _, name = path.rpartition(".")
    if home.startswith(("tf1rnn.tf1.before_1_0", "tf1rnn.tf1.from_1_0")):
        return _defined(home, name)
    recorded = tree.parameters(module, name)
    home, there = tree.definition(module, name)
    for where, known_as in ((module, name), (home, there)):
        for kind in ("parameters", "wider"):
            if today := _today()[kind].get(where, {}).get(known_as):
                return today
    return recorded


def _defined(home: str, name: str) -> str | None:
    """The parameters of a function that a module of tf1rnn's defines."""
    for node in _body(home):
        if isinstance(node, ast.FunctionDef) and node.name == name and not node.decorator_list:
            given = node.args
            plain = [each.arg for each in (*given.posonlyargs, *given.args)]
            n_needed = len(plain) - len(given.defaults)
            words = [*plain[:n_needed], *(f"{each}=" for each in plain[n_needed:])]
            words += [f"*{given.vararg.arg}"] if given.vararg else []
            words += ["*"] if given.kwonlyargs and not given.vararg else []
            for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
                words.append(each.arg + ("=" if default else ""))
            return " ".join([*words, *([f"**{given.kwarg.arg}"] if given.kwarg else [])])
    return None


@functools.cache
def _today() -> dict:
    return json.loads(Path(tree.__file__).with_name("tree_today.json").read_text("utf-8"))


@functools.cache
def _absent() -> dict[str, frozenset[str]]:
    return {m: frozenset(names.split()) for m, names in _today()["absent"].items()}


def _in_source(source: str, name: str, whole: bool) -> Module | str | None:
    """What a source has: a module of `tf`, a module's dotted name, OBJECT or UNSURE."""
    if name == ".":
        return _module(source, "1.15") if source.startswith("tf.") else _if_installed(source)
    if source.startswith("tf1rnn."):
        return installed.OBJECT if name in _ours(source, whole) else None
    if source == "tf" or source.startswith("tf."):
        owner = _module(source, "1.15")
        *inside, last = name.split(".")
        for part in inside:
            owner = owner and find(owner, part)
            if not isinstance(owner, Module):
                return installed.OBJECT if owner else None
        found = owner and find(owner, last)
        return installed.OBJECT if isinstance(found, Thing) else found
    for part in name.split("."):
        found = installed.find(source, part)
        if found in (None, installed.OBJECT, installed.UNSURE):
            return found
        source = found
    return found


def _if_installed(name: str) -> str | None:
    return name if installed.is_module(name) else None


def _as_programs_see_it(
    found: Module | str, path: str, generation: str, source: str
) -> Module | Thing:
    if isinstance(found, Module):
        if found.generation == generation:
            return found
        if found.path != path:
            return _module(found.path, generation) or found
        return Module(path, generation, (Source(found.path, {}, whole=True),))
    if found in (installed.OBJECT, installed.UNSURE):
        return Thing(path, source)
    library, _, rest = found.partition(".")
    if library == "tensorflow" and tables.sources(f"tf.{rest}", generation) is not None:
        return _module(f"tf.{rest}", generation)
    if library in ("tensorflow", "tf_keras", "keras", "tf_slim"):
        return Module(path, generation, (Source(found, {}, whole=True),))
    return Thing(path, source)


@functools.cache
def _ours(source: str, whole: bool) -> frozenset[str]:
    """The names that a module of tf1rnn's has, or those in its `__all__`."""
    listed = {
        item.value
        for node in _body(source)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == "__all__"
        for item in ast.walk(node.value)
        if isinstance(item, ast.Constant)
    }
    return frozenset(listed) if whole else frozenset(listed | set(installed.bound(source)[0]))


@functools.cache
def _body(source: str) -> list[ast.stmt]:
    """The statements of a module of tf1rnn's."""
    place = _ROOT.joinpath(*source.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8")).body
