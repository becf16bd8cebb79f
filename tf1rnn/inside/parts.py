"""A part of a network: what one call of static_rnn or dynamic_rnn unrolled, and what reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tf1rnn.inside.equations import equations_of
from tf1rnn.inside.steps import Forward, StepGraph
from tf1rnn.inside.walk import Layer, Part
from tf1rnn.tf1 import tf


@dataclass
class PartGraph:
    """A part in the task's graph, which must be the default graph where this is made."""

    title: str
    unrolling: Any
    loss: Any = None
    scores: Any = None
    targets: Any = None
    labels: list[str] | None = None
    is_read: bool = True  # by the loss itself: not by another part alone

    def __post_init__(self) -> None:
        self.step = StepGraph(self.unrolling)
        unrolling = self.unrolling
        self._outputs = tf.nest.flatten(unrolling.outputs)
        self._states = tf.nest.flatten(unrolling.states)
        self._of_outputs: list[Any] = [None] * len(self._outputs)
        self._of_states: list[Any] = [None] * len(self._states)
        if self.loss is not None:
            given = unrolling.given
            # As far as the rest of the network reads them: not through later steps.
            found = tf.gradients(self.loss, given, stop_gradients=given)
            found = [None if g is None else tf.convert_to_tensor(g) for g in found]
            self._of_outputs = found[: len(self._outputs)]
            is_output = {id(output) for output in self._outputs}
            self._of_states = [
                None if id(state) in is_output else gradient
                for state, gradient in zip(self._states, found[len(self._outputs) :], strict=True)
            ]

    def walk(self, session: Any, feed: dict[Any, Any]) -> Part:
        """Walk through the part with the instance that is fed. Its steps are yet to be named."""
        unrolling, labels = self.unrolling, self.labels
        found = session.run(
            {
                "inputs": unrolling.inputs,
                "start": self.step.start(),
                **_present("loss", self.loss),
                **_present("targets", self.targets),
                **_present("length", unrolling.sequence_length),
                **{f"output {i}": g for i, g in enumerate(self._of_outputs) if g is not None},
                **{f"state {i}": g for i, g in enumerate(self._of_states) if g is not None},
            },
            feed,
        )
        inputs = self._by_step(found["inputs"])
        n_all = len(inputs)
        if "length" in found:
            inputs = inputs[: max(1, int(np.ravel(found["length"])[0]))]
        start = [np.asarray(value) for value in found["start"]]
        forward = self.step.forward(session, inputs, start, feed)
        of_outputs = self._gradients_by_step(found, len(inputs))
        of_final = [found.get(f"state {i}") for i in range(len(self._states))]
        gradients = None
        if self.loss is not None:
            gradients, _ = self.step.backward(session, inputs, forward, of_outputs, of_final, feed)
        ignored = self._ignored(of_outputs, of_final)
        scores = self._scores(session, feed, forward, n_all)
        return Part(
            self.title,
            [str(t) for t in range(len(inputs))],
            np.stack([np.ravel(tf.nest.flatten(x)[-1]) for x in inputs]),
            self._layers(session, forward, gradients),
            scores,
            None if scores is None or labels is None else softmax(scores),
            None if scores is None else labels,
            None if scores is None else _wanted(found.get("targets"), scores, labels, ignored),
            ignored,
            float(np.mean(found["loss"])) if "loss" in found else None,
            n_all - len(inputs),
        )

    def _by_step(self, inputs: Any) -> list[Any]:
        """The inputs of an instance as each step takes them."""
        if self.unrolling.is_static:
            return list(inputs)
        axis = 0 if self.unrolling.time_major else 1
        n_steps = tf.nest.flatten(inputs)[0].shape[axis]
        return [
            tf.nest.map_structure(lambda values: np.take(values, t, axis=axis), inputs)  # noqa: B023
            for t in range(n_steps)
        ]

    def _gradients_by_step(self, found: dict[str, Any], n_steps: int) -> list[Any]:
        """The gradient with respect to each step's output, None where the loss does not read it."""
        if self.unrolling.is_static:
            return [found.get(f"output {t}") for t in range(n_steps)]
        whole = found.get("output 0")
        return [None] * n_steps if whole is None else self._by_step(whole)[:n_steps]

    def _ignored(self, of_outputs: list[Any], of_final: list[Any]) -> list[bool]:
        """Of which steps the loss does not look at the output; none without a loss."""
        if self.loss is None:
            return [False] * len(of_outputs)
        read = [g is not None and bool(np.any(g)) for g in of_outputs]
        read[-1] = read[-1] or (self.is_read and any(g is not None for g in of_final))
        return [not is_read for is_read in read]

    def _scores(self, session: Any, feed: Any, forward: Forward, n_all: int) -> np.ndarray | None:
        """What the network would score after each step, [n_steps, n_scores].

        It is given that step's output and state as if they were the last ones, or all of them.
        """
        if self.scores is None:
            return None
        found = []
        for t, output in enumerate(forward.outputs):
            given = dict(zip(self._states, forward.states[t + 1], strict=True))
            if self.unrolling.is_static:
                given |= dict.fromkeys(self._outputs, output[np.newaxis])
            else:
                axes = (n_all, 1) if self.unrolling.time_major else (1, n_all)
                given[self._outputs[0]] = np.broadcast_to(output, (*axes, *output.shape))
            scores = session.run(self.scores, {**feed, **given})
            found.append(np.reshape(scores, [-1, np.shape(scores)[-1]])[-1])
        return np.stack(found)

    def _layers(self, session: Any, forward: Forward, gradients: Any) -> list[Layer]:
        leaves, layers = self.step.leaves, []
        for i, leaf in enumerate(leaves):
            values, before = forward.values[i], forward.before[i]
            states = list(before)
            equations, weights = equations_of(leaf.cell, session, forward.inputs[i], before, values)
            layers.append(
                Layer(
                    f"layer {i + 1}" if len(leaves) > 1 else "",
                    type(leaf.cell).__name__,
                    values,
                    states,
                    {name: before[name][0] for name in states},
                    equations,
                    weights,
                    gradients and gradients[i],
                    leaf.wrappers,
                )
            )
        return layers


def softmax(scores: np.ndarray) -> np.ndarray:
    """The probabilities of scores [..., n_scores]."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def _present(name: str, tensor: Any) -> dict[str, Any]:
    return {} if tensor is None else {name: tensor}


def _wanted(
    targets: Any, scores: np.ndarray, labels: list[str] | None, ignored: list[bool]
) -> np.ndarray | None:
    """The targets of each step: places in the labels, or values; -1 or NaN where there is none."""
    if targets is None:
        return None
    counted = np.flatnonzero(~np.array(ignored))
    if labels is not None:
        wanted = np.full(len(scores), -1)
        flat = np.ravel(targets)
    else:
        wanted = np.full(scores.shape, np.nan)
        flat = np.reshape(targets, [-1, scores.shape[1]])
    if len(flat) >= len(scores):
        wanted[:] = flat[: len(scores)]
    elif len(flat) == len(counted):
        wanted[counted] = flat
    else:
        return None
    return wanted
