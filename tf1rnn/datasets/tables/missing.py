"""Missing values of a table filled in, and numbers that stand for missing values."""

from __future__ import annotations

import re

import numpy as np

# 9999 and -99.9, the ends of computers' ranges, and what scientific formats fill with.
_NINES = re.compile(r"-?9{2,}(?:\.9+)?")
_FILLS = {-32768.0, 32767.0, -2147483648.0, 2147483647.0, -1e30, 1e20, 1e30, 1e35, 1e36, -1e34}


def stand_in(values: np.ndarray) -> float | None:
    """A number that seems to stand for missing values: -9999, say, far from all others.

    It is one that files commonly use, or it is negative, occurs more than twice, and no other value
    is negative.
    """
    present, counts = np.unique(values[~np.isnan(values)], return_counts=True)
    for at in (0, -1) if len(present) > 1 else ():
        value, others = float(present[at]), np.delete(present, at)
        alone = value < 0 <= others[0]
        far = min(abs(value - others[0]), abs(value - others[-1])) > others[-1] - others[0]
        if (_is_known(value) and (far or alone)) or (far and alone and counts[at] > 2):
            return value
    return None


def fill(values: np.ndarray, times: np.ndarray | None) -> tuple[np.ndarray, slice]:
    """Columns [n_rows, n_columns] with their gaps filled on straight lines between neighbours.

    `times` [n_rows] says how far apart rows are; without it they are evenly apart. Returns the
    values and the rows that have neighbours on both sides in every column.
    """
    at = np.arange(len(values)) if times is None else (times - times[0]) / np.timedelta64(1, "us")
    filled = values.copy()
    first, last = 0, len(values)
    for column in filled.T:
        known = np.flatnonzero(~np.isnan(column))
        if not len(known):
            return filled, slice(0, 0)
        column[:] = np.interp(at, at[known], column[known])
        first, last = max(first, known[0]), min(last, known[-1] + 1)
    return filled, slice(first, last)


def _is_known(value: float) -> bool:
    return bool(_NINES.fullmatch(f"{value:.10g}")) or value in _FILLS
