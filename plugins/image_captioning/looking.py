"""Where a network looks: covers an image patch by patch, and sees which words become less likely.

Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2014, section 4.2.
"""

from __future__ import annotations

import numpy as np

PATCH, STRIDE = 9, 2  # pixels


def covered(image: np.ndarray) -> np.ndarray:
    """Copies [n * n, side, side, 3] of an image, each with another place covered by paper."""
    side, half = image.shape[0], PATCH // 2
    paper = np.median(image, axis=(0, 1)).astype(np.uint8)
    copies = []
    for y in range(STRIDE // 2, side, STRIDE):
        for x in range(STRIDE // 2, side, STRIDE):
            copy = image.copy()
            copy[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1] = paper
            copies.append(copy)
    return np.stack(copies)


def losses(whole: np.ndarray, parts: np.ndarray, words: list[int]) -> np.ndarray:
    """By how much each word's log probability falls, [n_words, n, n], at least 0.

    The scores are those of the whole image [n_steps, n_words] and of its covered copies.
    """
    steps = np.arange(len(words))
    likely, likely_covered = _logs(whole)[steps, words], _logs(parts)[:, steps, words]
    n = round(np.sqrt(len(parts)))
    return np.maximum(likely - likely_covered, 0).T.reshape(len(words), n, n)


def _logs(scores: np.ndarray) -> np.ndarray:
    scores = scores - scores.max(axis=-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))
