"""GLSTMCell: an LSTM cell in groups that each see their own part of inputs and state."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, RNNCell, known_depth


class GLSTMCell(RNNCell):
    """The group LSTM of Kuchaiev & Ginsburg 2017, arXiv:1703.10722.

    Inputs and h are cut into `number_of_groups` parts; each group has a kernel for its parts, and
    gives its part of the gates i, g, f, o, which then work as in BasicLSTMCell. The output is h,
    `[batch_size, num_proj or num_units]`, the state LSTMStateTuple(c, h). `activation` stands for
    tanh. The groups' kernels start with `initializer`.

    Raises ValueError if a size is not divisible by the number of groups.
    """

    def __init__(
        self,
        num_units: int,
        initializer: Callable | None = None,
        num_proj: int | None = None,
        number_of_groups: int = 1,
        forget_bias: float = 1.0,
        activation: Callable = tf.tanh,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        if num_units % number_of_groups:
            raise ValueError("num_units must be divisible by number_of_groups")
        if num_proj and num_proj % number_of_groups:
            raise ValueError("num_proj must be divisible by number_of_groups")
        self._num_units = num_units
        self._initializer = initializer
        self._num_proj = num_proj
        self._n_groups = number_of_groups
        self._forget_bias = forget_bias
        self._activation = activation

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self):
        return self._num_proj or self._num_units

    def call(self, inputs, state):
        c, h = state
        if inputs.shape[-1].value is None:
            raise ValueError("input size must be statically known")
        if known_depth(inputs.shape) % self._n_groups:
            raise ValueError(
                f"input size ({known_depth(inputs.shape)}) must be divisible by number_of_groups "
                f"({self._n_groups})"
            )
        batch_size = tf.dimension_value(inputs.shape[0]) or tf.shape(inputs)[0]
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            groups = [
                self._group(number, batch_size, inputs, h) for number in range(self._n_groups)
            ]
            biases = [
                tf.get_variable(
                    f"bias_{gate}",
                    [self._num_units],
                    inputs.dtype,
                    tf.constant_initializer(0.0, dtype=inputs.dtype),
                )
                for gate in "ijfo"
            ]
            i, g, f, o = (
                tf.nn.bias_add(tf.concat(parts, 1), bias)
                for parts, bias in zip(zip(*groups, strict=True), biases, strict=True)
            )
        new_c = tf.sigmoid(f + self._forget_bias) * c + tf.sigmoid(i) * self._activation(g)
        new_h = tf.sigmoid(o) * self._activation(new_c)
        if self._num_proj is not None:
            with tf.variable_scope("projection"):
                new_h = _product(new_h, self._num_proj)
        return new_h, LSTMStateTuple(new_c, new_h)

    def _group(self, number, batch_size, inputs, h):
        """The group's part of the gates' inputs: four of `[batch_size, num_units / groups]`."""
        with tf.variable_scope(f"group{number}"):
            name = f"GLSTM_group{number}_input_generation"
            parts = []
            for values in (inputs, h):
                width = known_depth(values.shape) // self._n_groups
                parts.append(tf.slice(values, [0, number * width], [batch_size, width], name=name))
            gate_inputs = _product(tf.concat(parts, 1), 4 * self._num_units // self._n_groups)
            return tf.split(gate_inputs, 4, axis=1)


def _product(values, output_size):
    shape = [known_depth(values.shape), output_size]
    return tf.matmul(values, tf.get_variable("kernel", shape, values.dtype))
