"""Takes a task's listing apart: the lines of its phases, and what they need from elsewhere."""

import ast
import dis
import inspect
import re
import sys
import textwrap
import types
from collections.abc import Iterator
from typing import NamedTuple

from tf1rnn.registry import discovery
from tf1rnn.task import Task

LESSON = "tf1rnn.tasks"  # where the lesson's tasks can be imported from
_OWN = re.compile(r"\bself\b")  # the notebook calls the task `task`


class Needs(NamedTuple):
    """The imports that lines of a listing need: statements, and names to take from modules."""

    imports: list[str]
    taken: dict[str, list[str]]  # by a module that cannot be imported by name: its names


def phase(task: type[Task], name: str) -> str | None:
    """The lines of a phase, as they stand in a cell; None for those that only a method can hold."""
    function = getattr(task, name)
    tree = _tree(function)
    if _only_in_a_method(tree):
        return None
    lines = _source(function).splitlines()
    # Comments above the first statement belong to it.
    has_docstring = ast.get_docstring(tree) is not None
    start = tree.body[0].end_lineno if has_docstring else _end_of_head(tree, lines)
    return _OWN.sub("task", textwrap.dedent("\n".join(lines[start:])).strip("\n"))


def helpers(task: type[Task], name: str, shown: set[str]) -> dict[str, str]:
    """The methods that a phase calls, in their order in the class, unless shown already."""
    pending, found = [name], {}
    while pending:
        for called in _called(task, pending.pop()):
            if called not in found and called not in shown:
                function = _method(task, called)
                if function is not None and not _only_in_a_method(_tree(function), returns=True):
                    found[called] = function
                    pending.append(called)
    order = sorted(found, key=lambda called: found[called].__code__.co_firstlineno)
    return {called: _OWN.sub("task", _source(found[called]).rstrip()) for called in order}


def needs(task: type[Task], names: list[str]) -> Needs:
    """What these methods need from their modules, each name once."""
    statements: dict[str, set[str]] = {}
    plain: set[str] = set()
    taken: dict[str, list[str]] = {}
    for name in names:
        function = getattr(task, name)
        module = sys.modules[function.__module__]
        bound = _imported(module)
        for needed in sorted(_globals_of(function) & vars(module).keys()):
            if needed not in bound and not is_of_the_lesson(module.__name__):
                held = taken.setdefault(module.__name__, [])
                held += [needed] if needed not in held else []
                continue
            source, alias = bound.get(needed, (public_name(module.__name__), needed))
            if source is None:
                plain.add(f"import {alias}")
            else:
                statements.setdefault(source, set()).add(alias)
    lines = sorted(plain)
    lines += [f"from {m} import {', '.join(sorted(n))}" for m, n in sorted(statements.items())]
    return Needs(lines, taken)


def is_of_the_lesson(module: str) -> bool:
    """Whether a module, found by the registry or imported, is of the lesson's tasks."""
    folder = getattr(sys.modules[module.partition(".")[0]], "__path__", [""])[0]
    return module.startswith(f"{LESSON}.") or folder == str(discovery.lesson_folder())


def public_name(module: str) -> str:
    """The name by which a module of the lesson's tasks can be imported."""
    return module if module.startswith(LESSON) else f"{LESSON}.{module.partition('.')[2]}"


def _source(function: types.FunctionType) -> str:
    return textwrap.dedent(inspect.getsource(function))


def _tree(function: types.FunctionType) -> ast.FunctionDef:
    return ast.parse(_source(function)).body[0]


def _end_of_head(tree: ast.FunctionDef, lines: list[str]) -> int:
    """The number of lines that `def ...:` takes."""
    return next(
        number
        for number in range(len(tree.decorator_list) + 1, len(lines) + 1)
        if lines[number - 1].rstrip().partition("  #")[0].endswith(":")
    )


def _only_in_a_method(tree: ast.FunctionDef, returns: bool = False) -> bool:
    """Whether lines mean something else, or nothing, outside of their class."""
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and not returns:
            return True
        if isinstance(node, ast.Name) and node.id in ("super", "__class__"):
            return True
        if isinstance(node, ast.Attribute) and re.match("__.*(?<!__)$", node.attr):
            return True
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            pending += [n for n in ast.walk(node) if isinstance(n, ast.Name)]
        else:
            pending += ast.iter_child_nodes(node)
    return False


def _method(task: type[Task], name: str) -> types.FunctionType | None:
    """A plain method of a task's own classes."""
    for owner in task.__mro__:
        if name in vars(owner) and owner is not Task:
            found = vars(owner)[name]
            return found if isinstance(found, types.FunctionType) else None
    return None


def _called(task: type[Task], name: str) -> Iterator[str]:
    """The names of the methods that a method calls on `self`."""
    for node in ast.walk(_tree(getattr(task, name))):
        of_self = isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self"
        if of_self and _method(task, node.attr) is not None:
            yield node.attr


def _globals_of(function: types.FunctionType) -> set[str]:
    """The names that a function looks up in its module."""
    found, pending = set(), [function.__code__]
    while pending:
        code = pending.pop()
        loads = ("LOAD_GLOBAL", "LOAD_NAME")
        found |= {i.argval for i in dis.get_instructions(code) if i.opname in loads}
        pending += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    head = _tree(function)
    head.body = []
    return found | {node.id for node in ast.walk(head) if isinstance(node, ast.Name)}


def _imported(module: types.ModuleType) -> dict[str, tuple[str | None, str]]:
    """What a module's imports bind: the name, and where it is from or None, and what to import.

    Imports from beside a task can be written elsewhere for the lesson's tasks alone.
    """
    found: dict[str, tuple[str | None, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                found[bound] = (None, ast.unparse(alias))
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            source = node.module or ""
            if node.level:
                if not is_of_the_lesson(module.__name__):
                    continue
                above = public_name(module.__name__).split(".")[: -node.level]
                source = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                found[alias.asname or alias.name] = (source, ast.unparse(alias))
    return found
