"""Training: optimizers, clipping, decaying rates, averages and losses."""

import numpy as np

from .program import Program, marker, uniform

X_BATCH = uniform(8, 3)
Y_BATCH = np.tanh(X_BATCH.dot([[1.0], [-2.0], [0.5]])).astype(np.float32)


def _regression(tf):
    """A small network's loss, and what feeds it."""
    X = tf.placeholder(tf.float32, [None, 3])
    y = tf.placeholder(tf.float32, [None, 1])
    hidden = tf.layers.dense(X, 4, activation=tf.tanh)
    error = tf.layers.dense(hidden, 1) - y
    return tf.reduce_mean(tf.square(error)), {X: X_BATCH, y: Y_BATCH}


def _optimized(make):
    def program(tf):
        loss, feed = _regression(tf)
        training_op = make(tf).minimize(loss)
        return Program({"marker": marker(tf)}, feed, (training_op, loss), 12)

    return program


def _named(**programs):
    for name, program in programs.items():
        program.__name__ = name
    return [programs[name] for name in sorted(programs)]


OPTIMIZERS = _named(
    sgd=_optimized(lambda tf: tf.train.GradientDescentOptimizer(0.1)),
    momentum=_optimized(lambda tf: tf.train.MomentumOptimizer(0.1, 0.9)),
    nesterov=_optimized(lambda tf: tf.train.MomentumOptimizer(0.1, 0.9, use_nesterov=True)),
    adam=_optimized(lambda tf: tf.train.AdamOptimizer(0.01)),
    rmsprop=_optimized(lambda tf: tf.train.RMSPropOptimizer(0.01)),
    rmsprop_centered=_optimized(lambda tf: tf.train.RMSPropOptimizer(0.01, centered=True)),
    adagrad=_optimized(lambda tf: tf.train.AdagradOptimizer(0.1)),
    adadelta=_optimized(lambda tf: tf.train.AdadeltaOptimizer(1.0)),
    ftrl=_optimized(lambda tf: tf.train.FtrlOptimizer(0.1)),
    proximal=_optimized(lambda tf: tf.train.ProximalAdagradOptimizer(0.1)),
)


def clipped(tf):
    loss, feed = _regression(tf)
    rate = tf.train.exponential_decay(0.1, tf.train.get_or_create_global_step(), 3, 0.5)
    optimizer = tf.train.AdamOptimizer(rate)
    pairs = optimizer.compute_gradients(loss)
    gradients, norm = tf.clip_by_global_norm([gradient for gradient, _ in pairs], 0.5)
    clipped_pairs = [(gradients[i], variable) for i, (_, variable) in enumerate(pairs)]
    training_op = optimizer.apply_gradients(clipped_pairs, tf.train.get_global_step())
    return Program({"norm": norm, "marker": marker(tf)}, feed, (training_op, loss), 12)


def clipped_by_value(tf):
    loss, feed = _regression(tf)
    optimizer = tf.train.MomentumOptimizer(learning_rate=0.1, momentum=0.9)
    capped = [
        (tf.clip_by_value(gradient, -0.05, 0.05), variable)
        for gradient, variable in optimizer.compute_gradients(loss)
    ]
    training_op = optimizer.apply_gradients(capped)
    return Program({"marker": marker(tf)}, feed, (training_op, loss), 12)


def averaged(tf):
    loss, feed = _regression(tf)
    step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    averages = tf.train.ExponentialMovingAverage(0.9)
    with tf.control_dependencies([step]):
        training_op = averages.apply(tf.trainable_variables())
    return Program({"marker": marker(tf)}, feed, (training_op, loss), 6)


def a_second_model(tf):
    first, feed = _regression(tf)
    training_op = tf.train.AdamOptimizer(0.01).minimize(first)
    second, second_feed = _regression(tf)
    with tf.control_dependencies([training_op]):
        training_op = tf.train.AdamOptimizer(0.01).minimize(second)
    feed.update(second_feed)
    return Program({"marker": marker(tf)}, feed, (training_op, first + second), 6)


def decaying_rates(tf):
    step = tf.Variable(7, trainable=False)
    train = tf.train
    fetches = {
        "exponential": train.exponential_decay(0.1, step, 10, 0.9, staircase=True),
        "piecewise": train.piecewise_constant(step, [5, 10], [1.0, 0.5, 0.1]),
        "polynomial": train.polynomial_decay(0.1, step, 100),
        "inverse_time": train.inverse_time_decay(0.1, step, 10, 0.9),
        "natural_exp": train.natural_exp_decay(0.1, step, 10, 0.9),
        "cosine": train.cosine_decay(0.1, step, 100),
        "marker": marker(tf),
    }
    return Program(fetches, {})


def losses(tf):
    X = tf.placeholder(tf.float32, [None, 3])
    labels = tf.placeholder(tf.int32, [None])
    logits = tf.layers.dense(X, 4)
    one_hot = tf.one_hot(labels, 4)
    probabilities = tf.nn.softmax(logits)
    parts = {
        "sparse": tf.losses.sparse_softmax_cross_entropy(labels, logits),
        "softmax": tf.losses.softmax_cross_entropy(one_hot, logits, label_smoothing=0.1),
        "sigmoid": tf.losses.sigmoid_cross_entropy(one_hot, logits),
        "squared": tf.losses.mean_squared_error(one_hot, probabilities),
        "absolute": tf.losses.absolute_difference(one_hot, probabilities, weights=0.5),
        "huber": tf.losses.huber_loss(one_hot, logits),
        "log": tf.losses.log_loss(one_hot, probabilities),
        "hinge": tf.losses.hinge_loss(one_hot, logits),
        "cosine": tf.losses.cosine_distance(one_hot, tf.nn.l2_normalize(logits, 1), axis=1),
        "pairwise": tf.losses.mean_pairwise_squared_error(one_hot, probabilities),
        "v2": tf.reduce_mean(
            tf.nn.softmax_cross_entropy_with_logits_v2(labels=one_hot, logits=logits)
        ),
    }
    loss = tf.losses.get_total_loss() + parts["v2"]
    training_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    parts["marker"] = marker(tf)
    feed = {X: X_BATCH, labels: [0, 1, 2, 3, 0, 1, 2, 3]}
    return Program(parts, feed, (training_op, loss), 6)


def sampled_losses(tf):
    X = tf.placeholder(tf.int32, [None])
    labels = tf.placeholder(tf.int64, [None, 1])
    embeddings = tf.Variable(tf.random_uniform([20, 4], -1.0, 1.0))
    inputs = tf.nn.embedding_lookup(embeddings, X)
    weights = tf.Variable(tf.truncated_normal([20, 4], stddev=0.5))
    biases = tf.Variable(tf.zeros([20]))
    nce = tf.reduce_mean(tf.nn.nce_loss(weights, biases, labels, inputs, 5, 20))
    sampled = tf.reduce_mean(tf.nn.sampled_softmax_loss(weights, biases, labels, inputs, 5, 20))
    loss = nce + sampled
    training_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    feed = {X: [1, 2, 3], labels: [[2], [3], [4]]}
    return Program({"marker": marker(tf)}, feed, (training_op, loss), 6)


PROGRAMS = [
    *OPTIMIZERS,
    clipped,
    clipped_by_value,
    averaged,
    a_second_model,
    decaying_rates,
    losses,
    sampled_losses,
]
