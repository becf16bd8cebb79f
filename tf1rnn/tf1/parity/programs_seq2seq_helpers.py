"""tf.contrib.seq2seq: the helpers that sample, schedule or are made of functions."""

import numpy as np

from .program import Program, descend, marker, uniform
from .seq2seq_data import (
    END,
    N_TOKENS,
    START,
    TARGET_INPUT,
    TARGET_LENGTH,
    Encoder,
    basic_decoder,
    decoded,
    target_loss,
)

# Otherwise a draw that does not depend on the step before may come before that step's draws.
ONE_STEP_AT_A_TIME = {"parallel_iterations": 1}


def greedy_helper(tf):
    encoder = Encoder(tf)
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(encoder.embedding, tf.fill([3], START), END)
    decoder = basic_decoder(tf, helper, encoder.states)
    _, fetches = decoded(tf, decoder, maximum_iterations=7)
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed)


def greedy_helper_of_a_function(tf):
    start_tokens = tf.placeholder(tf.int32, [None])
    embedding = tf.get_variable("embedding", [N_TOKENS, 6])
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(
        lambda ids: tf.nn.embedding_lookup(embedding, ids), start_tokens, END
    )
    cell = tf.nn.rnn_cell.BasicRNNCell(N_TOKENS)
    state = cell.zero_state(tf.size(start_tokens), tf.float32)
    decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, state)
    _, fetches = decoded(tf, decoder, maximum_iterations=tf.constant(6), impute_finished=True)
    fetches["marker"] = marker(tf)
    return Program(fetches, {start_tokens: [2, 3, 4]})


def sample_helper(tf):
    embedding = tf.get_variable("embedding", [N_TOKENS, 6])
    state = tf.constant(uniform(3, 5))
    fetches = {}
    for name, options in (("plain", {}), ("cool", {"softmax_temperature": 0.5, "seed": 7})):
        with tf.variable_scope(name):
            helper = tf.contrib.seq2seq.SampleEmbeddingHelper(
                embedding, tf.fill([3], START), END, **options
            )
            decoder = basic_decoder(tf, helper, state)
            fetches[name] = decoded(tf, decoder, maximum_iterations=7)[1]
    fetches["marker"] = marker(tf)
    return Program(fetches)


def scheduled_embedding_helper(tf):
    encoder = Encoder(tf)
    inputs = tf.nn.embedding_lookup(encoder.embedding, TARGET_INPUT)
    helper = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(
        inputs, TARGET_LENGTH, encoder.embedding, 0.5
    )
    decoder = basic_decoder(tf, helper, encoder.states)
    outputs, fetches = decoded(tf, decoder, **ONE_STEP_AT_A_TIME)
    train = descend(tf, target_loss(tf, outputs.rnn_output), 0.5)
    fetches["marker"] = marker(tf)
    return Program(fetches, encoder.feed, train, 10)


def scheduled_embedding_helper_seeded(tf):
    embedding = tf.get_variable("embedding", [N_TOKENS, 6])
    helper = tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(
        tf.transpose(tf.nn.embedding_lookup(embedding, TARGET_INPUT), [1, 0, 2]),
        TARGET_LENGTH,
        lambda ids: tf.gather(embedding, ids),
        tf.constant(0.3),
        time_major=True,
        seed=3,
        scheduling_seed=4,
        name="Scheduled",
    )
    decoder = basic_decoder(tf, helper, tf.constant(uniform(3, 5)))
    _, fetches = decoded(tf, decoder, **ONE_STEP_AT_A_TIME)
    fetches["marker"] = marker(tf)
    return Program(fetches)


def scheduled_output_helper(tf):
    inputs = tf.placeholder(tf.float32, [None, None, 5])
    length = tf.placeholder(tf.int32, [None])
    helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(inputs, length, 0.5)
    state = tf.nn.rnn_cell.BasicRNNCell(5).zero_state(3, tf.float32)
    decoder = basic_decoder(tf, helper, state, output_layer=False)
    outputs, fetches = decoded(tf, decoder, **ONE_STEP_AT_A_TIME)
    loss = tf.reduce_mean(tf.square(outputs.rnn_output - inputs))
    feed = {inputs: uniform(3, 4, 5), length: TARGET_LENGTH}
    train = descend(tf, loss, 0.5)
    fetches["marker"] = marker(tf)
    return Program(fetches, feed, train, 10)


