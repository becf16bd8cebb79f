"""GridLSTMCell and BidirectionalGridLSTMCell: LSTMs over time and over frequency."""

import collections
from collections.abc import Callable, Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import RNNCell, known_depth
from tf1rnn.tf1.contrib.rnn.linear import joined_variable

# One direction's variables: kernel and bias, and its peepholes, each pair by (frequency, time).
_Weights = collections.namedtuple("_Weights", "kernel bias input_diags forget_diags output_diags")


class GridLSTMCell(RNNCell):
    """The grid LSTM of Kalchbrenner et al. 2015, arXiv:1507.01526, for frames of speech.

    A window of `feature_size` inputs moves over the frame by `frequency_skip`. At each place, two
    LSTMs take the window, h of the same place in the last frame and h of the place before in this
    frame: one passes its state on in time, the other in frequency. The places form blocks, each
    with weights of its own: `num_frequency_blocks` says how many places a block has, and
    `start_freqindex_list` and `end_freqindex_list` which inputs it covers (one block: all of them).

    The output is both h of every place, `[batch_size, n_places * 2 * num_units]`; the state c and h
    in time of every place: a `state_tuple_type`, or `[batch_size, n_places * 2 * num_units]` if
    `state_is_tuple` is False. `initializer` has no effect, as in TensorFlow 1.15.

    Raises ValueError without `num_frequency_blocks`, or if it does not fit the inputs.
    """

    _PREFIXES = ("",)

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        share_time_frequency_weights: bool = False,
        cell_clip: float | None = None,
        initializer: Callable | None = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int | None = None,
        num_frequency_blocks: Sequence[int] | None = None,
        start_freqindex_list: Sequence[int] | None = None,
        end_freqindex_list: Sequence[int] | None = None,
        couple_input_forget_gates: bool = False,
        state_is_tuple: bool = True,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        if num_frequency_blocks is None:
            raise ValueError("Must specify num_frequency_blocks")
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._shares_weights = share_time_frequency_weights
        self._cell_clip = cell_clip
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip
        self._n_places = list(num_frequency_blocks)
        self._starts = start_freqindex_list
        self._ends = end_freqindex_list
        self._couples_gates = couple_input_forget_gates
        self._state_is_tuple = state_is_tuple
        names = [
            f"{prefix}state_f{place:02d}_b{block:02d}_{part}"
            for prefix in self._PREFIXES
            for block, n_places in enumerate(self._n_places)
            for place in range(n_places)
            for part in ("c", "m")
        ]
        name = type(self).__name__.replace("Cell", "") + "StateTuple"
        self._state_tuple_type = collections.namedtuple(name, names) if state_is_tuple else None
        self._n_states = len(names)

    @property
    def state_tuple_type(self):
        return self._state_tuple_type

    @property
    def state_size(self):
        if self._state_is_tuple:
            return self._state_tuple_type(*[self._num_units] * self._n_states)
        return self._num_units * self._n_states

    @property
    def output_size(self):
        return self._num_units * self._n_states

    def call(self, inputs, state):
        batch_size = tf.dimension_value(inputs.shape[0]) or tf.shape(inputs)[0]
        outputs, new_states = self._grid(self._windows(inputs), state, batch_size)
        if self._state_is_tuple:
            return tf.concat(outputs, 1), self._state_tuple_type(*new_states)
        new_state = tf.concat(new_states, 1)
        return tf.concat(outputs, 1), new_state

    def _windows(self, inputs, offset=0) -> list:
        """For each block, the window at each place: `[batch_size, feature_size]`."""
        starts = self._starts or [0]
        ends = self._ends or [known_depth(inputs.shape)]
        if offset:
            padding = [[0, 0], [0, offset] if offset > 0 else [-offset, 0]]
            inputs = tf.pad(inputs, tf.constant(padding))
            offset = max(offset, 0)
        blocks = []
        for start, end, n_places in zip(starts, ends, self._n_places, strict=True):
            n_fitting = (end - start - self._feature_size) // self._frequency_skip + 1
            if n_fitting != n_places:
                raise ValueError(
                    f"Invalid num_frequency_blocks, requires {n_fitting} but gets {n_places}, "
                    "please check the input size and filter config are correct."
                )
            first = start + offset
            blocks.append(
                [
                    tf.slice(
                        inputs,
                        [0, first + place * self._frequency_skip],
                        [-1, self._feature_size],
                    )
                    for place in range(n_places)
                ]
            )
        return blocks

    def _grid(self, blocks, state, batch_size, first_state=0):
        """All h, in time and frequency by turns, and all c and h in time, of every place."""
        outputs, new_states, n = [], [], self._num_units
        dtype = blocks[0][0].dtype
        for block, windows in enumerate(blocks):
            weights_f, weights_t = self._weights(block, dtype)
            h_f, c_f = tf.zeros([batch_size, n], dtype), tf.zeros([batch_size, n], dtype)
            for window in windows:
                number = first_state + len(new_states)
                if self._state_is_tuple:
                    c_t, h_t = state[number], state[number + 1]
                else:
                    c_t = tf.slice(state, [0, number * n], [-1, n])
                    h_t = tf.slice(state, [0, (number + 1) * n], [-1, n])
                joined = tf.concat([window, h_t, h_f], 1)
                gates_f = gates_t = self._gates(joined, weights_f)
                if not self._shares_weights:
                    gates_t = self._gates(joined, weights_t)
                cs = c_f, c_t
                c_f = self._new_c(gates_f, weights_f, cs, c_f)
                c_t = self._new_c(gates_t, weights_t, cs, c_t)
                h_f = self._new_h(gates_f, weights_f, (c_f, c_t), c_f)
                h_t = self._new_h(gates_t, weights_t, (c_f, c_t), c_t)
                new_states += [c_t, h_t]
                outputs += [h_t, h_f]
        return outputs, new_states

    def _weights(self, block, dtype):
        """The block's variables in frequency and in time."""
        n, n_gates = self._num_units, 3 if self._couples_gates else 4
        shape = [self._feature_size + 2 * n, n_gates * n]
        directions = {"freq": "f"} if self._shares_weights else {"freq": "f", "time": "t"}
        matrices = [
            (
                joined_variable(f"W_{short}_{block}", shape, dtype, self._num_unit_shards),
                tf.get_variable(f"B_{short}_{block}", shape[1:], dtype, tf.zeros_initializer()),
            )
            for short in directions.values()
        ]
        weights = []
        for direction, matrix in zip(directions, matrices, strict=True):
            diags = {"F": None, "I": None, "O": None}
            for gate in diags:
                if self._use_peepholes and not (gate == "F" and self._couples_gates):
                    diags[gate] = [
                        tf.get_variable(f"W_{gate}_diag_{direction}{source}_{block}", [n], dtype)
                        for source in "ft"
                    ]
            weights.append(_Weights(*matrix, diags["I"], diags["F"], diags["O"]))
        return weights[0], weights[-1]

    def _gates(self, joined, weights) -> list:
        """The inputs of the gates: i, g, f and o, or i, g and o if i and f are coupled."""
        gate_inputs = tf.nn.bias_add(tf.matmul(joined, weights.kernel), weights.bias)
        return tf.split(gate_inputs, 3 if self._couples_gates else 4, axis=1)

    def _new_c(self, gates, weights, cs, c):
        i = tf.sigmoid(_peeped(gates[0], weights.input_diags, cs))
        if self._couples_gates:
            f = 1.0 - i
        else:
            f = tf.sigmoid(_peeped(gates[2] + self._forget_bias, weights.forget_diags, cs))
        new_c = f * c + i * tf.tanh(gates[1])
        if self._cell_clip is None:
            return new_c
        return tf.clip_by_value(new_c, -self._cell_clip, self._cell_clip)

    def _new_h(self, gates, weights, cs, c):
        return tf.sigmoid(_peeped(gates[-1], weights.output_diags, cs)) * tf.tanh(c)


