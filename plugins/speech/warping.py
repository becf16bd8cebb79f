"""The baseline: the nearest template by dynamic time warping, with words' ends known or not.

A template is one speaking of one word. Each frame of what is heard is laid on one of the template,
which may stay, go on by one, or skip one (Sakoe and Chiba, 1978). Where the ends of words are not
known, the path leaves a template at its end and enters any other (Vintsyuk, 1971; Ney, 1984).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .scoring import error_rate
from .spoken import Utterance

PER_WORD = 30  # templates
N_PAUSES = 40  # templates of one frame each
N_TUNED = 30  # utterances, at most, by which the penalty of a word is chosen
PENALTIES = (0.0, 3.0, 6.0, 10.0)  # in the unit of the distance of frames
N_CEPSTRA = 12


class Templates(NamedTuple):
    """Templates of words and of pauses, filled up to the same number of frames."""

    frames: np.ndarray  # [n, n_frames, n_features]
    lengths: np.ndarray  # [n]
    words: np.ndarray  # [n]; -1 is a pause


def cepstra(frames: np.ndarray) -> np.ndarray:
    """What is compared: cosines over the bands without their mean, and their change in 40 ms."""
    n_bands = frames.shape[1]
    angles = np.pi / n_bands * (np.arange(n_bands) + 0.5)
    basis = np.cos(np.outer(angles, np.arange(N_CEPSTRA))) * np.sqrt(2 / n_bands)
    found = (frames - frames.mean(axis=0)) / 10 @ basis
    padded = np.pad(found, [(2, 2), (0, 0)], mode="edge")
    return np.hstack([found, padded[4:] - padded[:-4]]).astype(np.float32)


def choose(
    train: list[Utterance], n_tuned: int, random: np.random.RandomState
) -> tuple[list[Utterance], list[Utterance]]:
    """Utterances to cut templates from, and some to tune with: of others, if there are several."""
    speakers = sorted({utterance.speaker for utterance in train})
    half = {speakers[i] for i in random.permutation(len(speakers))[: -(-len(speakers) // 2)]}
    shuffled = [train[i] for i in random.permutation(len(train))]
    first = [utterance for utterance in shuffled if utterance.speaker in half]
    others = [utterance for utterance in shuffled if utterance.speaker not in half]
    return first, (others or first[::-1])[:n_tuned]


def cut(utterances: list[Utterance], n_words: int) -> Templates:
    """The first PER_WORD speakings of each word, and frames in which nobody speaks."""
    found: list[list[np.ndarray]] = [[] for _ in range(n_words)]
    pauses: list[np.ndarray] = []
    for utterance in utterances:
        features = cepstra(utterance.frames)
        quiet = np.ones(len(features), bool)
        for word, (start, end) in zip(utterance.words, utterance.spans, strict=True):
            quiet[start:end] = False
            if len(found[word]) < PER_WORD:
                found[word].append(features[start:end])
        if quiet.any() and len(pauses) < N_PAUSES:
            pauses.append(features[quiet][:1])
    pieces = [*(piece for each in found for piece in each), *pauses]
    lengths = np.array([len(piece) for piece in pieces])
    frames = np.zeros([len(pieces), lengths.max(), 2 * N_CEPSTRA], np.float32)
    for row, piece in zip(frames, pieces, strict=True):
        row[: len(piece)] = piece
    words = [*(k for k, each in enumerate(found) for _ in each), *(-1 for _ in pauses)]
    return Templates(frames, lengths, np.array(words))


def distances(features: np.ndarray, templates: Templates) -> np.ndarray:
    """How far each frame is from each of each template: [n_frames, n, n_template_frames]."""
    flat = templates.frames.reshape(-1, templates.frames.shape[2])
    square = np.square(features).sum(axis=1)[:, np.newaxis] + np.square(flat).sum(axis=1)
    apart = np.sqrt(np.maximum(square - 2 * features @ flat.T, 0))
    apart = apart.reshape(len(features), *templates.frames.shape[:2])
    beyond = np.arange(apart.shape[2]) >= templates.lengths[:, np.newaxis]
    apart[:, beyond] = np.inf
    return apart


def nearest_words(utterance: Utterance, templates: Templates) -> list[int]:
    """The word of the template that is nearest to each word, whose ends are known."""
    features = cepstra(utterance.frames)
    spoken = np.flatnonzero(templates.words >= 0)
    only = Templates(*(field[spoken] for field in templates))
    words = []
    for start, end in utterance.spans:
        apart = distances(features[start:end], only)
        cost = np.full_like(apart[0], np.inf)
        cost[:, 0] = apart[0, :, 0]
        for row in apart[1:]:
            best = cost.copy()
            best[:, 1:] = np.minimum(best[:, 1:], cost[:, :-1])
            best[:, 2:] = np.minimum(best[:, 2:], cost[:, :-2])
            cost = best + row
        ends = cost[np.arange(len(cost)), only.lengths - 1]
        words.append(int(only.words[ends.argmin()]))
    return words


def words_by_path(utterance: Utterance, templates: Templates, penalties) -> list[list[int]]:
    """The words of the cheapest path through templates, for each penalty of entering a word."""
    apart = distances(cepstra(utterance.frames), templates)
    entering = np.where(templates.words >= 0, np.array(penalties)[:, np.newaxis], 0)
    cost = np.full([len(penalties), *apart.shape[1:]], np.inf, np.float32)
    cost[:, :, 0] = entering
    entered = np.zeros(cost.shape, np.int32)  # the frame at which a path came into its template
    which = np.arange(len(templates.lengths)), templates.lengths - 1
    each = np.arange(len(penalties))
    cheapest = np.zeros(len(penalties), np.float32)
    left = []  # after each frame: the template whose end is cheapest, and when it was entered
    for t, row in enumerate(apart):
        if t:
            best, since = cost.copy(), entered.copy()
            for by in (1, 2):
                cheaper = cost[:, :, :-by] < best[:, :, by:]
                np.copyto(best[:, :, by:], cost[:, :, :-by], where=cheaper)
                np.copyto(since[:, :, by:], entered[:, :, :-by], where=cheaper)
            new = cheapest[:, np.newaxis] + entering
            since[:, :, 0] = np.where(new < best[:, :, 0], t, since[:, :, 0])
            best[:, :, 0] = np.minimum(new, best[:, :, 0])
            cost, entered = best, since
        cost += row
        ends = cost[:, which[0], which[1]]
        k = ends.argmin(axis=1)
        cheapest = ends[each, k]
        left.append((k, entered[each, k, templates.lengths[k] - 1]))
    found = []
    for p in each:
        words, t = [], len(apart) - 1
        while t >= 0:
            k, start = (field[p] for field in left[t])
            words.append(int(templates.words[k]))
            t = start - 1
        found.append([word for word in reversed(words) if word >= 0])
    return found


def recognise(
    train: list[Utterance], test: list[Utterance], n_words: int
) -> tuple[list[list[int]], list[list[int]], list[Utterance]]:
    """The words of test utterances: by templates told where words are, and by some not told.

    The last is the utterances that were tuned with.
    """
    first, tuned = choose(train, min(N_TUNED, len(test)), np.random.RandomState(2))
    templates = cut(first, n_words)
    said = [utterance.words for utterance in tuned]
    heard = [words_by_path(utterance, templates, PENALTIES) for utterance in tuned]
    rates = [error_rate(said, list(each)) for each in zip(*heard, strict=True)]
    penalty = PENALTIES[int(np.argmin(rates))]
    told = [nearest_words(utterance, templates) for utterance in test]
    not_told = [words_by_path(utterance, templates, [penalty])[0] for utterance in test]
    return told, not_told, tuned
