"""Variables: every initializer, scopes, sharing, partitions, regularizers."""

import numpy as np

from .program import Program, marker


def _variables(tf, initializers, shape):
    """One variable for each initializer, named in the order of their names."""
    return {
        name: tf.get_variable(name, shape, initializer=initializer)
        for name, initializer in sorted(initializers.items())
    }


def initializers(tf):
    kinds = {
        "default": None,
        "zeros": tf.zeros_initializer(),
        "ones": tf.ones_initializer(),
        "constant": tf.constant_initializer(0.1),
        "normal": tf.random_normal_initializer(stddev=0.5),
        "uniform": tf.random_uniform_initializer(-0.1, 0.1),
        "uniform_unit": tf.random_uniform_initializer(),
        "truncated": tf.truncated_normal_initializer(stddev=0.1),
        "scaling": tf.variance_scaling_initializer(),
        "scaling_uniform": tf.variance_scaling_initializer(2.0, "fan_avg", "uniform"),
        "unit_scaling": tf.uniform_unit_scaling_initializer(),
        "orthogonal": tf.orthogonal_initializer(),
        "glorot_uniform": tf.glorot_uniform_initializer(),
        "glorot_normal": tf.glorot_normal_initializer(),
        "he_normal": tf.initializers.he_normal(),
        "he_uniform": tf.initializers.he_uniform(),
        "lecun_normal": tf.initializers.lecun_normal(),
        "xavier": tf.contrib.layers.xavier_initializer(),
        "xavier_normal": tf.contrib.layers.xavier_initializer(uniform=False),
        "he_contrib": tf.contrib.layers.variance_scaling_initializer(),
        "keras_he": tf.keras.initializers.he_normal(),
        "keras_glorot": tf.keras.initializers.glorot_uniform(),
    }
    variables = _variables(tf, kinds, [6, 4])
    variables["identity"] = tf.get_variable("i", [3, 3], initializer=tf.initializers.identity())
    return Program({"marker": marker(tf)}, {})


def plain(tf):
    tf.Variable(tf.random_normal([3, 2]), name="W")
    tf.Variable(tf.truncated_normal([4, 3], stddev=0.1))
    tf.Variable(tf.random_uniform([10, 4], -1.0, 1.0), name="embeddings")
    tf.Variable(np.arange(6, dtype=np.float32).reshape(2, 3))
    tf.Variable(lambda: tf.random_normal([2, 2]), dtype=tf.float32, name="called")
    tf.Variable(0, trainable=False, name="global_step")
    source = tf.Variable(tf.random_normal([2]), name="source")
    tf.Variable(source.initialized_value() * 2.0, name="copy")
    tf.Variable(tf.random_normal([2]), use_resource=True, name="resource")
    return Program({"sum": source + 1.0, "marker": marker(tf)}, {})


def scopes(tf):
    initializer = tf.random_normal_initializer()
    regularizer = tf.contrib.layers.l2_regularizer(0.1)
    with tf.variable_scope("a", initializer=initializer, regularizer=regularizer):
        tf.get_variable("x", [2])
        with tf.variable_scope("b", reuse=tf.AUTO_REUSE):
            tf.get_variable("y", [3])
            tf.get_variable("y", [3])
    with tf.variable_scope("a", reuse=True):
        shared = tf.get_variable("x", [2])
    with tf.variable_scope(None, default_name="layer"):
        tf.get_variable("w", [2, 2])
    with tf.variable_scope("split", partitioner=tf.fixed_size_partitioner(2)):
        parts = tf.get_variable("p", [4, 3])
        rows = tf.nn.embedding_lookup(parts, [0, 3, 1])
    with tf.variable_scope("resources", use_resource=True):
        table = tf.get_variable("table", [5, 2])
        row = tf.nn.embedding_lookup(table, [1])
    template = tf.make_template("template", lambda x: x * tf.get_variable("t", [2]))
    fetches = {
        "shared": shared,
        "rows": rows,
        "row": row,
        "template": [template(1.0), template(2.0)],
        "penalty": tf.losses.get_regularization_loss(),
        "marker": marker(tf),
    }
    return Program(fetches, {})


PROGRAMS = [initializers, plain, scopes]
