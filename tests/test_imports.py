"""The rooms import one another in one direction: no circle, and nothing below imports a task."""

import ast
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
MODULES = {
    ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in (CHECKOUT / "tf1rnn").rglob("*.py")
    if not {"tasks", "plugins"} & set(path.relative_to(CHECKOUT).parts)
}


def at_import(tree):
    """The import statements that run when a module is imported: not those inside of functions."""
    pending = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            pending += node.orelse
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            pending += ast.iter_child_nodes(node)


def imported(name):
    """The modules of tf1rnn that a module names in its imports."""
    path = MODULES[name]
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in at_import(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            dotted = [alias.name for alias in node.names]
        else:
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [base])])
            dotted = [f"{base}.{alias.name}" for alias in node.names]
            dotted = [d if d in MODULES else base for d in dotted]
        found |= {d for d in dotted if d in MODULES}
    return found - {name}


GRAPH = {name: imported(name) for name in MODULES}


def circle():
    """A circle of imports, which ends with its first module; empty if there is none."""
    done = set()

    def follow(name, path):
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for other in sorted(GRAPH[name]):
            if found := follow(other, [*path, name]):
                return found
        done.add(name)
        return []

    return next(filter(None, (follow(name, []) for name in sorted(GRAPH))), [])


def test_no_modules_import_one_another_in_a_circle():
    assert circle() == []


# What the modules of a room may import, beside the room itself and the tools that all rooms share.
ARROWS = {
    "cli": {
        *("cluster", "exercises", "inside", "lesson", "programs", "records"),
        *("registry", "report", "runs", "sweeps", "task", "tf1"),
    },
    "cluster": {"runs", "task", "tf1"},
    "conformance": {"cli", "inside", "registry", "runs", "task", "tf1"},
    "datasets": set(),
    "exercises": {"lesson", "programs", "registry", "tf1"},
    "inside": {"runs", "task", "tf1"},
    "lesson": set(),
    "programs": {"tf1"},
    "python": {"records", "registry", "report", "runs", "sweeps", "task", "tf1"},
    "records": {"runs", "task", "tf1"},
    "registry": {"inside", "lesson", "runs", "task"},
    "report": {"inside", "lesson", "registry", "runs", "task", "tf1"},
    "runs": {"task", "tf1"},
    "sweeps": {"records", "registry", "runs", "task"},
    "task": set(),
    "tf1": {"datasets"},
}
TOOLS = {"deferred", "errors", "files", "first", "starting", "text"}


def room(name):
    return name.split(".")[1]


@pytest.mark.parametrize("importing", ARROWS)
def test_a_room_imports_no_room_above_it(importing):
    above = {
        (name, other)
        for name, others in GRAPH.items()
        if name != "tf1rnn" and room(name) == importing
        for other in others
        if room(other) not in ARROWS[importing] | TOOLS | {importing}
    }
    assert above == set()


def test_every_room_has_its_arrows():
    rooms = {room(name) for name in MODULES if name not in ("tf1rnn", "tf1rnn.__main__")}
    assert rooms == set(ARROWS) | TOOLS


TASKS = [*(CHECKOUT / "tasks").rglob("*.py"), *(CHECKOUT / "plugins").rglob("*.py")]


@pytest.mark.parametrize("path", sorted(TASKS), ids=lambda path: path.parent.name + "/" + path.stem)
def test_a_task_imports_only_what_a_plugin_may(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module)
    ours = {name for name in names if name.split(".")[0] == "tf1rnn"}
    assert {name for name in ours if not f"{name}.".startswith("tf1rnn.datasets.")} <= {"tf1rnn"}
