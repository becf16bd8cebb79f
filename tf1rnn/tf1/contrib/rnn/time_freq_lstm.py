"""TimeFreqLSTMCell: an LSTM cell that runs along the frequencies of each step, too."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import RNNCell, known_depth
from tf1rnn.tf1.contrib.rnn.linear import joined_variable


class TimeFreqLSTMCell(RNNCell):
    """The time-frequency LSTM of Li et al. 2015 (ASRU), for frames of speech.

    A window of `feature_size` inputs moves over the frame by `frequency_skip`; at each of its
    n_windows places the same LSTM cell takes the window, its h of the last frame and its h at the
    place before. The output is h of every place, `[batch_size, n_windows * num_units]`; the state
    is c and h of every place in turn, `[batch_size, n_windows * 2 * num_units]`.

    As in TensorFlow 1.15, `state_size` and `output_size` are those of one window, so call the cell
    with a first state of the right size; and `initializer` has no effect.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Callable | None = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int = 1,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip

    @property
    def state_size(self):
        return 2 * self._num_units

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        windows = self._windows(inputs)
        n, dtype = self._num_units, inputs.dtype
        shape = [known_depth(windows[0].shape) + 2 * n, 4 * n]
        kernel = joined_variable("W", shape, dtype, self._num_unit_shards)
        bias = tf.get_variable("B", [4 * n], dtype, tf.zeros_initializer())
        peepholes = [
            tf.get_variable(f"W_{gate}_diag", [n], dtype) for gate in "FIO" if self._use_peepholes
        ]
        new_h = tf.zeros([tf.dimension_value(inputs.shape[0]) or tf.shape(inputs)[0], n], dtype)
        new_state = outputs = None
        for number, window in enumerate(windows):
            c = tf.slice(state, [0, 2 * number * n], [-1, n])
            h = tf.slice(state, [0, (2 * number + 1) * n], [-1, n])
            gate_inputs = tf.matmul(tf.concat([window, h, new_h], 1), kernel)
            new_c, new_h = self._step(tf.nn.bias_add(gate_inputs, bias), c, peepholes)
            new_state = _beside(new_state, [new_c, new_h])
            outputs = new_h if outputs is None else _beside(outputs, [new_h])
        return outputs, new_state

    def _windows(self, inputs) -> list:
        width = self._feature_size
        n_windows = (known_depth(inputs.shape) - width) // self._frequency_skip + 1
        return [
            tf.slice(inputs, [0, number * self._frequency_skip], [-1, width])
            for number in range(n_windows)
        ]

    def _step(self, gate_inputs, c, peepholes):
        i, g, f, o = tf.split(gate_inputs, 4, axis=1)
        if peepholes:
            w_f_diag, w_i_diag, w_o_diag = peepholes
            remembered = tf.sigmoid(f + self._forget_bias + w_f_diag * c) * c
            new_c = remembered + tf.sigmoid(i + w_i_diag * c) * tf.tanh(g)
        else:
            new_c = tf.sigmoid(f + self._forget_bias) * c + tf.sigmoid(i) * tf.tanh(g)
        if self._cell_clip is not None:
            new_c = tf.clip_by_value(new_c, -self._cell_clip, self._cell_clip)
        if peepholes:
            o = o + w_o_diag * new_c
        return new_c, tf.sigmoid(o) * tf.tanh(new_c)


def _beside(first, more):
    return tf.concat([*([] if first is None else [first]), *more], 1)
