"""TensorFlow 1.15's source tree as it was recorded: which module held which names, and from where.

tree_1_15.json, which parity/record_tree.py wrote and describes. Modules are named from `tf` on.
Nothing here loads TensorFlow.
"""

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_RECORD = Path(__file__).with_name("tree_1_15.json")
_OWN = ("functions", "classes", "values")  # kinds of names that a module defines itself
# Public modules that hold names of others: those of a name's own module come first.
_LATE = ("tf.compat", "tf.contrib.slim", "tf.keras.backend")


@functools.cache
def _record() -> dict[str, dict[str, Any] | None]:
    (recorded,) = json.loads(_RECORD.read_text(encoding="utf-8")).values()
    return {f"tf.{name}".rstrip("."): held for name, held in recorded.items()}


def has(module: str) -> bool:
    """Whether TensorFlow 1.15 had a module of its source tree or tf.contrib."""
    in_contrib = f"{module}.".startswith("tf.contrib.")
    return module in _record() and (in_contrib or not is_public(module))


def may_have_had(module: str, name: str) -> bool:
    """Whether a module had a name, or had names that are not recorded."""
    return name in names(module) or (has(module) and _record()[module] is None)


def modules() -> list[str]:
    """The modules whose names are recorded."""
    return [module for module, held in _record().items() if held is not None]


def names(module: str) -> dict[str, str]:
    """The names of a recorded module, each with its kind.

    It is "functions", "classes" or "values" of the module itself, "from" of another module,
    "modules", or "outside" of a package of another maker.
    """
    held = _record().get(module) or {}
    kinds = {name: kind for kind in _OWN for name in held.get(kind, ())}
    kinds.update(dict.fromkeys(_elsewhere(module), "from"))
    kinds.update(dict.fromkeys(submodules(module), "modules"))
    kinds.update(dict.fromkeys(_outside(module), "outside"))
    return kinds


def parameters(module: str, name: str) -> str | None:
    """The parameters of a function or class, as "x y= *args"; None where there are none to tell."""
    module, name = definition(module, name)
    held = _record().get(module) or {}
    for kind in ("functions", "classes"):
        if name in held.get(kind, ()):
            return held[kind][name]
    return None


def definition(module: str, name: str) -> tuple[str, str]:
    """The module that defined a name, and the name there."""
    return _elsewhere(module).get(name, (module, name))


def submodules(module: str) -> dict[str, str]:
    """The modules that a module held, by the name that each had there."""
    words = ((_record().get(module) or {}).get("modules") or "").split()
    pairs = (word.rpartition("=") for word in words)
    return {here or path.rpartition(".")[2]: f"tf.{path}".rstrip(".") for here, _, path in pairs}


def places(module: str, name: str) -> Iterator[tuple[str, str]]:
    """Where a name of a recorded module can be taken from: (module, name there), best first.

    The name "." is the module itself. A public module of `tf` comes first, so that each way to a
    name leads to the same; then the module that defined it.
    """
    kind = names(module).get(name)
    if kind in ("modules", "outside") and f"{module}.{name}" in _record():
        yield f"{module}.{name}", "."  # tf.python.ops, which 1.15 hid behind another module
        return
    if kind == "modules":
        yield submodules(module)[name], "."
        return
    if kind == "outside":
        dotted = _outside(module)[name]
        owner, _, last = dotted.rpartition(".")
        yield dotted, "."
        if owner:
            yield owner, last
        return
    home, there = _elsewhere(module).get(name, (module, name))
    for place in _published().get((home, there), ()):
        if place[0] != module:
            yield place
    if home != module:
        yield home, there
    elif name in (_record().get(module) or {}).get("values", ()):
        package = ".".join(module.split(".")[:3])
        if package.startswith("tf.contrib.") and package != module:
            yield package, name


@functools.cache
def _outside(module: str) -> dict[str, str]:
    """The names that a module took from other packages: {name: dotted name}."""
    words = ((_record().get(module) or {}).get("outside") or "").split()
    pairs = (word.partition("=") for word in words)
    return {here: dotted or here for here, _, dotted in pairs}


@functools.cache
def _elsewhere(module: str) -> dict[str, tuple[str, str]]:
    """The names that other modules define: {name: (module, its name there)}."""
    found = {}
    for home, words in ((_record().get(module) or {}).get("from") or {}).items():
        for word in words.split():
            here, _, there = word.partition("=")
            found[here] = f"tf.{home}", there or here
    return found


@functools.cache
def _published() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Where each name was public: {(its module, its name): [(public module, name there), ...]}."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for module in sorted(filter(is_public, modules()), key=_rank):
        for here, definition in _elsewhere(module).items():
            found.setdefault(definition, []).append((module, here))
    return found


def is_public(module: str) -> bool:
    """Whether a recorded module was part of the public interface: tf.nn, tf.contrib.rnn."""
    first, *rest = module.split(".")[1:] or [""]
    if first == "contrib":
        return len(rest) < 2
    return first not in ("core", "examples", "python", "tools")


def _rank(module: str) -> tuple[bool, int]:
    return module.startswith(_LATE), module.count(".")
