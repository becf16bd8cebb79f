"""What the networks must beat: labels without any learning of movement."""

from __future__ import annotations

import numpy as np

from .clips import Clips

MOST_NEIGHBOURS = 7000  # frames of training clips


def label_before(clips: Clips) -> np.ndarray:
    """For each frame the true label of the frame before: what someone knows who is told it."""
    return np.concatenate([clips.labels[:, :1], clips.labels[:, :-1]], axis=1)


def most_frequent(train: Clips, clips: Clips) -> np.ndarray:
    """For each frame the label that most training frames have."""
    usual = np.bincount(train.labels[train.counted]).argmax()
    return np.full_like(clips.labels, usual)


def nearest_neighbour(train: Clips, clips: Clips) -> np.ndarray:
    """For each frame the label of the training frame whose difference to its last is nearest."""
    known = _differences(train)[train.counted][:MOST_NEIGHBOURS]
    labels = train.labels[train.counted][:MOST_NEIGHBOURS]
    asked = _differences(clips)
    found = np.zeros_like(clips.labels)
    squares = np.square(known).sum(axis=1)
    for row, differences in zip(found, asked, strict=True):
        row[:] = labels[np.argmin(squares - 2 * differences @ known.T, axis=1)]
    return found


def _differences(clips: Clips) -> np.ndarray:
    """Each frame less the one before, as a row [n, n_frames, height * width]."""
    frames = clips.frames
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    return (frames - before).reshape(*frames.shape[:2], -1)
