"""The metrics of runs as lines to draw: of one run, or of several with their mean and deviation."""

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tf1rnn.files import open_regular

MOST_POINTS = 800  # of a line; a page need not carry the rest of a long run


class Line(NamedTuple):
    """A line of a chart; `low` and `high` bound the band around it, where there is one."""

    name: str
    x: list[float]
    y: list[float]
    low: list[float] | None = None
    high: list[float] | None = None

    def to_json(self) -> dict[str, Any]:
        """The line as JSON values; numbers that are not finite are None."""
        return {"name": self.name} | {
            name: [value if math.isfinite(value) else None for value in values]
            for name, values in self._asdict().items()
            if name != "name" and values is not None
        }


def read_metrics(path: Path) -> dict[str, tuple[list[float], list[float]]]:
    """The steps and values of each metric in metrics.csv; empty if there is no such file.

    A file that is damaged gives what can be read of it.
    """
    found: dict[str, tuple[list[float], list[float]]] = {}
    try:
        with open_regular(path) as file:
            text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
            for row in csv.DictReader(text):
                step = float(row.pop("step", None) or "nan")
                for name, value in row.items():
                    if name and isinstance(value, str) and value:
                        steps, values = found.setdefault(name, ([], []))
                        values.append(float(value))
                        steps.append(step)
    except (OSError, ValueError, csv.Error):
        pass
    return {name: (steps[: len(values)], values) for name, (steps, values) in found.items()}


def unit(steps: Sequence[float], n_epochs: Any, n_done: int) -> str:
    """What a metric's steps count: epochs if it was recorded once in each; else steps.

    `n_epochs` is the run's hyperparameter of this name, if it has one, `n_done` its steps so far.
    """
    once_each = list(steps) == list(range(len(steps)))
    # Where an epoch is one step, its own number is the step's.
    by_epoch = isinstance(n_epochs, int) and len(steps) <= min(n_epochs, n_done - 1)
    return "epoch" if once_each and by_epoch else "step"


def thinned(name: str, x: Sequence[float], y: Sequence[float]) -> Line:
    """A line of not too many points, which keeps the least and the largest value of each stretch.

    Points beside one another are put into stretches of equal length, and of each stretch two stay.
    """
    if len(x) <= MOST_POINTS:
        return Line(name, list(x), list(y))
    kept = [0, len(x) - 1]
    comparable = np.nan_to_num(np.asarray(y, dtype=np.float64))
    for stretch in np.array_split(np.arange(len(x)), MOST_POINTS // 2 - 1):
        kept += [stretch[comparable[stretch].argmin()], stretch[comparable[stretch].argmax()]]
    places = sorted(set(map(int, kept)))
    return Line(name, [x[i] for i in places], [y[i] for i in places])


def mean_of(name: str, lines: Sequence[tuple[Sequence[float], Sequence[float]]]) -> Line:
    """The mean of several runs at the steps that all of them have, in a band of one deviation."""
    by_step = [dict(zip(*line, strict=True)) for line in lines]
    steps = sorted(set.intersection(*map(set, by_step)))
    values = np.array([[run[step] for step in steps] for run in by_step])
    mean, deviation = values.mean(axis=0), values.std(axis=0, ddof=1)
    line = thinned(name, steps, mean.tolist())
    at = {step: i for i, step in enumerate(steps)}
    kept = [at[step] for step in line.x]
    low, high = (mean - deviation)[kept].tolist(), (mean + deviation)[kept].tolist()
    return line._replace(low=low, high=high)
