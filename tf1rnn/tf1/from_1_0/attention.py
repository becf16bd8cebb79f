"""Attention in tf.contrib.seq2seq of TensorFlow 1.0 (prepare_attention) and 1.1 (a wrapper)."""

import collections
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.rnn.base import LSTMStateTuple, RNNCell
from tf1rnn.tf1.from_1_0.decoders import Greedy

__all__ = [
    "DynamicAttentionWrapper",
    "DynamicAttentionWrapperState",
    "attention_decoder_fn_inference",
    "attention_decoder_fn_train",
    "prepare_attention",
]


def prepare_attention(
    attention_states, attention_option: str, num_units: int, reuse: bool = False
) -> tuple:
    """(keys, values, score function, function that makes attention) over an encoder's outputs.

    `attention_option` is "luong" (a product) or "bahdanau" (a sum). Raises ValueError for others,
    once scores are computed.
    """
    with tf.variable_scope("attention_keys", reuse=reuse) as scope:
        keys = tf.contrib.layers.linear(
            attention_states, num_units, biases_initializer=None, scope=scope
        )
    context_of = _context_function(num_units, attention_option, reuse)
    with tf.variable_scope("attention_construct", reuse=reuse) as construct_scope:
        pass

    def construct(query, keys, values):
        """The attention, [batch_size, num_units], of the outputs of a cell."""
        both = tf.concat([query, context_of(query, keys, values)], 1)
        return tf.contrib.layers.linear(
            both, num_units, biases_initializer=None, scope=construct_scope
        )

    return keys, attention_states, context_of, construct


def _context_function(num_units: int, option: str, reuse: bool) -> Callable:
    """The function of (query, keys, values) that gives the mean of values by their scores."""
    with tf.variable_scope("attention_score", reuse=reuse):
        if option == "bahdanau":
            query_weights = tf.get_variable("attnW", [num_units, num_units])
            score_weights = tf.get_variable("attnV", [num_units])

    def context_of(query, keys, values):
        if option == "bahdanau":
            query = tf.reshape(tf.matmul(query, query_weights), [-1, 1, num_units])
            scores = tf.reduce_sum(score_weights * tf.tanh(keys + query), [2])
        elif option == "luong":
            scores = tf.reduce_sum(keys * tf.reshape(query, [-1, 1, num_units]), [2])
        else:
            raise ValueError(f"Unknown attention option {option}!")
        alignments = tf.expand_dims(tf.nn.softmax(scores), 2)
        context = tf.reduce_sum(alignments * values, [1])
        context.set_shape([None, num_units])
        return context

    return context_of


def attention_decoder_fn_train(
    encoder_state,
    attention_keys,
    attention_values,
    attention_score_fn: Callable,
    attention_construct_fn: Callable,
    name: str | None = None,
) -> Callable:
    """A decoder function that adds the attention to the inputs, and outputs it."""

    def decoder_fn(time, cell_state, cell_input, cell_output, context):
        with tf.name_scope(name, "attention_decoder_fn_train"):
            if cell_state is None:
                cell_state, attention = encoder_state, _no_attention(encoder_state)
            else:
                attention = attention_construct_fn(cell_output, attention_keys, attention_values)
                cell_output = attention
            following = tf.concat([cell_input, attention], 1)
            return None, cell_state, following, cell_output, context

    return decoder_fn


def attention_decoder_fn_inference(
    output_fn: Callable | None,
    encoder_state,
    attention_keys,
    attention_values,
    attention_score_fn: Callable,
    attention_construct_fn: Callable,
    embeddings,
    start_of_sequence_id,
    end_of_sequence_id,
    maximum_length,
    num_decoder_symbols,
    dtype=tf.int32,
    name: str | None = None,
) -> Callable:
    """A decoder function whose inputs are the likeliest symbols so far, with the attention."""
    name = name or "attention_decoder_fn_inference"
    greedy = Greedy(
        output_fn, encoder_state, start_of_sequence_id, end_of_sequence_id,
        maximum_length, num_decoder_symbols, dtype, name,
    )  # fmt: skip

    def decoder_fn(time, cell_state, cell_input, cell_output, context):
        with tf.name_scope(name):
            if cell_input is not None:
                raise ValueError(f"Expected cell_input to be None, but saw: {cell_input}")
            if cell_output is None:
                cell_state, cell_output, symbols, done = greedy.beginning()
                attention = _no_attention(encoder_state)
            else:
                attention = attention_construct_fn(cell_output, attention_keys, attention_values)
                cell_output, symbols, done = greedy.step(attention)
            following = tf.concat([tf.gather(embeddings, symbols), attention], 1)
            return greedy.up_to(time, done), cell_state, following, cell_output, context

    return decoder_fn


def _no_attention(encoder_state):
    """Zeros, of the size of the top layer's output."""
    top = encoder_state[-1] if isinstance(encoder_state, tuple) else encoder_state
    return tf.zeros_like(top.h if isinstance(top, LSTMStateTuple) else top)


DynamicAttentionWrapperState = collections.namedtuple(
    "DynamicAttentionWrapperState", "cell_state attention"
)


class DynamicAttentionWrapper(RNNCell):
    """A cell whose inputs and outputs are joined with its attention: AttentionWrapper as of 1.1.

    The output is the attention, `[batch_size, attention_size]`, or that of `cell` if
    `output_attention` is False. Raises TypeError for what is no cell or no attention mechanism.
    """

    def __init__(
        self,
        cell,
        attention_mechanism,
        attention_size: int,
        cell_input_fn: Callable | None = None,
        probability_fn: Callable | None = None,
        output_attention: bool = True,
        name: str | None = None,
    ):
        super().__init__(name=name)
        if not isinstance(cell, tf.nn.rnn_cell.RNNCell):
            raise TypeError(f"cell must be an RNNCell, saw type: {type(cell).__name__}")
        if not isinstance(attention_mechanism, tf.contrib.seq2seq.AttentionMechanism):
            kind = type(attention_mechanism).__name__
            raise TypeError(f"attention_mechanism must be a AttentionMechanism, saw type: {kind}")
        self._cell, self._mechanism = cell, attention_mechanism
        if probability_fn is not None:
            attention_mechanism._probability_fn = lambda score, _: probability_fn(score)
        self._attention_size = attention_size
        self._attention_layer = tf.layers.Dense(attention_size, use_bias=False)
        self._cell_input_fn = cell_input_fn or (
            lambda inputs, attention: tf.concat([inputs, attention], -1)
        )
        self._output_attention = output_attention

    @property
    def output_size(self):
        return self._attention_size if self._output_attention else self._cell.output_size

    @property
    def state_size(self):
        return DynamicAttentionWrapperState(self._cell.state_size, self._attention_size)

    def zero_state(self, batch_size, dtype):
        """A state of zeros, without attention."""
        with tf.name_scope(f"{type(self).__name__}ZeroState", values=[batch_size]):
            attention = tf.zeros([batch_size, self._attention_size], dtype)
            return DynamicAttentionWrapperState(self._cell.zero_state(batch_size, dtype), attention)

    def call(self, inputs, state):
        """A step of the cell, and the attention that follows from its output."""
        inputs = self._cell_input_fn(inputs, state.attention)
        output, cell_state = self._cell(inputs, state.cell_state)
        alignments, _ = self._mechanism(output, state=None)
        context = tf.squeeze(tf.matmul(tf.expand_dims(alignments, 1), self._mechanism.values), [1])
        attention = self._attention_layer(tf.concat([output, context], 1))
        following = DynamicAttentionWrapperState(cell_state, attention)
        return attention if self._output_attention else output, following
