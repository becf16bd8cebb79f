"""Wrappers with weights of their own: projections, word embeddings and a highway."""

import math
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import known_depth
from tf1rnn.tf1.contrib.rnn.linear import linear_layer
from tf1rnn.tf1.contrib.rnn.wrappers import CellWrapper


class OutputProjectionWrapper(CellWrapper):
    """A fully connected layer on top of each output: `[batch_size, output_size]` (topic 6).

    The layer is linear unless `activation`, a function, is given. Raises ValueError for an
    `output_size` below 1.
    """

    def __init__(self, cell, output_size: int, activation: Callable | None = None, reuse=None):
        super().__init__(cell, _reuse=reuse)
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        self._output_size = output_size
        self._activation = activation

    @property
    def output_size(self):
        return self._output_size

    def call(self, inputs, state):
        outputs, new_state = self._cell(inputs, state)
        projected = linear_layer(outputs, self._output_size)
        if self._activation:
            projected = self._activation(projected)
        return projected, new_state


class InputProjectionWrapper(CellWrapper):
    """A fully connected layer between each step's inputs and the cell: `[batch_size, num_proj]`.

    The layer is linear unless `activation`, a function, is given.
    """

    def __init__(
        self,
        cell,
        num_proj: int,
        activation: Callable | None = None,
        input_size: int | None = None,
        reuse=None,
    ):
        super().__init__(cell, _reuse=reuse)
        if input_size is not None:
            tf.logging.warn("%s: The input_size parameter is deprecated.", self)
        self._num_proj = num_proj
        self._activation = activation

    def call(self, inputs, state):
        projected = linear_layer(inputs, self._num_proj)
        if self._activation:
            projected = self._activation(projected)
        return self._cell(projected, state)


class EmbeddingWrapper(CellWrapper):
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
        reuse=None,
    ):
        super().__init__(cell, _reuse=reuse)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(
                "Both embedding_classes and embedding_size must be > 0: "
                f"{embedding_classes}, {embedding_size}."
            )
        self._shape = [embedding_classes, embedding_size]
        self._initializer = initializer

    def call(self, inputs, state):
        with tf.device("/cpu:0"):
            initializer = self._initializer or tf.get_variable_scope().initializer
            if initializer is None:
                initializer = tf.random_uniform_initializer(-math.sqrt(3), math.sqrt(3))
            dtype = tf.nest.flatten(state)[0].dtype
            embedding = tf.get_variable(
                "embedding", self._shape, initializer=initializer, dtype=dtype
            )
            embedded = tf.nn.embedding_lookup(embedding, tf.reshape(inputs, [-1]))
            return self._cell(embedded, state)


class HighwayWrapper(CellWrapper):
    """A highway past the cell, whose outputs must have its inputs' size [batch_size, n].

        carry = sigmoid(x_t . carry_w + carry_b)
        y_t = carry * x_t + transform * cell's output

    where transform is 1 - carry or, if `couple_carry_transform_gates` is False, has weights of
    its own (Srivastava et al. 2015, arXiv:1505.00387). `carry_b` starts at `carry_bias_init` and
    `transform_b` at minus that. Raises ValueError if the sizes differ.
    """

    def __init__(
        self, cell, couple_carry_transform_gates: bool = True, carry_bias_init: float = 1.0
    ):
        super().__init__(cell)
        self._couples_gates = couple_carry_transform_gates
        self._carry_bias_init = carry_bias_init

    def __call__(self, inputs, state, scope=None):
        outputs, new_state = self._cell(inputs, state, scope=scope)
        tf.nest.assert_same_structure(inputs, outputs)
        for part, output in zip(tf.nest.flatten(inputs), tf.nest.flatten(outputs), strict=True):
            part.shape.assert_is_compatible_with(output.shape)
        return tf.nest.map_structure(self._highway, inputs, outputs), new_state

    def _highway(self, inputs, outputs):
        carry = self._gate("carry", inputs, self._carry_bias_init)
        if self._couples_gates:
            transform = 1 - carry
        else:
            transform = self._gate("transform", inputs, -self._carry_bias_init)
        return inputs * carry + outputs * transform

    def _gate(self, name, inputs, bias_init):
        size = known_depth(inputs.shape)
        weight = tf.get_variable(f"{name}_w", [size, size], dtype=inputs.dtype)
        bias = tf.get_variable(
            f"{name}_b", [size], initializer=tf.constant_initializer(bias_init), dtype=inputs.dtype
        )
        return tf.sigmoid(tf.nn.xw_plus_b(inputs, weight, bias))
