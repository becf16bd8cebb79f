"""Cells of TensorFlow before 1.0: plain objects that name their variables each time they run.

A cell makes its variables where it is called, in a variable scope named after its class. So one
cell called in two scopes has two sets of weights, as in MultiRNNCell([cell] * n_layers); and called
twice in one scope, it needs that scope's reuse.
"""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.before_1_0.arrays import split
from tf1rnn.tf1.before_1_0.variables import get_variable
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, known_depth

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "GRUCell",
    "LSTMCell",
    "LSTMStateTuple",
    "RNNCell",
    "linear",
]


class RNNCell:
    """The base of every recurrent cell: inputs and state of a step in, output and next state out.

    `cell(inputs, state)` takes inputs `[batch_size, n_inputs]` and a state of `cell.state_size`
    (an int, or a tuple of them), and gives the output `[batch_size, cell.output_size]` and the
    next state. A cell of your own defines `state_size`, `output_size` and `__call__`.
    """

    def __call__(self, inputs, state, scope=None):
        raise NotImplementedError("Abstract method")

    @property
    def state_size(self):
        raise NotImplementedError("Abstract method")

    @property
    def output_size(self) -> int:
        raise NotImplementedError("Abstract method")

    def zero_state(self, batch_size, dtype):
        """A state of zeros, `[batch_size, state_size]` for each part of the state."""

        def zeros(size):
            state = tf.zeros(tf.stack([batch_size, size]), dtype)
            state.set_shape([None, size])
            return state

        return tf.nest.map_structure(zeros, self.state_size)


class _Cell(RNNCell):
    """A cell of `num_units` units, whose output is as large as its state."""

    def __init__(self, num_units: int, input_size, activation: Callable):
        if input_size is not None:
            tf.logging.warn("%s: The input_size parameter is deprecated.", self)
        self._num_units = num_units
        self._activation = activation

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self) -> int:
        return self._num_units


class BasicRNNCell(_Cell):
    """The most basic cell: y_t = activation([x_t, y_t-1] . Matrix + Bias) (lesson, topic 2)."""

    def __init__(self, num_units: int, input_size=None, activation: Callable = tf.tanh):
        super().__init__(num_units, input_size, activation)

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or "BasicRNNCell"):
            output = self._activation(linear([inputs, state], self._num_units, True))
        return output, output


class GRUCell(_Cell):
    """The gated recurrent unit of Cho et al. 2014, arXiv:1406.1078; its gates' biases start at 1.

    r, u = sigmoid(linear([x_t, h_t-1]));  c = activation(linear([x_t, r * h_t-1]))
    h_t = u * h_t-1 + (1 - u) * c
    """

    def __init__(self, num_units: int, input_size=None, activation: Callable = tf.tanh):
        super().__init__(num_units, input_size, activation)

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or "GRUCell"):
            with tf.variable_scope("Gates"):
                gates = linear([inputs, state], 2 * self._num_units, True, 1.0)
                r, u = split(1, 2, gates)
                r, u = tf.sigmoid(r), tf.sigmoid(u)
            with tf.variable_scope("Candidate"):
                c = self._activation(linear([inputs, r * state], self._num_units, True))
            new_h = u * state + (1 - u) * c
        return new_h, new_h


class _LSTM(_Cell):
    """The base of both LSTM cells: a state of c and h, as a tuple or side by side."""

    _state_is_tuple: bool

    @property
    def state_size(self):
        sizes = self._num_units, self.output_size
        return LSTMStateTuple(*sizes) if self._state_is_tuple else sum(sizes)

    def _split_state(self, state):
        if self._state_is_tuple:
            return state
        if self.output_size == self._num_units:
            return split(1, 2, state)
        c = tf.slice(state, [0, 0], [-1, self._num_units])
        return c, tf.slice(state, [0, self._num_units], [-1, self.output_size])

    def _join_state(self, c, h):
        return LSTMStateTuple(c, h) if self._state_is_tuple else tf.concat([c, h], 1)


