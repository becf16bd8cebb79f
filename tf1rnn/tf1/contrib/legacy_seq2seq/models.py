"""Sequence to sequence models over lists of steps: an encoder, and a decoder from its last state.

Source: Sutskever et al. 2014, "Sequence to Sequence Learning with Neural Networks". In all of them
`cell` is the encoder's and the decoder's kind of cell; encoder inputs and decoder inputs are lists
with one tensor for each step, tokens as int32 `[batch_size]`; `feed_previous`, a bool or a Boolean
scalar tensor, feeds the decoder its own most likely tokens instead of its inputs after the first.
Each returns (outputs, final state of the decoder).
"""

from collections.abc import Callable, Mapping, Sequence

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.legacy_seq2seq import parts
from tf1rnn.tf1.contrib.legacy_seq2seq.attention import embedding_attention_decoder
from tf1rnn.tf1.contrib.legacy_seq2seq.decoders import (
    check_output_projection,
    decode,
    embedding_rnn_decoder,
    feed_most_likely,
    rnn_decoder,
)
from tf1rnn.tf1.contrib.rnn.base import assert_like_rnncell
from tf1rnn.tf1.contrib.seq2seq.memory import dimension


def basic_rnn_seq2seq(
    encoder_inputs: Sequence, decoder_inputs: Sequence, cell, dtype=tf.float32, scope=None
):
    """Encoder and decoder with two equal cells, over inputs `[batch_size, n_inputs]`.

    The decoder is always fed `decoder_inputs`. Outputs are `[batch_size, output_size]`.
    """
    with tf.variable_scope(scope or "basic_rnn_seq2seq"):
        encoder_cell = parts.of(cell).another(cell)
        _, encoder_state = parts.of(cell).unroll(encoder_cell, encoder_inputs, dtype)
        return rnn_decoder(decoder_inputs, encoder_state, cell)


def tied_rnn_seq2seq(
    encoder_inputs: Sequence,
    decoder_inputs: Sequence,
    cell,
    loop_function: Callable | None = None,
    dtype=tf.float32,
    scope=None,
):
    """Encoder and decoder with one cell, over inputs `[batch_size, n_inputs]`.

    loop_function: as `rnn_decoder`. Outputs are `[batch_size, output_size]`.
    """
    with tf.variable_scope("combined_tied_rnn_seq2seq"):
        scope = scope or "tied_rnn_seq2seq"
        _, state = parts.of(cell).unroll(cell, encoder_inputs, dtype, scope)
        tf.get_variable_scope().reuse_variables()
        return rnn_decoder(decoder_inputs, state, cell, loop_function=loop_function, scope=scope)


