"""tf.contrib.seq2seq: attention mechanisms, AttentionWrapper, and the functions beside them."""

import numpy as np

from .program import Program, descend, marker, uniform
from .seq2seq_data import (
    N_TOKENS,
    SOURCE_LENGTH,
    TARGET_INPUT,
    TARGET_LENGTH,
    Encoder,
    target_loss,
)


def _mechanisms(tf, make):
    """Two steps of each mechanism that `make(seq2seq, memory)` gives, over the same memory."""
    memory = tf.placeholder(tf.float32, [None, None, 6])
    query = tf.placeholder(tf.float32, [None, 5])
    fetches = {}
    for number, mechanism in enumerate(make(tf.contrib.seq2seq, memory)):
        state = mechanism.initial_state(tf.shape(memory)[0], tf.float32)
        values = [state, mechanism.keys, mechanism.values]
        with tf.variable_scope("mechanism_%d" % number):
            for _ in range(2):
                alignments, state = mechanism(query, state)
                values.append(alignments)
        fetches["mechanism_%d" % number] = values
    fetches["marker"] = marker(tf)
    return Program(fetches, {memory: uniform(3, 4, 6), query: uniform(3, 5)})


def luong(tf):
    return _mechanisms(
        tf,
        lambda s, memory: [
            s.LuongAttention(5, memory),
            s.LuongAttention(
                5,
                memory,
                memory_sequence_length=tf.constant(SOURCE_LENGTH),
                scale=True,
                score_mask_value=-3.0,
                name="Scaled",
            ),
            s.LuongAttention(
                5, memory, memory_sequence_length=SOURCE_LENGTH, probability_fn=s.hardmax
            ),
        ],
    )


def bahdanau(tf):
    return _mechanisms(
        tf,
        lambda s, memory: [
            s.BahdanauAttention(7, memory),
            s.BahdanauAttention(
                7, memory, SOURCE_LENGTH, normalize=True, probability_fn=tf.sigmoid
            ),
            s.BahdanauAttention(
                7, memory, custom_key_value_fn=lambda keys, values: (keys * 2.0, values + 1.0)
            ),
        ],
    )


def luong_monotonic(tf):
    return _mechanisms(
        tf,
        lambda s, memory: [
            s.LuongMonotonicAttention(5, memory, SOURCE_LENGTH, scale=True, score_bias_init=-0.5),
            s.LuongMonotonicAttention(5, memory, mode="recursive", sigmoid_noise=1.0),
        ],
    )


def bahdanau_monotonic(tf):
    return _mechanisms(
        tf,
        lambda s, memory: [
            s.BahdanauMonotonicAttention(
                7, memory, SOURCE_LENGTH, sigmoid_noise=0.5, sigmoid_noise_seed=3
            ),
            s.BahdanauMonotonicAttention(
                7, memory, normalize=True, mode="hard", score_bias_init=0.3, score_mask_value=-2.0
            ),
        ],
    )


def _translation(tf, make_wrapper, from_encoder=True, n_iterations=5, **options):
    """Training with the attention cell that `make_wrapper(seq2seq, memory, length)` gives."""
    encoder = Encoder(tf)
    with tf.variable_scope("decoder"):
        cell = make_wrapper(tf.contrib.seq2seq, encoder.outputs, encoder.length)
        states = cell.zero_state(tf.size(encoder.length), tf.float32)
        if from_encoder:
            states = states.clone(cell_state=encoder.states)
        inputs = tf.nn.embedding_lookup(encoder.embedding, TARGET_INPUT)
        helper = tf.contrib.seq2seq.TrainingHelper(inputs, TARGET_LENGTH)
        decoder = tf.contrib.seq2seq.BasicDecoder(
            cell, helper, states, output_layer=tf.layers.Dense(N_TOKENS)
        )
        outputs, states, _ = tf.contrib.seq2seq.dynamic_decode(decoder, **options)
    fetches = {
        "logits": outputs.rnn_output,
        "states": [states.cell_state, states.attention, states.time, states.alignments],
    }
    history = states.alignment_history
    if history != () and history != ((), ()):
        arrays = history if isinstance(history, tuple) else [history]
        fetches["history"] = [array.stack() for array in arrays]
    train = descend(tf, target_loss(tf, outputs.rnn_output), 0.5)
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed, train, n_iterations)


def luong_wrapper(tf):
    return _translation(
        tf,
        lambda s, memory, length: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5),
            s.LuongAttention(5, memory, length, scale=True),
            attention_layer_size=4,
        ),
        n_iterations=20,
        impute_finished=True,
    )


def bahdanau_wrapper_with_history(tf):
    return _translation(
        tf,
        lambda s, memory, length: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5),
            s.BahdanauAttention(7, memory, length, normalize=True),
            alignment_history=True,
            output_attention=False,
            name="attend",
        ),
        n_iterations=20,
    )


