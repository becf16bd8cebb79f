"""Translation with attention: train, decode greedily and search, as tutorials write it."""

from .program import Program, descend, marker
from .seq2seq_data import (
    END,
    N_TOKENS,
    SOURCE,
    START,
    TARGET_INPUT,
    TARGET_LENGTH,
    Encoder,
    searched,
    target_loss,
)


def translation(tf):
    """Training, greedy decoding and beam search over the same variables."""
    s = tf.contrib.seq2seq
    encoder = Encoder(tf, tf.nn.rnn_cell.GRUCell(8))
    output_layer = tf.layers.Dense(N_TOKENS, name="output")
    batch_size = tf.size(encoder.length)

    def attention_cell(beam_width=1):
        memory, length = encoder.outputs, encoder.length
        if beam_width > 1:
            memory, length = s.tile_batch((memory, length), beam_width)
        cell = s.AttentionWrapper(
            tf.nn.rnn_cell.GRUCell(8),
            s.BahdanauAttention(8, memory, length),
            attention_layer_size=6,
        )
        return cell, cell.zero_state(batch_size * beam_width, tf.float32)

    with tf.variable_scope("decoder"):
        cell, states = attention_cell()
        inputs = tf.nn.embedding_lookup(encoder.embedding, TARGET_INPUT)
        helper = s.TrainingHelper(inputs, TARGET_LENGTH)
        states = states.clone(cell_state=encoder.states)
        decoder = s.BasicDecoder(cell, helper, states, output_layer)
        trained, _, _ = s.dynamic_decode(decoder, impute_finished=True)
    start_tokens = tf.fill([batch_size], START)
    with tf.variable_scope("decoder", reuse=True):
        cell, states = attention_cell()
        helper = s.GreedyEmbeddingHelper(encoder.embedding, start_tokens, END)
        states = states.clone(cell_state=encoder.states)
        decoder = s.BasicDecoder(cell, helper, states, output_layer)
        greedy, _, _ = s.dynamic_decode(decoder, maximum_iterations=6)
    with tf.variable_scope("decoder", reuse=True):
        cell, states = attention_cell(beam_width=3)
        states = states.clone(cell_state=s.tile_batch(encoder.states, 3))
        decoder = s.BeamSearchDecoder(
            cell, encoder.embedding, start_tokens, END, states, 3, output_layer, 1.0
        )
        _, fetches = searched(tf, decoder, maximum_iterations=6)
    fetches["greedy"] = [greedy.rnn_output, greedy.sample_id]
    train = descend(tf, target_loss(tf, trained.rnn_output), 0.5)
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed, train, 20)


def translation_in_one_cell(tf):
    """The widespread listing: an OutputProjectionWrapper around the attention cell."""
    source = tf.placeholder(tf.int32, [None, None])
    source_length = tf.reduce_sum(tf.to_int32(tf.not_equal(source, 0)), 1)
    target_input = tf.constant(TARGET_INPUT)
    embedded = tf.contrib.layers.embed_sequence(
        source, vocab_size=N_TOKENS, embed_dim=6, scope="embed"
    )
    embedded_target = tf.contrib.layers.embed_sequence(
        target_input, vocab_size=N_TOKENS, embed_dim=6, scope="embed", reuse=True
    )
    with tf.variable_scope("embed", reuse=True):
        embeddings = tf.get_variable("embeddings")
    encoder_outputs, _ = tf.nn.dynamic_rnn(
        tf.contrib.rnn.GRUCell(num_units=8), embedded, dtype=tf.float32
    )

    def decode(helper, scope, reuse=None):
        with tf.variable_scope(scope, reuse=reuse):
            attention_mechanism = tf.contrib.seq2seq.BahdanauAttention(
                num_units=8, memory=encoder_outputs, memory_sequence_length=source_length
            )
            cell = tf.contrib.rnn.GRUCell(num_units=8)
            attn_cell = tf.contrib.seq2seq.AttentionWrapper(
                cell, attention_mechanism, attention_layer_size=4
            )
            out_cell = tf.contrib.rnn.OutputProjectionWrapper(attn_cell, N_TOKENS, reuse=reuse)
            decoder = tf.contrib.seq2seq.BasicDecoder(
                cell=out_cell,
                helper=helper,
                initial_state=out_cell.zero_state(dtype=tf.float32, batch_size=3),
            )
            outputs = tf.contrib.seq2seq.dynamic_decode(
                decoder=decoder, impute_finished=True, maximum_iterations=5
            )
            return outputs[0]

    train_helper = tf.contrib.seq2seq.TrainingHelper(embedded_target, TARGET_LENGTH)
    pred_helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(
        embeddings, start_tokens=tf.fill([3], START), end_token=END
    )
    train_outputs = decode(train_helper, "decode")
    pred_outputs = decode(pred_helper, "decode", reuse=True)
    train = descend(tf, target_loss(tf, train_outputs.rnn_output), 0.5)
    fetches = {
        "train": train_outputs.rnn_output,
        "predictions": [pred_outputs.rnn_output, pred_outputs.sample_id],
        "source_length": source_length,
        "marker": marker(tf),
    }
    return Program(fetches, {source: SOURCE}, train, 10)


PROGRAMS = [
    translation,
    translation_in_one_cell,
]
