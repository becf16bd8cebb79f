"""A walk as text for a terminal, or for a file or a pipe: tables of steps, shades, equations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tf1rnn.errors import UserError
from tf1rnn.inside.numbers import print_equations
from tf1rnn.inside.walk import Layer, Part, Walk
from tf1rnn.text import LEAST_WIDTH, counted, screen_width

if TYPE_CHECKING:
    import numpy as np
    from rich.console import Console
    from rich.table import Table

FEW = 3  # values in a row that are shown as numbers; more are shades
MOST_LABELS = 12  # labels that have a column each; of more, the best ones are shown
BEST = 5
MOST_SHADES = 40
PLAIN_WIDTH = 80  # columns where the output is no terminal
COUNTS = "*"
_SHADES = " .:-=+*#%@"
_BAR = 8  # columns of the longest bar
_INPUT = 28  # columns of an input
_NUMBER = 8  # columns of a number


def print_walk(walk: Walk, step: int | None = None, unit: int = 0) -> None:
    """Print a walk, and the equations of a unit of each layer at a time step.

    The step is counted from 0; without one, it is the last that the cost looks at. Raises UserError
    for a step that no part has, and for a unit that a layer does not have.
    """
    from rich.console import Console

    last = max(part.n_steps for part in walk.parts) - 1
    if step is not None and step > last:
        raise UserError(f"--step {step}: the last step of instance {walk.instance} is {last}")

    width = max(screen_width() or PLAIN_WIDTH, LEAST_WIDTH)
    console = Console(width=width, highlight=False, emoji=False, markup=False)
    console.print(f"{walk.task}, run {walk.run}, instance {walk.instance}")
    for line in walk.shown:
        console.print(line)
    for part in walk.parts:
        _print_part(console, part, step, unit)
    if walk.said:
        console.print(f"\nThe network says: {walk.said}")
    if walk.true is not None:
        console.print(("" if walk.said else "\n") + f"Right is: {walk.true}")


def _print_part(console: Console, part: Part, step: int | None, unit: int) -> None:
    console.print()
    if part.title:
        console.rule(part.title, align="left", characters="-", style="bold")
    loss = "" if part.loss is None else f"; loss {part.loss:.4g}"
    cells = ", ".join(_named(layer) for layer in part.layers)
    console.print(f"{cells}: {counted(part.n_steps, 'step')}{loss}")
    if part.scores is not None:
        after = "What it would answer after each step" + (", in %" if part.labels else "")
        console.print(f"\n{after}:")
        console.print(_scores(part, console.width))
        if any(part.ignored):
            console.print(f"({COUNTS}: the cost looks at this output; it ignores the others)")
    if part.beyond:
        console.print(
            f"{counted(part.beyond, 'step')} of padding would follow: the output is a zero vector "
            "there, and the state stays as it is"
        )
    for layer in part.layers:
        console.print("\n" + layer.name if layer.name else "")
        states, n_shades = _states(part, layer, console.width)
        console.print(states)
        if n_shades:
            which = "all" if n_shades == layer.n_units else f"the first {n_shades} of"
            units = counted(layer.n_units, "unit")
            console.print(f"shades: {which} {units}; a space is -1, {_SHADES[-1]} is 1")
        if layer.gradients is not None:
            console.print("|gradient|: the norm of d loss / d state, which flows back through time")
        print_equations(console, part, layer, step, unit)


def _named(layer: Layer) -> str:
    around = "".join(f"{wrapper}(" for wrapper in layer.wrappers)
    return f"{around}{layer.cell}{')' * len(layer.wrappers)} of {counted(layer.n_units, 'unit')}"


def _scores(part: Part, width: int) -> Table:
    """What the network would answer after each step."""
    if part.probabilities is None:
        return _predictions(part)
    shown = _shows_input(part)
    room = width - max(map(len, part.steps)) - (_INPUT + 3 if shown else 3)
    if len(part.labels) > MOST_LABELS or sum(max(len(x), 3) + 1 for x in part.labels) > room:
        return _best(part)
    table = _table("step", *(["input"] if shown else []), gap=1)
    for label in part.labels:
        table.add_column(label, justify="right", no_wrap=True, min_width=3)
    table.add_column("")
    for t, row in enumerate(part.probabilities):
        cells = [_cell(f"{100 * p:.0f}", part.ignored[t], p == row.max()) for p in row]
        inputs = [_input(part, t)] if shown else []
        table.add_row(part.steps[t], *inputs, *cells, _mark(part, t))
    return table


def _best(part: Part) -> Table:
    """The most probable words after each step."""
    table = _table("step", "the most probable", "")
    for t in range(part.n_steps):
        best = part.best(t, BEST)
        shown = "  ".join(f"{label} {100 * p:.1f}" for label, p in best)
        table.add_row(part.steps[t], _cell(shown, part.ignored[t]), _mark(part, t))
    return table


def _predictions(part: Part) -> Table:
    """Values that are predicted, beside those that were wanted."""
    table = _table("step", "input")
    for name in ("prediction", "target"):
        table.add_column(name, justify="right")
    table.add_column("")
    for t in range(part.n_steps):
        wanted = "" if part.targets is None else _numbers(part.targets[t])
        cells = [_cell(text, part.ignored[t]) for text in (_numbers(part.scores[t]), wanted)]
        table.add_row(part.steps[t], _input(part, t), *cells, _mark(part, t))
    return table


def _states(part: Part, layer: Layer, width: int) -> tuple[Table, int]:
    """The values of a layer at each step: numbers of few units; shades and means of many.

    The second value is of how many units there are shades, 0 if there are numbers.
    """
    norms = layer.gradient_norms
    with_input = part.scores is None and _shows_input(part)
    taken = max(map(len, [*part.steps, "step"])) + 1 + (20 if norms is not None else 0)
    taken += _INPUT + 1 if with_input else 0
    few = len(layer.values) * layer.n_units * _NUMBER <= width - taken
    gates = [] if few else [n for n in layer.values if n not in layer.states and n in "iforu"]
    names = [n for n in layer.values if few or n in layer.states or n == "output"]
    table = _table("step", *(["input"] if with_input else []), gap=1)
    for name in gates:
        table.add_column(f"mean {name}", justify="right", no_wrap=True)
    for name in names:
        table.add_column(name, no_wrap=True, justify="right" if few else "left")
    if norms is not None:
        table.add_column("|gradient|", justify="right", no_wrap=True)
        table.add_column("", no_wrap=True)
    room = (width - taken - 7 * len(gates)) // max(1, len(names)) - 1
    n_shades = max(8, min(layer.n_units, MOST_SHADES, room))
    for t in range(part.n_steps):
        row = [part.steps[t]] + ([_input(part, t)] if with_input else [])
        row += [f"{layer.values[name][t].mean():.2f}" for name in gates]
        for name in names:
            values = layer.values[name][t]
            row.append(_numbers(values) if few else _shades(values, -1, 1, n_shades))
        if norms is not None:
            share = norms[t] / norms.max() if norms.max() > 0 else 0.0
            row += [f"{norms[t]:.1e}", "=" * round(_BAR * share)]
        table.add_row(*(_cell(cell) for cell in row))
    return table, 0 if few else min(n_shades, layer.n_units)


def _table(*names: str, gap: int = 2) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, gap, 0, 0), collapse_padding=True)
    for name in names:
        table.add_column(name, no_wrap=True)
    return table


def _shows_input(part: Part) -> bool:
    """Whether the inputs are few enough to be shown; a word's embedding is not."""
    return 0 < part.inputs.shape[1] <= _INPUT


def _mark(part: Part, t: int) -> str:
    return COUNTS if any(part.ignored) and not part.ignored[t] else ""


def _input(part: Part, t: int) -> str:
    """The input of a step: numbers, or shades from the smallest to the largest of all steps."""
    values = part.inputs[t]
    if len(values) <= FEW:
        return _numbers(values)
    return _shades(values, part.inputs.min(), part.inputs.max(), _INPUT)


def _numbers(values: np.ndarray) -> str:
    """Numbers of one width; empty for those that are not there."""
    return " ".join(
        "" if value != value else f"{value:7.4f}" if abs(value) < 1000 else f"{value:7.3g}"
        for value in values
    )


def _shades(values: np.ndarray, low: float, high: float, most: int) -> str:
    """Values as characters, the darker the larger; at most so many of them."""
    import numpy as np

    share = (np.clip(values[:most], low, high) - low) / ((high - low) or 1)
    return "".join(_SHADES[round(x * (len(_SHADES) - 1))] for x in share.tolist())


def _cell(text: str, ignored: bool = False, best: bool = False) -> Any:
    from rich.text import Text

    return Text(text, style=" ".join(["dim"] * bool(ignored) + ["bold"] * bool(best)))
