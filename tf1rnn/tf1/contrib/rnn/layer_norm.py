"""LayerNormBasicLSTMCell, and the layer normalisation that it shares with another cell."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, RNNCell, known_depth


def norm(g, b, inp, scope, dtype=tf.float32):
    """Values `[batch_size, n]` scaled to mean 0, variance 1 an instance, then * gamma + beta.

    `gamma` and `beta`, `[n]`, are variables of `scope` that start at `g` and `b`
    (Ba et al. 2016, arXiv:1607.06450).
    """
    shape = [known_depth(inp.shape)]
    with tf.variable_scope(scope):
        gamma = tf.get_variable("gamma", shape, dtype, initializer=tf.constant_initializer(g))
        beta = tf.get_variable("beta", shape, dtype, initializer=tf.constant_initializer(b))
    with tf.variable_scope(scope):  # TensorFlow 1.15 named the operations after a second scope
        mean, variance = tf.nn.moments(inp, [1], keep_dims=True)
        return tf.nn.batch_normalization(inp, mean, variance, beta, gamma, 1e-12)


class LayerNormBasicLSTMCell(RNNCell):
    """An LSTM cell with layer normalisation and recurrent dropout.

        i, g, f, o = [x_t, h_t-1] . kernel                  # each normalised
        c_t = sigmoid(f + forget_bias) * c_t-1 + sigmoid(i) * dropout(tanh(g))
        h_t = sigmoid(o) * tanh(c_t)                        # c normalised

    after Ba et al. 2016, arXiv:1607.06450, and Semeniuta et al. 2016, arXiv:1603.05118. Without
    `layer_norm` the gates have a `bias` instead. The output is h `[batch_size, num_units]`, the
    state LSTMStateTuple(c, h). `activation` stands for tanh.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        input_size: int | None = None,
        activation: Callable = tf.tanh,
        layer_norm: bool = True,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
        dropout_keep_prob=1.0,
        dropout_prob_seed: int | None = None,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        if input_size is not None:
            tf.logging.warn("%s: The input_size parameter is deprecated.", self)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift
        self._keep_prob = dropout_keep_prob
        self._seed = dropout_prob_seed

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        c, h = state
        dtype = inputs.dtype
        i, g, f, o = tf.split(self._linear(tf.concat([inputs, h], 1)), 4, axis=1)
        if self._layer_norm:
            i = self._norm(i, "input", dtype=dtype)
            g = self._norm(g, "transform", dtype=dtype)
            f = self._norm(f, "forget", dtype=dtype)
            o = self._norm(o, "output", dtype=dtype)
        g = self._activation(g)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            g = tf.nn.dropout(g, self._keep_prob, seed=self._seed)
        new_c = c * tf.sigmoid(f + self._forget_bias) + tf.sigmoid(i) * g
        if self._layer_norm:
            new_c = self._norm(new_c, "state", dtype=dtype)
        new_h = self._activation(new_c) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)

    def _linear(self, args):
        n_outputs = 4 * self._num_units
        kernel = tf.get_variable("kernel", [known_depth(args.shape), n_outputs], dtype=args.dtype)
        gate_inputs = tf.matmul(args, kernel)
        if self._layer_norm:
            return gate_inputs
        return tf.nn.bias_add(gate_inputs, tf.get_variable("bias", [n_outputs], dtype=args.dtype))

    def _norm(self, inp, scope, dtype=tf.float32):
        return norm(self._norm_gain, self._norm_shift, inp, scope, dtype)
