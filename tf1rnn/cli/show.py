"""`show TASK`: what a task teaches, its hyperparameters, its source."""

import inspect
import sys
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.lesson import topics
from tf1rnn.registry import discovery
from tf1rnn.task import Task, hyperparameters
from tf1rnn.text import folded, paragraphs, screen_width, table


def complete_task(incomplete: str) -> list[str]:
    """The names of tasks that start with this text, for shell completion."""
    return [name for name in discovery.discover().found if name.startswith(incomplete)]


def show(
    task: Annotated[str, typer.Argument(help="the task's name", autocompletion=complete_task)],
) -> None:
    """Show what a task teaches, its hyperparameters and its source."""
    found = discovery.discover()
    shown = found.get(task)
    path = Path(inspect.getfile(shown))
    heading = topics.heading(shown.topic, shown.use_case)
    print(f"{task}  ({heading}; {shown.configuration})\n")
    print(paragraphs(inspect.cleandoc(shown.__doc__ or ""), screen_width()))
    if shown_table := hyperparameter_table(shown):
        print("\nHyperparameters\n" + shown_table)
    print(f"\nSource: {path}\n")
    print_source(path.read_text(encoding="utf-8"))


def hyperparameter_table(task: type[Task]) -> str:
    """One line for each hyperparameter: its option, type, bounds, default and meaning."""
    rows = [
        (h.flag, f"{h.type_name} {h.bounds}".strip(), f"default: {h.default}", h.option.help or "")
        for h in hyperparameters(task)
    ]
    lines, width = table(rows, indent="  "), screen_width()
    if width is None or max(map(len, lines)) <= width:
        return "\n".join(lines)
    # The meaning goes below where it does not fit beside.
    starts = table([row[:-1] for row in rows], indent="  ")
    return "\n".join(
        f"{start}\n{folded('      ' + row[-1], width, further='')}"
        for start, row in zip(starts, rows, strict=True)
    )


def print_source(source: str) -> None:
    """Print Python source, in colour on a terminal and plain elsewhere."""
    if not sys.stdout.isatty():
        print(source, end="")
        return
    from rich.console import Console
    from rich.syntax import Syntax

    Console().print(Syntax(source, "python", theme="ansi_dark", background_color="default"))
