"""The figures of melody: tunes as a piano roll, how well rules are kept, and the training."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run

from .notation import Tune

NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "Bb", "B")
COLORS = ("0.3", "tab:blue", "tab:orange", "tab:red", "tab:purple")


def draw_tunes(run: Run, tunes: list[Tune], texts: list[str]) -> None:
    """Tunes as piano rolls: time to the right, pitch upwards, bar lines, the tonic in grey."""
    with run.figure("tunes", figsize=(13, 2.9 * len(tunes))) as figure:
        rows = figure.subplots(len(tunes), squeeze=False)[:, 0]
        for number, axes in enumerate(rows):
            _draw_roll(axes, tunes[number])
            fields = [line for line in texts[number].split("\n") if line[:2] in ("M:", "K:")]
            axes.set_title(f"Tune {number + 1}: {', '.join(fields)}", loc="left", size=11)
        rows[-1].set_xlabel("bar")
        shown = [zip(*reversed(axes.get_legend_handles_labels()), strict=True) for axes in rows]
        by_label = {label: handle for pairs in shown for label, handle in pairs}
        figure.legend(by_label.values(), by_label, loc="outside lower center", ncols=4)


def _draw_roll(axes, tune: Tune) -> None:
    pitches = [note.pitch for note in tune.notes]
    low, high = min(pitches) - 1, max(pitches) + 1
    for pitch in range(low, high + 1):
        if pitch % 12 == tune.tonic:
            axes.axhspan(pitch - 0.5, pitch + 0.5, color="0.9", label="the tonic")
    start, edges, middles = 0.0, [0.0], []
    for bar, adds_up in zip(tune.bars, tune.bars_add_up, strict=True):
        begin = start
        for note in bar.notes:
            length = float(note.length)
            if note.pitch is not None:
                in_key = note.pitch % 12 in tune.scale
                axes.barh(
                    note.pitch,
                    0.94 * length,
                    left=start,
                    height=0.8,
                    color="tab:blue" if in_key else "tab:red",
                    label="in key" if in_key else "out of key",
                )
            start += length
        if not adds_up:
            axes.axvspan(begin, start, color="tab:orange", alpha=0.2, label="does not add up")
        edges.append(start)
        middles.append((begin + start) / 2)
    axes.vlines(edges, low - 0.5, high + 0.5, color="0.4", lw=1)
    axes.set_xticks(middles, range(1, len(middles) + 1))
    shown = [pitch for pitch in range(low, high + 1) if pitch % 12 in tune.scale]
    axes.set_yticks(shown, [f"{NAMES[pitch % 12]}{pitch // 12 - 1}" for pitch in shown], size=8)
    axes.set(xlim=(0, start), ylim=(low - 0.5, high + 0.5))


def draw_rules(run: Run, measured: dict[str, dict[str, float]]) -> None:
    """The share of tunes that keep each rule, for each writer."""
    rules = list(next(iter(measured.values())))
    with run.figure("rules", figsize=(12, 5)) as figure:
        axes = figure.subplots()
        width = 0.8 / len(measured)
        for k, ((writer, shares), color) in enumerate(zip(measured.items(), COLORS, strict=False)):
            places = np.arange(len(rules)) + (k - (len(measured) - 1) / 2) * width
            bars = axes.bar(places, [shares[rule] for rule in rules], width, label=writer)
            axes.bar_label(bars, [f"{100 * shares[rule]:.0f}" for rule in rules], size=8)
            for bar in bars:
                bar.set_color(color)
        axes.set_xticks(range(len(rules)), rules)
        axes.set(ylabel="share of the tunes", ylim=(0, 1.2), yticks=np.linspace(0, 1, 6))
        axes.set_title("What is kept of the rules, in percent of the tunes")
        axes.legend(ncols=len(measured), loc="upper right")


def draw_training(run: Run, losses: dict[str, float], by_temperature) -> None:
    """The loss on held-out tunes while training, and the rules kept by temperature."""
    with run.figure("training", figsize=(12, 4.5)) as figure:
        training, tempered = figure.subplots(1, 2)
        steps, values = run.recorded("held_out_loss")
        training.plot(np.array(steps) + 1, values, "o-", color="tab:blue", label="network")
        for (name, loss), color in zip(losses.items(), COLORS[2:], strict=False):
            training.axhline(loss, color=color, ls="--", label=name)
        training.set(xlabel="training steps", ylabel="nats per character", ylim=0)
        training.set_title("Cross entropy on held-out tunes")
        training.legend()
        temperatures = list(by_temperature)
        for k, name in enumerate(by_temperature[temperatures[0]]):
            shares = [by_temperature[t][name] for t in temperatures]
            tempered.plot(temperatures, shares, "o-", label=name, color=f"C{k}")
        tempered.set(xlabel="temperature", ylabel="share of the network's tunes", ylim=(0, 1.03))
        tempered.set_title("Order and variety")
        tempered.legend()
        for axes in (training, tempered):
            axes.grid(alpha=0.3)
