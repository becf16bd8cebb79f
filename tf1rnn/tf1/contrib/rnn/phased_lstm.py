"""PhasedLSTMCell: an LSTM cell whose neurons open in turn, for events at irregular times."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, RNNCell
from tf1rnn.tf1.contrib.rnn.linear import linear_layer


class PhasedLSTMCell(RNNCell):
    """The Phased LSTM of Neil et al. 2016, arXiv:1610.09513.

    The inputs are (time `[batch_size, 1]`, x `[batch_size, n_inputs]`). Each neuron has a period,
    a phase and a ratio_on, all variables: during that share of its period its state is updated as
    an LSTM's, first more and more, then less and less; for the rest only by `leak`. The output is h
    `[batch_size, num_units]`, the state LSTMStateTuple(c, h). The periods start log-uniform between
    `period_init_min` and `period_init_max`.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        leak: float = 0.001,
        ratio_on: float = 0.1,
        trainable_ratio_on: bool = True,
        period_init_min: float = 1.0,
        period_init_max: float = 1000.0,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._autocast = False  # the times may be float64
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._leak = leak
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._period_init_min = period_init_min
        self._period_init_max = period_init_max

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        c, h = state
        time, x = inputs
        n = self._num_units
        seen = [x, h, c] if self._use_peepholes else [x, h]
        with tf.variable_scope("mask_gates"):
            i, f = tf.split(tf.sigmoid(linear_layer(seen, 2 * n)), 2, axis=1)
        with tf.variable_scope("new_input"):
            g = tf.tanh(linear_layer([x, h], n))
        new_c = c * f + i * g
        seen = [x, h, new_c] if self._use_peepholes else [x, h]
        with tf.variable_scope("output_gate"):
            o = tf.sigmoid(linear_layer(seen, n))
        new_h = tf.tanh(new_c) * o
        openness = self._openness(time)
        new_c = openness * new_c + (1 - openness) * c
        new_h = openness * new_h + (1 - openness) * h
        return new_h, LSTMStateTuple(new_c, new_h)

    def _openness(self, time):
        """How far each neuron's gate is open: 0..1, `[batch_size, num_units]`."""
        shape = [self._num_units]
        period = tf.get_variable(
            "period",
            shape,
            initializer=log_uniform(self._period_init_min, self._period_init_max),
        )
        phase = tf.get_variable(
            "phase",
            shape,
            initializer=tf.random_uniform_initializer(0.0, period.initial_value),
        )
        ratio_on = tf.get_variable(
            "ratio_on",
            shape,
            initializer=tf.constant_initializer(self._ratio_on),
            trainable=self._trainable_ratio_on,
        )
        # Times may be too large for float32; what is left of them in a cycle is not.
        shifted = time - tf.cast(phase, time.dtype)
        period = tf.cast(period, time.dtype)
        # The remainder's gradient by the period is left out: it is that of a step function.
        remainder = tf.stop_gradient(tf.floormod(shifted, period) - shifted) + shifted
        cycle = tf.cast(remainder / period, tf.float32)
        rising = 2 * cycle / ratio_on
        falling = 2 - rising
        closed = self._leak * cycle
        openness = tf.where(cycle < ratio_on, falling, closed)
        return tf.where(cycle < 0.5 * ratio_on, rising, openness)


def log_uniform(minval: float, maxval: float, seed: int | None = None, dtype=tf.float32):
    """An initializer: values whose logarithm is uniform between those of `minval` and `maxval`."""

    def initializer(shape, dtype=dtype, partition_info=None):
        low, high = (tf.log(tf.as_dtype(dtype).as_numpy_dtype(end)) for end in (minval, maxval))
        return tf.exp(tf.random_uniform(shape, low, high, dtype, seed=seed))

    return initializer
