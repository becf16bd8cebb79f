"""Hands that write: letters with a slant, a size and a jitter, as points at equal distances.

Lengths are in heights of an x: to the right, and up from the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tf1rnn import UserError

from .alphabet import GAP, SPACE, letters, spline

SPACING = 0.35  # between two points of a stroke, at most
TREMOR = 0.02  # the deviation of a point across and along its stroke
if TYPE_CHECKING:
    Letters = dict[str, tuple[float, list[list[np.ndarray]]]]


class Hand(NamedTuple):
    """How somebody writes."""

    slant: float  # to the right, of a height of 1
    height: float
    width: float
    carelessness: float  # the deviation of letters' shapes and places

    @classmethod
    def of(cls, random: np.random.RandomState) -> Hand:
        """Anybody's."""
        between = random.uniform
        return cls(between(0, 0.4), between(0.85, 1.15), between(0.9, 1.15), between(0.02, 0.06))


STEADY = Hand(slant=0.2, height=1.0, width=1.0, carelessness=0.0)


def alphabet(font: str) -> Letters:
    """The letters of our own, or of a font of the package Hershey-Fonts (MIT licence)."""
    if font == "drawn":
        return letters()
    try:
        from HersheyFonts import HersheyFonts
    except ImportError as error:
        raise UserError(
            f"--font {font}: is in the package Hershey-Fonts; install it with "
            "pip install 'tf1rnn[use-cases]', or use --font drawn"
        ) from error
    fonts = HersheyFonts()
    fonts.load_default_font(font)
    heights = [y for stroke in fonts.all_glyphs["x"].strokes for _, y in stroke]
    unit, line = max(heights) - min(heights), max(heights)
    found = {}
    for letter in letters():
        glyph = fonts.all_glyphs[letter]
        strokes = []
        for stroke in glyph.strokes:
            points = (np.array(stroke, dtype=float) - [glyph.left_offset, line]) / [unit, -unit]
            # Straight from point to point: a piece for each two neighbours.
            strokes.append(list(np.stack([points[:-1], points[1:]], axis=1)))
        # The font's own widths, so that the letters of a script join.
        found[letter] = glyph.char_width / unit - GAP, strokes
    return found


def write(text: str, hand: Hand, known: Letters, random: np.random.RandomState) -> np.ndarray:
    """The points [n, 3] of a text by a hand: x, y, and 1 where the pen is lifted after it."""
    right, parts = 0.0, []
    slanting = np.array([[1, 0], [hand.slant, 1]])
    size = np.array([hand.width, 1]) * hand.height
    for letter in text:
        if letter == " ":
            right += SPACE * hand.width * hand.height
            continue
        width, strokes = known[letter]
        careless = hand.carelessness * random.normal(size=[3, 2])
        for pieces in strokes:
            path = np.concatenate([spline(piece) for piece in pieces])
            path = (path @ (np.eye(2) + careless[:2]) + careless[2]) * size @ slanting
            points = _at_equal_distances(path, SPACING * hand.height)
            points[:, 0] += right
            points += TREMOR * random.normal(size=points.shape) * (hand.carelessness > 0)
            lifted = np.zeros([len(points), 1])
            lifted[-1] = 1
            parts.append(np.hstack([points, lifted]))
        right += (width + GAP) * hand.width * hand.height
    return np.concatenate(parts)


def _at_equal_distances(path: np.ndarray, spacing: float) -> np.ndarray:
    """Points [n, 2] along a path, its ends included, no further apart than the spacing."""
    lengths = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    places = np.linspace(0, lengths[-1], 1 + max(1, int(np.ceil(lengths[-1] / spacing))))
    return np.stack([np.interp(places, lengths, path[:, axis]) for axis in (0, 1)], axis=1)


def offsets(points: np.ndarray) -> np.ndarray:
    """The way from point to point [n, 3], the first from 0, 0; and where the pen is lifted."""
    moved = np.diff(points[:, :2], axis=0, prepend=[[0.0, 0.0]])
    return np.hstack([moved, points[:, 2:]])


def strokes_of(moves: np.ndarray) -> list[np.ndarray]:
    """The strokes [n, 2] that offsets [n, 3] draw."""
    points = np.cumsum(moves[:, :2], axis=0)
    ends = np.flatnonzero(moves[:, 2]) + 1
    return [stroke for stroke in np.split(points, ends) if len(stroke)]
