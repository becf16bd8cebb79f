"""Gated cells other than the LSTM's: UGRNNCell, IntersectionRNNCell, NASCell, SRUCell."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import (
    LayerRNNCell,
    LSTMStateTuple,
    RNNCell,
    known_depth,
)
from tf1rnn.tf1.contrib.rnn.linear import linear_layer


def _assert_known_input_size(inputs) -> None:
    if tf.dimension_value(inputs.shape[-1]) is None:
        raise ValueError("Could not infer input size from inputs.get_shape()[-1]")


class UGRNNCell(RNNCell):
    """The update-gate cell of Collins et al. 2016, arXiv:1611.09913.

        g, c = [x_t, h_t-1] . kernel + bias
        g = sigmoid(g + forget_bias)
        h_t = g * h_t-1 + (1 - g) * tanh(c)

    The output is the next state: `[batch_size, num_units]`. `activation` stands for tanh.
    """

    def __init__(
        self,
        num_units: int,
        initializer: Callable | None = None,
        forget_bias: float = 1.0,
        activation: Callable = tf.tanh,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._activation = activation

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        _assert_known_input_size(inputs)
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            joined = tf.concat([inputs, state], 1)
            g, c = tf.split(linear_layer(joined, 2 * self._num_units), 2, axis=1)
            c = self._activation(c)
            g = tf.sigmoid(g + self._forget_bias)
            new_h = g * state + (1 - g) * c
        return new_h, new_h


class IntersectionRNNCell(RNNCell):
    """The intersection cell of Collins et al. 2016, arXiv:1611.09913, for stacking in depth.

        gh, h, gy, y = [x_t, h_t-1] . kernel + bias
        gh, gy = sigmoid(gh + forget_bias), sigmoid(gy + forget_bias)
        h_t = gh * h_t-1 + (1 - gh) * tanh(h)
        y_t = gy * x_t + (1 - gy) * y_activation(y)

    The output is y, the state is h: `[batch_size, num_units]`. Raises ValueError if the inputs have
    another size, unless a linear layer projects them to `num_in_proj` = `num_units`.
    """

    def __init__(
        self,
        num_units: int,
        num_in_proj: int | None = None,
        initializer: Callable | None = None,
        forget_bias: float = 1.0,
        y_activation: Callable = tf.nn.relu,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._num_in_proj = num_in_proj
        self._initializer = initializer
        self._forget_bias = forget_bias
        self._y_activation = y_activation

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        _assert_known_input_size(inputs)
        n = self._num_units
        with tf.variable_scope(tf.get_variable_scope(), initializer=self._initializer):
            if known_depth(inputs.shape) != n:
                if self._num_in_proj != n:
                    raise ValueError(
                        "Must have input size == output size for Intersection RNN. "
                        "To fix, num_in_proj should be set to num_units at cell init."
                    )
                with tf.variable_scope("in_projection"):
                    inputs = linear_layer(inputs, n)
            values = linear_layer(tf.concat([inputs, state], 1), 4 * n)
            gh, h, gy, y = (values[:, part * n : (part + 1) * n] for part in range(4))
            h, y = tf.tanh(h), self._y_activation(y)
            gh = tf.sigmoid(gh + self._forget_bias)
            gy = tf.sigmoid(gy + self._forget_bias)
            new_h = gh * state + (1.0 - gh) * h
            return gy * inputs + (1.0 - gy) * y, new_h


class NASCell(LayerRNNCell):
    """The cell that a neural architecture search found (Zoph & Le 2016, arXiv:1611.01578).

    Its eight gates are each a function of inputs . kernel and h . recurrent_kernel, combined in
    the figure's tree (page 11). The output is h `[batch_size, num_proj or num_units]`, the state
    LSTMStateTuple(c, h). With `use_bias`, h's part has a bias.
    """

    def __init__(
        self,
        num_units: int,
        num_proj: int | None = None,
        use_bias: bool = False,
        reuse=None,
        **kwargs,
    ):
        super().__init__(_reuse=reuse, **kwargs)
        self.input_spec = tf.layers.InputSpec(ndim=2)
        self._num_units = num_units
        self._num_proj = num_proj
        self._use_bias = use_bias

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self):
        return self._num_proj or self._num_units

    def build(self, inputs_shape):
        if tf.dimension_value(tf.TensorShape(inputs_shape)[-1]) is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        n_gates = 8 * self._num_units
        self._recurrent_kernel = self.add_weight("recurrent_kernel", [self.output_size, n_gates])
        self._kernel = self.add_weight("kernel", [known_depth(inputs_shape), n_gates])
        if self._use_bias:
            self._bias = self.add_weight("bias", [n_gates], initializer=tf.zeros_initializer())
        if self._num_proj is not None:
            self._projection = self.add_weight(
                "projection_weights", [self._num_units, self._num_proj]
            )
        self.built = True

    def call(self, inputs, state):
        c, h = state
        h_part = tf.matmul(h, self._recurrent_kernel)
        x_part = tf.matmul(inputs, self._kernel)
        if self._use_bias:
            h_part = tf.nn.bias_add(h_part, self._bias)
        h0, h1, h2, h3, h4, h5, h6, h7 = tf.split(h_part, 8, axis=1)
        x0, x1, x2, x3, x4, x5, x6, x7 = tf.split(x_part, 8, axis=1)
        gate0, gate1 = tf.sigmoid(x0 + h0), tf.nn.relu(x1 + h1)
        gate2, gate3 = tf.sigmoid(x2 + h2), tf.nn.relu(x3 * h3)
        gate4, gate5 = tf.tanh(x4 + h4), tf.sigmoid(x5 + h5)
        gate6, gate7 = tf.tanh(x6 + h6), tf.sigmoid(x7 + h7)
        pair0, pair1 = tf.tanh(gate0 * gate1), tf.tanh(gate2 + gate3)
        pair2, pair3 = tf.tanh(gate4 * gate5), tf.sigmoid(gate6 + gate7)
        new_c = tf.tanh(pair0 + c) * pair1
        new_h = tf.tanh(new_c * tf.tanh(pair2 + pair3))
        if self._num_proj is not None:
            new_h = tf.matmul(new_h, self._projection)
        return new_h, LSTMStateTuple(new_c, new_h)


class SRUCell(LayerRNNCell):
    """The simple recurrent unit of Lei et al. 2017, arXiv:1709.02755v1.

        x, f, r, s = x_t . kernel
        f, r = sigmoid([f, r] + bias)
        c_t = f * c_t-1 + (1 - f) * x
        y_t = r * tanh(c_t) + (1 - r) * s

    The output is y, the state is c: `[batch_size, num_units]`. `activation` stands for tanh.
    """

    def __init__(
        self,
        num_units: int,
        activation: Callable | None = None,
        reuse=None,
        name: str | None = None,
        **kwargs,
    ):
        super().__init__(_reuse=reuse, name=name, **kwargs)
        self.input_spec = tf.layers.InputSpec(ndim=2)
        self._num_units = num_units
        self._activation = activation or tf.tanh

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        depth = known_depth(inputs_shape)
        self._kernel = self.add_weight("kernel", [depth, 4 * self._num_units])
        self._bias = self.add_weight(
            "bias", [2 * self._num_units], initializer=tf.zeros_initializer()
        )
        self.built = True

    def call(self, inputs, state):
        x, f, r, s = tf.split(tf.matmul(inputs, self._kernel), 4, axis=1)
        gates = tf.sigmoid(tf.nn.bias_add(tf.concat([f, r], 1), self._bias))
        f, r = tf.split(gates, 2, axis=1)
        new_c = f * state + (1.0 - f) * x
        return r * self._activation(new_c) + (1.0 - r) * s, new_c
