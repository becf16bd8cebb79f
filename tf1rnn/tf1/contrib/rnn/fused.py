"""Fused RNNs, which take a whole sequence at once: LSTMBlockFusedCell, and wrappers for fused RNNs.

Called with inputs `[time_len, batch_size, n_inputs]` they give all outputs and the final state.
"""

import abc

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple
from tf1rnn.tf1.contrib.rnn.block_cells import add_lstm_block_weights
from tf1rnn.tf1.start.loading import compat


class FusedRNNCell(abc.ABC):
    """The base of fused RNNs: a function from a sequence to (outputs, final state)."""

    @abc.abstractmethod
    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        """Inputs `[time_len, batch_size, n_inputs]`, or a list of `[batch_size, n_inputs]`."""


class FusedRNNCellAdaptor(FusedRNNCell):
    """Any RNNCell as a fused RNN, unrolled by dynamic_rnn if `use_dynamic_rnn`, or static_rnn.

    The outputs are a list if the inputs are one, and a tensor otherwise.
    """

    def __init__(self, cell, use_dynamic_rnn: bool = False):
        self._cell = cell
        self._use_dynamic_rnn = use_dynamic_rnn

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        options = {
            "sequence_length": sequence_length,
            "initial_state": initial_state,
            "dtype": dtype,
            "scope": scope,
        }
        is_list = isinstance(inputs, list)
        if self._use_dynamic_rnn:
            inputs = tf.stack(inputs) if is_list else inputs
            outputs, state = tf.nn.dynamic_rnn(self._cell, inputs, time_major=True, **options)
            return tf.unstack(outputs) if is_list else outputs, state
        inputs = inputs if is_list else tf.unstack(inputs)
        outputs, state = tf.nn.static_rnn(self._cell, inputs, **options)
        return outputs if is_list else tf.stack(outputs), state


class TimeReversedFusedRNN(FusedRNNCell):
    """A fused RNN run from the last step to the first, as a bidirectional RNN needs it.

    With `sequence_length`, `[batch_size]`, each instance of a tensor is reversed within its own
    length; a list of steps is always reversed as a whole, as in TensorFlow 1.15.
    """

    def __init__(self, cell):
        self._cell = cell

    def __call__(self, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
        outputs, state = self._cell(
            _reversed(inputs, sequence_length),
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
        return _reversed(outputs, sequence_length), state


def _reversed(values, sequence_length):
    if isinstance(values, list):
        return values[::-1]
    if sequence_length is None:
        return tf.reverse(values, [0])
    return tf.reverse_sequence(values, sequence_length, seq_axis=0, batch_axis=1)


class LSTMBlockWrapper(compat.layers.Layer):
    """The base of fused LSTMs: state, sequence lengths and shapes around `_call_cell`."""

    @property
    @abc.abstractmethod
    def num_units(self):
        """The size of c and h."""

    @abc.abstractmethod
    def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
        """All c and all h, `[time_len, batch_size, num_units]` each."""

    def call(self, inputs, initial_state=None, dtype=None, sequence_length=None):
        """Outputs `[time_len, batch_size, num_units]` and the final LSTMStateTuple.

        The initial state is a pair (c, h), or zeros of `dtype`. Steps past an instance's
        `sequence_length`, `[batch_size]`, give zeros and leave the state unchanged. Raises
        ValueError without both state and type, and for a state that is not a pair.
        """
        batch_size = tf.dimension_value(inputs.shape[1]) or tf.shape(inputs)[1]
        time_len = tf.dimension_value(inputs.shape[0]) or tf.shape(inputs)[0]
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            zeros = tf.zeros(tf.stack([batch_size, self.num_units]), dtype)
            initial_state = zeros, zeros
        elif not (tf.nest.is_nested(initial_state) and len(initial_state) == 2):
            raise ValueError("Expecting initial_state to be a tuple with length 2 or None")
        c, h = initial_state
        dtype = dtype or h.dtype
        if sequence_length is not None:
            sequence_length = tf.convert_to_tensor(sequence_length)
        cell_states, outputs = self._call_cell(inputs, c, h, dtype, sequence_length)
        if sequence_length is None:
            return outputs, LSTMStateTuple(cell_states[-1], outputs[-1])
        mask = tf.transpose(tf.sequence_mask(sequence_length, time_len, dtype), [1, 0])
        outputs = outputs * tf.tile(tf.expand_dims(mask, [-1]), [1, 1, self.num_units])
        every_c = tf.concat([tf.expand_dims(c, [0]), cell_states], 0)
        every_h = tf.concat([tf.expand_dims(h, [0]), outputs], 0)
        final = (
            tf.gather_nd(values, tf.stack([sequence_length, tf.range(batch_size)], axis=1))
            for values in (every_c, every_h)
        )
        return outputs, LSTMStateTuple(*final)


class LSTMBlockFusedCell(LSTMBlockWrapper):
    """An LSTM over a whole sequence as one kernel, tf.raw_ops.BlockLSTM.

    c is clipped to ±`cell_clip` if that is given. With `use_peephole` the gates see c, too.
    """

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        reuse=None,
        dtype=None,
        name: str = "lstm_fused_cell",
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self.input_spec = tf.layers.InputSpec(ndim=3)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = cell_clip
        self._use_peephole = use_peephole

    @property
    def num_units(self):
        return self._num_units

    def build(self, input_shape):
        add_lstm_block_weights(self, input_shape, self._num_units, self._use_peephole)
        self.built = True

    def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
        time_len = tf.dimension_value(inputs.shape[0]) or tf.shape(inputs)[0]
        if self._use_peephole:
            wci, wcf, wco = self._w_i_diag, self._w_f_diag, self._w_o_diag
        else:
            wci = wcf = wco = tf.zeros([self._num_units], dtype)
        longest = time_len if sequence_length is None else tf.reduce_max(sequence_length)
        sequence = tf.raw_ops.BlockLSTM(
            seq_len_max=tf.cast(longest, tf.int64),
            x=inputs,
            cs_prev=initial_cell_state,
            h_prev=initial_output,
            w=self._kernel,
            wci=wci,
            wcf=wcf,
            wco=wco,
            b=self._bias,
            forget_bias=self._forget_bias,
            cell_clip=-1 if self._cell_clip is None else self._cell_clip,
            use_peephole=self._use_peephole,
        )
        return sequence.cs, sequence.h
