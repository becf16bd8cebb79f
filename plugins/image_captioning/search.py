"""Searches a sentence word by word: greedily, or with a beam of several unfinished sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    # From the last words [n] and the states [n, n_values] to the logarithms of the next words'
    # probabilities [n, n_words] and the next states.
    Step = Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]


class Beams(NamedTuple):
    """The best sentences found for each image, the likeliest first."""

    words: np.ndarray  # [n_images, width, n_steps]; after its end a sentence repeats the end word
    scores: np.ndarray  # [n_images, width]: the logarithms of their probabilities
    steps: list[tuple[np.ndarray, np.ndarray]]  # the words and scores after each step

    def sentence(self, image: int, end: int, rank: int = 0) -> list[int]:
        """One of an image's sentences, without its end."""
        words = self.words[image, rank].tolist()
        return words[: words.index(end)] if end in words else words


def beam_search(
    first: np.ndarray, states: np.ndarray, step: Step, width: int, end: int, longest: int
) -> Beams:
    """The likeliest sentences that begin with the words scored by `first` [n_images, n_words].

    After each word, the `width` likeliest of all continuations are kept: with 1, the search is
    greedy. What it leaves out is never looked at again, so that a likelier sentence that begins
    with less likely words is found only if the beam is wide enough.
    """
    n_images, n_words = first.shape
    # There is one beginning at first; the others of the beam are none yet.
    scores = np.full([n_images, width], -np.inf)
    scores[:, 0] = 0
    words = np.zeros([n_images, width, 0], dtype=int)
    next_words = np.repeat(first[:, np.newaxis], width, axis=1)
    states = np.repeat(states[:, np.newaxis], width, axis=1)
    after_end = np.full(n_words, -np.inf)
    after_end[end] = 0
    image = np.arange(n_images)[:, np.newaxis]
    steps = []
    for _ in range(longest):
        totals = (scores[..., np.newaxis] + next_words).reshape(n_images, -1)
        best = np.argsort(-totals, axis=1, kind="stable")[:, :width]
        parents, chosen = best // n_words, best % n_words
        scores = totals[image, best]
        words = np.concatenate([words[image, parents], chosen[..., np.newaxis]], axis=2)
        states = states[image, parents]
        steps.append((words, scores))
        ended = (words == end).any(axis=2)
        if ended.all():
            break
        flat = states.reshape(n_images * width, -1)
        found, flat = step(chosen.ravel(), flat)
        next_words = found.reshape(n_images, width, n_words)
        next_words = np.where(ended[..., np.newaxis], after_end, next_words)
        states = flat.reshape(states.shape)
    return Beams(words, scores, steps)
