"""Sums, means and other reductions of variables, lists and tensors of unknown shape."""

import numpy as np

from .program import Program, descend, marker, uniform

REDUCTIONS = (
    "reduce_sum",
    "reduce_mean",
    "reduce_max",
    "reduce_min",
    "reduce_prod",
    "reduce_logsumexp",
)


def summaries(tf):
    w = tf.Variable(tf.truncated_normal([3, 4], stddev=0.1), name="w")
    mean = tf.reduce_mean(w)
    tf.summary.scalar("mean", mean)
    tf.summary.scalar("stddev", tf.sqrt(tf.reduce_mean(tf.square(w - mean))))
    tf.summary.scalar("max", tf.reduce_max(w))
    tf.summary.scalar("min", tf.reduce_min(w))
    tf.summary.histogram("histogram", w)
    return Program({"mean": mean, "marker": marker(tf)}, {})


def of_variables(tf):
    fetches = {}
    penalty = 0.0
    for name, use_resource in (("ref", False), ("resource", True)):
        w = tf.get_variable(name, [3, 4], use_resource=use_resource)
        b = tf.get_variable(name + "_b", [], use_resource=use_resource)
        for reduction in REDUCTIONS:
            reduce = getattr(tf, reduction)
            given = [reduce(w), reduce(w, 0), reduce(w, keepdims=True), reduce(b), reduce([b, b])]
            penalty += tf.add_n([tf.reduce_sum(part) for part in given])
            fetches[name + reduction] = given
        fetches[name + "true"] = [tf.reduce_all(w > 0), tf.reduce_any(w > 0), tf.count_nonzero(w)]
    training = descend(tf, tf.square(penalty) / 1000, 0.001)
    fetches["marker"] = marker(tf)
    return Program(fetches, {}, training, 3)


def of_unknown_rank(tf):
    X = tf.placeholder(tf.float32)
    rows = tf.placeholder(tf.float32, [None, 3])
    fetches = {}
    for reduction in REDUCTIONS:
        reduce = getattr(tf, reduction)
        given = [reduce(x, **options) for x in (X, rows) for options in ({}, {"keepdims": True})]
        fetches[reduction] = given + tf.gradients(given, [X, rows])
    fetches["marker"] = marker(tf)
    return Program(fetches, {X: uniform(2, 3), rows: uniform(4, 3)})


def written_in_a_loop(tf):
    w = tf.get_variable("w", [2, 4])

    def write(step, array):
        return step + 1, array.write(step, tf.nn.softmax(w * tf.cast(step, tf.float32)))

    array = tf.TensorArray(tf.float32, size=3, dynamic_size=False, infer_shape=True)
    _, array = tf.while_loop(lambda step, _: step < 3, write, [0, array])
    rows = tf.reshape(tf.transpose(array.stack(), [1, 0, 2]), [-1, 4])
    loss = -tf.reduce_sum(tf.one_hot([0, 1, 2, 3, 0, 1], 4, 1.0, 0.0) * tf.log(rows))
    training = descend(tf, loss)
    return Program({"rows": rows, "marker": marker(tf)}, {}, training, 3)


def attention(tf):
    X = tf.placeholder(tf.float32, [None, 5, 4])
    known = tf.constant(uniform(2, 4, 4))
    queries, keys = (tf.layers.dense(X, 4, name=name) for name in ("queries", "keys"))
    weights = tf.nn.softmax(tf.matmul(queries, keys, transpose_b=True))
    fetches = {"context": tf.matmul(weights, X)}
    fetches["known"] = tf.gradients(tf.matmul(known, known), known)
    training = descend(tf, tf.reduce_mean(tf.square(fetches["context"])))
    fetches["marker"] = marker(tf)
    return Program(fetches, {X: np.tile(uniform(1, 5, 4), [2, 1, 1])}, training, 3)


PROGRAMS = [summaries, of_variables, of_unknown_rank, written_in_a_loop, attention]
