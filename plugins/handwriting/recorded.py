"""Reads recorded handwriting from a text file of points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tf1rnn import UserError
from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import parts_of

FEWEST = 20  # texts
MOST_POINTS = 1_000_000
LONGEST = 1000  # points of a text
HEIGHT = 0.55  # the deviation of points' heights where an x is 1 high
if TYPE_CHECKING:
    Written = tuple[str, np.ndarray]  # a text and its points [n, 3]


def read_strokes(path: Path) -> tuple[list[Written], list[str]]:
    """The texts of a file, each with its points: x, y, and 1 where the pen is lifted; remarks.

    A line that begins with # holds a text. The lines after it hold its points, x and y, with y
    upwards; an empty line lifts the pen. The points are scaled to be as high as those of a hand
    whose x is 1 high. Raises UserError, naming file and line, for what is not
    so.
    """
    part = parts_of(path, "--data")[0]
    source = Text.of(part)
    found: list[tuple[str, list[list[float]]]] = []
    n_points = 0
    for number, line in enumerate(source.lines(), start=1):
        where, line = f"{part.what}: line {number}", line.strip()
        if line.startswith("#"):
            found.append((" ".join(line[1:].split()), []))
            if not found[-1][0]:
                raise UserError(f"{where} has no text after its #")
        elif not line:
            if found and found[-1][1]:
                found[-1][1][-1][2] = 1.0
        else:
            point = _numbers(line)
            if point is None or not found:
                wanted = "two numbers, x and y" if found else "# and the text that is written"
                raise UserError(f"{where} is not {wanted}: {line[:30]!r}")
            found[-1][1].append([*point, 0.0])
            n_points += 1
            if len(found[-1][1]) > LONGEST or n_points > MOST_POINTS:
                raise UserError(f"{where}: more than {LONGEST} points of a text are too many")
    texts = [(text, np.array(points)) for text, points in found if len(points) > 1]
    if len(texts) < FEWEST:
        raise UserError(f"{part.what}: {len(texts)} texts are too few; {FEWEST} are needed")
    remark = f"{path.name}: {len(texts)} texts with {n_points} points"
    height = np.sqrt(np.mean([points[:, 1].var() for _, points in texts]))
    for _, points in texts:
        points[-1, 2] = 1
        points[:, :2] = (points[:, :2] - points[0, :2]) * HEIGHT / max(height, 1e-9)
    return texts, [*source.remarks, remark]


def _numbers(line: str) -> list[float] | None:
    """The two numbers of a line, None if it has no such."""
    try:
        numbers = [float(part) for part in line.replace(",", " ").split()]
    except ValueError:
        return None
    return numbers if len(numbers) == 2 and np.isfinite(numbers).all() else None
