"""Random tensors: every one of the core's, in and out of conditions and loops, and seeds of ops."""

import numpy as np

from .program import BATCH, Program, marker, uniform


def _twice(tf, make):
    """The same random operation twice, a constant apart."""
    first = make()
    tf.constant(0.0)
    return [first, make()]


def distributions(tf):
    fetches = {
        "normal": _twice(tf, lambda: tf.random_normal([2, 3], mean=1.0, stddev=2.0)),
        "uniform": _twice(tf, lambda: tf.random_uniform([2, 3])),
        "uniform_range": _twice(tf, lambda: tf.random_uniform([2, 3], -1, 1)),
        "uniform_unit": _twice(tf, lambda: tf.random_uniform([2, 3], 0, 1, tf.float64)),
        "uniform_int": _twice(tf, lambda: tf.random_uniform([6], 0, 10, tf.int32)),
        "truncated": _twice(tf, lambda: tf.truncated_normal([2, 3], stddev=0.1)),
        "shuffle": _twice(tf, lambda: tf.random_shuffle(tf.range(8))),
        "gamma": _twice(tf, lambda: tf.random_gamma([3], 0.5)),
        "poisson": _twice(tf, lambda: tf.random_poisson([1.0, 2.0], [3])),
        "multinomial": _twice(tf, lambda: tf.multinomial([[1.0, 2.0, 0.5]], 5)),
        "categorical": _twice(tf, lambda: tf.random.categorical([[1.0, 2.0, 0.5]], 5)),
        "crop": _twice(tf, lambda: tf.random_crop(tf.reshape(tf.range(24.0), [4, 6]), [2, 2])),
        "stateless": _twice(tf, lambda: tf.random.stateless_normal([3], [1, 2])),
        "marker": marker(tf),
    }
    return Program(fetches, {})


def seeds_of_operations(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    fetches = {
        "normal": tf.random_normal(tf.shape(X), seed=7),
        "uniform": tf.random_uniform([4], seed=7),
        "zero": tf.random_uniform([4], seed=0),
        "dropout": tf.nn.dropout(X, keep_prob=0.5, seed=7),
        "initializer": tf.get_variable("v", [4], initializer=tf.random_normal_initializer(seed=7)),
        "glorot": tf.get_variable("g", [2, 2], initializer=tf.glorot_uniform_initializer(seed=3)),
        "marker": marker(tf),
    }
    return Program(fetches, {X: BATCH})


def seed_set_late(tf):
    tf.reset_default_graph()
    X = tf.placeholder(tf.float32, [None, 2, 3])
    dropped = tf.nn.dropout(tf.reduce_sum(X, axis=2), keep_prob=0.5, seed=1)
    tf.set_random_seed(7)
    first = tf.random_normal([2])
    tf.set_random_seed(8)
    return Program({"dropped": dropped, "normal": [first, tf.random_normal([2])]}, {X: BATCH})


def in_conditions_and_loops(tf):
    flag = tf.placeholder(tf.bool, [])
    chosen = tf.cond(flag, lambda: tf.random_normal([3]), lambda: tf.random_uniform([3]))
    case = tf.case([(flag, lambda: tf.random_normal([2]))], default=lambda: tf.zeros([2]))
    _, total = tf.while_loop(
        lambda i, total: i < 4,
        lambda i, total: (i + 1, total + tf.random_normal([2])),
        [0, tf.zeros([2])],
        parallel_iterations=1,
    )
    mapped = tf.map_fn(lambda x: x + tf.random_uniform([]), tf.range(3.0), parallel_iterations=1)
    scanned = tf.scan(
        lambda a, x: a + x * tf.random_normal([]), tf.range(3.0), parallel_iterations=1
    )
    fetches = {"cond": chosen, "case": case, "while": total, "map": mapped, "scan": scanned}
    fetches["marker"] = marker(tf)
    return Program(fetches, {flag: True})


def dropout(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    keep_prob = tf.placeholder_with_default(0.5, [])
    training = tf.placeholder(tf.bool, [])
    fetches = {
        "keep_prob": tf.nn.dropout(X, keep_prob=0.6),
        "fed": tf.nn.dropout(X, keep_prob),
        "rate": tf.nn.dropout(X, rate=0.3),
        "all": tf.nn.dropout(X, keep_prob=1.0),
        "noise_shape": tf.nn.dropout(X, 0.5, noise_shape=[1, 2, 1]),
        "layer": tf.layers.dropout(X, rate=0.3, training=True),
        "layer_fed": tf.layers.dropout(X, rate=0.3, training=training),
        "contrib": tf.contrib.layers.dropout(X, keep_prob=0.4),
        "keras": tf.keras.layers.Dropout(0.4)(X, training=True),
        "marker": marker(tf),
    }
    return Program(fetches, {X: BATCH, training: True})


def keras_noise(tf):
    """Noise whose seeds come from NumPy's global generator, and dropout's, which do not."""
    np.random.seed(5)
    X = tf.constant(uniform(3, 5, 4))
    layers = tf.keras.layers
    noises = [layers.GaussianNoise(0.5), layers.GaussianDropout(0.5), layers.AlphaDropout(0.5)]
    seeded = layers.Dropout(0.5, seed=3)
    makers = (layers.SimpleRNN, layers.GRU, layers.LSTM)
    cells = [make(3, dropout=0.3, recurrent_dropout=0.3) for make in makers]
    fetches = {
        "noises": [noise(X, training=True) for noise in noises],
        "seeded_twice": [seeded(X, training=True), seeded(X, training=True)],
        "recurrent": [cell(X, training=True) for cell in cells],
        "marker": marker(tf),
    }
    tf.get_default_graph().clear_collection("trainable_variables")  # whose names differ
    return Program(fetches, {})


def in_functions(tf):
    numbers = tf.data.Dataset.range(6)
    shuffled = numbers.shuffle(6).batch(6).make_initializable_iterator()
    mapped = numbers.map(lambda x: x + tf.random_uniform([], 0, 100, tf.int64)).batch(6)
    mapped = mapped.make_initializable_iterator()
    once = numbers.shuffle(6).batch(6).repeat(2).make_one_shot_iterator()
    with tf.control_dependencies([shuffled.initializer, mapped.initializer]):
        ready = tf.constant(0.0)
    with tf.control_dependencies([ready]):
        fetches = {"shuffled": shuffled.get_next(), "mapped": mapped.get_next()}
    fetches["once"] = once.get_next()
    fetches["marker"] = marker(tf)
    return Program(fetches, {})


PROGRAMS = [
    distributions,
    seeds_of_operations,
    seed_set_late,
    in_conditions_and_loops,
    dropout,
    keras_noise,
    in_functions,
]
