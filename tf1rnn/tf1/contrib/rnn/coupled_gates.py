"""CoupledInputForgetGateLSTMCell: an LSTM cell that lets in as much as it forgets."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, RNNCell
from tf1rnn.tf1.contrib.rnn.layer_norm import norm
from tf1rnn.tf1.contrib.rnn.linear import joined_variable


class CoupledInputForgetGateLSTMCell(RNNCell):
    """An LSTM cell whose input gate is 1 - its forget gate (Greff et al. 2015, arXiv:1503.04069).

        g, f, o = [x_t, h_t-1] . W + B                          # each normalised with layer_norm
        f = sigmoid(f + forget_bias + W_F_diag * c_t-1)         # peepholes with use_peepholes
        c_t = f * c_t-1 + (1 - f) * tanh(g)                     # normalised with layer_norm
        h_t = sigmoid(o + W_O_diag * c_t) * tanh(c_t)
        h_t = h_t . W_P                                         # with num_proj, within proj_clip

    The output is h `[batch_size, num_proj or num_units]`; the state is LSTMStateTuple(c, h), or c
    and h side by side if `state_is_tuple` is False. `activation` stands for tanh. `num_unit_shards`
    and `num_proj_shards` split W and W_P by rows. `initializer` has no effect, as in TensorFlow
    1.15: the variables start as the scope says.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        initializer: Callable | None = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int = 1,
        num_proj_shards: int = 1,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Callable = tf.tanh,
        reuse=None,
        layer_norm: bool = False,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple
        self._activation = activation
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    @property
    def state_size(self):
        if self._state_is_tuple:
            return LSTMStateTuple(self._num_units, self.output_size)
        return self._num_units + self.output_size

    @property
    def output_size(self):
        return self._num_proj or self._num_units

    def call(self, inputs, state):
        c, h = state if self._state_is_tuple else self._split_state(state)
        i_size = tf.dimension_value(inputs.shape[-1])
        if i_size is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        n_gates = 3 * self._num_units
        kernel = joined_variable(
            "W", [i_size + self.output_size, n_gates], inputs.dtype, self._num_unit_shards
        )
        bias = tf.get_variable("B", [n_gates], inputs.dtype, tf.zeros_initializer())
        gate_inputs = tf.matmul(tf.concat([inputs, h], 1), kernel)
        if not self._layer_norm:
            gate_inputs = tf.nn.bias_add(gate_inputs, bias)
        g, f, o = tf.split(gate_inputs, 3, axis=1)
        g = self._normed(g, "transform")
        f = self._normed(f, "forget")
        o = self._normed(o, "output")
        if self._use_peepholes:
            w_f_diag = tf.get_variable("W_F_diag", [self._num_units], inputs.dtype)
            w_o_diag = tf.get_variable("W_O_diag", [self._num_units], inputs.dtype)
            f = tf.sigmoid(f + self._forget_bias + w_f_diag * c)
        else:
            f = tf.sigmoid(f + self._forget_bias)
        new_c = self._normed(f * c + (1 - f) * self._activation(g), "state")
        if self._use_peepholes:
            o = o + w_o_diag * new_c
        new_h = tf.sigmoid(o) * self._activation(new_c)
        if self._num_proj is not None:
            new_h = self._projected(new_h)
        if self._state_is_tuple:
            return new_h, LSTMStateTuple(new_c, new_h)
        return new_h, tf.concat([new_c, new_h], 1)

    def _split_state(self, state):
        c = tf.slice(state, [0, 0], [-1, self._num_units])
        return c, tf.slice(state, [0, self._num_units], [-1, self.output_size])

    def _normed(self, values, scope):
        if not self._layer_norm:
            return values
        return norm(self._norm_gain, self._norm_shift, values, scope)

    def _projected(self, h):
        shape = [self._num_units, self._num_proj]
        h = tf.matmul(h, joined_variable("W_P", shape, h.dtype, self._num_proj_shards))
        if self._proj_clip is None:
            return h
        return tf.clip_by_value(h, -self._proj_clip, self._proj_clip)
