"""Draws RNNs unrolled through time as the lesson does: rectangles are vectors, arrows functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from tf1rnn import Run

from .wirings import Wiring

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLORS = {"input vector": "tab:red", "RNN's state": "tab:green", "output vector": "tab:blue"}
INPUT, STATE, OUTPUT = 0, 2, 4  # heights of the rectangles' middles
WIDTH, HEIGHT = 0.36, 0.9  # of a rectangle; time steps are 1 apart
NARROWEST = 2.2  # time steps; a panel's title must have room


def draw_unrolled(
    run: Run, drawn: Sequence[tuple[Wiring, Sequence[str | np.ndarray], Sequence[str]]]
) -> None:
    """Draw each wiring in a panel, with an instance's inputs (words or pictures) and outputs."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    widths = [max(wiring.n_steps, NARROWEST) for wiring, *_ in drawn]
    with run.figure("configurations", figsize=(17, 6)) as figure:
        panels = figure.subplots(1, len(drawn), width_ratios=widths)
        for axes, width, instance in zip(panels, widths, drawn, strict=True):
            draw_panel(axes, width, *instance)
        vectors = [Patch(color=color, label=name) for name, color in COLORS.items()]
        function = Line2D([], [], color="black", marker=">", label="function")
        figure.legend(
            handles=[*vectors, function], loc="outside lower center", ncols=4, fontsize="large"
        )


def draw_panel(
    axes: Axes,
    width: float,
    wiring: Wiring,
    inputs: Sequence[str | np.ndarray],
    outputs: Sequence[str],
) -> None:
    """Draw one wiring, `width` time steps wide, with an instance's inputs and outputs."""
    for t in range(wiring.n_steps):
        _draw_step(axes, wiring, t)
    for t, shown in zip(wiring.input_steps, inputs, strict=True):
        _draw_input(axes, t, shown)
    for t, word in zip(wiring.output_steps, outputs, strict=True):
        axes.text(t, OUTPUT + 0.65, word, ha="center")
    middle = (wiring.n_steps - 1) / 2
    axes.set_xlim(middle - width / 2, middle + width / 2)
    axes.set_ylim(INPUT - 1.3, OUTPUT + 1.1)
    axes.set_title(f"{wiring.name}\n", weight="bold")
    axes.text(0.5, 1.02, wiring.example, transform=axes.transAxes, ha="center")
    axes.set(xlabel="time step", xticks=range(wiring.n_steps), yticks=[])
    axes.spines[["left", "right", "top"]].set_visible(False)


def _draw_step(axes: Axes, wiring: Wiring, t: int) -> None:
    """The rectangles of a time step and the arrows that lead to them."""
    _draw_rectangle(axes, t, STATE, COLORS["RNN's state"])
    if t in wiring.input_steps:
        _draw_rectangle(axes, t, INPUT, COLORS["input vector"])
        _draw_arrow(axes, (t, INPUT + HEIGHT / 2), (t, STATE - HEIGHT / 2))
    if t in wiring.output_steps:
        _draw_rectangle(axes, t, OUTPUT, COLORS["output vector"])
        _draw_arrow(axes, (t, STATE + HEIGHT / 2), (t, OUTPUT - HEIGHT / 2))
    if t > 0:
        _draw_arrow(axes, (t - 1 + WIDTH / 2, STATE), (t - WIDTH / 2, STATE))


def _draw_rectangle(axes, x, y, color, width=WIDTH, height=HEIGHT):
    from matplotlib.patches import Rectangle

    corner = (x - width / 2, y - height / 2)
    axes.add_patch(Rectangle(corner, width, height, facecolor=color, edgecolor="black"))


def _draw_arrow(axes, start, end):
    arrow = {"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops=arrow)


def _draw_input(axes: Axes, t: int, shown: str | np.ndarray) -> None:
    """A word, or a picture [height, width], below its rectangle."""
    if isinstance(shown, str):
        axes.text(t, INPUT - 0.85, shown, ha="center")
        return
    height, width = 0.18 * shown.shape[0], 0.16 * shown.shape[1]
    y = INPUT - 0.9
    extent = (t - width / 2, t + width / 2, y - height / 2, y + height / 2)
    axes.imshow(shown, cmap="gray_r", vmin=0, vmax=1, aspect="auto", extent=extent)
    _draw_rectangle(axes, t, y, "none", width, height)
