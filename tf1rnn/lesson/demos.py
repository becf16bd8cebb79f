"""The lesson's demos: an objective and numbered steps, each with the commands that carry it out.

A demo is a text file named by its number, demos/1.txt: first its objective, then its steps in
order, each followed by its commands, indented. A step without commands is part of the next one's.

    Develop RNN to demonstrate sequence data processing

    1. Build an RNN with two time steps ...
        run basic_rnn
"""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

from tf1rnn.errors import UserError


class Step(NamedTuple):
    """A step in the lesson's words and its commands, each a list of arguments."""

    text: str
    commands: list[list[str]]


class Demo(NamedTuple):
    """A demo of the lesson."""

    objective: str
    steps: list[Step]


def load_demo(folder: Path, number: int) -> Demo:
    """A demo by its number; raises UserError, with those that exist, where there is none."""
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
        if step or not steps or not line.startswith(" "):
            raise UserError(f"{path}: the line {line!r} is neither the next step nor a command")
        steps[-1].commands.append(shlex.split(line))
    return Demo(objective, steps)
