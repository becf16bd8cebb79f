"""Decoders and helpers: when sequences end, what is fed, and which errors name which argument."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

INPUTS = np.random.RandomState(0).randn(3, 4, 2).astype(np.float32)
LENGTHS = np.array([4, 2, 0], np.int32)


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def run(fetches):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches)


def decode(helper, n_neurons=2, n_sequences=3, **options):
    cell = tf.nn.rnn_cell.BasicRNNCell(n_neurons)
    decoder = tf.contrib.seq2seq.BasicDecoder(
        cell, helper, cell.zero_state(n_sequences, tf.float32)
    )
    return tf.contrib.seq2seq.dynamic_decode(decoder, **options)


def test_imputing_gives_zero_outputs_and_the_state_at_each_sequences_end():
    helper = tf.contrib.seq2seq.TrainingHelper(INPUTS, LENGTHS)
    outputs, states, lengths = decode(helper, impute_finished=True, scope="rnn")
    with tf.variable_scope("", reuse=True):
        expected = tf.nn.dynamic_rnn(
            tf.nn.rnn_cell.BasicRNNCell(2), INPUTS, LENGTHS, dtype=tf.float32
        )
    outputs, states, lengths, expected = run((outputs.rnn_output, states, lengths, expected))
    np.testing.assert_allclose(outputs, expected[0], atol=1e-6)
    np.testing.assert_allclose(states, expected[1], atol=1e-6)
    assert lengths.tolist() == LENGTHS.tolist()


def test_time_major_outputs_are_the_transposed_batch_major_outputs():
    fetches = []
    for time_major in (False, True):
        helper = tf.contrib.seq2seq.TrainingHelper(INPUTS, LENGTHS)
        with tf.variable_scope("decoding", reuse=tf.AUTO_REUSE):
            outputs, _, _ = decode(helper, output_time_major=time_major)
        fetches.append(outputs.rnn_output)
    batch_major, time_major = run(fetches)
    np.testing.assert_array_equal(time_major, batch_major.transpose(1, 0, 2))


def test_decoding_stops_after_maximum_iterations():
    helper = tf.contrib.seq2seq.TrainingHelper(INPUTS, [4, 4, 4])
    outputs, _, lengths = decode(helper, maximum_iterations=2)
    outputs, lengths = run((outputs.sample_id, lengths))
    assert outputs.shape == (3, 2)
    assert lengths.tolist() == [2, 2, 2]


def test_no_iterations_give_no_outputs():
    helper = tf.contrib.seq2seq.TrainingHelper(INPUTS, [4, 4, 4])
    outputs, _, lengths = decode(helper, maximum_iterations=0)
    outputs, lengths = run((outputs.rnn_output, lengths))
    assert outputs.shape == (3, 0, 2)
    assert lengths.tolist() == [0, 0, 0]


def scheduled(probability):
    embedding = tf.constant(np.eye(2, dtype=np.float32))
    return tf.contrib.seq2seq.ScheduledEmbeddingTrainingHelper(
        INPUTS, [4, 4, 4], embedding, probability
    )


def test_scheduled_sampling_that_never_samples_feeds_the_targets():
    fetches = []
    for helper in (scheduled(0.0), tf.contrib.seq2seq.TrainingHelper(INPUTS, [4, 4, 4])):
        with tf.variable_scope("decoding", reuse=tf.AUTO_REUSE):
            outputs, _, _ = decode(helper)
        fetches.append(outputs)
    sampled, targets = run(fetches)
    np.testing.assert_array_equal(sampled.rnn_output, targets.rnn_output)
    assert (sampled.sample_id == -1).all()


def test_scheduled_sampling_that_always_samples_gives_a_token_at_every_step():
    outputs, _, _ = decode(scheduled(1.0))
    assert set(run(outputs.sample_id).ravel()) <= {0, 1}


def test_cold_samples_are_the_most_likely_tokens():
    embedding = tf.constant(np.random.RandomState(1).randn(5, 3).astype(np.float32))
    fetches = []
    for make, options in (
        (tf.contrib.seq2seq.GreedyEmbeddingHelper, {}),
        (tf.contrib.seq2seq.SampleEmbeddingHelper, {"softmax_temperature": 1e-4}),
    ):
        helper = make(embedding, [1, 2], 0, **options)
        with tf.variable_scope("decoding", reuse=tf.AUTO_REUSE):
            outputs, _, _ = decode(helper, 5, 2, maximum_iterations=6)
        fetches.append(outputs.sample_id)
    greedy, cold = run(fetches)
    assert greedy.tolist() == cold.tolist()


def test_a_sequence_ends_with_its_end_token():
    table = np.roll(np.eye(4, dtype=np.float32), 1, axis=1) * 9  # token i is followed by i + 1

    class Copy(tf.nn.rnn_cell.RNNCell):
        """Its outputs are its inputs."""

        state_size = 1
        output_size = 4

        def call(self, inputs, state):
            return inputs, state

    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(table, [0, 2], 3)
    decoder = tf.contrib.seq2seq.BasicDecoder(Copy(), helper, tf.zeros([2, 1]))
    outputs, _, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, impute_finished=True)
    outputs, lengths = run((outputs, lengths))
    assert outputs.sample_id.tolist() == [[1, 2, 3], [3, 0, 0]]
    assert lengths.tolist() == [3, 1]


def test_sequence_loss_leaves_padding_out():
    logits = tf.constant(np.random.RandomState(2).randn(2, 3, 5).astype(np.float32))
    targets = tf.constant([[1, 2, 0], [4, 0, 0]])
    weights = tf.sequence_mask([2, 1], 3, dtype=tf.float32)
    loss = tf.contrib.seq2seq.sequence_loss(logits, targets, weights)
    steps = tf.contrib.seq2seq.sequence_loss(logits, targets, weights, False, False)
    loss, steps = run((loss, steps))
    assert steps[0, 2] == steps[1, 1] == steps[1, 2] == 0
    assert loss == pytest.approx(steps.sum() / 3)


def training_helper():
    return tf.contrib.seq2seq.TrainingHelper(INPUTS, LENGTHS)


def basic_decoder(**options):
    arguments = {
        "cell": tf.nn.rnn_cell.BasicRNNCell(2),
        "helper": training_helper(),
        "initial_state": tf.zeros([3, 2]),
    }
    return tf.contrib.seq2seq.BasicDecoder(**{**arguments, **options})


WRONG = [
    (lambda s: s.dynamic_decode("decoder"), TypeError, "decoder must be a Decoder"),
    (
        lambda s: s.dynamic_decode(basic_decoder(), maximum_iterations=[3]),
        ValueError,
        "maximum_iterations must be a scalar",
    ),
    (lambda s: basic_decoder(cell="gru"), TypeError, "cell"),
    (lambda s: basic_decoder(helper="greedy"), TypeError, "helper must be a Helper"),
    (lambda s: basic_decoder(output_layer=tf.tanh), TypeError, "output_layer must be a layer"),
    (
        lambda s: basic_decoder(output_layer=tf.keras.layers.Dense(3)),
        TypeError,
        "output_layer must be a layer",
    ),
    (lambda s: s.TrainingHelper(INPUTS, [[4]]), ValueError, "sequence_length must be a vector"),
    (
        lambda s: s.GreedyEmbeddingHelper(tf.ones([4, 2]), 1, 0),
        ValueError,
        "start_tokens must be a vector",
    ),
    (
        lambda s: s.SampleEmbeddingHelper(tf.ones([4, 2]), [1], [0]),
        ValueError,
        "SampleEmbeddingHelper: end_token must be a scalar",
    ),
    (
        lambda s: s.GreedyEmbeddingHelper(tf.ones([4, 2]), [1], 0).sample(0, (1, 2), None),
        TypeError,
        "outputs must be a single tensor",
    ),
    (
        lambda s: s.ScheduledOutputTrainingHelper(INPUTS, LENGTHS, [[0.5]]),
        ValueError,
        "sampling_probability must be a scalar or a vector",
    ),
    (lambda s: s.CustomHelper(len, len, len).batch_size, ValueError, "batch_size"),
    (lambda s: s.Helper(), TypeError, "abstract"),
    (lambda s: s.Decoder(), TypeError, "abstract"),
    (
        lambda s: s.sequence_loss(tf.ones([2, 3]), tf.ones([2, 3]), tf.ones([2, 3])),
        ValueError,
        "logits must have rank 3",
    ),
    (
        lambda s: s.sequence_loss(
            tf.ones([2, 3, 4]), tf.ones([2, 3]), tf.ones([2, 3]), sum_over_batch=True
        ),
        ValueError,
        "average_across_batch or sum_over_batch",
    ),
]


@pytest.mark.parametrize(("make", "error", "message"), WRONG, ids=[m for _, _, m in WRONG])
def test_a_wrong_argument_is_named(make, error, message):
    with pytest.raises(error, match=message):
        make(tf.contrib.seq2seq)
