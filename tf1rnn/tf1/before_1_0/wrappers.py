"""Cells around cells, of TensorFlow before 1.0."""

import math
from collections.abc import Callable, Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.before_1_0.cells import RNNCell, linear
from tf1rnn.tf1.before_1_0.losses import dropout, embedding_lookup
from tf1rnn.tf1.before_1_0.variables import get_variable
from tf1rnn.tf1.contrib.rnn.base import assert_like_rnncell

__all__ = [
    "DropoutWrapper",
    "EmbeddingWrapper",
    "InputProjectionWrapper",
    "MultiRNNCell",
    "OutputProjectionWrapper",
]


class _Wrapper(RNNCell):
    """A cell around another, `cell`; it has that cell's sizes unless it defines others."""

    def __init__(self, cell: RNNCell):
        assert_like_rnncell("cell", cell)
        self._cell = cell

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self) -> int:
        return self._cell.output_size


class DropoutWrapper(_Wrapper):
    """Keep each input and output value with its probability (lesson, topic 7, Demo 3).

    `input_keep_prob` and `output_keep_prob` are floats or scalar tensors. Raises ValueError for a
    float outside 0..1.
    """

    def __init__(self, cell, input_keep_prob=1.0, output_keep_prob=1.0, seed: int | None = None):
        super().__init__(cell)
        given = (("input", input_keep_prob), ("output", output_keep_prob))
        for place, keep_prob in given:
            if isinstance(keep_prob, float) and not 0.0 <= keep_prob <= 1.0:
                raise ValueError(
                    f"Parameter {place}_keep_prob must be between 0 and 1: {keep_prob}"
                )
        self._input_keep_prob = input_keep_prob
        self._output_keep_prob = output_keep_prob
        self._seed = seed

    def __call__(self, inputs, state, scope=None):
        outputs, new_state = self._cell(self._drop(inputs, self._input_keep_prob), state, scope)
        return self._drop(outputs, self._output_keep_prob), new_state

    def _drop(self, values, keep_prob):
        if isinstance(keep_prob, float) and keep_prob == 1.0:
            return values
        return dropout(values, keep_prob, seed=self._seed)


class EmbeddingWrapper(_Wrapper):
    """Word embeddings below the cell: the inputs are ids `[batch_size]` or `[batch_size, 1]`.

    The variable `embedding`, `[embedding_classes, embedding_size]`, starts with `initializer` or,
    where that and the variable scope give none, uniformly with variance 1. Raises ValueError
    unless both sizes are positive.
    """

    def __init__(
        self,
        cell,
        embedding_classes: int,
        embedding_size: int,
        initializer: Callable | None = None,
    ):
        super().__init__(cell)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(
                "Both embedding_classes and embedding_size must be > 0: "
                f"{embedding_classes}, {embedding_size}."
            )
        self._shape = [embedding_classes, embedding_size]
        self._initializer = initializer

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or "EmbeddingWrapper"), tf.device("/cpu:0"):
            initializer = self._initializer or tf.get_variable_scope().initializer
            if initializer is None:
                initializer = tf.random_uniform_initializer(-math.sqrt(3), math.sqrt(3))
            dtype = tf.nest.flatten(state)[0].dtype
            embedding = get_variable("embedding", self._shape, dtype, initializer)
            embedded = embedding_lookup(embedding, tf.reshape(inputs, [-1]))
        return self._cell(embedded, state)


class InputProjectionWrapper(_Wrapper):
    """A fully connected layer between each step's inputs and the cell: `[batch_size, num_proj]`."""

    def __init__(self, cell, num_proj: int, input_size=None):
        super().__init__(cell)
        if input_size is not None:
            tf.logging.warn("%s: The input_size parameter is deprecated.", self)
        self._num_proj = num_proj

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or "InputProjectionWrapper"):
            projected = linear(inputs, self._num_proj, True)
        return self._cell(projected, state)


class OutputProjectionWrapper(_Wrapper):
    """A fully connected layer on top of each output: `[batch_size, output_size]` (topic 6).

    Raises ValueError for an `output_size` below 1.
    """

    def __init__(self, cell, output_size: int):
        super().__init__(cell)
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        self._output_size = output_size

    @property
    def output_size(self) -> int:
        return self._output_size

    def __call__(self, inputs, state, scope=None):
        outputs, new_state = self._cell(inputs, state)
        with tf.variable_scope(scope or "OutputProjectionWrapper"):
            return linear(outputs, self._output_size, True), new_state


class MultiRNNCell(RNNCell):
    """A deep RNN: each cell's output is the input of the cell above (lesson, topic 7).

    The state is a tuple of every cell's state or, if `state_is_tuple` is False, these side by side
    in one tensor. Each layer has weights of its own, in the scopes Cell0, Cell1 ..., even if one
    cell is used for several layers. Raises ValueError without cells, or where `state_is_tuple` is
    False and a cell's state is a tuple.
    """

    def __init__(self, cells: Sequence[RNNCell], state_is_tuple: bool = True):
        if not cells:
            raise ValueError("Must specify at least one cell for MultiRNNCell.")
        if not state_is_tuple and any(tf.nest.is_nested(cell.state_size) for cell in cells):
            raise ValueError(
                "Some cells return tuples of states, but the flag state_is_tuple is not set. State "
                f"sizes are: {[cell.state_size for cell in cells]}"
            )
        self._cells = cells
        self._state_is_tuple = state_is_tuple

    @property
    def state_size(self):
        sizes = tuple(cell.state_size for cell in self._cells)
        return sizes if self._state_is_tuple else sum(sizes)

    @property
    def output_size(self) -> int:
        return self._cells[-1].output_size

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or "MultiRNNCell"):
            new_states, start = [], 0
            for number, cell in enumerate(self._cells):
                with tf.variable_scope(f"Cell{number}"):
                    if self._state_is_tuple:
                        cell_state = state[number]
                    else:
                        cell_state = tf.slice(state, [0, start], [-1, cell.state_size])
                        start += cell.state_size
                    inputs, new_state = cell(inputs, cell_state)
                    new_states.append(new_state)
        if self._state_is_tuple:
            return inputs, tuple(new_states)
        return inputs, tf.concat(new_states, 1)
