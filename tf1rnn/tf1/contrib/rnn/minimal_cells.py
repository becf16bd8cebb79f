"""Cells of few gates: the minimal RNN, and the chaos-free network."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LayerRNNCell


class _FewGatesCell(LayerRNNCell):
    """What both cells are made of: a state of `units`, an activation and two initializers."""

    def __init__(
        self,
        units: int,
        activation="tanh",
        kernel_initializer="glorot_uniform",
        bias_initializer="ones",
        name: str | None = None,
        dtype=None,
        **kwargs,
    ):
        super().__init__(name=name, dtype=dtype, **kwargs)
        self.input_spec = tf.layers.InputSpec(ndim=2)
        self.units = units
        self.activation = tf.keras.activations.get(activation)
        self.kernel_initializer = tf.keras.initializers.get(kernel_initializer)
        self.bias_initializer = tf.keras.initializers.get(bias_initializer)

    @property
    def state_size(self):
        return self.units

    @property
    def output_size(self):
        return self.units

    def _n_inputs(self, inputs_shape) -> int:
        n_inputs = tf.dimension_value(tf.TensorShape(inputs_shape)[-1])
        if n_inputs is None:
            raise ValueError(f"inputs must have a static last dimension, but are {inputs_shape}")
        return n_inputs

    def _add_matrix(self, name: str, shape: list[int]):
        return self.add_weight(name, shape=shape, initializer=self.kernel_initializer)

    def _add_bias(self, size: int):
        return self.add_weight("bias", shape=[size], initializer=self.bias_initializer)


class MinimalRNNCell(_FewGatesCell):
    """The minimal RNN cell of Chen 2017, arXiv:1711.06788.

        z_t = activation(x_t . W)
        u = sigmoid([z_t, h_t-1] . U + bias)
        h_t = u * h_t-1 + (1 - u) * z_t

    W and U are the first `n_inputs` and the other rows of the variable `kernel`. The output is the
    next state: `[batch_size, units]`. The activation is tanh unless given, by itself or its name.
    """

    def build(self, inputs_shape):
        self._n_rows = self._n_inputs(inputs_shape)
        self.kernel = self._add_matrix("kernel", [self._n_rows + 2 * self.units, self.units])
        self.bias = self._add_bias(self.units)
        self.built = True

    def call(self, inputs, state):
        kernels = tf.split(self.kernel, [self._n_rows, 2 * self.units], axis=0)
        z = self.activation(tf.matmul(inputs, kernels[0]))
        gate_inputs = tf.matmul(tf.concat([z, state], 1), kernels[1])
        u = tf.sigmoid(tf.nn.bias_add(gate_inputs, self.bias))
        new_state = u * state + (1 - u) * z
        return new_state, new_state


class CFNCell(_FewGatesCell):
    """The chaos-free network of Laurent and von Brecht 2016, arXiv:1612.06212.

        f, i = sigmoid(h_t-1 . recurrent_kernel + x_t . W + bias)
        h_t = f * activation(h_t-1) + (1 - i) * activation(x_t . V)

    W and V are the first two thirds and the last of the columns of the variable `kernel`. The
    output is the next state: `[batch_size, units]`. The activation is tanh unless given, by itself
    or its name.
    """

    def build(self, inputs_shape):
        self.kernel = self._add_matrix("kernel", [self._n_inputs(inputs_shape), 3 * self.units])
        self.recurrent_kernel = self._add_matrix("recurrent_kernel", [self.units, 2 * self.units])
        self.bias = self._add_bias(2 * self.units)
        self.built = True

    def call(self, inputs, state):
        kernels = tf.split(self.kernel, [2 * self.units, self.units], axis=1)
        gate_inputs = tf.matmul(state, self.recurrent_kernel) + tf.matmul(inputs, kernels[0])
        gates = tf.sigmoid(tf.nn.bias_add(gate_inputs, self.bias))
        f, i = tf.split(gates, 2, axis=1)
        candidate = tf.matmul(inputs, kernels[1])
        new_state = f * self.activation(state) + (1 - i) * self.activation(candidate)
        return new_state, new_state
