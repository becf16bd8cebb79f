"""What the modules of installed packages hold, read from their source: nothing is imported.

find("scipy.signal", "hann")                None: it is not there
find("scipy", "signal")                     "scipy.signal": it is that module
find("tensorflow.compat.v1", "Session")     OBJECT: anything else
find("sklearn", "svm")                      UNSURE: the module makes its names as it runs
"""

import ast
import functools
import importlib.machinery
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

OBJECT, UNSURE = "", "?"
_MAKES_NAMES = re.compile(r"globals\(\)(\[|\.update)")

# TensorFlow loads its public modules lazily, some of them from Keras.
_API = "tensorflow._api.v2"
_KERAS = "tf_keras.api._v1.keras"
_LAZY = {
    "tensorflow.compat.v1.keras": _KERAS,
    "tensorflow.compat.v1.layers": f"{_KERAS}.__internal__.legacy.layers",
    "tensorflow.compat.v1.nn.rnn_cell": f"{_KERAS}.__internal__.legacy.rnn_cell",
    "tensorflow.compat.v1.flags": "tensorflow.python.platform.flags",
    "tensorflow.compat.v1.app.flags": "tensorflow.python.platform.flags",
    "tensorflow.compat.v1": f"{_API}.compat.v1",
}


def is_module(module: str) -> bool:
    """Whether a module is installed."""
    return _file(module) is not None


def folder(package: str) -> Path | None:
    """The folder of a package; None for a module in one file."""
    file = _file(package)
    if file is None or file.is_dir():
        return file
    return file.parent if file.name == "__init__.py" else None


def find(module: str, name: str) -> str | None:
    """What `name` is in a module: a module's dotted name, OBJECT, UNSURE, or None: not there."""
    return _find(module, name, frozenset())


def _find(module: str, name: str, seen: frozenset) -> str | None:
    submodule = f"{module}.{name}"
    if submodule in _LAZY or is_module(submodule):
        return submodule
    if _file(module) is None or module in seen:
        return None
    text = _source(module)
    if text is None:  # not written in Python, or a folder
        return UNSURE if _file(module).is_file() else None
    if re.search(rf"^(?:def|class)\s+{re.escape(name)}\b|^{re.escape(name)}\s*=[^=]", text, re.M):
        return OBJECT
    names, stars = bound(module)
    if name in names:
        home, _, there = names[name].rpartition(":")
        if home and not there:
            return home if is_module(home) else OBJECT
        if home and is_module(f"{home}.{there}"):
            return f"{home}.{there}"
        return OBJECT
    seen |= {module}
    answers = [_find(star, name, seen) for star in stars]
    for answer in answers:
        if answer not in (None, UNSURE):
            return answer
    makes_names = "__getattr__" in names or _MAKES_NAMES.search(text) or UNSURE in answers
    return UNSURE if makes_names else None


@functools.cache
def _file(module: str) -> Path | None:
    """The file of a module, or the folder of a package that has none."""
    for alias, place in _LAZY.items():
        if f"{module}.".startswith(f"{alias}."):
            return _file(place + module.removeprefix(alias))
    parent = module.rpartition(".")[0]
    try:
        if not parent:
            spec = importlib.util.find_spec(module)  # which imports nothing
        else:
            folder = _file(parent)
            if folder is None or (folder.name != "__init__.py" and not folder.is_dir()):
                return None
            folder = folder if folder.is_dir() else folder.parent
            spec = importlib.machinery.PathFinder.find_spec(module, [str(folder)])
    except (ImportError, ValueError, AttributeError):
        return None
    if spec is None:
        return None
    if spec.origin in (None, "namespace", "built-in", "frozen"):
        places = list(spec.submodule_search_locations or ())
        return Path(places[0]) if places else Path(module)
    return Path(spec.origin)


@functools.cache
def _source(module: str) -> str | None:
    file = _file(module)
    if file.suffix != ".py":
        return None
    return file.read_text(encoding="utf-8", errors="replace")


@functools.cache
def body(module: str) -> list[ast.stmt]:
    """The statements of an installed module; none if it is not written in Python."""
    return ast.parse(_source(module) or "").body


@functools.cache
def bound(module: str) -> tuple[dict[str, str], list[str]]:
    """The names that a module binds, each with its origin, and the modules that it takes all of.

    The origin is "package.module:name", "package.module:" for a module, or "".
    """
    names: dict[str, str] = {}
    stars: list[str] = []
    package = module if _file(module).name == "__init__.py" else module.rpartition(".")[0]
    for node in _outside_functions(body(module)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                here = alias.asname or alias.name.partition(".")[0]
                names[here] = f"{alias.name if alias.asname else here}:"
        elif isinstance(node, ast.ImportFrom):
            home = _absolute(node, package)
            for alias in node.names:
                if alias.name == "*":
                    stars.append(home)
                else:
                    names[alias.asname or alias.name] = f"{home}:{alias.name}"
        elif isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            names[node.name] = ""
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names[node.id] = ""
    return names, stars


def _absolute(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])


def _outside_functions(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for node in body:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            yield from _outside_functions(list(ast.iter_child_nodes(node)))
