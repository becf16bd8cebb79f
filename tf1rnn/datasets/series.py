"""Time series: the one that the lesson's tutorial makes up, and a column of a user's CSV file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Protocol

import numpy as np

from tf1rnn.datasets.lines import read_lines
from tf1rnn.errors import UserError
from tf1rnn.text import nearest

LARGEST = 1e100  # squares and sums of values must be finite
SHOWN = 20  # column names and characters of a cell that a message shows at most


class Series(Protocol):
    """What training on a series and drawing it need; values are scaled, one for each time step."""

    label: str
    time_label: str
    zeros: str  # what scaled zeros are
    resolution: float  # time between two steps
    values: np.ndarray  # [n_values], the series from its beginning to its end

    def next_batch(self, batch_size: int, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Random windows and the same one step later: X_batch, y_batch [batch_size, n_steps, 1]."""

    def test_window(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Times and values [n_steps + 1] of an instance and, from its second step, its target."""

    def real_instance(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Times and values [n_steps] for a generated series to start from."""

    def unscale(self, values: np.ndarray) -> np.ndarray:
        """Scaled values in the series' own unit, of the same shape."""


class SineSeries:
    """t sin(t) / 3 + 2 sin(5 t) for t in [0, 30], the series of the lesson's tutorial.

    A window may start at any time; its steps are 0.1 apart. Raises UserError if a window of
    `n_steps` and one more, its last target, is longer than the series.
    """

    label = "t sin(t) / 3 + 2 sin(5 t)"
    time_label = "time t"
    zeros = "zeros"
    resolution = 0.1
    t_max = 30.0
    test_start = 12.2  # where the tutorial tests its model

    def __init__(self, n_steps: int = 1) -> None:
        self.values = self(np.arange(0, self.t_max, self.resolution))
        if n_steps > len(self.values):
            raise UserError(f"--n-steps {n_steps}: the series has {len(self.values)} steps in all")

    def __call__(self, t: np.ndarray) -> np.ndarray:
        """The series at the times `t`, of the same shape."""
        return t * np.sin(t) / 3 + 2 * np.sin(5 * t)

    def windows(self, batch_size: int, length: int) -> np.ndarray:
        """Windows that start at random times, drawn from np.random: [batch_size, length]."""
        latest_start = self.t_max - (length - 1) * self.resolution
        starts = np.random.rand(batch_size, 1) * latest_start
        return self(starts + np.arange(length) * self.resolution)

    def next_batch(self, batch_size: int, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        return as_batch(self.windows(batch_size, n_steps + 1))

    def test_window(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        times = self.test_start + np.arange(n_steps + 1) * self.resolution
        return times, self(times)

    def real_instance(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        times = np.arange(n_steps) * self.resolution
        return times, self(times)

    def unscale(self, values: np.ndarray) -> np.ndarray:
        return values


class RecordedSeries:
    """Values recorded at equal intervals, scaled to mean 0 and standard deviation 1.

    The last `n_steps` values stay out of training, and out of the scale, for testing. Raises
    UserError if what is left before them is shorter than one window of `n_steps` + 1.
    """

    time_label = "row"
    zeros = "zeros (scaled back: the mean)"
    resolution = 1

    def __init__(self, values: np.ndarray, n_steps: int, label: str) -> None:
        if len(values) < 2 * n_steps + 1:
            raise UserError(
                f"--n-steps {n_steps}: {label} has {len(values)} values, too few: "
                f"{n_steps + 1} to train on and {n_steps} to test on are needed"
            )
        self.label = label
        self.n_training = len(values) - n_steps
        self.mean = values[: self.n_training].mean()
        # A series that never changes has nothing to scale.
        self.deviation = values[: self.n_training].std() or 1.0
        self.values = (values - self.mean) / self.deviation

    def next_batch(self, batch_size: int, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        starts = np.random.randint(self.n_training - n_steps, size=(batch_size, 1))
        return as_batch(self.values[starts + np.arange(n_steps + 1)])

    def test_window(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        return self._last(n_steps + 1)

    def real_instance(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        return self._last(n_steps)

    def unscale(self, values: np.ndarray) -> np.ndarray:
        return values * self.deviation + self.mean

    def _last(self, n: int) -> tuple[np.ndarray, np.ndarray]:
        n_values = len(self.values)
        return np.arange(n_values - n + 1, n_values + 1), self.values[-n:]


def as_batch(windows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Windows [batch_size, n_steps + 1] as inputs and targets [batch_size, n_steps, 1]."""
    return windows[:, :-1, np.newaxis], windows[:, 1:, np.newaxis]


def read_column(path: Path, column: str | None) -> np.ndarray:
    """The numbers in the column of this name of a CSV file: [n_values] float64.

    Columns are separated by commas and named in the first line; empty lines are skipped. Raises
    UserError, naming file, line and column, if the file is absent, not UTF-8 or not a CSV file, has
    no such column or more than one, or if a cell is absent or not a finite number.
    """
    rows = csv.reader(read_lines(path, "--csv", newline=""), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        index = _find_column(path, header, column)
        values = [
            _number(row, index, f"--csv {path}: line {rows.line_num}, column {column!r}")
            for row in rows
            if row
        ]
    except csv.Error as error:
        raise UserError(f"--csv {path}: line {rows.line_num}: {error}") from error
    return np.array(values)


def _find_column(path: Path, header: list[str], column: str | None) -> int:
    """The position of the column; UserError, with what could be meant, if there is none."""
    if not header:
        raise UserError(f"--csv {path}: empty; its first line must name the columns")
    more = ", ..." if len(header) > SHOWN else ""
    columns = f"the columns of {path} are: {', '.join(map(repr, header[:SHOWN]))}{more}"
    if column is None:
        raise UserError(f"--column: name the column to read; {columns}")
    if column not in header:
        near = nearest(column, header, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise UserError(f"--column {column}: there is no such column; {hint}{columns}")
    if header.count(column) > 1:
        raise UserError(
            f"--column {column}: {path} has {header.count(column)} columns of that name"
        )
    return header.index(column)


def _number(row: list[str], index: int, place: str) -> float:
    if index >= len(row):
        raise UserError(f"{place}: the line ends before this column")
    cell = row[index]
    shown = repr(cell if len(cell) <= SHOWN else cell[:SHOWN] + "...")
    try:
        value = float(cell.replace("_", "?"))  # Python reads 1_000 as a number
    except ValueError:
        raise UserError(f"{place}: {shown} is not a number") from None
    if not abs(value) <= LARGEST:
        raise UserError(f"{place}: {shown} is not a finite number of {LARGEST:g} at most")
    return value
