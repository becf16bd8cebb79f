"""`demo N`: a demo of the lesson, its steps in order."""

from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.cli.run import carry_out
from tf1rnn.lesson.demos import load_demo
from tf1rnn.registry import discovery
from tf1rnn.runs.options import Device, Quick, RunsDir, Seed
from tf1rnn.task import hyperparameters, parsed
from tf1rnn.text import folded, screen_width, typed


def demo(
    number: Annotated[int, typer.Argument(help="the lesson's demo: 1, 2 or 3")],
    device: Device = "auto",
    seed: Seed = 42,
    runs_dir: RunsDir = Path("runs"),
    quick: Quick = False,
    data: Annotated[
        str | None,
        typer.Option(metavar="auto|mnist|drawn|FOLDER", help="the digits, for tasks with --data"),
    ] = None,
) -> None:
    """Run the steps of a demo of the lesson, in order."""
    steps = load_demo(discovery.lesson_folder() / "demos", number)
    found = discovery.discover()
    width = screen_width()
    print(folded(f"Demo {number}: {steps.objective}", width))
    for position, (text, commands) in enumerate(steps.steps, start=1):
        print("\n" + folded(f"Step {position}. {text}", width), flush=True)
        for command in commands:
            task = found.get(command.task)
            takes_data = data and any(h.name == "data" for h in hyperparameters(task))
            more = [*(("--quick",) if quick else ()), *(("--data", data) if takes_data else ())]
            print(f"\n$ {typed(*str(command).split(), *more)}\n", flush=True)
            values = parsed(task, command.values)
            if takes_data:
                values["data"] = data
            carry_out(task, values, device, seed, runs_dir, quick)
