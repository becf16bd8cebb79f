"""An alphabet of pen strokes of our own, drawn as splines through a few points."""

from __future__ import annotations

import functools

import numpy as np

# For each letter its width, then its strokes. Numbers are tenths of the height of an x: to the
# right, and up from the line. A spline goes through the points; at a star it makes a corner.
_LETTERS = """
a 10 9 9, 5 10, 1 7, 1 3, 4 0, 8 3, 9 9* 9 3, 11 0
b 9 1 19, 1 10, 1 0* 1 6, 4 10, 8 8, 8 3, 5 0, 1 2
c 8 8 8, 5 10, 1 7, 1 3, 4 0, 8 2
d 10 8 8, 5 10, 1 7, 1 3, 4 0, 8 3, 9 19* 9 3, 11 0
e 9 1 5, 8 6, 7 9, 4 10, 1 6, 2 1, 5 0, 9 2
f 6 7 18, 5 19, 3 16, 3 8, 3 0 | 0 10, 6 10
g 9 8 8, 5 10, 1 7, 1 3, 4 0, 8 3, 9 9* 9 0, 8 -7, 4 -9, 1 -7
h 9 1 19, 1 9, 1 0* 1 6, 4 10, 7 8, 8 4, 8 0
i 3 1 10, 1 4, 3 0 | 1 14, 2 15
j 4 3 10, 3 0, 2 -7, -2 -8 | 3 14, 4 15
k 8 1 19, 1 9, 1 0 | 7 10, 2 5* 8 0
l 4 1 19, 1 8, 1 2, 4 0
m 14 1 10, 1 5, 1 0* 1 6, 4 10, 6 8, 6 0* 7 6, 10 10, 12 8, 12 0
n 9 1 10, 1 5, 1 0* 1 6, 4 10, 7 9, 8 4, 8 0
o 9 7 9, 4 10, 1 7, 1 3, 4 0, 8 3, 8 7, 6 10
p 9 1 10, 1 0, 1 -9* 1 6, 4 10, 8 8, 8 3, 5 0, 1 2
q 9 8 8, 5 10, 1 7, 1 3, 4 0, 8 3, 9 9* 9 0, 9 -9
r 7 1 10, 1 5, 1 0* 1 6, 3 9, 7 10
s 7 7 9, 4 10, 1 8, 3 5, 7 3, 5 0, 1 1
t 6 3 16, 3 8, 3 2, 6 0 | 0 10, 6 10
u 10 1 10, 1 4, 3 0, 7 2, 8 10* 8 3, 10 0
v 8 0 10, 4 0* 8 10
w 13 0 10, 3 0* 6 9* 9 0* 13 10
x 8 0 10, 8 0 | 8 10, 0 0
y 9 1 10, 1 5, 4 2, 8 5, 8 10* 8 0, 6 -8, 1 -8
z 8 0 10, 8 10* 0 0* 8 0
"""
GAP = 0.35  # between two letters
SPACE = 0.8  # between two words
_FINE = 12  # points of the spline between two of the letter's


@functools.cache
def letters() -> dict[str, tuple[float, list[list[np.ndarray]]]]:
    """Of each letter its width and its strokes, each a list of pieces between two corners."""
    found = {}
    for line in _LETTERS.strip().split("\n"):
        letter, width, rest = line.split(maxsplit=2)
        strokes = []
        for stroke in rest.split(" | "):
            pieces: list[list[list[float]]] = [[]]
            for part in stroke.replace("*", ",*").split(","):
                point = [int(number) / 10 for number in part.replace("*", "").split()]
                if part.startswith("*"):
                    pieces.append([pieces[-1][-1]])
                pieces[-1].append(point)
            strokes.append([np.array(piece) for piece in pieces])
        found[letter] = int(width) / 10, strokes
    return found


def spline(points: np.ndarray) -> np.ndarray:
    """Fine points of the Catmull-Rom spline through points [n, 2], the first and last included."""
    ends = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    before, start, end, after = (ends[i : len(ends) - 3 + i, np.newaxis] for i in range(4))
    t = np.arange(_FINE)[:, np.newaxis] / _FINE
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    return np.concatenate([curve.reshape(-1, 2), points[-1:]])
