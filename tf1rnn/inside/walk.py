"""What a walk through a network is: plain data, without TensorFlow, for a terminal or a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np  # which takes long to load, and `list` needs none of it

DIGITS = 6  # significant digits of a number in JSON, about as many as a float32 holds
TERM_DIGITS = 4  # of the terms of equations, which are many and only read
MOST_WEIGHTS = 2000  # weights of a layer that JSON carries; larger layers have the terms only


@dataclass(frozen=True)
class Equation:
    """How a value of a layer comes about at each step: `function(the sum of its terms)`.

    `terms` holds, by what they are ("W_xi x(t)", "b_i"), arrays [n_steps, n_units], or [1, n_units]
    for one that is the same at every step. An empty `function` is none: the value is the sum.
    """

    name: str  # of the value, as in Layer.values
    text: str  # "i(t) = sigmoid(W_xi x(t) + W_hi h(t-1) + b_i)"
    function: str
    terms: dict[str, np.ndarray]


@dataclass(frozen=True)
class Layer:
    """One layer of a cell: what it computed at each time step.

    `values` are in reading order: i, f, o, g, c, h of an LSTM cell; r, u, candidate, h of a GRU; h
    of a basic one. `states` names those that the next step starts from. `gradients` holds, by
    state, the gradient of the loss with respect to it at each step. All are [n_steps, n_units].
    """

    name: str  # "layer 1", or the cell's name where there is only one
    cell: str  # the cell's class: "BasicLSTMCell"
    values: dict[str, np.ndarray]
    states: list[str]
    first: dict[str, np.ndarray]  # by state: what the first step starts from, [n_units]
    equations: list[Equation] = field(default_factory=list)
    weights: dict[str, np.ndarray] = field(default_factory=dict)  # "W_xi": [n_inputs, n_units]
    gradients: dict[str, np.ndarray] | None = None
    wrappers: list[str] = field(default_factory=list)  # around the cell, the outermost first

    @property
    def gradient_norms(self) -> np.ndarray | None:
        """The norm of the gradient with respect to the whole state at each step, [n_steps]."""
        import numpy as np

        if self.gradients is None:
            return None
        joined = np.concatenate(list(self.gradients.values()), axis=1)
        return np.linalg.norm(joined.astype(np.float64), axis=1)

    @property
    def n_units(self) -> int:
        return next(iter(self.values.values())).shape[1]


@dataclass(frozen=True)
class Part:
    """A stretch of time steps through one cell: the encoder, the decoder, or all there is.

    `scores` are what the network's outputs would be after each step, [n_steps, n_outputs]. Where
    they are scores of `labels`, `probabilities` is their softmax and `targets` holds [n_steps]
    places in `labels`, -1 where nothing is wanted. Else `targets` is [n_steps, n_outputs], NaN
    where nothing is wanted. `ignored` tells which steps' outputs the cost does not look at.
    """

    title: str
    steps: list[str]  # a label a step: the word, "row 7", "t = 12"
    inputs: np.ndarray  # [n_steps, n_inputs]
    layers: list[Layer]  # the lowest first
    scores: np.ndarray | None = None
    probabilities: np.ndarray | None = None
    labels: list[str] | None = None
    targets: np.ndarray | None = None
    ignored: list[bool] = field(default_factory=list)
    loss: float | None = None
    beyond: int = 0  # further steps, past the length of this instance: padding

    @property
    def n_steps(self) -> int:
        return len(self.steps)

    def best(self, step: int, n: int = 5) -> list[tuple[str, float]]:
        """The n most probable labels after a step, the most probable first."""
        import numpy as np

        order = np.argsort(-self.probabilities[step], kind="stable")[:n]
        return [(self.labels[i], float(self.probabilities[step, i])) for i in order]


@dataclass(frozen=True)
class Walk:
    """An instance's way through a trained network, step by step."""

    task: str
    run: str  # the run's name
    instance: str  # as a user names it: "7", "I drink milk."
    parts: list[Part]
    shown: list[str] = field(default_factory=list)  # the instance in lines of text, where it helps
    said: str = ""  # what the network answers
    true: str | None = None  # what is right, where that is known

    def to_json(self, digits: int = DIGITS) -> dict[str, Any]:
        """The walk as plain JSON values, its numbers rounded to so many significant digits.

        The terms of equations have at most 4. The keys are the fields' names. Beside them a layer
        has `gradient_norms` and `n_units`. Numbers that are not finite are None. A layer with many
        weights has none of them.
        """
        return _plain(self, digits)


def _plain(value: Any, digits: int) -> Any:
    import numpy as np

    if isinstance(value, np.ndarray):
        return _plain(_rounded(value, digits).tolist(), digits)
    if isinstance(value, Layer):
        n_weights = sum(matrix.size for matrix in value.weights.values())
        data = dict(vars(value)) | {"gradient_norms": value.gradient_norms}
        if n_weights > MOST_WEIGHTS:
            data["weights"] = {}
        return {"n_units": value.n_units} | _plain(data, digits)
    if isinstance(value, Equation):
        digits = min(digits, TERM_DIGITS)
    if isinstance(value, Equation | Part | Walk):
        return _plain(vars(value), digits)
    if isinstance(value, dict):
        return {name: _plain(part, digits) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part, digits) for part in value]
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value


def _rounded(values: np.ndarray, digits: int) -> np.ndarray:
    """The numbers with so many significant digits, as float64, which JSON writes as they are."""
    import numpy as np

    if values.dtype.kind != "f":
        return values
    values = values.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        places = digits - 1 - np.floor(np.log10(np.abs(values)))
    known = np.isfinite(values) & np.isfinite(places)
    rounded = values.copy()
    rounded[known] = [
        round(value, int(place))
        for value, place in zip(values[known].tolist(), places[known].tolist(), strict=True)
    ]
    return rounded
