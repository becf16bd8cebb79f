"""`list`: the tasks in lesson order."""

import json
import shutil
import sys
from itertools import groupby
from typing import Annotated

import typer

from tf1rnn.cli import hints
from tf1rnn.lesson import topics
from tf1rnn.registry import discovery
from tf1rnn.task import summary


def list_tasks(
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, for programs")] = False,
) -> None:
    """List the tasks in lesson order, grouped by topic."""
    found = discovery.discover()
    tasks = found.tasks()
    if as_json:
        rows = [
            {
                "name": task.name,
                "topic": task.topic,
                "configuration": task.configuration,
                "summary": summary(task),
                "source": found.source(task.name),
            }
            for task in tasks
        ]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        widths = [
            max((len(text) for text in texts), default=0)
            for texts in (
                [task.name for task in tasks],
                [task.configuration for task in tasks],
                [found.source(task.name) for task in tasks],
            )
        ]
        for topic, group in groupby(tasks, key=lambda task: task.topic):
            print(f"{topics.topic_title(topic)}")
            for task in group:
                print(
                    _row(
                        task.name,
                        task.configuration,
                        found.source(task.name),
                        widths,
                        summary(task),
                    )
                )
            print()
        run = hints.typed("run", "NAME")
        print(f"{run} runs one; `run NAME --help` lists its options, `show NAME` teaches it.")
    for problem in found.problems:
        print(f"tf1rnn: not usable: {problem}", file=sys.stderr)


def _row(name: str, configuration: str, source: str, widths: list[int], line: str) -> str:
    start = f"  {name:{widths[0]}}  {configuration:{widths[1]}}  {source:{widths[2]}}  "
    room = shutil.get_terminal_size().columns - len(start)
    # A summary that does not fit is moved under its task rather than cut.
    return (
        start + line if room >= len(line) or not sys.stdout.isatty() else f"{start}\n      {line}"
    )