def two_mechanisms(tf):
    return _translation(
        tf,
        lambda s, memory, length: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5),
            [
                s.BahdanauMonotonicAttention(7, memory, length),
                s.LuongMonotonicAttention(5, memory, length, sigmoid_noise=0.1),
            ],
            attention_layer_size=[4, 3],
            alignment_history=True,
        ),
    )


def two_contexts(tf):
    return _translation(
        tf,
        lambda s, memory, length: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5),
            (s.BahdanauAttention(7, memory), s.LuongAttention(5, memory)),
        ),
    )


def attention_layer(tf):
    return _translation(
        tf,
        lambda s, memory, length: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5),
            s.LuongAttention(5, memory, length),
            attention_layer=tf.layers.Dense(3, activation=tf.tanh),
            cell_input_fn=lambda inputs, attention: tf.concat([attention, inputs], -1),
        ),
    )


def attention_fn(tf):
    def attend(mechanism, cell_output, attention_state, attention_layer):
        alignments, next_state = mechanism(cell_output, state=attention_state)
        context = tf.matmul(tf.expand_dims(alignments, 1), mechanism.values)
        return tf.tanh(attention_layer(tf.squeeze(context, [1]))), alignments, next_state

    return _translation(
        tf,
        lambda s, memory, length: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5),
            s.LuongAttention(5, memory, length),
            attention_layer_size=4,
            attention_fn=attend,
        ),
    )


def initial_cell_state(tf):
    return _translation(
        tf,
        lambda s, memory, length: s.AttentionWrapper(
            tf.nn.rnn_cell.BasicRNNCell(5),
            s.LuongAttention(5, memory, length),
            initial_cell_state=tf.ones([3, 5]),
            dtype=tf.float32,
        ),
        from_encoder=False,
    )


def wrapper_in_dynamic_rnn(tf):
    cells = [tf.nn.rnn_cell.BasicRNNCell(5), tf.nn.rnn_cell.BasicLSTMCell(5)]
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.MultiRNNCell(cells),
        tf.contrib.seq2seq.LuongAttention(5, tf.constant(uniform(3, 4, 6)), SOURCE_LENGTH),
        attention_layer_size=3,
    )
    outputs, states = tf.nn.dynamic_rnn(cell, tf.constant(uniform(3, 2, 6)), dtype=tf.float32)
    fetches = {"outputs": outputs, "alignments": states.alignments, "cells": states.cell_state}
    fetches["marker"] = marker(tf)
    return Program(fetches)


def wrapper_step_by_step(tf):
    memory = uniform(3, 4, 6)
    cell = tf.contrib.seq2seq.AttentionWrapper(
        tf.nn.rnn_cell.BasicRNNCell(5),
        tf.contrib.seq2seq.BahdanauAttention(5, tf.constant(memory)),
        alignment_history=True,
    )
    states = cell.zero_state(3, tf.float32)
    outputs = []
    for step in range(2):
        output, states = cell(tf.constant(memory[:, step]), states)
        outputs.append(output)
    fetches = {"outputs": outputs, "history": states.alignment_history.stack()}
    fetches["marker"] = marker(tf)
    return Program(fetches)


def monotonic_attention(tf):
    s = tf.contrib.seq2seq
    p_choose_i = tf.placeholder(tf.float32, [None, None])
    previous = tf.placeholder(tf.float32, [None, None])
    hard = np.array([[1, 0, 1, 0], [0, 0, 1, 1], [0, 1, 0, 1]], np.float32)
    first = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]], np.float32)
    static = 0.5 + 0.5 * uniform(3, 4)
    fetches = {
        "recursive": s.monotonic_attention(p_choose_i, previous, "recursive"),
        "parallel": s.monotonic_attention(p_choose_i, previous, "parallel"),
        "hard": s.monotonic_attention(tf.constant(hard), tf.constant(first), "hard"),
        "static": s.monotonic_attention(tf.constant(static), tf.constant(first), "recursive"),
        "cumprod": s.safe_cumprod(p_choose_i),
        "exclusive": s.safe_cumprod(p_choose_i, axis=1, exclusive=True),
        "reverse": s.safe_cumprod(static.astype(np.float64), reverse=True),
        "marker": marker(tf),
    }
    return Program(fetches, {p_choose_i: static, previous: first})


def hardmax(tf):
    logits = tf.placeholder(tf.float32, [None, None])
    fetches = {
        "hardmax": tf.contrib.seq2seq.hardmax(logits),
        "static": tf.contrib.seq2seq.hardmax(tf.constant(uniform(3, 2, 4)), name="Largest"),
        "marker": marker(tf),
    }
    return Program(fetches, {logits: uniform(3, 4)})


PROGRAMS = [
    luong,
    bahdanau,
    luong_monotonic,
    bahdanau_monotonic,
    luong_wrapper,
    bahdanau_wrapper_with_history,
    two_mechanisms,
    two_contexts,
    attention_layer,
    attention_fn,
    initial_cell_state,
    wrapper_in_dynamic_rnn,
    wrapper_step_by_step,
    monotonic_attention,
    hardmax,
]
