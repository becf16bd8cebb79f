"""AttentionWrapper: a cell that reads, at each step, the memory entries that it attends to."""

import collections
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.framework.shapes import with_same_shape
from tf1rnn.tf1.contrib.rnn.base import RNNCell, assert_like_rnncell
from tf1rnn.tf1.contrib.seq2seq.decoder import zeros
from tf1rnn.tf1.contrib.seq2seq.memory import AttentionMechanism, dimension

TILE_HINT = (
    "for a BeamSearchDecoder, tile memory, memory_sequence_length and the encoder's state with "
    "tf.contrib.seq2seq.tile_batch, and give zero_state batch_size * beam_width"
)


class AttentionWrapperState(
    collections.namedtuple(
        "AttentionWrapperState",
        ["cell_state", "attention", "time", "alignments", "alignment_history", "attention_state"],
    )
):
    """What an AttentionWrapper passes from step to step.

    cell_state: the wrapped cell's; attention: `[batch_size, attention_size]`; time: int32 scalar;
    alignments: `[batch_size, max_time]`; alignment_history: a TensorArray of all steps'
    alignments, or (); attention_state: the mechanism's. The last three are tuples if a list of
    mechanisms was given.
    """

    def clone(self, **kwargs) -> "AttentionWrapperState":
        """A copy with some fields replaced, by values of the same structure and shape.

        `zero_state(...).clone(cell_state=encoder_state)` starts a decoder from an encoder's state.
        Raises ValueError for another structure, shape or field.
        """

        def checked(old, new):
            both_tensors = tf.is_tensor(old) and tf.is_tensor(new)
            return with_same_shape(old, new) if both_tensors else new

        return tf.nest.map_structure(checked, self, self._replace(**kwargs))


class AttentionWrapper(RNNCell):
    """Runs `cell` on the inputs joined with the last attention, then attends with its output.

    attention_mechanism: one mechanism, or a list of them, whose attentions are joined.
    attention_layer_size: units of a layer without bias over [output, context]; attention_layer: a
    layer to use instead; without either, the context is the attention. For a list of mechanisms,
    give lists. alignment_history: store all steps' alignments in the state. cell_input_fn(inputs,
    attention): the cell's inputs, their concatenation if left out. output_attention: whether a step
    gives the attention (as Luong et al. 2015) or the cell's output (as Bahdanau et al. 2014).
    initial_cell_state: what zero_state starts from. attention_fn(mechanism, output, state, layer):
    (attention, alignments, next state), instead of the whole computation.
    Raises TypeError for a cell, mechanism or function of another kind, ValueError for sizes that do
    not fit the mechanisms.
    """

    def __init__(
        self,
        cell,
        attention_mechanism,
        attention_layer_size=None,
        alignment_history: bool = False,
        cell_input_fn: Callable | None = None,
        output_attention: bool = True,
        initial_cell_state=None,
        name: str | None = None,
        attention_layer=None,
        attention_fn: Callable | None = None,
        dtype=None,
    ):
        super().__init__(name=name, dtype=dtype)
        assert_like_rnncell("cell", cell)
        self._is_multi = isinstance(attention_mechanism, (list, tuple))
        self._attention_mechanisms = _mechanisms(attention_mechanism)
        if cell_input_fn is None:
            cell_input_fn = _join
        elif not callable(cell_input_fn):
            kind = type(cell_input_fn).__name__
            raise TypeError(f"AttentionWrapper: cell_input_fn must be callable, not {kind}")
        self._attention_layers = _layers(
            len(self._attention_mechanisms), attention_layer_size, attention_layer, dtype
        )
        self._attention_layer_size = sum(
            _attention_size(cell, mechanism, layer)
            for mechanism, layer in zip(
                self._attention_mechanisms, self._attention_layers, strict=True
            )
        )
        self._cell = cell
        self._cell_input_fn = cell_input_fn
        self._attention_fn = attention_fn or compute_attention
        self._output_attention = output_attention
        self._alignment_history = alignment_history
        with tf.name_scope(name, "AttentionWrapperInit"):
            self._initial_cell_state = None
            if initial_cell_state is not None:
                self._initial_cell_state = self._with_memory_batch(
                    initial_cell_state,
                    dimension(tf.nest.flatten(initial_cell_state)[-1], 0),
                    "initial_cell_state",
                    "check_initial_cell_state",
                )

    @property
    def output_size(self):
        return self._attention_layer_size if self._output_attention else self._cell.output_size

    @property
    def state_size(self):
        sizes = [mechanism.alignments_size for mechanism in self._attention_mechanisms]
        return AttentionWrapperState(
            cell_state=self._cell.state_size,
            attention=self._attention_layer_size,
            time=tf.TensorShape([]),
            alignments=self._item_or_tuple(sizes),
            alignment_history=self._item_or_tuple(
                size if self._alignment_history else () for size in sizes
            ),
            attention_state=self._item_or_tuple(
                mechanism.state_size for mechanism in self._attention_mechanisms
            ),
        )

    def zero_state(self, batch_size, dtype) -> AttentionWrapperState:
        """The state before the first step.

        Raises InvalidArgumentError, perhaps only at run time, if `batch_size` is not the memory's.
        """
        with tf.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            cell_state = self._initial_cell_state
            if cell_state is None:
                cell_state = self._cell.zero_state(batch_size, dtype)
            cell_state = self._with_memory_batch(
                cell_state, batch_size, "zero_state", "checked_cell_state"
            )
            alignments = [
                mechanism.initial_alignments(batch_size, dtype)
                for mechanism in self._attention_mechanisms
            ]
            time = tf.zeros([], dtype=tf.int32)
            attention = zeros(batch_size, [self._attention_layer_size], dtype)
            attention_state = [
                mechanism.initial_state(batch_size, dtype)
                for mechanism in self._attention_mechanisms
            ]
            history = [
                tf.TensorArray(dtype, size=0, dynamic_size=True, element_shape=alignment.shape)
                if self._alignment_history
                else ()
                for alignment in alignments
            ]
            return AttentionWrapperState(
                cell_state=cell_state,
                attention=attention,
                time=time,
                alignments=self._item_or_tuple(alignments),
                alignment_history=self._item_or_tuple(history),
                attention_state=self._item_or_tuple(attention_state),
            )

    def call(self, inputs, state):
        """One step: (attention or cell output `[batch_size, output_size]`, next state)."""
        if not isinstance(state, AttentionWrapperState):
            kind = type(state).__name__
            raise TypeError(
                f"AttentionWrapper: state must be an AttentionWrapperState, not {kind}; "
                "see zero_state and clone"
            )
        cell_inputs = self._cell_input_fn(inputs, state.attention)
        cell_output, next_cell_state = self._cell(cell_inputs, state.cell_state)
        cell_output = self._with_memory_batch(
            cell_output, dimension(cell_output, 0), "inputs", "checked_cell_output"
        )
        attentions, alignments, attention_states, history = [], [], [], []
        for mechanism, layer, attention_state, past in zip(
            self._attention_mechanisms,
            self._attention_layers,
            self._as_sequence(state.attention_state),
            self._as_sequence(state.alignment_history),
            strict=True,
        ):
            attention, alignment, next_attention_state = self._attention_fn(
                mechanism, cell_output, attention_state, layer
            )
            attentions.append(attention)
            alignments.append(alignment)
            attention_states.append(next_attention_state)
            history.append(past.write(state.time, alignment) if self._alignment_history else ())

        attention = tf.concat(attentions, 1)
        next_state = AttentionWrapperState(
            cell_state=next_cell_state,
            attention=attention,
            time=state.time + 1,
            alignments=self._item_or_tuple(alignments),
            alignment_history=self._item_or_tuple(history),
            attention_state=self._item_or_tuple(attention_states),
        )
        return (attention if self._output_attention else cell_output), next_state

    def _item_or_tuple(self, values):
        values = tuple(values)
        return values if self._is_multi else values[0]

    def _as_sequence(self, value):
        return value if self._is_multi else (value,)

    def _batch_size_checks(self, batch_size, error_message: str) -> list:
        """An assertion for each mechanism that `batch_size` is that of its memory."""
        return [
            tf.assert_equal(batch_size, mechanism.batch_size, message=error_message)
            for mechanism in self._attention_mechanisms
        ]

    def _with_memory_batch(self, values, batch_size, argument: str, name: str):
        """`values`, with an assertion that `batch_size` is that of each mechanism's memory."""
        message = (
            f"AttentionWrapper {self.name}: {argument} must have the memory's batch size; "
            + TILE_HINT
        )
        with tf.control_dependencies(self._batch_size_checks(batch_size, message)):
            return tf.nest.map_structure(lambda value: tf.identity(value, name=name), values)


