"""`list`: the tasks in lesson order."""

import json
import sys
from itertools import groupby
from typing import Annotated

import typer

from tf1rnn.lesson import topics
from tf1rnn.registry import discovery
from tf1rnn.text import aligned, folded, screen_width, typed


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
                "use_case": task.use_case,
                "configuration": task.configuration,
                "summary": task.summary,
                "source": found.source(task.name),
            }
            for task in tasks
        ]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        rows = [(task.name, task.configuration, found.source(task.name)) for task in tasks]
        starts = dict(zip([task.name for task in tasks], aligned(rows, indent="  "), strict=True))
        for title, group in groupby(tasks, key=lambda t: topics.heading(t.topic, t.use_case)):
            print(title)
            for task in group:
                line = f"{task.use_case}: {task.summary}" if task.use_case else task.summary
                print(_with_summary(starts[task.name], line))
            print()
        run = typed("run", "NAME")
        print(f"{run} runs one.")
        print("`run NAME --help` lists its options, `show NAME` teaches it.")
    for problem in found.problems:
        print(f"tf1rnn: not usable: {problem}", file=sys.stderr)


def _with_summary(start: str, line: str) -> str:
    """A task's line; a summary that does not fit goes on the next line."""
    width = screen_width()
    if width is None or len(start) + 2 + len(line) <= width:
        return f"{start}  {line}"
    return f"{start.rstrip()}\n{folded(f'      {line}', width, further='')}"
