"""Equations of a unit with the numbers of a time step in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tf1rnn.errors import UserError
from tf1rnn.inside.walk import Equation, Layer, Part

if TYPE_CHECKING:
    from rich.console import Console

_FEW = 4  # products of a weight and a value that are written out
_TWICE = re.compile(r"\((\(-[^()]*\))\)")  # tanh((-0.1))
_VALUE = re.compile(r"\b(\w+)\(t(-1)?\)")  # c(t-1), o(t)


def print_equations(
    console: Console, part: Part, layer: Layer, step: int | None, unit: int
) -> None:
    """Print a layer's equations at a step; at the last that counts if none is given.

    Raises UserError for a unit that the layer does not have.
    """
    if not layer.equations:
        return
    if unit >= layer.n_units:
        raise UserError(f"--unit {unit}: the last unit of {layer.cell} is {layer.n_units - 1}")
    if step is None:
        counting = [t for t, ignored in enumerate(part.ignored) if not ignored]
        step = counting[-1] if counting else part.n_steps - 1
    step = min(step, part.n_steps - 1)
    console.print(f"\nUnit {unit} at {part.steps[step]}; --step and --unit choose others:")
    for equation in layer.equations:
        console.print(f"  {equation.text}")
        for line in _with_numbers(part, layer, equation, step, unit):
            console.print(f"       = {line}")


def _with_numbers(part: Part, layer: Layer, equation: Equation, step: int, unit: int) -> list[str]:
    """The right-hand side with numbers, then with the terms' values, then the value."""
    value = f"{layer.values[equation.name][step, unit]:.4g}"
    written = [_written_out(part, layer, term, step, unit) for term in equation.terms]
    terms = [float(of[min(step, len(of) - 1), unit]) for of in equation.terms.values()]
    summed = _sum([f"{term:.4g}" for term in terms])
    if not equation.function:
        return [_sum(written), *([summed] if len(terms) > 1 else []), value]
    around = f"{equation.function}({{}})"
    lines = [around.format(_sum(written))] if None not in written else []
    return [*lines, f"{around.format(summed)} = {around.format(f'{sum(terms):.4g}')}", value]


def _written_out(part: Part, layer: Layer, term: str, step: int, unit: int) -> str | None:
    """A term with numbers for its names; None if it has too many of them."""
    name, _, vector = term.partition(" ")
    if name not in layer.weights:
        written = _VALUE.sub(lambda found: _value_of(layer, found, step, unit), term)
        return _TWICE.sub(r"\1", written)
    weights = layer.weights[name]
    if not vector:
        return f"{weights[unit]:.4g}"
    values = _vector(part, layer, vector, step)
    if values is None or len(values) != len(weights) or len(values) > _FEW:
        return None
    products = zip(weights[:, unit], values, strict=True)
    return " + ".join(f"{_in_product(w)} * {_in_product(x)}" for w, x in products)


def _vector(part: Part, layer: Layer, name: str, step: int) -> Any:
    """The values that a matrix multiplies, where the walk has them."""
    if name == "x(t)":
        return part.inputs[step] if len(part.layers) == 1 and not layer.wrappers else None
    if name == "h(t-1)":
        return layer.values["h"][step - 1] if step else layer.first["h"]
    return None


def _value_of(layer: Layer, found: re.Match[str], step: int, unit: int) -> str:
    name, is_before = found.groups()
    if name not in layer.values:
        return found[0]
    if is_before and not step:
        return _in_product(layer.first[name][unit])
    return _in_product(layer.values[name][step - bool(is_before), unit])


def _in_product(value: float) -> str:
    return f"{value:.4g}" if value >= 0 else f"({value:.4g})"


def _sum(terms: list[str | None]) -> str:
    return " + ".join(map(str, terms)).replace("+ -", "- ")
