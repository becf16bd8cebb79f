"""A part that a task unrolled by hand, without a cell: its states are tensors of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tf1rnn.inside.declaration import Inside
from tf1rnn.inside.walk import Layer, Part
from tf1rnn.tf1 import tf


@dataclass
class HandMadePart:
    """The states of each step, and the inputs that the steps take."""

    inputs: list[Any]
    states: list[Any]
    loss: Any = None

    def __post_init__(self) -> None:
        self._gradients = [] if self.loss is None else tf.gradients(self.loss, self.states)

    @classmethod
    def of(cls, declared: Inside, resolve: Callable[[Any], Any], loss: Any) -> HandMadePart:
        """The part that a task declares by the names of its tensors."""
        inputs = declared.inputs or ()
        return cls([resolve(name) for name in inputs], [resolve(n) for n in declared.states], loss)

    def walk(self, session: Any, feed: dict[Any, Any]) -> Part:
        """What the graph computes for the instance that is fed."""
        inputs, states, gradients = session.run([self.inputs, self.states, self._gradients], feed)
        h, n_steps = np.concatenate(states), len(states)
        layer = Layer(
            "",
            "written by hand",
            {"h": h},
            ["h"],
            {"h": np.zeros_like(h[0])},
            gradients={"h": np.concatenate(gradients)} if gradients else None,
        )
        steps = [str(t) for t in range(n_steps)]
        return Part("", steps, np.concatenate(inputs), [layer], ignored=[False] * n_steps)
