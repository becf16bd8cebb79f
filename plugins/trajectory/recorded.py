"""Reads recorded paths from a table of times and positions."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tf1rnn import UserError
from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.table import read_table

from .driving import DT, N_FUTURE, N_PAST

GAP = 1.0  # s without a position, after which another path begins
FEWEST = 100  # windows


def read_path(csv: Path, column: list[str] | None) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """The pasts and the futures of all windows of the paths in a table; remarks.

    Positions between the recorded ones are interpolated. Raises UserError, naming the file, for a
    table that has no such columns or too short paths.
    """
    columns = column or ["t", "x", "y"]
    if len(columns) != 3:
        raise UserError(f"--column: given {len(columns)} times; name the columns of t, x and y")
    table = read_table(csv, columns, reading=Reading(date_column="none"))
    t, x, y = table.values[:, table.inputs].T
    order = np.argsort(t, kind="stable")
    t, x, y = t[order], x[order], y[order]
    length = N_PAST + 1 + N_FUTURE
    windows = []
    for piece in np.split(np.arange(len(t)), np.flatnonzero(np.diff(t) > GAP) + 1):
        times = np.arange(t[piece[0]], t[piece[-1]] + 1e-9, DT)
        path = np.stack([np.interp(times, t[piece], v[piece]) for v in (x, y)], axis=1)
        windows += [path[i : i + length] for i in range(len(path) - length + 1)]
    if len(windows) < FEWEST:
        raise UserError(
            f"--csv {csv}: has {len(windows)} windows of {(length - 1) * DT:.0f} s without a gap "
            f"of {GAP:.0f} s, too few to learn from; {FEWEST} are needed, at least"
        )
    paths = np.array(windows)
    return paths[:, : N_PAST + 1], paths[:, N_PAST + 1 :], table.remarks