class BasicLSTMCell(_LSTM):
    """The LSTM cell of the lesson's topic 7, after Zaremba et al. 2014, arXiv:1409.2329.

    i, g, f, o = linear([x_t, h_t-1])
    c_t = sigmoid(f + forget_bias) * c_t-1 + sigmoid(i) * activation(g)
    h_t = sigmoid(o) * activation(c_t)
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        input_size=None,
        state_is_tuple: bool = True,
        activation: Callable = tf.tanh,
    ):
        super().__init__(num_units, input_size, activation)
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or "BasicLSTMCell"):
            c, h = self._split_state(state)
            i, g, f, o = split(1, 4, linear([inputs, h], 4 * self._num_units, True))
            remembered = c * tf.sigmoid(f + self._forget_bias)
            new_c = remembered + tf.sigmoid(i) * self._activation(g)
            new_h = self._activation(new_c) * tf.sigmoid(o)
            return new_h, self._join_state(new_c, new_h)


class LSTMCell(_LSTM):
    """The LSTM cell of Sak et al. 2014, arXiv:1402.1128: with peepholes and a projection.

    As BasicLSTMCell; with `use_peepholes`, i and f see c_t-1 and o sees c_t, each with weights of
    its own (W_I_diag, W_F_diag, W_O_diag); `cell_clip` bounds c; `num_proj` projects h by W_P,
    within `proj_clip`. The shards split W and W_P by rows into as many variables, W_0 and so on.
    """

    def __init__(
        self,
        num_units: int,
        input_size=None,
        use_peepholes: bool = False,
        cell_clip: float | None = None,
        initializer: Callable | None = None,
        num_proj: int | None = None,
        proj_clip: float | None = None,
        num_unit_shards: int = 1,
        num_proj_shards: int = 1,
        forget_bias: float = 1.0,
        state_is_tuple: bool = True,
        activation: Callable = tf.tanh,
    ):
        super().__init__(num_units, input_size, activation)
        self._use_peepholes = use_peepholes
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_proj = num_proj
        self._proj_clip = proj_clip
        self._num_unit_shards = num_unit_shards
        self._num_proj_shards = num_proj_shards
        self._forget_bias = forget_bias
        self._state_is_tuple = state_is_tuple

    @property
    def output_size(self) -> int:
        return self._num_proj or self._num_units

    def __call__(self, inputs, state, scope=None):
        c, h = self._split_state(state)
        dtype, n = inputs.dtype, self._num_units
        with tf.variable_scope(scope or "LSTMCell", initializer=self._initializer):
            n_rows = known_depth(inputs.shape) + self.output_size
            kernel = _sharded("W", [n_rows, 4 * n], dtype, self._num_unit_shards)
            bias = get_variable("B", [4 * n], dtype, tf.zeros_initializer())
            joined = tf.concat([inputs, h], 1)
            i, g, f, o = split(1, 4, tf.nn.bias_add(tf.matmul(joined, kernel), bias))
            if self._use_peepholes:
                w_f, w_i, w_o = (
                    get_variable(f"W_{gate}_diag", [n], dtype) for gate in ("F", "I", "O")
                )
                f, i = f + w_f * c, i + w_i * c
            f += self._forget_bias
            new_c = tf.sigmoid(f) * c + tf.sigmoid(i) * self._activation(g)
            if self._cell_clip is not None:
                new_c = tf.clip_by_value(new_c, -self._cell_clip, self._cell_clip)
            if self._use_peepholes:
                o += w_o * new_c
            new_h = tf.sigmoid(o) * self._activation(new_c)
            if self._num_proj is not None:
                projection = _sharded("W_P", [n, self._num_proj], dtype, self._num_proj_shards)
                new_h = tf.matmul(new_h, projection)
                if self._proj_clip is not None:
                    new_h = tf.clip_by_value(new_h, -self._proj_clip, self._proj_clip)
        return new_h, self._join_state(new_c, new_h)


def linear(args, output_size: int, bias: bool, bias_start: float = 0.0, scope=None):
    """args . Matrix + Bias `[batch_size, output_size]`, variables of the scope "Linear".

    `args` is a tensor `[batch_size, n]`, or a list of such tensors, which are joined side by side.
    Without `bias`, nothing is added. Raises ValueError without args, and for a tensor of unknown
    depth.
    """
    if args is None or (isinstance(args, (list, tuple)) and not args):
        raise ValueError("`args` must be specified")
    args = list(args) if isinstance(args, (list, tuple)) else [args]
    depth, dtype = sum(known_depth(arg.get_shape()) for arg in args), args[0].dtype
    with tf.variable_scope(scope or "Linear"):
        matrix = get_variable("Matrix", [depth, output_size], dtype)
        product = tf.matmul(args[0] if len(args) == 1 else tf.concat(args, 1), matrix)
        if not bias:
            return product
        start = tf.constant_initializer(bias_start, dtype=dtype)
        bias_term = get_variable("Bias", [output_size], dtype, start)
    return product + bias_term


def _sharded(name, shape, dtype, n_shards):
    """A matrix of the variables name_0, name_1 ..., of nearly equal numbers of rows."""
    rows, more = divmod(shape[0], n_shards)
    shards = [
        get_variable(f"{name}_{i}", [rows + (i < more), *shape[1:]], dtype) for i in range(n_shards)
    ]
    return shards[0] if n_shards == 1 else tf.concat(shards, 0, name=name)
