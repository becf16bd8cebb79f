"""Shift the target by one step.

task: time_series
place: 1
axes: X_batch = batch, n_steps, n_inputs
axes: y_batch = batch, n_steps, n_outputs

To predict a series, the target of a window of n_steps values is the same window one step later: at
each step the network learns to say what comes next. Cut windows of n_steps + 1 values into inputs
and targets, with an axis of size 1 for the one value at each step.
"""

import numpy as np


def as_batch(windows):
    """windows: [batch, n_steps + 1]"""
    #: hole X_batch
    #:     The inputs [batch, n_steps, 1]: all values of a window but the last.
    X_batch = windows[:, :-1, np.newaxis]
    #: hole y_batch
    #:     The targets [batch, n_steps, 1]: the same one step later.
    y_batch = windows[:, 1:, np.newaxis]
    return X_batch, y_batch


def next_windows(series, batch_size, n_steps):
    #: hole starts
    #:     Where each window begins: batch_size random places at which a whole window fits.
    starts = np.random.randint(len(series) - n_steps, size=batch_size)
    return series[starts[:, np.newaxis] + np.arange(n_steps + 1)]


series = np.sin(np.arange(40) / 3)
X_batch, y_batch = as_batch(next_windows(series, batch_size=3, n_steps=20))
print("inputs", X_batch.shape, "targets", y_batch.shape)

#: hint
#:     windows[:, :-1] leaves out the last value of each window, windows[:, 1:] the first.
#: hint
#:     np.newaxis in an index adds an axis of size 1: windows[:, :-1, np.newaxis].
#: hint
#:     np.random.randint(n, size=batch_size) gives numbers from 0 to n - 1. A window has n_steps + 1
#:     values, so the last place at which one fits is len(series) - n_steps - 1.
#: mistake
#:     2: windows[:, :-1, np.newaxis]
#:     The target is the input itself. The network would learn to repeat what it reads: shift the
#:     target by one step.
#: mistake
#:     1: windows[:, :-1]
#:     There is no axis for the inputs of a step: dynamic_rnn wants [batch, n_steps, n_inputs].
#: mistake
#:     1: windows[:, 1:, np.newaxis]
#:     2: windows[:, :-1, np.newaxis]
#:     Inputs and targets are exchanged: this predicts the past.
#: mistake
#:     2: windows[:, -1:, np.newaxis]
#:     The target is one value, the last. Here every step has a target.
#: mistake
#:     3: np.random.randint(len(series), size=batch_size)
#:     Some windows begin so late that they go beyond the end of the series.
#: mistake
#:     3: np.arange(batch_size)
#:     The windows are the same each time, at the beginning of the series. Take random places.
#: check


def observe(program):
    windows = np.arange(12.0).reshape(2, 6)
    X_batch, y_batch = program.as_batch(windows)
    long, short = np.arange(30.0), np.arange(6.0)
    try:
        drawn = {program.next_windows(short, 1, 4)[0, 0] for _ in range(200)}
        fits = drawn == {0.0, 1.0}, f"of 6 values, windows of 5 begin at {sorted(drawn)}"
    except IndexError:
        fits = False, "a window goes beyond the end of the series"
    many = program.next_windows(long, 8, 4)
    return {
        "X_batch": X_batch,
        "y_batch": y_batch,
        "every window fits": fits,
        "windows begin at random places": len({row[0] for row in many.tolist()} - set(range(8)))
        > 0,
    }