def _join(inputs, attention):
    return tf.concat([inputs, attention], -1)


def compute_attention(attention_mechanism, cell_output, attention_state, attention_layer):
    """Steps 3 to 6 of the wrapper: alignments, the context they give, the attention layer."""
    alignments, next_state = attention_mechanism(cell_output, state=attention_state)
    weights = tf.expand_dims(alignments, 1)
    context = tf.squeeze(tf.matmul(weights, attention_mechanism.values), [1])
    if attention_layer is None:
        return context, alignments, next_state
    return attention_layer(tf.concat([cell_output, context], 1)), alignments, next_state


def _as_tuple(value):
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


def _mechanisms(attention_mechanism):
    mechanisms = _as_tuple(attention_mechanism)
    for mechanism in mechanisms:
        if not isinstance(mechanism, AttentionMechanism):
            kind = type(mechanism).__name__
            raise TypeError(
                "AttentionWrapper: attention_mechanism must be an AttentionMechanism or a list of "
                f"them, not {kind}"
            )
    return mechanisms


def _layers(n_mechanisms, attention_layer_size, attention_layer, dtype):
    """One layer, or None, for each mechanism."""
    if attention_layer_size is not None and attention_layer is not None:
        raise ValueError("AttentionWrapper: set attention_layer_size or attention_layer, not both")
    if attention_layer_size is not None:
        argument = "attention_layer_size"
        layers = tuple(
            tf.layers.Dense(size, name="attention_layer", use_bias=False, dtype=dtype)
            for size in _as_tuple(attention_layer_size)
        )
    elif attention_layer is not None:
        argument, layers = "attention_layer", _as_tuple(attention_layer)
    else:
        return (None,) * n_mechanisms
    if len(layers) != n_mechanisms:
        raise ValueError(
            f"AttentionWrapper: {argument} must have one entry for each attention_mechanism, but "
            f"has {len(layers)} for {n_mechanisms}"
        )
    return layers


def _attention_size(cell, mechanism, layer):
    context_size = tf.dimension_value(mechanism.values.shape[-1])
    if layer is None:
        return context_size
    joined = tf.TensorShape([None, cell.output_size + context_size])
    return tf.dimension_value(layer.compute_output_shape(joined)[-1])