def scheduled_output_helper_auxiliary(tf):
    inputs = tf.placeholder(tf.float32, [None, 4, 3])
    auxiliary_inputs = tf.placeholder(tf.float32, [None, 4, 2])
    state = tf.nn.rnn_cell.BasicRNNCell(5).zero_state(3, tf.float32)
    fetches = {}
    for name, options in (
        ("layer", {"seed": 5, "next_inputs_fn": tf.layers.Dense(3)}),
        ("function", {"next_inputs_fn": lambda outputs: outputs[:, :3]}),
    ):
        with tf.variable_scope(name):
            helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
                inputs, TARGET_LENGTH, 0.6, auxiliary_inputs=auxiliary_inputs, **options
            )
            decoder = basic_decoder(tf, helper, state, output_layer=False)
            fetches[name] = decoded(tf, decoder, **ONE_STEP_AT_A_TIME)[1]
    fetches["marker"] = marker(tf)
    return Program(fetches, {inputs: uniform(3, 4, 3), auxiliary_inputs: uniform(3, 4, 2)})


def scheduled_output_helper_outputs_beside_auxiliary(tf):
    helper = tf.contrib.seq2seq.ScheduledOutputTrainingHelper(
        tf.constant(uniform(4, 3, 5)),
        tf.constant(TARGET_LENGTH),
        tf.constant(0.6),
        time_major=True,
        auxiliary_inputs=tf.constant(uniform(4, 3, 2)),
        name="Outputs",
    )
    state = tf.nn.rnn_cell.BasicRNNCell(5).zero_state(3, tf.float32)
    decoder = basic_decoder(tf, helper, state, output_layer=False)
    _, fetches = decoded(tf, decoder, **ONE_STEP_AT_A_TIME)
    fetches["marker"] = marker(tf)
    return Program(fetches)


def inference_helper(tf):
    projection = tf.get_variable("projection", [5, 2])
    state = tf.constant(uniform(2, 5))
    fetches = {}
    for name, options in (
        (
            "outputs",
            {
                "sample_fn": lambda outputs: outputs,
                "sample_dtype": tf.float32,
                "start_inputs": tf.ones([2, 5]),
                "end_fn": lambda sample: tf.reduce_all(sample > -0.3, axis=1),
            },
        ),
        (
            "next_inputs",
            {
                "sample_fn": lambda outputs: tf.sigmoid(outputs) > 0.5,
                "sample_dtype": tf.bool,
                "start_inputs": np.ones([2, 2], np.float32),
                "end_fn": lambda sample: tf.reduce_all(sample, axis=1),
                "next_inputs_fn": lambda sample: tf.matmul(tf.to_float(sample), projection),
            },
        ),
    ):
        with tf.variable_scope(name):
            helper = tf.contrib.seq2seq.InferenceHelper(sample_shape=[5], **options)
            decoder = basic_decoder(tf, helper, state, output_layer=False)
            fetches[name] = decoded(tf, decoder, maximum_iterations=5, impute_finished=True)[1]
    fetches["marker"] = marker(tf)
    return Program(fetches)


def custom_helper(tf):
    table = tf.get_variable("table", [5, 3])
    tokens = tf.contrib.seq2seq.CustomHelper(
        lambda: (tf.zeros([2], tf.bool), tf.ones([2, 3])),
        lambda time, outputs, state: tf.cast(tf.argmax(outputs, 1), tf.int32),
        lambda time, outputs, state, sample_ids: (
            tf.equal(sample_ids, 0) | (time >= 4),
            tf.gather(table, sample_ids),
            state,
        ),
    )
    values = tf.contrib.seq2seq.CustomHelper(
        lambda: (tf.zeros([2], tf.bool), tf.ones([2, 5])),
        lambda time, outputs, state: outputs,
        lambda time, outputs, state, sample_ids: (tf.fill([2], time >= 3), sample_ids, state),
        [5],
        tf.float32,
    )
    state = tf.constant(uniform(2, 5))
    fetches = {}
    for name, helper in (("tokens", tokens), ("values", values)):
        with tf.variable_scope(name):
            decoder = basic_decoder(tf, helper, state, output_layer=False)
            fetches[name] = decoded(tf, decoder)[1]
    fetches["marker"] = marker(tf)
    return Program(fetches)


PROGRAMS = [
    greedy_helper,
    greedy_helper_of_a_function,
    sample_helper,
    scheduled_embedding_helper,
    scheduled_embedding_helper_seeded,
    scheduled_output_helper,
    scheduled_output_helper_auxiliary,
    scheduled_output_helper_outputs_beside_auxiliary,
    inference_helper,
    custom_helper,
]