def embedding_rnn_seq2seq(
    encoder_inputs: Sequence,
    decoder_inputs: Sequence,
    cell,
    num_encoder_symbols: int,
    num_decoder_symbols: int,
    embedding_size: int,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """Encoder and decoder over tokens, each with an embedding and a cell of its own.

    Outputs are `[batch_size, num_decoder_symbols]`; with an output_projection, see
    `embedding_rnn_decoder`, they are the cell's, not projected yet.
    """
    with tf.variable_scope(scope or "embedding_rnn_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        _, encoder_state = _encode(
            encoder_inputs,
            parts.of(cell).another(cell),
            num_encoder_symbols,
            embedding_size,
            dtype,
        )
        if output_projection is None:
            cell = parts.of(cell).project(cell, num_decoder_symbols)

        def decoder(fed):
            return embedding_rnn_decoder(
                decoder_inputs,
                encoder_state,
                cell,
                num_decoder_symbols,
                embedding_size,
                output_projection=output_projection,
                feed_previous=fed,
                update_embedding_for_previous=isinstance(feed_previous, bool),
            )

        return decode(decoder, feed_previous, lambda: encoder_state)


def embedding_tied_rnn_seq2seq(
    encoder_inputs: Sequence,
    decoder_inputs: Sequence,
    cell,
    num_symbols: int,
    embedding_size: int,
    num_decoder_symbols: int | None = None,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """Encoder and decoder over tokens, with one embedding and one cell.

    Outputs are `[batch_size, num_decoder_symbols]`, `num_symbols` if left out; with an
    output_projection they are the cell's, not projected yet.
    Raises ValueError for an output_projection of another shape.
    """
    with tf.variable_scope(scope or "embedding_tied_rnn_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        check_output_projection(output_projection, num_symbols, dtype)
        lookup = parts.of(cell).lookup
        embedding = parts.of(cell).variable("embedding", [num_symbols, embedding_size], dtype)
        encoded = [lookup(embedding, tokens) for tokens in encoder_inputs]
        decoded = [lookup(embedding, tokens) for tokens in decoder_inputs]
        if output_projection is None:
            n_outputs = num_symbols if num_decoder_symbols is None else num_decoder_symbols
            cell = parts.of(cell).project(cell, n_outputs)

        def decoder(fed):
            update_embedding = isinstance(feed_previous, bool)
            loop_function = None
            if fed:
                loop_function = feed_most_likely(
                    embedding, output_projection, update_embedding, lookup
                )
            return tied_rnn_seq2seq(
                encoded, decoded, cell, loop_function=loop_function, dtype=dtype
            )

        return decode(
            decoder,
            feed_previous,
            lambda: cell.zero_state(dimension(encoder_inputs[0], 0), dtype),
        )


def embedding_attention_seq2seq(
    encoder_inputs: Sequence,
    decoder_inputs: Sequence,
    cell,
    num_encoder_symbols: int,
    num_decoder_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
    initial_state_attention: bool = False,
):
    """As `embedding_rnn_seq2seq`, with a decoder that attends to all the encoder's outputs.

    num_heads, initial_state_attention: as `attention_decoder`.
    """
    with tf.variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as scope:
        dtype = scope.dtype
        encoder_outputs, encoder_state = _encode(
            encoder_inputs,
            parts.of(cell).another(cell),
            num_encoder_symbols,
            embedding_size,
            dtype,
        )
        top_states = [tf.reshape(output, [-1, 1, cell.output_size]) for output in encoder_outputs]
        attention_states = tf.concat(top_states, 1)
        output_size = None
        if output_projection is None:
            cell = parts.of(cell).project(cell, num_decoder_symbols)
            output_size = num_decoder_symbols

        def decoder(fed):
            return embedding_attention_decoder(
                decoder_inputs,
                encoder_state,
                attention_states,
                cell,
                num_decoder_symbols,
                embedding_size,
                num_heads=num_heads,
                output_size=output_size,
                output_projection=output_projection,
                feed_previous=fed,
                update_embedding_for_previous=isinstance(feed_previous, bool),
                initial_state_attention=initial_state_attention,
            )

        return decode(decoder, feed_previous, lambda: encoder_state)


def one2many_rnn_seq2seq(
    encoder_inputs: Sequence,
    decoder_inputs_dict: Mapping[str, Sequence],
    enc_cell,
    dec_cells_dict: Mapping,
    num_encoder_symbols: int,
    num_decoder_symbols_dict: Mapping[str, int],
    embedding_size: int,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """One encoder and several decoders by name, each with an embedding and a cell of its own.

    Returns two dictionaries from the decoders' names: to lists of outputs
    `[batch_size, num_decoder_symbols]`, and to final states.
    Source: Luong et al. 2015, "Multi-task Sequence to Sequence Learning".
    Raises TypeError for a cell of another kind, ValueError unless there is a cell for each decoder.
    """
    assert_like_rnncell("enc_cell", enc_cell)
    if set(dec_cells_dict) != set(decoder_inputs_dict):
        raise ValueError(
            "one2many_rnn_seq2seq: dec_cells_dict and decoder_inputs_dict must have the same "
            f"names, but have {sorted(dec_cells_dict)} and {sorted(decoder_inputs_dict)}"
        )
    for name, cell in dec_cells_dict.items():
        assert_like_rnncell(f"dec_cells_dict[{name!r}]", cell)

    with tf.variable_scope(scope or "one2many_rnn_seq2seq", dtype=dtype) as scope:
        _, encoder_state = _encode(
            encoder_inputs, enc_cell, num_encoder_symbols, embedding_size, scope.dtype
        )
        outputs_dict, state_dict = {}, {}
        for name, decoder_inputs in decoder_inputs_dict.items():
            n_symbols = num_decoder_symbols_dict[name]
            with tf.variable_scope("one2many_decoder_" + name):
                cell = parts.of(dec_cells_dict[name]).project(dec_cells_dict[name], n_symbols)
                decoder = _one_of_many(
                    decoder_inputs, encoder_state, cell, n_symbols, embedding_size
                )
                outputs_dict[name], state_dict[name] = decode(
                    decoder, feed_previous, lambda: encoder_state
                )
    return outputs_dict, state_dict


def _one_of_many(decoder_inputs, encoder_state, cell, n_symbols, embedding_size):
    def decoder(fed):
        return embedding_rnn_decoder(
            decoder_inputs, encoder_state, cell, n_symbols, embedding_size, feed_previous=fed
        )

    return decoder


def _encode(encoder_inputs, cell, n_symbols, embedding_size, dtype):
    embedding_cell = parts.of(cell).embed(cell, n_symbols, embedding_size)
    return parts.of(cell).unroll(embedding_cell, encoder_inputs, dtype)
