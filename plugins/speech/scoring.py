"""Words that were heard beside words that were said; and words from labels of single frames."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run

SMOOTHINGS = (1, 3, 5, 7, 9)  # time steps
SHORTEST = (1, 2, 3, 4, 5, 6)  # time steps


def align(said: list[int], heard: list[int]) -> list[tuple[int | None, int | None]]:
    """Pairs of what was said and what was heard, with the fewest that differ; None is no word."""
    cost = np.zeros([len(said) + 1, len(heard) + 1], int)
    cost[:, 0], cost[0] = np.arange(len(said) + 1), np.arange(len(heard) + 1)
    for i, one in enumerate(said):
        for j, other in enumerate(heard):
            changed = cost[i, j] + (one != other)
            cost[i + 1, j + 1] = min(changed, cost[i, j + 1] + 1, cost[i + 1, j] + 1)
    i, j = len(said), len(heard)
    pairs: list[tuple[int | None, int | None]] = []
    while i or j:
        if i and j and cost[i, j] == cost[i - 1, j - 1] + (said[i - 1] != heard[j - 1]):
            i, j = i - 1, j - 1
            pairs.append((said[i], heard[j]))
        elif i and cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
            pairs.append((said[i], None))
        else:
            j -= 1
            pairs.append((None, heard[j]))
    return pairs[::-1]


def mistakes(said: list[list[int]], heard: list[list[int]]) -> tuple[int, int, int]:
    """How many words are taken for others, left out and added."""
    pairs = [pair for one, other in zip(said, heard, strict=True) for pair in align(one, other)]
    added = sum(a is None for a, _ in pairs)
    left_out = sum(b is None for _, b in pairs)
    return sum(a != b for a, b in pairs) - added - left_out, left_out, added


def error_rate(said: list[list[int]], heard: list[list[int]]) -> float:
    """Words taken for others, left out or added, per word said."""
    return sum(mistakes(said, heard)) / sum(map(len, said))


def print_mistakes(
    run: Run, said: list[list[int]], found: dict[str, list[list[int]]]
) -> dict[str, float]:
    """Print the mistakes of several listeners; the share of words that each has wrong."""
    rates = {name: error_rate(said, heard) for name, heard in found.items()}
    rows = [["", "words wrong", "taken for another", "left out", "added"]]
    for name, heard in found.items():
        rows.append([f"  {name}", f"{rates[name]:.1%}", *map(str, mistakes(said, heard))])
    run.print(f"Of {sum(map(len, said))} words by speakers never trained on:")
    run.print_table(rows)
    return rates


def collapse(probabilities: np.ndarray, smoothing: int, shortest: int) -> list[int]:
    """The words of a frame classifier [n_steps, n_words + 1], whose last output is a pause.

    The probabilities are averaged over some steps, each run of the same word is that word once, and
    what is too short is no word.
    """
    window = np.ones(smoothing) / smoothing
    smoothed = np.apply_along_axis(np.convolve, 0, probabilities, window, "same")
    best = smoothed.argmax(axis=1)
    runs = np.split(best, np.flatnonzero(np.diff(best)) + 1)
    pause = probabilities.shape[1] - 1
    return [int(run[0]) for run in runs if run[0] != pause and len(run) >= shortest]


def tune_collapse(probabilities: list[np.ndarray], said: list[list[int]]) -> tuple[int, int]:
    """The smoothing and the shortest run with which the fewest words are wrong."""
    tried = {
        (smoothing, shortest): error_rate(
            said, [collapse(each, smoothing, shortest) for each in probabilities]
        )
        for smoothing in SMOOTHINGS
        for shortest in SHORTEST
    }
    return min(tried, key=tried.get)
