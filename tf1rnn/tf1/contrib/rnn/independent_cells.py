"""Cells whose neurons each see only their own past: IndRNNCell, IndyGRUCell, IndyLSTMCell.

In place of the matrix that multiplies h, each has a vector: kernel_u, `[1, n]`.
"""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LayerRNNCell, LSTMStateTuple, known_depth


class IndependentCell(LayerRNNCell):
    """The base of these cells: their output size, their activation, their kernels."""

    def __init__(
        self,
        num_units: int,
        activation: Callable | None = None,
        reuse=None,
        name: str | None = None,
        dtype=None,
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self.input_spec = tf.layers.InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = activation or tf.tanh

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def _add_kernels(self, names, depth, n_outputs, initializer=None):
        kernel, vector = names
        return (
            self.add_weight(kernel, [depth, n_outputs], initializer=initializer),
            self.add_weight(
                vector, [1, n_outputs], initializer=tf.random_uniform_initializer(-1.0, 1.0)
            ),
        )


class IndRNNCell(IndependentCell):
    """y_t = activation(x_t . kernel_w + y_t-1 * kernel_u + bias) (Li et al., arXiv:1803.04831).

    The output is the next state: `[batch_size, num_units]`. The activation is tanh unless given.
    """

    def build(self, inputs_shape):
        depth = known_depth(inputs_shape)
        self._kernel_w, self._kernel_u = self._add_kernels(
            ("kernel_w", "kernel_u"), depth, self._num_units
        )
        self._bias = self.add_weight(
            "bias", [self._num_units], initializer=tf.zeros_initializer(dtype=self.dtype)
        )
        self.built = True

    def call(self, inputs, state):
        gate_inputs = tf.matmul(inputs, self._kernel_w) + state * self._kernel_u
        outputs = self._activation(tf.nn.bias_add(gate_inputs, self._bias))
        return outputs, outputs


class IndyGRUCell(IndependentCell):
    """A gated recurrent unit of independent neurons (Gonnet & Deselaers 2019, arXiv:1903.08023).

        r, u = sigmoid(x_t . gates/kernel_w + [h_t-1, h_t-1] * gates/kernel_u + gates/bias)
        c = tanh(x_t . candidate/kernel + r * h_t-1 * candidate/kernel_u + candidate/bias)
        h_t = u * h_t-1 + (1 - u) * c

    The output is the next state: `[batch_size, num_units]`. `activation` stands for tanh.
    """

    def __init__(
        self,
        num_units: int,
        activation: Callable | None = None,
        reuse=None,
        kernel_initializer: Callable | None = None,
        bias_initializer: Callable | None = None,
        name: str | None = None,
        dtype=None,
    ):
        super().__init__(num_units, activation, reuse, name, dtype)
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    def build(self, inputs_shape):
        depth, n = known_depth(inputs_shape), self._num_units
        self._gate_kernel_w, self._gate_kernel_u = self._add_kernels(
            ("gates/kernel_w", "gates/kernel_u"), depth, 2 * n, self._kernel_initializer
        )
        self._gate_bias = self.add_weight(
            "gates/bias",
            [2 * n],
            initializer=self._bias_initializer or tf.constant_initializer(1.0, dtype=self.dtype),
        )
        self._candidate_kernel_w, self._candidate_kernel_u = self._add_kernels(
            ("candidate/kernel", "candidate/kernel_u"), depth, n, self._kernel_initializer
        )
        self._candidate_bias = self.add_weight(
            "candidate/bias",
            [n],
            initializer=self._bias_initializer or tf.zeros_initializer(dtype=self.dtype),
        )
        self.built = True

    def call(self, inputs, state):
        gate_inputs = (
            tf.matmul(inputs, self._gate_kernel_w) + tf.tile(state, [1, 2]) * self._gate_kernel_u
        )
        gates = tf.sigmoid(tf.nn.bias_add(gate_inputs, self._gate_bias))
        r, u = tf.split(gates, 2, axis=1)
        remembered = r * state
        candidate = (
            tf.matmul(inputs, self._candidate_kernel_w) + remembered * self._candidate_kernel_u
        )
        c = self._activation(tf.nn.bias_add(candidate, self._candidate_bias))
        new_h = u * state + (1 - u) * c
        return new_h, new_h


class IndyLSTMCell(IndependentCell):
    """An LSTM cell of independent neurons (Gonnet & Deselaers 2019, arXiv:1903.08023).

        i, g, f, o = x_t . kernel_w + [h_t-1, h_t-1, h_t-1, h_t-1] * kernel_u + bias

    and then as in BasicLSTMCell. The output is h `[batch_size, num_units]`, the state
    LSTMStateTuple(c, h). `activation` stands for tanh.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        activation: Callable | None = None,
        reuse=None,
        kernel_initializer: Callable | None = None,
        bias_initializer: Callable | None = None,
        name: str | None = None,
        dtype=None,
    ):
        super().__init__(num_units, activation, reuse, name, dtype)
        self._forget_bias = forget_bias
        self._kernel_initializer = kernel_initializer
        self._bias_initializer = bias_initializer

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    def build(self, inputs_shape):
        depth, n = known_depth(inputs_shape), self._num_units
        self._kernel_w, self._kernel_u = self._add_kernels(
            ("kernel_w", "kernel_u"), depth, 4 * n, self._kernel_initializer
        )
        self._bias = self.add_weight(
            "bias",
            [4 * n],
            initializer=self._bias_initializer or tf.zeros_initializer(dtype=self.dtype),
        )
        self.built = True

    def call(self, inputs, state):
        one = tf.constant(1)
        c, h = state
        gate_inputs = tf.matmul(inputs, self._kernel_w) + tf.tile(h, [1, 4]) * self._kernel_u
        gate_inputs = tf.nn.bias_add(gate_inputs, self._bias)
        i, g, f, o = tf.split(gate_inputs, 4, axis=one)
        f = tf.add(f, tf.constant(self._forget_bias, dtype=f.dtype))
        new_c = tf.add(
            tf.multiply(c, tf.sigmoid(f)), tf.multiply(tf.sigmoid(i), self._activation(g))
        )
        new_h = tf.multiply(self._activation(new_c), tf.sigmoid(o))
        return new_h, LSTMStateTuple(new_c, new_h)
