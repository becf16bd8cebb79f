"""Reads what was written: which of some words, in a steady hand, is the most like it."""

from __future__ import annotations

import numpy as np

N_POINTS = 60  # that each word is compared by
BAND = 12  # points by which one may be ahead of the other


def read_right(written: list[np.ndarray], models: list[np.ndarray]) -> float:
    """The share of texts that are read as what they are, given the offsets of both in one order."""
    return float(np.mean(read(written, models) == np.arange(len(models))))


def read(written: list[np.ndarray], models: list[np.ndarray]) -> np.ndarray:
    """The place of the model that each text written is the most like, both as offsets [n, 3].

    By dynamic time warping (Sakoe and Chiba, 1978): the mean distance of points, in the order of
    the pen, where either may be a little ahead.
    """
    first, second = (np.stack([_alike(moves) for moves in g]) for g in (written, models))
    # [n_written, n_models, N_POINTS, N_POINTS]
    distances = np.linalg.norm(first[:, None, :, None] - second[None, :, None], axis=-1)
    n = N_POINTS
    costs = np.full([*distances.shape[:2], n + 1, n + 1], np.inf)
    costs[..., 0, 0] = 0
    for i in range(n):
        for j in range(max(0, i - BAND), min(n, i + BAND + 1)):
            before = (costs[..., i, j], costs[..., i, j + 1], costs[..., i + 1, j])
            costs[..., i + 1, j + 1] = distances[..., i, j] + np.minimum.reduce(before)
    return costs[..., n, n].argmin(axis=1)


def _alike(moves: np.ndarray) -> np.ndarray:
    """N_POINTS points along a text, as high and with the same middle as any other; not slanted."""
    points = np.cumsum(moves[:, :2], axis=0)
    xy = points - points.mean(axis=0)
    slant = (xy[:, 0] * xy[:, 1]).sum() / max((xy[:, 1] ** 2).sum(), 1e-6)
    xy = xy - xy[:, 1:] * [slant, 0]
    xy = xy / max(xy[:, 1].std(), 1e-3)
    places = np.linspace(0, len(xy) - 1, N_POINTS)
    return np.stack([np.interp(places, np.arange(len(xy)), xy[:, k]) for k in (0, 1)], axis=1)
