"""One step of a cell that a task unrolled, built once more from the same cell and its weights.

Run over the time steps, it gives what static_rnn or dynamic_rnn computed, and beside it what the
cells keep to themselves. Run backwards, it carries the gradient of the loss from step to step. The
graph grows by one step, however long the sequences are.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tf1rnn.inside.gates import Step, gates_of
from tf1rnn.tf1 import tf

_STATES = {"SRUCell": "c"}  # of cells whose only state is not their output h


@dataclass(frozen=True)
class Leaf:
    """A cell that computes: it wraps or stacks no other. With the wrappers around it."""

    cell: Any
    wrappers: list[str]  # the outermost first


@dataclass(frozen=True)
class Forward:
    """What a walk over the time steps gave; the first axis of each array is time."""

    outputs: np.ndarray
    inputs: list[np.ndarray]  # of each leaf
    before: list[dict[str, np.ndarray]]  # the states of each leaf before each step, by name
    values: list[dict[str, np.ndarray]]  # of each leaf, by name
    states: list[list[np.ndarray]]  # of the whole cell before each step and after the last, flat


@dataclass
class StepGraph:
    """The step's tensors in the default graph. Building it needs the task's graph as default."""

    unrolling: Any
    leaves: list[Leaf] = field(init=False)
    steps: list[Step] = field(init=False)
    gates: list[dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        cell = self.unrolling.cell
        self.leaves = leaves_of(cell)
        with tf.name_scope("inside"), _scope(self.unrolling):
            first = self._first_inputs()
            self._inputs = tf.nest.map_structure(_placeholder, first)
            batch_size = tf.shape(tf.nest.flatten(first)[0])[0]
            # The states are of the outputs' type; inputs may be ids.
            dtype = tf.nest.flatten(self.unrolling.outputs)[0].dtype
            given = self.unrolling.initial_state
            self._start = cell.zero_state(batch_size, dtype) if given is None else given
            self._before = tf.nest.map_structure(_placeholder, self._start)
            with _recorded(self.leaves) as calls:
                self._output, self._after = cell(self._inputs, self._before)
            self.steps = [
                _named(leaf.cell, *call) for leaf, call in zip(self.leaves, calls, strict=True)
            ]
            self.gates = [gates_of(step) for step in self.steps]
        self._graph = tf.get_default_graph()

    def forward(
        self, session: Any, inputs: list[Any], start: list[np.ndarray], feed: Any = None
    ) -> Forward:
        """Walk over the steps, from the flat state `start`; `inputs` holds each step's.

        `feed` is the instance's, for a cell that reads more than its inputs: a text, a memory.
        """
        fetches = {
            "output": self._output,
            "after": tf.nest.flatten(self._after),
            "inputs": [_joined(step.inputs) for step in self.steps],
            "before": [step.old for step in self.steps],
            "values": [
                {**gates, **step.new, **_output_of(step)}
                for gates, step in zip(self.gates, self.steps, strict=True)
            ],
        }
        states, found = [start], []
        for x in inputs:
            found.append(session.run(fetches, self._feed(x, states[-1], feed)))
            states.append(found[-1]["after"])
        leaves = range(len(self.leaves))
        return Forward(
            np.stack([step["output"][0] for step in found]),
            [_flat([step["inputs"][i] for step in found]) for i in leaves],
            [_by_name([step["before"][i] for step in found]) for i in leaves],
            [_by_name([step["values"][i] for step in found]) for i in leaves],
            states,
        )

    def backward(
        self,
        session: Any,
        inputs: list[Any],
        forward: Forward,
        of_outputs: list[np.ndarray | None],
        of_final: list[np.ndarray | None],
        feed: Any = None,
    ) -> tuple[list[dict[str, np.ndarray]], list[np.ndarray]]:
        """Carry the gradient back: its parts by leaf and state, and what is left before the first.

        `of_outputs` holds, a step, the loss's gradient with respect to the cell's output where the
        rest of the network reads it, `of_final` that with respect to the final state. `feed` is as
        in `forward`.
        """
        places, of_leaves, of_before = self._back
        carried = [_or_zeros(g, like) for g, like in zip(of_final, forward.states[-1], strict=True)]
        found: list[Any] = []
        for t in reversed(range(len(inputs))):
            given = _or_zeros(of_outputs[t], forward.outputs[t][np.newaxis])
            fed = self._feed(inputs[t], forward.states[t], feed)
            fed |= dict(zip(places, [given, *carried], strict=True))
            of_states, carried = session.run([of_leaves, of_before], fed)
            found.insert(0, of_states)
        leaves = range(len(self.leaves))
        return [_by_name([step[i] for step in found]) for i in leaves], carried

    def start(self) -> list[Any]:
        """The tensors of the flat state that the first step starts from."""
        return tf.nest.flatten(self._start)

    def _first_inputs(self) -> Any:
        """Inputs as one step gets them."""
        inputs = self.unrolling.inputs
        if self.unrolling.is_static:
            return inputs[0]
        axis = 0 if self.unrolling.time_major else 1
        return tf.nest.map_structure(lambda t: tf.gather(t, 0, axis=axis), inputs)

    def _feed(self, x: Any, state: list[np.ndarray], feed: Any) -> dict[Any, Any]:
        placeholders = [*tf.nest.flatten(self._inputs), *tf.nest.flatten(self._before)]
        return {
            **(feed or {}),
            **dict(zip(placeholders, [*tf.nest.flatten(x), *state], strict=True)),
        }

    @functools.cached_property
    def _back(self) -> tuple[list[Any], list[Any], list[Any]]:
        """What the gradient is fed to, and its parts: by leaf and state, and before the step."""
        after = [self._output, *tf.nest.flatten(self._after)]
        before, states = tf.nest.flatten(self._before), [step.new for step in self.steps]
        with self._graph.as_default(), tf.name_scope("inside_back"):
            given = [_placeholder(tensor) for tensor in after]
            of = [*before, *tf.nest.flatten(states)]
            found = [
                tf.zeros_like(tensor) if gradient is None else gradient
                for tensor, gradient in zip(of, tf.gradients(after, of, given), strict=True)
            ]
        of_leaves = tf.nest.pack_sequence_as(states, found[len(before) :])
        return given, of_leaves, found[: len(before)]


def leaves_of(cell: Any, around: tuple[str, ...] = ()) -> list[Leaf]:
    """The cells that compute, in the order in which a step calls them."""
    inner = _inner(cell)
    if not inner:
        return [Leaf(cell, list(around))]
    is_stack = isinstance(cell, tf.nn.rnn_cell.MultiRNNCell)
    around = around if is_stack else (*around, type(cell).__name__)
    return [leaf for part in inner for leaf in leaves_of(part, around)]


def _inner(cell: Any) -> list[Any]:
    """The cells that a cell stacks or wraps."""
    for name in ("_cells", "_cell", "cell"):  # TensorFlow's own
        if (value := vars(cell).get(name)) is not None:
            return [part for part in tf.nest.flatten(value) if _is_cell(part)]
    parts = [part for name, part in vars(cell).items() if _is_cell(part)]
    return list({id(part): part for part in parts}.values())


def _is_cell(value: Any) -> bool:
    return isinstance(value, tf.nn.rnn_cell.RNNCell)


@contextlib.contextmanager
def _recorded(leaves: list[Leaf]) -> Iterator[list[tuple[Any, ...]]]:
    """The calls of the leaves made inside: inputs, state, output, new state."""
    calls: list[tuple[Any, ...]] = []
    cells = {id(leaf.cell): leaf.cell for leaf in leaves}.values()

    def recording(call: Any) -> Any:
        def recorded(inputs: Any, state: Any, *args: Any, **kwargs: Any) -> Any:
            output, after = call(inputs, state, *args, **kwargs)
            calls.append((inputs, state, output, after))
            return output, after

        return recorded

    # Past Keras, which would track what is set on a layer.
    for cell in cells:
        cell.__dict__["call"] = recording(cell.call)
    try:
        yield calls
    finally:
        for cell in cells:
            del cell.__dict__["call"]


def _named(cell: Any, inputs: Any, before: Any, output: Any, after: Any) -> Step:
    """A call of a cell with the parts of its state by name."""
    old, new = tf.nest.flatten(before), tf.nest.flatten(after)
    if hasattr(after, "_fields"):
        names = list(after._fields)
    elif len(new) == 1 and new[0].op.type == "ConcatV2":  # c and h, side by side
        sides = new[0].op.inputs[:-1]
        if len(sides) == 2:
            n = sides[0].shape.as_list()[1]
            roots = {"c": old[0], "h": old[0]}
            parts = {"c": old[0][:, :n], "h": old[0][:, n:]}
            return Step(inputs, output, roots, parts, dict(zip("ch", sides, strict=True)))
        names = ["state"]
    elif len(new) == 1:
        names = [_STATES.get(type(cell).__name__, "h")]
    else:
        names = [f"state {i}" for i in range(len(new))]
    by_name = dict(zip(names, old, strict=True))
    return Step(inputs, output, by_name, by_name, dict(zip(names, new, strict=True)))


def _placeholder(tensor: Any) -> Any:
    """A placeholder for values like a tensor's, for any number of instances."""
    tensor = tf.convert_to_tensor(tensor)
    shape = None if tensor.shape.rank is None else [None, *tensor.shape.as_list()[1:]]
    return tf.placeholder(tensor.dtype, shape)


@contextlib.contextmanager
def _scope(unrolling: Any) -> Iterator[None]:
    """The variable scope that the unrolling made its variables in, to use them again."""
    around, own = unrolling.scopes
    with (
        tf.variable_scope(around, auxiliary_name_scope=False),
        tf.variable_scope(own or "rnn", reuse=True, auxiliary_name_scope=False),
    ):
        yield


def _joined(inputs: Any) -> Any:
    """The inputs of a step as one tensor; a phased cell's time is left out."""
    return tf.nest.flatten(inputs)[-1]


def _output_of(step: Step) -> dict[str, Any]:
    """The output, where it is none of the states."""
    is_state = any(step.output is state for state in step.new.values())
    return {} if is_state else {"output": step.output}


def _or_zeros(gradient: np.ndarray | None, like: np.ndarray) -> np.ndarray:
    return np.zeros_like(like) if gradient is None else gradient


def _flat(steps: list[np.ndarray]) -> np.ndarray:
    """Values of each step, [1, ...], as [n_steps, n_values]."""
    return np.stack([np.ravel(values) for values in steps])


def _by_name(steps: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    return {name: _flat([step[name] for step in steps]) for name in steps[0]}
