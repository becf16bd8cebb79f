"""What is said without a recurrent network: the usual words, and the nearest image's caption."""

from __future__ import annotations

from collections import Counter

import numpy as np

END = "<eos>"
CELLS = 8  # of a blurred image's height and width


def usual_words(captions: list[str]) -> str:
    """The most frequent word at each place, until that is the end."""
    ended = [[*caption.split(), END] for caption in captions]
    chosen = []
    while True:
        place = len(chosen)
        counts = Counter(words[place] for words in ended if len(words) > place)
        word = counts.most_common(1)[0][0]
        if word == END:
            return " ".join(chosen)
        chosen.append(word)


def blurred(images: np.ndarray) -> np.ndarray:
    """The means of CELLS by CELLS parts of images [n, side, side, 3]: [n, CELLS**2 * 3]."""
    n, side = len(images), images.shape[1] // CELLS
    parts = images.reshape(n, CELLS, side, CELLS, side, 3).astype(np.float32)
    return parts.mean(axis=(2, 4)).reshape(n, -1)


def nearest(train: np.ndarray, test: np.ndarray) -> np.ndarray:
    """Which of the vectors to train on is the nearest to each of those to test with."""
    squares = np.square(train).sum(axis=1)
    parts = [test[i : i + 200] for i in range(0, len(test), 200)]
    return np.concatenate([np.argmin(squares - 2 * part @ train.T, axis=1) for part in parts])


def judged(captions: list[str], truths: list[list[str]]) -> tuple[float, float]:
    """The mean share of words that are in place, and the share of captions that are all right."""
    pairs = list(zip(captions, truths, strict=True))
    in_place = [words_in_place(caption, all_of) for caption, all_of in pairs]
    right = [caption in all_of for caption, all_of in pairs]
    return float(np.mean(in_place)), float(np.mean(right))


def words_in_place(caption: str, truths: list[str]) -> float:
    """The share of words that are at their place in the truth that is nearest to the caption."""
    said = caption.split()
    shares = []
    for truth in truths:
        words = truth.split()
        same = sum(a == b for a, b in zip(said, words, strict=False))
        shares.append(same / max(len(words), len(said)))
    return max(shares)