def _peeped(gate, diags, cs):
    """The input of a gate that sees c in frequency and in time, if it has peepholes."""
    if diags is None:
        return gate
    return gate + diags[0] * cs[0] + diags[1] * cs[1]


class BidirectionalGridLSTMCell(GridLSTMCell):
    """A GridLSTMCell that goes over the frequencies in both directions, with weights for each.

    The output and the state are those of the forward direction, then of the backward direction,
    whose windows are moved by `backward_slice_offset`.
    """

    _PREFIXES = ("fwd_", "bwd_")

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        share_time_frequency_weights: bool = False,
        cell_clip: float | None = None,
        initializer: Callable | None = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int | None = None,
        num_frequency_blocks: Sequence[int] | None = None,
        start_freqindex_list: Sequence[int] | None = None,
        end_freqindex_list: Sequence[int] | None = None,
        couple_input_forget_gates: bool = False,
        backward_slice_offset: int = 0,
        reuse=None,
    ):
        super().__init__(
            num_units,
            use_peepholes,
            share_time_frequency_weights,
            cell_clip,
            initializer,
            num_unit_shards,
            forget_bias,
            feature_size,
            frequency_skip,
            num_frequency_blocks,
            start_freqindex_list,
            end_freqindex_list,
            couple_input_forget_gates,
            reuse=reuse,
        )
        self._backward_slice_offset = backward_slice_offset

    def call(self, inputs, state):
        batch_size = tf.dimension_value(inputs.shape[0]) or tf.shape(inputs)[0]
        forward = backward = self._windows(inputs)
        if self._backward_slice_offset:
            backward = self._windows(inputs, self._backward_slice_offset)
        with tf.variable_scope("fwd"):
            outputs, new_states = self._grid(forward, state, batch_size)
        with tf.variable_scope("bwd"):
            reversed_blocks = [windows[::-1] for windows in backward]
            more_outputs, more_states = self._grid(
                reversed_blocks, state, batch_size, first_state=len(new_states)
            )
        new_state = self._state_tuple_type(*new_states, *more_states)
        return tf.concat(outputs + more_outputs, 1), new_state
