"""`demo N`: a demo of the lesson, its steps in order."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.cli import run
from tf1rnn.lesson.demos import load_demo
from tf1rnn.registry import discovery


def demo(
    number: Annotated[int, typer.Argument(help="the lesson's demo: 1, 2 or 3")],
    device: run.Device = "auto",
    seed: run.Seed = 42,
    runs_dir: run.RunsDir = Path("runs"),
    quick: run.Quick = False,
) -> None:
    """Run the steps of a demo of the lesson, in order."""
    steps = load_demo(discovery.lesson_folder() / "demos", number)
    found = discovery.discover()
    print(f"Demo {number}\nObjective: {steps.objective}")
    for position, (text, commands) in enumerate(steps.steps, start=1):
        print(f"\nStep {position}. {text}", flush=True)
        for argv in commands:
            print(f"\n$ {shlex.join(argv)}\n", flush=True)
            name, *options = argv[1:]
            shared = ["--device", device, "--seed", str(seed), "--runs-dir", str(runs_dir)]
            if quick:
                shared.append("--quick")
            run.task_command(found.get(name)).main([*options, *shared], standalone_mode=False)
