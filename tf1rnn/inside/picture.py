"""Draws a walk as the lesson draws backpropagation through time: states above, gradients below."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tf1rnn import files
from tf1rnn.inside.walk import Part, Walk

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The lesson's colours; an output that the cost ignores is grey.
INPUT, STATE, OUTPUT, IGNORED = "tab:red", "tab:green", "tab:blue", "0.8"
_MOST_LABELS = 30  # steps that each have a label
_IN_A_ROW = 3  # parts side by side
_STEP = 0.45  # inches
_HEIGHT = 7.0  # inches of a part
_NARROWEST, _WIDEST = 5.5, 16.0  # inches of a part


def draw_walk(walk: Walk, path: Path) -> None:
    """Draw a walk to a file, whose ending says of what kind it is.

    Raises ValueError for a kind that matplotlib does not know, OSError if it cannot be written.
    """
    from matplotlib.figure import Figure

    parts = walk.parts
    n_columns = min(len(parts), _IN_A_ROW)
    n_rows = -(-len(parts) // n_columns)
    longest = max(part.n_steps for part in parts)
    width = min(max(_STEP * longest + 1.5, _NARROWEST), _WIDEST / n_columns + 1)
    size = (width * n_columns, _HEIGHT * n_rows + 0.6)
    figure = Figure(figsize=size, layout="constrained")
    said = f"; the network says: {walk.said}" if walk.said else ""
    figure.suptitle(f"{walk.task}, instance {walk.instance}{said}", wrap=True)
    subfigures = figure.subfigures(n_rows, n_columns, squeeze=False)
    for part, subfigure in zip(parts, subfigures.flat, strict=False):
        _draw_part(subfigure, part)
    with files.replacing(path) as temporary:
        figure.savefig(temporary, dpi=120, format=path.suffix.lstrip(".") or "png")


def _draw_part(figure: Any, part: Part) -> None:
    with_gradients = all(layer.gradients is not None for layer in part.layers)
    states = [(layer, name) for layer in part.layers for name in layer.states]
    heights = [1.6, *[max(0.7, 1.8 / len(states))] * len(states), *[1.3] * with_gradients]
    rows = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights)
    network, *heat_maps = rows
    _draw_network(network, part)
    network.set_title(part.title or part.layers[0].cell, loc="left")
    image = None
    for (layer, name), axes in zip(states, heat_maps, strict=False):
        values = layer.values[name].T
        image = axes.imshow(
            values, aspect="auto", cmap="RdBu_r", vmin=-1, vmax=1, interpolation="nearest"
        )
        axes.set_ylabel(f"{layer.name}\n{name}(t)".strip())
        axes.set_yticks([0, layer.n_units - 1] if layer.n_units > 1 else [0])
    figure.colorbar(image, ax=rows[1 : 1 + len(states)], label="state", aspect=30, pad=0.01)
    if with_gradients:
        _draw_gradients(rows[-1], part)
    every = max(1, part.n_steps // _MOST_LABELS + 1)
    places = range(0, part.n_steps, every)
    rows[-1].set_xticks(places, [part.steps[t] for t in places], rotation=90)
    rows[-1].set_xlim(-0.6, part.n_steps - 0.4)


def _draw_network(axes: Axes, part: Part) -> None:
    """The network unrolled: inputs, states and outputs as rectangles, with arrows."""
    from matplotlib.patches import Patch, Rectangle

    n_layers = len(part.layers)
    middle = [0.0, *(1.0 + layer for layer in range(n_layers)), 1.0 + n_layers]
    for t in range(part.n_steps):
        ignored = bool(part.ignored) and part.ignored[t]
        colors = [INPUT, *[STATE] * n_layers, IGNORED if ignored else OUTPUT]
        for y, color in zip(middle, colors, strict=True):
            axes.add_patch(
                Rectangle((t - 0.22, y - 0.22), 0.44, 0.44, fc=color, ec="black", lw=0.6)
            )
        for low, high in itertools.pairwise(middle):
            is_grey = ignored and high == middle[-1]
            _arrow(axes, (t, low + 0.22), (t, high - 0.22), "0.7" if is_grey else "black")
        for y in middle[1:-1]:
            if t:
                _arrow(axes, (t - 0.78, y), (t - 0.22, y), "black")
    axes.set(ylim=(-0.5, middle[-1] + 0.5), yticks=middle)
    axes.set_yticklabels(["input", *(layer.name or "state" for layer in part.layers), "output"])
    axes.spines[:].set_visible(False)
    axes.tick_params(axis="both", length=0)
    if any(part.ignored):
        grey = Patch(facecolor=IGNORED, edgecolor="black", label="ignored by the cost")
        axes.legend(handles=[grey], loc="lower right", bbox_to_anchor=(1, 1), frameon=False)


def _draw_gradients(axes: Axes, part: Part) -> None:
    """The norm of the gradient at each step, on a logarithmic scale where it vanishes."""
    import numpy as np

    norms = {layer.name or "the state": layer.gradient_norms for layer in part.layers}
    width = 0.7 / len(norms)
    for i, (name, values) in enumerate(norms.items()):
        places = np.arange(part.n_steps) + (i - (len(norms) - 1) / 2) * width
        axes.bar(places, values, width, label=name, color=f"C{i + 1}" if i else "tab:orange")
    positive = np.concatenate([values[values > 0] for values in norms.values()])
    if len(positive) and positive.max() > 100 * positive.min():
        axes.set_yscale("log")
    if not len(positive):
        axes.set(yticks=[], ylim=(0, 1))
        axes.text(0.5, 0.5, "no gradient gets here", ha="center", transform=axes.transAxes)
    axes.set_ylabel("norm of\nd loss / d state")
    axes.set_title("\u2190 the gradient flows back", loc="right", fontsize="medium")
    if len(norms) > 1:
        axes.legend()


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], color: str) -> None:
    style = {"arrowstyle": "-|>", "color": color, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 6}
    axes.annotate("", end, start, arrowprops=style)
