"""tf.contrib.seq2seq: beam search, its penalties, and the functions beside it."""

import numpy as np

from .program import Program, marker, uniform
from .seq2seq_data import END, N_TOKENS, START, Encoder, searched


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
    states, fetches = searched(tf, decoder, maximum_iterations=6)
    if history:
        alignments = states.cell_state.alignment_history
        ordered = options.get("reorder_tensor_arrays", True)
        fetches["history"] = alignments if ordered else alignments.stack()
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed)


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
    return searched(tf, decoder, maximum_iterations=tf.constant(6))


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
    _, fetches = searched(tf, decoder, maximum_iterations=6)
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
    _, fetches = searched(tf, decoder, maximum_iterations=5, output_time_major=True)
    fetches["marker"] = marker(tf)
    return Program(fetches, {start_tokens: [2, 3]})


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
]
