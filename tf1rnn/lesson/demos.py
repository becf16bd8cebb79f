"""The lesson's demos: an objective and numbered steps, each with the commands that carry it out.

A demo is a text file named by its number, demos/1.txt: first its objective, then its steps in
order, each followed by its commands, indented: `run TASK [--option value ...]`. A step without
commands belongs to the next one.

    Develop RNN to demonstrate sequence data processing

    1. Build an RNN with two time steps ...
        run basic_rnn
"""

import re
from pathlib import Path
from typing import NamedTuple

from tf1rnn.errors import UserError


class Command(NamedTuple):
    """`run TASK`, and the hyperparameters given, as they are written."""

    task: str
    values: dict[str, str]

    def __str__(self) -> str:
        options = [f"--{name.replace('_', '-')} {value}" for name, value in self.values.items()]
        return " ".join(["run", self.task, *options])


class Step(NamedTuple):
    """A step in the lesson's words and its commands."""

    text: str
    commands: list[Command]


class Demo(NamedTuple):
    """A demo of the lesson."""

    objective: str
    steps: list[Step]


def load_demo(folder: Path, number: int) -> Demo:
    """A demo by its number; raises UserError, which lists the demos, if there is none."""
    path = folder / f"{number}.txt"
    if not path.is_file():
        names = sorted((p.stem for p in folder.glob("*.txt")), key=lambda n: (len(n), n))
        raise UserError(f"there is no demo {number}: the demos are {', '.join(names) or 'none'}")
    objective, *lines = path.read_text(encoding="utf-8").splitlines()
    steps: list[Step] = []
    for line in filter(str.strip, lines):
        if step := re.fullmatch(r"(\d+)\. (.+)", line):
            steps.append(Step(step[2], []))
        if step and int(step[1]) == len(steps):
            continue
        command = re.fullmatch(r"\s+run (\w+)((?: --[\w-]+ \S+)*)", line)
        if step or not steps or not command:
            raise UserError(f"{path}: the line {line!r} is neither the next step nor a command")
        given = re.findall(r"--([\w-]+) (\S+)", command[2])
        values = {name.replace("-", "_"): value for name, value in given}
        steps[-1].commands.append(Command(command[1], values))
    return Demo(objective, steps)
