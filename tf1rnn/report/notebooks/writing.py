"""Writes a task as a notebook whose cells run, one after the other."""

import inspect
import re
import textwrap
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.lesson.topics import heading
from tf1rnn.report.notebooks.listing import (
    helpers,
    is_of_the_lesson,
    needs,
    phase,
    public_name,
)
from tf1rnn.task import Hyperparameter, Task, hyperparameters, summary

WIDTH = 96  # columns of a cell
MOST_CHOICES = 4  # among the things to try


def notebook(task: type[Task], values: dict[str, Any]) -> Any:
    """The notebook of a task, whose hyperparameters start with these values."""
    import nbformat

    cells = []
    for kind, source in _cells(task, values):
        make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
        cells.append(make(source, id=f"cell-{len(cells) + 1}"))  # the same each time
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}}
    )


def _cells(task: type[Task], values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "markdown", _title(task)
    to_construct = helpers(task, "construct", set())
    to_execute = helpers(task, "execute", set(to_construct))
    yield "markdown", "## Before the first phase\n\nWhat the listing needs from elsewhere:"
    yield "code", _imports(task, [*to_construct, *to_execute])
    yield (
        "markdown",
        "## Hyperparameters\n\nChange a value, then run the cells again from here."
        + ("" if not task.quick else " These values are for a quick run."),
    )
    yield "code", _values(task, values)
    yield (
        "markdown",
        "## Construction phase\n\nIt builds the graph and computes nothing yet. `by_hand` opens an "
        "empty graph and a folder for the run.",
    )
    yield from _methods(task, to_construct)
    lines = _lines(task, "construct", "task.construct()")
    yield "code", f"phases = tf1rnn.by_hand(task, seed=42)\n\n{lines}"
    yield (
        "markdown",
        "## Execution phase\n\nIt runs the graph in a session, whose variables "
        "`phases.session()` initialises. `run.session` is a `tf.Session`, and `run.steps(n)` "
        "counts as `range(n)` does, with a progress bar.",
    )
    yield from _methods(task, to_execute)
    yield "code", "run = phases.session()\n\n" + _lines(task, "execute", "task.execute(run)")
    yield "markdown", "## What the run leaves\n\nIts last checkpoint, its metrics and figures:"
    yield "code", "phases.end()"
    yield "markdown", _to_try(task, values)


def _title(task: type[Task]) -> str:
    title, _, text = inspect.cleandoc(task.__doc__ or "").partition("\n")
    title = _markdown(summary(task).rstrip("."), task)
    head = f"# {title}\n\n*{heading(task.topic)}; {task.configuration}.*"
    return f"{head}\n\n{_markdown(text.strip(), task)}".rstrip()


def _markdown(text: str, task: type[Task]) -> str:
    """A docstring's text; what Markdown would take for HTML as it is, options as arguments."""
    options = {h.flag: h for h in hyperparameters(task)}

    def argument(option: re.Match) -> str:
        h = options.get(option[1])
        if h is None or not option[2]:
            return option[0]
        try:
            return f"`{h.name}={_shown(h.parse(option[2]))}`"
        except UserError:  # a word that stands for a value: FILE
            return option[0]

    parts = re.split(r"(`[^`]*`|(?m:^ {4}.*$))", text)
    parts[::2] = [part.replace("<", r"\<") for part in parts[::2]]
    parts[1::2] = [re.sub(r"`(--[a-z-]+) (\S+)`", argument, part) for part in parts[1::2]]
    return "".join(parts)


def _imports(task: type[Task], methods: list[str]) -> str:
    found = needs(task, ["construct", "execute", *methods])
    name = task.__name__
    lines = [line for line in found.imports if line != "import tf1rnn"]
    outside = [line for line in lines if "tf1rnn" not in line]
    ours = ["import tf1rnn", *(line for line in lines if "tf1rnn" in line)]
    if is_of_the_lesson(task.__module__):
        ours.append(f"from {public_name(task.__module__)} import {name}")
        ours = ["import tf1rnn", *_joined(ours[1:])]
    else:
        ours.append(f"\n{name} = tf1rnn.find_task({task.name!r})")
    if found.taken:
        outside = ["import sys", *(line for line in outside if line != "import sys")]
    for module, names in found.taken.items():
        given = ", ".join(f"source.{each}" for each in names)
        where = f"sys.modules[{name}.__module__]"
        where = where if module == task.__module__ else f"sys.modules[{module!r}]"
        ours.append(f"source = {where}\n{', '.join(names)} = {given}")
    return "\n".join([*outside, *([""] if outside else []), *ours])


def _joined(statements: list[str]) -> list[str]:
    """The imports with those from one module in one statement."""
    names: dict[str, list[str]] = {}
    for statement in statements:
        _, module, _, listed = statement.split(" ", 3)
        names.setdefault(module, []).extend(listed.split(", "))
    return [_import(module, sorted(set(n))) for module, n in names.items()]


def _import(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _values(task: type[Task], values: dict[str, Any]) -> str:
    lines = []
    for h in hyperparameters(task):
        value = values.get(h.name, h.default)
        more = "" if value == h.default else f"; {_shown(h.default)} in full"
        line, comment = f"    {h.name}={_shown(value)},", f"# {h.option.help or ''}{more}"
        if len(line) + len(comment) + 2 > WIDTH:
            lines += textwrap.wrap(
                comment, WIDTH - 4, initial_indent="    ", subsequent_indent="    # "
            )
        else:
            line += f"  {comment}"
        lines.append(line)
    inside = "\n" + "\n".join(lines) + "\n" if lines else ""
    return f"task = {task.__name__}({inside})"


def _shown(value: Any) -> str:
    return repr(str(value) if isinstance(value, Path) else value)


def _methods(task: type[Task], methods: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not methods:
        return
    yield "markdown", "The phase calls these methods of the task:"
    bound = "\n".join(f"{task.__name__}.{name} = {name}" for name in methods)
    yield "code", "\n\n\n".join(methods.values()) + f"\n\n\n{bound}"


def _lines(task: type[Task], name: str, otherwise: str) -> str:
    lines = phase(task, name)
    return otherwise if lines is None else lines


def _to_try(task: type[Task], values: dict[str, Any]) -> str:
    found = [_choice(h, values.get(h.name, h.default)) for h in hyperparameters(task)]
    items = sorted(filter(None, found), key=lambda item: "instead" in item)[:MOST_CHOICES]
    if task.quick:
        full = ", ".join(
            f"{h.name}={_shown(h.default)}" for h in hyperparameters(task) if h.name in task.quick
        )
        items.append(f"In full: `{full}`.")
    items.append(
        f"Other weights at the start: `tf1rnn.run({task.name!r}, "
        f"{'quick=True, ' if task.quick else ''}seed=1)` does all of the above in one call. How "
        "much do the numbers change with the seed?"
    )
    rates = [h for h in hyperparameters(task) if h.name == "learning_rate"]
    if rates:
        rate = rates[0].default
        items.append(
            "Three learning rates over three seeds, and their table:\n\n"
            "  ```python\n"
            f"  for learning_rate in ({rate / 10:g}, {rate:g}, {rate * 10:g}):\n"
            "      for seed in (1, 2, 3):\n"
            f"          tf1rnn.run({task.name!r}, quick=True, seed=seed, "
            "learning_rate=learning_rate, echo=False)\n"
            f"  tf1rnn.list_runs({task.name!r})\n"
            "  ```"
        )
    return "## Things to try\n\n" + "\n".join(f"- {item}" for item in items)


def _choice(h: Hyperparameter, value: Any) -> str | None:
    """One thing to try with a hyperparameter, if it is clear what."""
    (kind, *others) = h.types
    if typing.get_origin(kind) is typing.Literal:
        for other in typing.get_args(kind):
            if other != value:
                return f"`{h.name}={other!r}`, not `{value!r}`: {h.option.help}."
    if kind is bool:
        return f"`{h.name}={not value}`: {h.option.help}?"
    if kind is int and not others and h.name != "n_inputs" and isinstance(value, int):
        other = value * 2 if h.option.max is None or value * 2 <= h.option.max else None
        return other and f"`{h.name}={other}` instead of `{value}` ({h.option.help})."
    return None
