"""No module of tf1 imports, as it loads, one that imports it: so any may be imported first."""

import ast
import graphlib
from pathlib import Path

import tf1rnn

ROOT = Path(tf1rnn.__file__).parents[1]


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in (ROOT / "tf1rnn" / "tf1").rglob("*.py")}


def run_on_loading(node):
    """The parts of a module that run as it loads: the bodies of its functions do not."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from run_on_loading(child)


def imported_by(path):
    found = set()
    for node in run_on_loading(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                found.add(inside if inside in MODULES else node.module)
    return found & MODULES.keys() - {module_name(path)}


def test_no_module_imports_itself_in_a_circle():
    graph = {name: imported_by(path) for name, path in MODULES.items()}
    assert graph["tf1rnn.tf1.contrib.layers.embedding"] == {"tf1rnn.tf1"}
    list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError
