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
    return Program(fetches, feed, descend(tf, tf.reduce_mean(-likelihood)), 8)


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
    return Program(given, {}, descend(tf, loss), 5)


PROGRAMS = [tagger, scores]
