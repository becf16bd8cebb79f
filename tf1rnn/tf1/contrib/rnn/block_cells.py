"""LSTMBlockCell and the GRU block cells: one fused kernel of TensorFlow's for a whole step."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LayerRNNCell, LSTMStateTuple


class LSTMBlockCell(LayerRNNCell):
    """BasicLSTMCell as one kernel, tf.raw_ops.LSTMBlockCell.

    The output is h `[batch_size, num_units]`, the state LSTMStateTuple(c, h). c is clipped to
    ±`cell_clip` if that is given. With `use_peephole` the gates see c, too.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        dtype=None,
        reuse=None,
        name: str = "lstm_cell",
    ):
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self.input_spec = tf.layers.InputSpec(ndim=2)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = cell_clip
        self._use_peephole = use_peephole

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        add_lstm_block_weights(self, inputs_shape, self._num_units, self._use_peephole)
        self.built = True

    def call(self, inputs, state):
        if not (tf.nest.is_nested(state) and len(state) == 2):
            raise ValueError("Expecting state to be a tuple with length 2.")
        if self._use_peephole:
            wci, wcf, wco = self._w_i_diag, self._w_f_diag, self._w_o_diag
        else:
            wci = wcf = wco = tf.zeros([self._num_units], inputs.dtype)
        c, h = state
        step = tf.raw_ops.LSTMBlockCell(
            x=inputs,
            cs_prev=c,
            h_prev=h,
            w=self._kernel,
            wci=wci,
            wcf=wcf,
            wco=wco,
            b=self._bias,
            forget_bias=self._forget_bias,
            cell_clip=-1 if self._cell_clip is None else self._cell_clip,
            use_peephole=self._use_peephole,
        )
        return step.h, LSTMStateTuple(step.cs, step.h)


def add_lstm_block_weights(layer, inputs_shape, num_units, use_peephole) -> None:
    """Give `layer` the variables of the LSTM kernels: kernel, bias and the peepholes' w_*_diag."""
    n_inputs = tf.dimension_value(tf.TensorShape(inputs_shape)[-1])
    if n_inputs is None:
        raise ValueError(f"Expecting inputs_shape[-1] to be set: {inputs_shape}")
    layer._kernel = layer.add_weight("kernel", [n_inputs + num_units, 4 * num_units])
    layer._bias = layer.add_weight(
        "bias", [4 * num_units], initializer=tf.constant_initializer(0.0)
    )
    if use_peephole:
        layer._w_i_diag = layer.add_weight("w_i_diag", [num_units])
        layer._w_f_diag = layer.add_weight("w_f_diag", [num_units])
        layer._w_o_diag = layer.add_weight("w_o_diag", [num_units])


class GRUBlockCell(LayerRNNCell):
    """GRUCell as one kernel, tf.raw_ops.GRUBlockCell, with the variables w_ru, b_ru, w_c and b_c.

    The output is the next state: `[batch_size, num_units]`. `cell_size` is a deprecated name of
    `num_units`. Raises ValueError unless exactly one of the two is given.
    """

    _VARIABLES = ("w_ru", "b_ru", "w_c", "b_c")

    def __init__(
        self,
        num_units: int | None = None,
        cell_size: int | None = None,
        reuse=None,
        name: str = "gru_cell",
    ):
        super().__init__(_reuse=reuse, name=name)
        if (num_units is None) == (cell_size is None):
            raise ValueError("Exactly one of num_units or cell_size must be provided.")
        self.input_spec = tf.layers.InputSpec(ndim=2)
        self._num_units = num_units if num_units is not None else cell_size

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        n_inputs = tf.dimension_value(tf.TensorShape(inputs_shape)[-1])
        if n_inputs is None:
            raise ValueError("Expecting input_size to be set.")
        n, depth = self._num_units, n_inputs + self._num_units
        w_ru, b_ru, w_c, b_c = self._VARIABLES
        self._w_ru = self.add_weight(w_ru, [depth, 2 * n])
        self._b_ru = self.add_weight(b_ru, [2 * n], initializer=tf.constant_initializer(1.0))
        self._w_c = self.add_weight(w_c, [depth, n])
        self._b_c = self.add_weight(b_c, [n], initializer=tf.constant_initializer(0.0))
        self.built = True

    def call(self, inputs, state):
        step = tf.raw_ops.GRUBlockCell(
            x=inputs, h_prev=state, w_ru=self._w_ru, w_c=self._w_c, b_ru=self._b_ru, b_c=self._b_c
        )
        return step.h, step.h


class GRUBlockCellV2(GRUBlockCell):
    """GRUBlockCell with the variables of GRUCell, so that either reads the other's checkpoints."""

    _VARIABLES = ("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias")
