"""tf.contrib.crf above an RNN, as taggers of sequences were built."""

import numpy as np

from .program import Program, descend, marker, uniform

TAGS = np.array([[0, 2, 1, 3], [3, 3, 0, 0], [1, 0, 0, 0]])
LENGTHS = np.array([4, 2, 1])


def tagger(tf):
    X = tf.placeholder(tf.float32, [None, 4, 5])
    tags = tf.placeholder(tf.int32, [None, 4])
    lengths = tf.placeholder(tf.int32, [None])
    outputs, _ = tf.nn.bidirectional_dynamic_rnn(
        tf.contrib.rnn.LSTMCell(6),
        tf.contrib.rnn.LSTMCell(6),
        X,
        sequence_length=lengths,
        dtype=tf.float32,
    )
    potentials = tf.contrib.layers.fully_connected(tf.concat(outputs, 2), 4, activation_fn=None)
    likelihood, transitions = tf.contrib.crf.crf_log_likelihood(potentials, tags, lengths)
    decoded, best_score = tf.contrib.crf.crf_decode(potentials, transitions, lengths)
    fetches = {"likelihood": likelihood, "decoded": decoded, "best_score": best_score}
    feed = {X: uniform(3, 4, 5), tags: TAGS, lengths: LENGTHS}
    training = descend(tf, tf.reduce_mean(-likelihood))
    fetches["after"] = marker(tf)
    return Program(fetches, feed, training, 8)


def scores(tf):
    crf = tf.contrib.crf
    inputs = tf.get_variable("inputs", [3, 4, 4])
    transitions = tf.get_variable("transitions", [4, 4])
    tags = tf.constant(TAGS, tf.int64)
    lengths = tf.constant(LENGTHS, tf.int64)
    may_be = np.random.RandomState(7).rand(3, 4, 4) > 0.3
    given = {
        "before": marker(tf),
        "unary": crf.crf_unary_score(tags, lengths, inputs),
        "binary": crf.crf_binary_score(tags, lengths, transitions),
        "sequence": crf.crf_sequence_score(inputs, tags, lengths, transitions),
        "log_norm": crf.crf_log_norm(inputs, lengths, transitions),
        "multitag": crf.crf_multitag_sequence_score(inputs, may_be, lengths, transitions),
    }
    loss = tf.reduce_sum(given["log_norm"]) - tf.reduce_sum(given["multitag"])
    training = descend(tf, loss)
    given["after"] = marker(tf)
    return Program(given, {}, training, 5)


def of_any_length(tf):
    X = tf.placeholder(tf.float32, [None, None, 4])
    tags = tf.placeholder(tf.int32, [None, None])
    lengths = tf.placeholder(tf.int32, [None])
    potentials = tf.layers.dense(X, 4)
    likelihood, transitions = tf.contrib.crf.crf_log_likelihood(potentials, tags, lengths)
    decoded, best_score = tf.contrib.crf.crf_decode(potentials, transitions, lengths)
    given = {"likelihood": likelihood, "decoded": decoded, "best_score": best_score}
    training = descend(tf, tf.reduce_mean(-likelihood))
    given["after"] = marker(tf)

    def feed(iteration):
        n_steps = 1 if iteration % 2 else 4
        n_used = LENGTHS.clip(max=n_steps)
        return {X: uniform(3, n_steps, 4), tags: TAGS[:, :n_steps], lengths: n_used}

    return Program(given, feed, training, 6)


def of_one_step(tf):
    # The scores are a layer's outputs: a variable's own would be read while the step changes it.
    X = tf.placeholder(tf.float32, [3, 1, 5])
    potentials = tf.layers.dense(X, 4)
    lengths = tf.constant([1, 1, 0])
    likelihood, transitions = tf.contrib.crf.crf_log_likelihood(potentials, TAGS[:, :1], lengths)
    decoded, best_score = tf.contrib.crf.crf_decode(potentials, transitions, lengths)
    may_be = np.random.RandomState(7).rand(3, 1, 4) > 0.3
    multitag = tf.contrib.crf.crf_multitag_sequence_score(potentials, may_be, lengths, transitions)
    training = descend(tf, tf.reduce_mean(-likelihood))
    given = {"decoded": decoded, "best_score": best_score, "multitag": multitag}
    given["after"] = marker(tf)
    return Program(given, {X: uniform(3, 1, 5)}, training, 3)


PROGRAMS = [tagger, scores, of_any_length, of_one_step]
