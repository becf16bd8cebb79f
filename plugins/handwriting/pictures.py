"""The figures of handwriting: what is written, and how: densities, the window, training."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tf1rnn import Run, UserError

from .alphabet import spline
from .hands import strokes_of
from .mixture import Mixture

SHOWN = 5  # texts in a row
INK, BLUE, ORANGE, GREEN = "#1a2a5a", "tab:blue", "tab:orange", "tab:green"


def draw_strokes(axes, moves: np.ndarray, **style) -> None:
    """A text in pen strokes, as smooth as its points allow."""
    for stroke in strokes_of(moves):
        curve = spline(stroke) if len(stroke) > 2 else stroke
        axes.plot(*curve.T, solid_capstyle="round", **{"color": INK, "lw": 2, **style})
    axes.set_aspect("equal")
    axes.axis("off")


def draw_written(run: Run, ways: dict[str, list[np.ndarray]], texts: list[str]) -> None:
    """Some texts, a row for each way that they are written in: by the hand, by the network."""
    chosen = [i for i, text in enumerate(texts) if len(text) <= 6][:SHOWN] or [0]
    with run.figure("written", figsize=(2.7 * len(chosen) + 0.6, 1.35 * len(ways) + 0.3)) as figure:
        grid = figure.subplots(len(ways), len(chosen), squeeze=False)
        for cells, (name, moves) in zip(grid, ways.items(), strict=True):
            for axes, i in zip(cells, chosen, strict=True):
                draw_strokes(axes, moves[i])
                axes.set(xlim=(-0.6, 7), ylim=(-1.3, 2.3))
            label = name if name == "the hand" else f"network,\n{name}"
            cells[0].text(-0.1, 0.5, label, transform=cells[0].transAxes, ha="right", va="center")
        for axes, i in zip(grid[0], chosen, strict=True):
            axes.set_title(texts[i], color="0.4")


def save(path: Path, moves: np.ndarray) -> None:
    """A picture of a text alone; raises UserError if the file cannot be written."""
    from matplotlib.figure import Figure

    width = np.ptp(np.cumsum(moves[:, 0])) + 1
    figure = Figure(figsize=(max(2, 0.35 * width), 1.4), layout="constrained")
    draw_strokes(figure.subplots(), moves)
    try:
        figure.savefig(path, dpi=150)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "choose a name that ends with .png, .svg or .pdf"
        raise UserError(f"--figure {path}: cannot be written: {why}") from error


def draw_densities(run: Run, text: str, moves: np.ndarray, mixture: Mixture, scale: float) -> None:
    """Where the next point of a text is expected, all along it, and how sure of its end."""
    points = np.cumsum(moves[:, :2], axis=0)
    low, high = points.min(axis=0) - 0.7, points.max(axis=0) + 0.7
    step = (high - low).max() / 300
    x, y = np.meshgrid(np.arange(low[0], high[0], step), np.arange(low[1], high[1], step))
    total = np.zeros_like(x)
    fields = [np.asarray(field, dtype=float) for field in mixture]
    for t in range(1, len(moves)):
        _, weights, mean_x, mean_y, log_x, log_y, rho = (field[t] for field in fields)
        density = np.zeros_like(x)
        for k in range(len(weights)):
            u = ((x - points[t - 1, 0]) / scale - mean_x[k]) / np.exp(log_x[k])
            v = ((y - points[t - 1, 1]) / scale - mean_y[k]) / np.exp(log_y[k])
            rest = 1 - rho[k] ** 2
            area = np.exp(log_x[k] + log_y[k]) * np.sqrt(rest)
            z = (u**2 + v**2 - 2 * rho[k] * u * v) / rest
            density += np.exp(weights[k] - z / 2) / area
        # Each step's highest place counts alike, as far as the square root makes them alike.
        total += np.sqrt(density / density.max())
    with run.figure("densities", figsize=(11, 6)) as figure:
        above, below = figure.subplots(2, 1, height_ratios=(2.2, 1))
        above.imshow(
            np.minimum(total, 1.2), extent=(low[0], high[0], low[1], high[1]), origin="lower",
            cmap="magma", aspect="equal",
        )  # fmt: skip
        for stroke in strokes_of(moves):
            above.plot(*stroke.T, "-", color="white", lw=0.8, alpha=0.7)
        above.axis("off")
        above.set_title(f'Where each next point of "{text}" is expected; white: the hand')
        ends = 1 / (1 + np.exp(-fields[0]))
        below.bar(np.arange(len(ends)), ends, color=BLUE, label="expected")
        true = np.flatnonzero(moves[:, 2])
        below.plot(true, np.full(len(true), 1.08), "v", color=ORANGE, label="as it was")
        below.set(xlabel="point", ylabel="pen is lifted after it", ylim=(0, 1.2))
        below.legend(loc="upper left", bbox_to_anchor=(1, 1))


def draw_window(run: Run, text: str, moves: np.ndarray, phi: np.ndarray) -> None:
    """On which letter the window is, from point to point of a text that is written."""
    with run.figure("window", figsize=(10, 5.5)) as figure:
        above, below = figure.subplots(2, 1, height_ratios=(1, 1.6))
        draw_strokes(above, moves)
        above.set_title("what the network writes")
        n = len(text)
        below.imshow(phi[:, :n].T, aspect="auto", cmap="Blues", vmin=0, interpolation="nearest")
        below.set_yticks(range(n), [letter if letter != " " else "(space)" for letter in text])
        below.set(xlabel="point", ylabel="window on the letter")


def draw_training(run: Run, losses: dict[str, float]) -> None:
    """The loss on the held-out words while training, beside those of the baselines."""
    with run.figure("training", figsize=(8, 4.5)) as figure:
        axes = figure.subplots()
        axes.plot(*run.recorded("loss"), color=BLUE, alpha=0.3, lw=1, label="network, training")
        axes.plot(*run.recorded("test_loss"), "o-", color=BLUE, label="network, held-out words")
        for (name, loss), color in zip(losses.items(), (ORANGE, GREEN), strict=True):
            axes.axhline(loss, color=color, ls="--", label=name)
        axes.set(xlabel="training step", ylabel="negative log likelihood of a point (nats)")
        axes.set_ylim(top=max(losses.values()) + 0.5)
        axes.legend()
