"""The figures of sentiment: accuracy, and the score as a review is read."""

from __future__ import annotations

import itertools

import numpy as np

from tf1rnn import Run

BLUE, ORANGE = "tab:blue", "tab:orange"


def draw_training(run: Run, test: list[list[str]], ours: np.ndarray, theirs: np.ndarray) -> None:
    """Accuracy on the test reviews over the epochs, and by their length."""
    with run.figure("accuracy", figsize=(12, 4.5)) as figure:
        training, by_length = figure.subplots(1, 2)
        steps, accuracies = run.recorded("test_accuracy")
        training.plot(np.arange(1, len(steps) + 1), accuracies, "o-", color=BLUE, label="network")
        training.axhline(np.mean(theirs), color=ORANGE, ls="--", label="regression on n-grams")
        training.axhline(0.5, color="0.5", ls=":", label="guessing")
        training.set(xlabel="epoch", ylabel="accuracy on test reviews", ylim=(0.4, 1.03))
        training.xaxis.get_major_locator().set_params(integer=True)
        training.legend(loc="lower right")

        lengths = np.array([len(words) for words in test])
        edges = np.unique(np.quantile(lengths, np.linspace(0, 1, 7)).astype(int))
        edges[-1] += 1
        places = np.digitize(lengths, edges) - 1
        names = [f"{a} to {b - 1}" for a, b in itertools.pairwise(edges)]
        for right, color, label in (
            (ours, BLUE, "network"),
            (theirs, ORANGE, "regression on n-grams"),
        ):
            shares = [np.mean(right[places == i]) for i in range(len(names))]
            by_length.plot(names, shares, "o-", color=color, label=label)
        by_length.axhline(0.5, color="0.5", ls=":", label="guessing")
        by_length.set(xlabel="words in the review", ylabel="accuracy", ylim=(0.4, 1.03))
        by_length.set_title("The opinion is in the first words, however many follow")
        by_length.legend(loc="lower right")


def draw_scores(
    run: Run, texts: list[list[str]], scores: np.ndarray, is_positive: np.ndarray
) -> None:
    """The score after each word of some reviews."""
    with run.figure("scores", figsize=(12, 3.4 * len(texts))) as figure:
        rows = figure.subplots(len(texts), squeeze=False)[:, 0]
        for axes, words, row, positive in zip(rows, texts, scores, is_positive, strict=True):
            shown = row[: len(words)]
            places = np.arange(len(words))
            axes.axhspan(0, 1.1, color="tab:green", alpha=0.07)
            axes.axhspan(-1.1, 0, color="tab:red", alpha=0.07)
            axes.plot(places, shown, "o-", color=BLUE)
            axes.set_xticks(places, words, rotation=60, ha="right", rotation_mode="anchor")
            axes.set(ylim=(-1.1, 1.1), ylabel="score after this word")
            axes.set_yticks([-1, 0, 1], ["-1", "0", "+1"])
            truth = "positive" if positive else "negative"
            axes.set_title(f"{truth}; the network says {shown[-1]:+.2f}", loc="left")
