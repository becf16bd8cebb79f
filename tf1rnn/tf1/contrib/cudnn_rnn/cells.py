"""Cells that do what a layer of a cuDNN network does, with weights that its checkpoints hold."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.block_cells import LSTMBlockCell
from tf1rnn.tf1.contrib.rnn.cells import GRUCell


class CudnnCompatibleLSTMCell(LSTMBlockCell):
    """LSTMBlockCell without a forget bias, as cuDNN has it: it restores what CudnnLSTM saved."""

    def __init__(self, num_units: int, reuse=None):
        super().__init__(
            num_units,
            forget_bias=0,
            cell_clip=None,
            use_peephole=False,
            reuse=reuse,
            name="cudnn_compatible_lstm_cell",
        )


class CudnnCompatibleGRUCell(GRUCell):
    """The GRU as cuDNN has it: the reset gate works on the product, not on the state.

        r, u = sigmoid([x_t, h_t-1] . gates/kernel + gates/bias)
        c = tanh(x_t . W + b_W + r * (h_t-1 . R + b_R))
        h_t = (1 - u) * c + u * h_t-1

    W, b_W and R, b_R are the variables candidate/input_projection and candidate/hidden_projection.
    The output is the next state: `[batch_size, num_units]`.
    Source: NVIDIA's documentation of cuDNN, cudnnRNNMode_t.
    """

    def __init__(self, num_units: int, reuse=None, kernel_initializer=None):
        super().__init__(
            num_units, activation=None, reuse=reuse, kernel_initializer=kernel_initializer
        )

    def build(self, inputs_shape):
        n_inputs = tf.dimension_value(tf.TensorShape(inputs_shape)[-1])
        if n_inputs is None:
            raise ValueError(f"inputs must have a static last dimension, but are {inputs_shape}")
        n, initializer = self._num_units, self._kernel_initializer
        zeros = tf.zeros_initializer(dtype=self.dtype)
        ones = tf.constant_initializer(1.0, dtype=self.dtype)
        self._gate_kernel = self.add_weight(
            "gates/kernel", shape=[n_inputs + n, 2 * n], initializer=initializer
        )
        self._gate_bias = self.add_weight(
            "gates/bias", shape=[2 * n], initializer=self._bias_initializer or ones
        )
        self._candidate_input_kernel = self.add_weight(
            "candidate/input_projection/kernel", shape=[n_inputs, n], initializer=initializer
        )
        self._candidate_hidden_kernel = self.add_weight(
            "candidate/hidden_projection/kernel", shape=[n, n], initializer=initializer
        )
        bias_initializer = self._bias_initializer or zeros
        self._candidate_input_bias = self.add_weight(
            "candidate/input_projection/bias", shape=[n], initializer=bias_initializer
        )
        self._candidate_hidden_bias = self.add_weight(
            "candidate/hidden_projection/bias", shape=[n], initializer=bias_initializer
        )
        self.built = True

    def call(self, inputs, state):
        gates = tf.matmul(tf.concat([inputs, state], 1), self._gate_kernel)
        gates = tf.sigmoid(tf.nn.bias_add(gates, self._gate_bias))
        r, u = tf.split(gates, 2, axis=1)
        from_inputs = tf.matmul(inputs, self._candidate_input_kernel)
        from_inputs = tf.nn.bias_add(from_inputs, self._candidate_input_bias)
        from_state = tf.matmul(state, self._candidate_hidden_kernel)
        from_state = tf.nn.bias_add(from_state, self._candidate_hidden_bias)
        c = self._activation(from_inputs + r * from_state)
        new_state = (1 - u) * c + u * state
        return new_state, new_state
