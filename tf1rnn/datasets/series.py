"""Time series: the one that the lesson's tutorial makes up, and columns of a user's table."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from tf1rnn.datasets.tables.table import Table
from tf1rnn.errors import UserError


class Series(Protocol):
    """What training on a series and drawing it need; values are scaled, one for each time step."""

    label: str
    time_label: str
    zeros: str  # what scaled zeros are
    n_inputs: int  # columns that the network is given at each time step
    goes_on_by_itself: bool  # whether what is predicted is all that the network is given
    values: np.ndarray  # [n_values], the series from its beginning to its end
    inputs: np.ndarray  # [n_values, n_inputs], what the network is given of it

    def next_batch(self, batch_size: int, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Random windows and, one step later, their targets.

        X_batch [batch_size, n_steps, n_inputs], y_batch [batch_size, n_steps, 1].
        """

    def test_window(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Times and values [n_steps + 1] of an instance and, from its second step, its target."""

    def test_inputs(self, n_steps: int) -> np.ndarray:
        """What the network is given of the test window: X_new [1, n_steps, n_inputs]."""

    def real_instance(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Times and values [n_steps] for a generated series to start from."""

    def times_after(self, times: np.ndarray, n_steps: int) -> np.ndarray:
        """The times [n_steps] of the steps after these."""

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
    n_inputs = 1
    goes_on_by_itself = True
    resolution = 0.1
    t_max = 30.0
    test_start = 12.2  # where the tutorial tests its model

    def __init__(self, n_steps: int = 1) -> None:
        self.values = self(np.arange(0, self.t_max, self.resolution))
        self.inputs = self.values[:, np.newaxis]
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

    def test_inputs(self, n_steps: int) -> np.ndarray:
        return self.test_window(n_steps)[1][np.newaxis, :-1, np.newaxis]

    def real_instance(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        times = np.arange(n_steps) * self.resolution
        return times, self(times)

    def times_after(self, times: np.ndarray, n_steps: int) -> np.ndarray:
        return times[-1] + np.arange(1, n_steps + 1) * self.resolution

    def unscale(self, values: np.ndarray) -> np.ndarray:
        return values


class RecordedSeries:
    """A recorded series and the columns to predict it from, all scaled to mean 0, deviation 1.

    `values` [n_values] is what is predicted, `inputs` [n_values, n_inputs] what the network is
    given, the values themselves if it is None. `times` [n_values] are dates; rows are numbered
    without them. The last `n_steps` values stay out of training, and out of the scale, for testing.
    Raises UserError if what is left before them is shorter than one window of `n_steps` + 1.
    """

    zeros = "zeros (scaled back: the mean)"

    def __init__(
        self,
        values: np.ndarray,
        n_steps: int,
        label: str,
        inputs: np.ndarray | None = None,
        times: np.ndarray | None = None,
        time_label: str = "row",
    ) -> None:
        if len(values) < 2 * n_steps + 1:
            raise UserError(
                f"--n-steps {n_steps}: {label} has {len(values)} values, too few: "
                f"{n_steps + 1} to train on and {n_steps} to test on are needed"
            )
        self.label = label
        self.time_label = time_label
        self.times = np.arange(1, len(values) + 1) if times is None else times
        self.n_training = len(values) - n_steps
        self.mean, self.deviation = _scale(values[: self.n_training])
        self.values = (values - self.mean) / self.deviation
        self.goes_on_by_itself = inputs is None
        self.inputs = self.values[:, np.newaxis]
        if inputs is not None:
            mean, deviation = _scale(inputs[: self.n_training])
            self.inputs = (inputs - mean) / deviation
        self.n_inputs = self.inputs.shape[1]

    @classmethod
    def of(cls, table: Table, n_steps: int, label: str) -> RecordedSeries:
        """The series in a table that was read."""
        values = table.values[:, table.target]
        inputs = None if table.inputs == [table.target] else table.values[:, table.inputs]
        return cls(values, n_steps, label, inputs, table.times, table.time_label)

    def next_batch(self, batch_size: int, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        starts = np.random.randint(self.n_training - n_steps, size=(batch_size, 1))
        steps = starts + np.arange(n_steps)
        return self.inputs[steps], self.values[steps + 1, np.newaxis]

    def test_window(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        return self.times[-n_steps - 1 :], self.values[-n_steps - 1 :]

    def test_inputs(self, n_steps: int) -> np.ndarray:
        return self.inputs[np.newaxis, -n_steps - 1 : -1]

    def real_instance(self, n_steps: int) -> tuple[np.ndarray, np.ndarray]:
        return self.times[-n_steps:], self.values[-n_steps:]

    def times_after(self, times: np.ndarray, n_steps: int) -> np.ndarray:
        step = np.median(np.diff(self.times))  # of dates, the usual distance between two
        return times[-1] + np.arange(1, n_steps + 1) * step

    def unscale(self, values: np.ndarray) -> np.ndarray:
        return values * self.deviation + self.mean


def _scale(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The mean and the standard deviation of each column."""
    deviation = values.std(axis=0)
    # A series that never changes has nothing to scale.
    return values.mean(axis=0), np.where(deviation == 0, 1.0, deviation)


def as_batch(windows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Windows [batch_size, n_steps + 1] as inputs and targets [batch_size, n_steps, 1]."""
    return windows[:, :-1, np.newaxis], windows[:, 1:, np.newaxis]
