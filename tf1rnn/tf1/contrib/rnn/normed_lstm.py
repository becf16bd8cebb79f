"""LSTM cells with a layer or a weight normalisation, peepholes and a projection."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, RNNCell
from tf1rnn.tf1.contrib.rnn.layer_norm import norm
from tf1rnn.tf1.contrib.rnn.linear import linear


class _ProjectedLSTMCell(RNNCell):
    """The LSTM cell of Sak et al. 2014, arXiv:1402.1128, but for its products and its norms.

        i, g, f, o = [x_t, h_t-1] . kernel + bias
        f, i = f + w_f_diag * c_t-1, i + w_i_diag * c_t-1                # with use_peepholes
        c_t = sigmoid(f + forget_bias) * c_t-1 + sigmoid(i) * tanh(g)    # within cell_clip
        o = o + w_o_diag * c_t                                           # with use_peepholes
        h_t = sigmoid(o) * tanh(c_t)
        h_t = h_t . projection/kernel                          # with num_proj, within proj_clip

    The output is h `[batch_size, num_proj or num_units]`, the state LSTMStateTuple(c, h).
    `activation` stands for tanh.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool,
        cell_clip: float | None,
        initializer,
        num_proj: int | None,
        proj_clip: float | None,
        forget_bias: float,
        activation: Callable | None,
        reuse,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._forget_bias = forget_bias
        self._activation = activation or tf.tanh
        self._state_size = LSTMStateTuple(num_units, num_proj or num_units)
        self._output_size = num_proj or num_units

    @property
    def state_size(self):
        return self._state_size

    @property
    def output_size(self):
        return self._output_size

    def call(self, inputs, state):
        """The output of a step and the next state; ValueError for an unknown number of inputs."""
        if tf.dimension_value(inputs.shape.with_rank(2)[1]) is None:
            raise ValueError(f"inputs must have a static last dimension, but are {inputs.shape}")
        c, h = state
        with tf.variable_scope(self._variables(), initializer=self._initializer) as scope:
            gates = self._product([inputs, h], 4 * self._num_units, bias=self._has_bias())
            i, g, f, o = tf.split(gates, 4, axis=1)
            i, g = self._normed(i, "input"), self._normed(g, "transform")
            f, o = self._normed(f, "forget"), self._normed(o, "output")
            w_f = w_i = w_o = None
            if self._use_peepholes:
                w_f, w_i, w_o = (
                    tf.get_variable(f"w_{gate}_diag", [self._num_units], inputs.dtype)
                    for gate in "fio"
                )
            f = f + self._forget_bias
            f = tf.sigmoid(f if w_f is None else f + w_f * c)
            kept = self._kept(f, c)
            i = tf.sigmoid(i if w_i is None else i + w_i * c)
            c = self._normed(kept + i * self._activation(g), "state")
            if self._cell_clip is not None:
                c = tf.clip_by_value(c, -self._cell_clip, self._cell_clip)
            o = tf.sigmoid(o if w_o is None else o + w_o * c)
            h = o * self._activation(c)
            if self._num_proj is not None:
                with tf.variable_scope("projection", reuse=scope.reuse):
                    h = self._product([h], self._num_proj, bias=False)
                if self._proj_clip is not None:
                    h = tf.clip_by_value(h, -self._proj_clip, self._proj_clip)
        return h, LSTMStateTuple(c, h)

    def _variables(self):
        """The scope of the variables, within the cell's."""
        return tf.get_variable_scope()

    def _kept(self, f, c):
        return f * c

    def _has_bias(self) -> bool:
        return True

    def _normed(self, values, scope):
        return values

    def _product(self, args, output_size, bias: bool):
        return linear(args, output_size, bias)


class LayerNormLSTMCell(_ProjectedLSTMCell):
    """An LSTM cell with layer normalisation, Ba et al. 2016, arXiv:1607.06450, and a projection.

    With `layer_norm` the four gates' inputs and c are normalised, by `gamma` and `beta` variables
    that start at `norm_gain` and `norm_shift`; there is no bias then. The other arguments are
    LSTMCell's.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer=None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        forget_bias: float = 1,
        activation: Callable | None = None,
        layer_norm: bool = False,
        norm_gain: float = 1.0,
        norm_shift: float = 0.0,
        reuse=None,
    ):
        super().__init__(
            num_units,
            use_peepholes,
            cell_clip,
            initializer,
            num_proj,
            proj_clip,
            forget_bias,
            activation,
            reuse,
        )
        self._layer_norm = layer_norm
        self._norm_gain = norm_gain
        self._norm_shift = norm_shift

    def _product(self, args, output_size, bias: bool):
        product = linear(args, output_size, bias=False)
        if not bias:
            return product
        zeros = tf.constant_initializer(0.0, dtype=product.dtype)
        bias = tf.get_variable("bias", [output_size], product.dtype, zeros)
        # TensorFlow 1.15 made the bias of normalised gates, too, and left it out of them.
        return product if self._layer_norm else tf.nn.bias_add(product, bias)

    def _normed(self, values, scope):
        if not self._layer_norm:
            return values
        return norm(self._norm_gain, self._norm_shift, values, scope)


class WeightNormLSTMCell(_ProjectedLSTMCell):
    """An LSTM cell with weight normalisation, Salimans and Kingma 2016, arXiv:1602.07868.

    With `norm` each column of the kernels' rows for x, of those for h, and of the projection's is
    scaled to the length in the variables `norm_0` and `norm_1`. The other arguments are LSTMCell's.
    """

    def __init__(
        self,
        num_units: int,
        norm: bool = True,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer=None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        forget_bias: float = 1,
        activation: Callable | None = None,
        reuse=None,
    ):
        super().__init__(
            num_units,
            use_peepholes,
            cell_clip,
            initializer,
            num_proj,
            proj_clip,
            forget_bias,
            activation,
            reuse,
        )
        self._scope = "wn_lstm_cell"
        self._norm = norm

    def _variables(self):
        return self._scope

    def _kept(self, f, c):
        return c * f

    def _product(self, args, output_size, bias: bool):
        if not self._norm:
            return linear(args, output_size, bias)
        sizes = [tf.dimension_value(arg.shape[1]) for arg in args]
        dtype = args[0].dtype
        kernel = tf.get_variable("kernel", [sum(sizes), output_size], dtype)
        rows, first = [], 0
        for number, size in enumerate(sizes):
            part = kernel[first : first + size, :]
            length = tf.get_variable(f"norm_{number}", [output_size], dtype)
            rows.append(tf.nn.l2_normalize(part, axis=0) * length)
            first += size
        kernel = tf.concat(rows, 0)
        product = tf.matmul(args[0] if len(args) == 1 else tf.concat(args, 1), kernel)
        if not bias:
            return product
        zeros = tf.constant_initializer(0.0, dtype=dtype)
        return tf.nn.bias_add(product, tf.get_variable("bias", [output_size], dtype, zeros))
