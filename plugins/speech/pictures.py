"""The figures of speech: spikes under a spectrogram, confusions, and the training."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run

from .features import HOP, N_BANDS, centres
from .scoring import align
from .spoken import Utterance


def draw_spikes(
    run: Run, words: list[str], utterance: Utterance, probabilities: np.ndarray
) -> None:
    """What is heard of an utterance, and the probability of each word at each time step."""
    n_frames = len(utterance.frames)
    end = n_frames * HOP / 1000  # s
    with run.figure("spikes", figsize=(12, 7)) as figure:
        heard, spikes = figure.subplots(2, sharex=True, height_ratios=[1.3, 1])
        image = heard.imshow(
            utterance.frames.T,
            origin="lower",
            aspect="auto",
            extent=(0, end, -0.5, N_BANDS - 0.5),
            cmap="magma",
        )
        figure.colorbar(image, ax=[heard, spikes], label="level (dB)", pad=0.01)
        ticks = range(1, N_BANDS, 3)
        heard.set_yticks(ticks, [f"{centres()[i + 1]:.0f}" for i in ticks])
        heard.set(ylabel="frequency (Hz)", title=f"Said by a new speaker: {utterance.speaker}")
        n_steps = len(probabilities)
        times = (np.arange(n_steps) + 1) * end / n_steps  # an output comes after its step
        spikes.plot(times, probabilities[:, -1], color="0.7", ls="--", label="blank")
        colors = [f"C{i}" for i in range(10)]
        for word in sorted(set(utterance.words)):
            color = colors[word % 10]
            spikes.plot(times, probabilities[:, word], color=color, lw=2, label=words[word])
        for word, (start, stop) in zip(utterance.words, utterance.spans, strict=True):
            begin, finish = start * HOP / 1000, stop * HOP / 1000
            for axes in (heard, spikes):
                axes.axvline(begin, color="0.6", lw=0.8, ls=":")
                axes.axvline(finish, color="0.6", lw=0.8, ls=":")
            middle = (begin + finish) / 2
            heard.text(middle, N_BANDS - 1.5, words[word], color="w", ha="center", va="top")
            spikes.axvspan(begin, finish, color=colors[word % 10], alpha=0.12, lw=0)
        spikes.set(xlabel="time (s)", ylabel="probability", xlim=(0, end), ylim=(0, 1.05))
        spikes.set_title("CTC writes each word once, in a spike; nobody told it where words are")
        figure.legend(*spikes.get_legend_handles_labels(), loc="outside lower center", ncols=6)


def draw_confusion(
    run: Run, words: list[str], said: list[list[int]], heard: list[list[int]]
) -> None:
    """How often each word was heard as each other, left out or added."""
    n = len(words)
    counts = np.zeros([n + 1, n + 1], int)
    for one, other in zip(said, heard, strict=True):
        for a, b in align(one, other):
            counts[n if a is None else a, n if b is None else b] += 1
    size = max(6.5, 0.45 * n + 2)
    with run.figure("confusion", figsize=(size, size)) as figure:
        axes = figure.subplots()
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        shares[n] = counts[n] / max(counts.sum(), 1)  # what is added is no share of a row
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for i, j in zip(*np.nonzero(counts), strict=True):
            color = "w" if shares[i, j] > 0.5 else "tab:red" if i != j else "k"
            axes.text(j, i, counts[i, j], ha="center", va="center", color=color)
        axes.set_xticks(range(n + 1), [*words, "(left out)"], rotation=60, ha="right")
        axes.set_yticks(range(n + 1), [*words, "(added)"])
        axes.axhline(n - 0.5, color="0.5", lw=1)
        axes.axvline(n - 0.5, color="0.5", lw=1)
        axes.set(xlabel="heard", ylabel="said")
        axes.set_title("Words by speakers never trained on; mistakes are red")


def draw_training(run: Run, rates: dict[str, float]) -> None:
    """The share of words that are wrong after each epoch, beside the baselines'."""
    with run.figure("words_wrong") as figure:
        axes = figure.subplots()
        steps, wrong = run.recorded("words_wrong")
        epochs = np.arange(1, len(steps) + 1)
        axes.plot(epochs, 100 * np.array(wrong), "o-", color="tab:blue", label="network, greedy")
        styles = (("tab:green", ":"), ("tab:orange", "--"), ("tab:red", "-."))
        for (name, rate), (color, style) in zip(rates.items(), styles, strict=False):
            axes.axhline(100 * rate, color=color, ls=style, label=name)
        axes.set(xlabel="epoch", ylabel="words wrong (%)")
        axes.set(ylim=(0, min(100, 1.1 + 300 * max(list(rates.values())[:2]))))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_title("Speakers never trained on")
        axes.legend()
