"""Decoders that attend to a tensor of states, unrolled over a list of steps.

Source: Vinyals et al. 2014, "Grammar as a Foreign Language", after Bahdanau et al. 2014.
"""

from collections.abc import Callable, Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.legacy_seq2seq import parts
from tf1rnn.tf1.contrib.legacy_seq2seq.decoders import check_biases, feed_most_likely


def attention_decoder(
    decoder_inputs: Sequence,
    initial_state,
    attention_states,
    cell,
    output_size: int | None = None,
    num_heads: int = 1,
    loop_function: Callable | None = None,
    dtype=None,
    scope=None,
    initial_state_attention: bool = False,
):
    """Run the cell on inputs joined with the last attention, then attend with its new state.

        attention = softmax(v · tanh(W attention_states + U state)) over attention_states
        output = linear(cell's output, attention)

    decoder_inputs, loop_function: as `rnn_decoder`; attention_states: `[batch_size, attn_length,
    attn_size]`; output_size: the cell's if left out; num_heads: how many attentions;
    initial_state_attention: attend before the first step, instead of starting from zeros.
    Returns (outputs `[batch_size, output_size]`, final state).
    Raises ValueError without decoder_inputs, for num_heads below 1, and if attn_size or the depth
    of an input is not static.
    """
    if not decoder_inputs:
        raise ValueError("attention_decoder: decoder_inputs must have at least one step")
    if num_heads < 1:
        raise ValueError(f"attention_decoder: num_heads must be at least 1, not {num_heads}")
    if tf.dimension_value(attention_states.get_shape()[2]) is None:
        raise ValueError(
            "attention_decoder: attention_states must have a static last dimension, but has shape "
            f"{attention_states.get_shape()}"
        )
    output_size = output_size or cell.output_size

    with tf.variable_scope(scope or "attention_decoder", dtype=dtype) as scope:
        dtype = scope.dtype
        batch_size = tf.shape(decoder_inputs[0])[0]
        linear = parts.of(cell).linear
        heads = _Heads(attention_states, num_heads, dtype, parts.of(cell))
        state = initial_state
        attentions = heads.zeros(batch_size)
        if initial_state_attention:
            attentions = heads.attend(initial_state)
        outputs = []
        previous = None
        for i, inputs in enumerate(decoder_inputs):
            if i > 0:
                tf.get_variable_scope().reuse_variables()
            if loop_function is not None and previous is not None:
                with tf.variable_scope("loop_function", reuse=True):
                    inputs = loop_function(previous, i)
            input_size = tf.dimension_value(inputs.get_shape().with_rank(2)[1])
            if input_size is None:
                raise ValueError(
                    "attention_decoder: decoder_inputs must have a static depth, but have shape "
                    f"{inputs.get_shape()}"
                )
            inputs = linear([inputs, *attentions], input_size)
            cell_output, state = cell(inputs, state)
            if i == 0 and initial_state_attention:
                with tf.variable_scope(tf.get_variable_scope(), reuse=True):
                    attentions = heads.attend(state)
            else:
                attentions = heads.attend(state)
            with tf.variable_scope("AttnOutputProjection"):
                output = linear([cell_output, *attentions], output_size)
            if loop_function is not None:
                previous = output
            outputs.append(output)
    return outputs, state


class _Heads:
    """What each head uses at all steps: W attention_states, and v."""

    def __init__(self, attention_states, num_heads, dtype, of_cell):
        length = tf.dimension_value(attention_states.get_shape()[1])
        self._length = tf.shape(attention_states)[1] if length is None else length
        self._size = tf.dimension_value(attention_states.get_shape()[2])
        # As an image one pixel wide, whose 1x1 convolution is the product with W.
        self._hidden = tf.reshape(attention_states, [-1, self._length, 1, self._size])
        self._dtype = dtype
        self._linear = of_cell.linear
        self._features, self._v = [], []
        for head in range(num_heads):
            kernel = of_cell.variable(f"AttnW_{head}", [1, 1, self._size, self._size], dtype)
            self._features.append(tf.nn.conv2d(self._hidden, kernel, [1, 1, 1, 1], "SAME"))
            self._v.append(of_cell.variable(f"AttnV_{head}", [self._size], dtype))

    def zeros(self, batch_size):
        """Zeros, `[batch_size, attn_size]` for each head."""
        shape = tf.stack([batch_size, self._size])
        zeros = [tf.zeros(shape, dtype=self._dtype) for _ in self._v]
        for attention in zeros:
            attention.set_shape([None, self._size])
        return zeros

    def attend(self, state):
        """What each head reads with this state, `[batch_size, attn_size]`."""
        query = state
        if tf.nest.is_nested(state):
            query = tf.concat(tf.nest.flatten(state), 1)
        return [self._read(head, query) for head in range(len(self._v))]

    def _read(self, head, query):
        with tf.variable_scope(f"Attention_{head}"):
            query = tf.reshape(self._linear(query, self._size), [-1, 1, 1, self._size])
            tanh = tf.tanh(self._features[head] + query)
            weights = tf.nn.softmax(tf.reduce_sum(self._v[head] * tanh, [2, 3]))
            weights = tf.reshape(weights, [-1, self._length, 1, 1])
            read = tf.reduce_sum(weights * self._hidden, [1, 2])
            return tf.reshape(read, [-1, self._size])


def embedding_attention_decoder(
    decoder_inputs: Sequence,
    initial_state,
    attention_states,
    cell,
    num_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_size: int | None = None,
    output_projection=None,
    feed_previous: bool = False,
    update_embedding_for_previous: bool = True,
    dtype=None,
    scope=None,
    initial_state_attention: bool = False,
):
    """`attention_decoder` over embedded tokens; arguments as there and `embedding_rnn_decoder`.

    Raises ValueError for an output_projection of another shape.
    """
    if output_size is None:
        output_size = cell.output_size
    check_biases(output_projection, num_symbols)
    with tf.variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        lookup = parts.of(cell).lookup
        embedding = parts.of(cell).variable("embedding", [num_symbols, embedding_size])
        loop_function = None
        if feed_previous:
            loop_function = feed_most_likely(
                embedding, output_projection, update_embedding_for_previous, lookup
            )
        embedded = [lookup(embedding, tokens) for tokens in decoder_inputs]
        return attention_decoder(
            embedded,
            initial_state,
            attention_states,
            cell,
            output_size=output_size,
            num_heads=num_heads,
            loop_function=loop_function,
            initial_state_attention=initial_state_attention,
        )
