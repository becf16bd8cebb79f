"""Draws scenes: coloured shapes on paper that is not quite white, with noise."""

from __future__ import annotations

import numpy as np

from .scenes import SHAPES, SIDE, Scene

FINER = 2  # points in a pixel's height and width, so that edges are smooth
INKS = {"red": (0.85, 0.1, 0.1), "green": (0.1, 0.6, 0.15), "blue": (0.1, 0.25, 0.85)}
BLACK = (0.12, 0.12, 0.12)
SHADE, NOISE = 0.05, 0.03  # deviations of an ink's colour, and of each pixel; white is 1
_TIP, _NOTCH = 1.1, 0.5  # of a star


def draw(scenes: list[Scene], random: np.random.RandomState) -> np.ndarray:
    """Images [n, SIDE, SIDE, 3] uint8 of scenes."""
    parts = [_draw(scenes[i : i + 250], random) for i in range(0, len(scenes), 250)]
    return np.concatenate(parts)


def _draw(scenes: list[Scene], random: np.random.RandomState) -> np.ndarray:
    n = len(scenes)
    images = np.ones([n, SIDE, SIDE, 3]) * random.uniform(0.92, 1.0, size=[n, 1, 1, 1])
    for place in range(max(map(len, scenes))):
        for shape in SHAPES:
            chosen = [
                i for i, s in enumerate(scenes) if len(s) > place and s[place].kind.shape == shape
            ]
            if not chosen:
                continue
            things = [scenes[i][place] for i in chosen]
            ink = np.array([INKS.get(thing.kind.colour, BLACK) for thing in things])
            ink = (ink + random.normal(scale=SHADE, size=ink.shape)).clip(0, 1)
            covered = _coverage(things, shape)[..., np.newaxis]
            images[chosen] = images[chosen] * (1 - covered) + ink[:, None, None] * covered
    images += random.normal(scale=NOISE, size=images.shape)
    return (255 * images).round().clip(0, 255).astype(np.uint8)


def _coverage(things: list, shape: str) -> np.ndarray:
    """Which share of each pixel a thing covers: [n, SIDE, SIDE]."""
    place = (np.arange(SIDE * FINER, dtype=np.float32) + 0.5) / FINER
    x, y, radius, angle = np.array([thing[1:] for thing in things], np.float32).T[..., None, None]
    right, down = (place - x) / radius, (place[:, np.newaxis] - y) / radius
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    u, v = cosine * right + sine * down, cosine * down - sine * right
    if shape == "circle":
        inside = u**2 + v**2 < 0.9
    elif shape == "square":
        inside = np.maximum(abs(u), abs(v)) < 0.82
    elif shape == "triangle":
        inside = (v < 0.75) & (abs(u) < (v + 1) / 1.75)
    else:  # a star: a point is turned and mirrored into the half of a tip, which is a triangle
        fifth = 2 * np.pi / 5
        turned = abs((np.arctan2(u, -v) + fifth / 2) % fifth - fifth / 2)
        a, b = np.hypot(u, v) * np.cos(turned), np.hypot(u, v) * np.sin(turned)
        notch = _NOTCH * np.cos(fifth / 2), _NOTCH * np.sin(fifth / 2)
        inside = (a - _TIP) * notch[1] < b * (notch[0] - _TIP)
    n = len(things)
    return inside.reshape(n, SIDE, FINER, SIDE, FINER).mean(axis=(2, 4))
