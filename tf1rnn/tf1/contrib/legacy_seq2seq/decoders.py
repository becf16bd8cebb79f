"""Decoders unrolled over a list of steps: of inputs, or of tokens that are embedded."""

import contextlib
from collections.abc import Callable, Iterable, Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.legacy_seq2seq import parts


def rnn_decoder(
    decoder_inputs: Iterable,
    initial_state,
    cell,
    loop_function: Callable | None = None,
    scope=None,
):
    """Run the cell over the inputs, or feed each output back through `loop_function`.

    decoder_inputs: `[batch_size, n_inputs]` for each step; loop_function(output, i): the inputs of
    step i instead, from the second step on. Returns (outputs, final state).
    """
    with tf.variable_scope(scope or "rnn_decoder"):
        state = initial_state
        outputs = []
        previous = None
        for i, inputs in enumerate(decoder_inputs):
            if loop_function is not None and previous is not None:
                with tf.variable_scope("loop_function", reuse=True):
                    inputs = loop_function(previous, i)
            if i > 0:
                tf.get_variable_scope().reuse_variables()
            output, state = cell(inputs, state)
            outputs.append(output)
            if loop_function is not None:
                previous = output
    return outputs, state


def embedding_rnn_decoder(
    decoder_inputs: Sequence,
    initial_state,
    cell,
    num_symbols: int,
    embedding_size: int,
    output_projection=None,
    feed_previous: bool = False,
    update_embedding_for_previous: bool = True,
    scope=None,
):
    """`rnn_decoder` over embedded tokens, int32 `[batch_size]` for each step.

    output_projection: (W `[output_size, num_symbols]`, B `[num_symbols]`) to make tokens from the
    outputs. feed_previous: from the second step on, feed the most likely token of the step before;
    update_embedding_for_previous: whether such tokens train the embedding.
    Returns (outputs, final state). Raises ValueError for an output_projection of another shape.
    """
    with tf.variable_scope(scope or "embedding_rnn_decoder") as scope:
        check_output_projection(output_projection, num_symbols, scope.dtype)
        lookup = parts.of(cell).lookup
        embedding = parts.of(cell).variable("embedding", [num_symbols, embedding_size])
        loop_function = None
        if feed_previous:
            loop_function = feed_most_likely(
                embedding, output_projection, update_embedding_for_previous, lookup
            )
        # Looked up step by step, inside the decoder, as TensorFlow 1 did.
        embedded = (lookup(embedding, tokens) for tokens in decoder_inputs)
        return rnn_decoder(embedded, initial_state, cell, loop_function=loop_function)


def feed_most_likely(
    embedding,
    output_projection=None,
    update_embedding: bool = True,
    lookup: Callable = tf.nn.embedding_lookup,
) -> Callable:
    """A loop_function: the embedding of an output's most likely token, by `lookup`."""

    def embed_most_likely(previous, _):
        if output_projection is not None:
            previous = tf.nn.xw_plus_b(previous, output_projection[0], output_projection[1])
        embedded = lookup(embedding, tf.argmax(previous, 1))
        return embedded if update_embedding else tf.stop_gradient(embedded)

    return embed_most_likely


def check_output_projection(output_projection, num_symbols: int, dtype) -> None:
    """Raise ValueError unless it is None or (W `[any, num_symbols]`, B `[num_symbols]`)."""
    if output_projection is not None:
        _check_shape("W", output_projection[0], [None, num_symbols], dtype)
        check_biases(output_projection, num_symbols, dtype)


def check_biases(output_projection, num_symbols: int, dtype=tf.float32) -> None:
    """Raise ValueError unless it is None or its B has shape `[num_symbols]`."""
    if output_projection is not None:
        _check_shape("B", output_projection[1], [num_symbols], dtype)


def _check_shape(name, value, shape, dtype):
    actual = tf.convert_to_tensor(value, dtype=dtype).get_shape()
    if not actual.is_compatible_with(shape):
        raise ValueError(f"output_projection: {name} must have shape {shape}, but has {actual}")


def decode(decoder: Callable, feed_previous, some_state: Callable):
    """`decoder(feed_previous)`; a Boolean tensor chooses at run time.

    Returns (outputs, final state), the state in the structure that `some_state()` gives.
    """
    if isinstance(feed_previous, bool):
        return decoder(feed_previous)

    n_outputs = None

    def flat(fed):
        nonlocal n_outputs
        with _reusing_variables(not fed):
            outputs, state = decoder(fed)
        n_outputs = len(outputs)
        return [*outputs, *tf.nest.flatten(state)]

    values = tf.cond(feed_previous, lambda: flat(True), lambda: flat(False))
    return values[:n_outputs], tf.nest.pack_sequence_as(some_state(), values[n_outputs:])


def _reusing_variables(reuse: bool) -> contextlib.AbstractContextManager:
    return tf.variable_scope(tf.get_variable_scope(), reuse=True if reuse else None)
