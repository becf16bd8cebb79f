"""tf.contrib.seq2seq: beam search, and a translation model that trains, decodes and searches."""

import numpy as np

from .program import Program, descend, marker, uniform
from .seq2seq_data import (
    END,
    N_TOKENS,
    SOURCE,
    START,
    TARGET_INPUT,
    TARGET_LENGTH,
    Encoder,
    target_loss,
)


def _searched(tf, decoder, **options):
    outputs, states, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, **options)
    steps = outputs.beam_search_decoder_output
    fetches = {
        "predicted_ids": outputs.predicted_ids,
        "steps": [steps.scores, steps.predicted_ids, steps.parent_ids],
        "log_probs": states.log_probs,
        "lengths": [states.lengths, lengths],
        "finished": tf.to_int32(states.finished),
    }
    return states, fetches


def beam_search(tf):
    embedding = tf.get_variable("embedding", [N_TOKENS, 6])
    cell = tf.nn.rnn_cell.BasicRNNCell(5)
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(
        cell,
        embedding,
        tf.fill([2], START),
        END,
        cell.zero_state(2 * 3, tf.float32),
        beam_width=3,
        output_layer=tf.layers.Dense(N_TOKENS),
    )
    _, fetches = _searched(tf, decoder, maximum_iterations=6)
    fetches["marker"] = marker(tf)
    return Program(fetches)


def length_penalty(tf):
    embedding = tf.get_variable("embedding", [N_TOKENS, 6])
    start_tokens = tf.placeholder(tf.int32, [None])
    cells = [tf.nn.rnn_cell.GRUCell(5), tf.nn.rnn_cell.BasicRNNCell(N_TOKENS)]
    states = tuple(tf.constant(uniform(2, n)) for n in (5, N_TOKENS))
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(
        tf.nn.rnn_cell.MultiRNNCell(cells),
        lambda ids: tf.nn.embedding_lookup(embedding, ids),
        start_tokens,
        END,
        tf.contrib.seq2seq.tile_batch(states, 4),
        4,
        length_penalty_weight=0.7,
    )
    _, fetches = _searched(tf, decoder, maximum_iterations=5, output_time_major=True)
    fetches["marker"] = marker(tf)
    return Program(fetches, {start_tokens: [2, 3]})


def _attention_search(tf, make_mechanism, history=False, **options):
    encoder = Encoder(tf)
    memory, states, length = tf.contrib.seq2seq.tile_batch(
        (encoder.outputs, encoder.states, encoder.length), 3
    )
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.BasicRNNCell(5),
        make_mechanism(tf.contrib.seq2seq, memory, length),
        alignment_history=history,
    )
    batch_size = tf.size(encoder.length)
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(
        cell,
        encoder.embedding,
        tf.fill([batch_size], START),
        END,
        cell.zero_state(batch_size * 3, tf.float32).clone(cell_state=states),
        beam_width=3,
        output_layer=tf.layers.Dense(N_TOKENS, use_bias=False),
        **options,
    )
    states, fetches = _searched(tf, decoder, maximum_iterations=6)
    if history:
        alignments = states.cell_state.alignment_history
        ordered = options.get("reorder_tensor_arrays", True)
        fetches["history"] = alignments if ordered else alignments.stack()
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed)


def coverage_penalty(tf):
    return _attention_search(
        tf,
        lambda s, memory, length: s.BahdanauAttention(5, memory, length),
        length_penalty_weight=0.5,
        coverage_penalty_weight=0.3,
    )


def coverage_penalty_of_two_mechanisms(tf):
    return _attention_search(
        tf,
        lambda s, memory, length: [
            s.LuongAttention(5, memory, length),
            s.BahdanauAttention(4, memory, length),
        ],
        coverage_penalty_weight=tf.constant(0.2),
        length_penalty_weight=tf.constant(0.4),
    )


def alignment_history(tf):
    return _attention_search(
        tf, lambda s, memory, length: s.LuongAttention(5, memory, length), history=True
    )


def alignment_history_unordered(tf):
    return _attention_search(
        tf,
        lambda s, memory, length: s.LuongAttention(5, memory, length),
        history=True,
        reorder_tensor_arrays=False,
    )


def _static_memory_search(tf, make_cell, **options):
    memory = tf.contrib.seq2seq.tile_batch(tf.constant(uniform(2, 4, 6)), 2)
    cell = make_cell(tf.contrib.seq2seq, memory)
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(
        cell,
        uniform(N_TOKENS, 6),
        [2, 3],
        END,
        cell.zero_state(4, tf.float32),
        beam_width=2,
        output_layer=tf.layers.Dense(N_TOKENS),
        **options,
    )
    return _searched(tf, decoder, maximum_iterations=tf.constant(6))


def static_alignment_history(tf):
    states, fetches = _static_memory_search(
        tf,
        lambda s, memory: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5), s.LuongAttention(5, memory), alignment_history=True
        ),
    )
    # TensorFlow 1.15 leaves an array as it is where its entries' shapes are static.
    fetches["history"] = states.cell_state.alignment_history.stack()
    fetches["marker"] = marker(tf)
    return Program(fetches)


def coverage_penalty_of_two_cells(tf):
    def make_cell(s, memory):
        return tf.nn.rnn_cell.MultiRNNCell(
            [
                s.AttentionWrapper(tf.nn.rnn_cell.BasicRNNCell(5), s.LuongAttention(5, memory)),
                s.AttentionWrapper(tf.nn.rnn_cell.BasicRNNCell(5), s.LuongAttention(5, memory)),
            ]
        )

    _, fetches = _static_memory_search(tf, make_cell, coverage_penalty_weight=0.2)
    fetches["marker"] = marker(tf)
    return Program(fetches)


def beams(tf):
    s = tf.contrib.seq2seq
    values = tf.placeholder(tf.float32, [None, None, 2])
    rng = np.random.RandomState(1)
    step_ids = rng.randint(0, 5, [6, 2, 3]).astype(np.int32)
    parent_ids = rng.randint(0, 3, [6, 2, 3]).astype(np.int32)
    fetches = {
        "tiled": s.tile_batch({"a": values, "b": (tf.constant(uniform(3)),)}, multiplier=3),
        "tree": s.gather_tree(step_ids, parent_ids, [6, 3], 4),
        "short_tree": s.gather_tree(step_ids, parent_ids, [9, 0], 0, name="Short"),
        "marker": marker(tf),
    }
    return Program(fetches, {values: uniform(3, 2, 2)})


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
        _, fetches = _searched(tf, decoder, maximum_iterations=6)
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
    beam_search,
    length_penalty,
    coverage_penalty,
    coverage_penalty_of_two_mechanisms,
    alignment_history,
    alignment_history_unordered,
    static_alignment_history,
    coverage_penalty_of_two_cells,
    beams,
    translation,
    translation_in_one_cell,
]
