"""What graphs are made of beside cells: layers, products, loops, TensorArrays; all trained."""

import numpy as np

from .program import BATCH, Program, descend, marker, uniform


def _trained(tf, output, feed, n_iterations=6, **fetches):
    """A program that pulls `output` towards 1."""
    loss = tf.reduce_mean(tf.square(output - 1.0))
    train = descend(tf, loss, 0.05)
    return Program(dict(fetches, output=output, marker=marker(tf)), feed, train, n_iterations)


def dense_layers(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    regularizer = tf.contrib.layers.l2_regularizer(0.01)
    hidden = tf.layers.dense(X / 10, 5, activation=tf.nn.elu, kernel_regularizer=regularizer)
    normed = tf.layers.batch_normalization(hidden, training=True)
    flat = tf.layers.flatten(normed)
    return _trained(tf, tf.layers.dense(flat, 2), {X: BATCH}, hidden=hidden, flat=flat)


def convolutions(tf):
    X = tf.placeholder(tf.float32, [None, 6, 6, 1])
    maps = tf.layers.conv2d(X, 3, 3, padding="same", activation=tf.nn.relu)
    pooled = tf.layers.max_pooling2d(maps, 2, 2)
    wide = tf.layers.conv1d(tf.reshape(pooled, [-1, 9, 3]), 4, 3)
    back = tf.layers.conv2d_transpose(maps, 1, 3, strides=2)
    normed = tf.layers.batch_normalization(back, training=True)
    output = tf.reduce_mean(wide, axis=[1, 2]) + tf.reduce_mean(normed, axis=[1, 2, 3])
    return _trained(tf, output, {X: uniform(2, 6, 6, 1)}, maps=maps, back=back)


def products(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    W = tf.Variable(tf.random_normal([3, 4], stddev=0.1))
    dotted = tf.tensordot(X, W, axes=[[2], [0]])
    summed = tf.einsum("bij,jk->bik", X, W)
    scores = tf.matmul(dotted, summed, transpose_b=True)
    weights = tf.nn.softmax(scores)
    context = tf.matmul(weights, dotted)
    stacked = tf.stack(tf.unstack(context, axis=1) + tf.split(summed[:, 0], 1, axis=1))
    return _trained(tf, stacked, {X: BATCH}, weights=weights)


def elementwise(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    a = tf.Variable(tf.random_uniform([3], 0.5, 1.5))
    b = tf.Variable(tf.random_uniform([2, 1], 0.5, 1.5))
    x = X / 10 + 0.1
    output = a * x + b / (x + 1) - tf.maximum(x, b) ** 2 + tf.squared_difference(x, a)
    output = output + tf.reduce_logsumexp(x * a, axis=2, keepdims=True)
    output = output + tf.clip_by_value(x * b, 0.2, 0.6) + tf.minimum(x, a) + tf.pow(x, b)
    mean, variance = tf.nn.moments(output, axes=[0, 1])
    output = (output - mean) / tf.sqrt(variance + 1.0) + tf.nn.l2_normalize(output, 2)
    return _trained(tf, output + tf.reduce_max(output, axis=1, keepdims=True), {X: BATCH})


def slices(tf):
    X = tf.placeholder(tf.int32, [None, 4])
    table = tf.Variable(tf.random_normal([10, 3]))
    rows = tf.nn.embedding_lookup(table, X)
    columns = tf.gather(rows, [0, 2], axis=1)
    reversed_rows = tf.reverse_sequence(rows, [4, 2], seq_axis=1)
    mask = tf.sequence_mask([3, 4], 4, dtype=tf.float32)
    joined = tf.concat([rows * mask[:, :, tf.newaxis], reversed_rows], axis=2)
    tiled = tf.tile(tf.expand_dims(columns[:, 0], 1), [1, 4, 2])
    chosen = tf.where(tf.equal(X, 1), tf.reduce_sum(joined, 2), tf.reduce_mean(tiled, 2))
    return _trained(tf, chosen, {X: [[1, 2, 3, 4], [5, 1, 7, 8]]})


def loops(tf):
    X = tf.placeholder(tf.float32, [None, 3])
    W = tf.Variable(tf.random_normal([3, 3], stddev=0.3))
    _, powers = tf.while_loop(
        lambda i, x: i < 3, lambda i, x: (i + 1, tf.tanh(tf.matmul(x, W))), [0, X]
    )
    scanned = tf.scan(lambda a, x: tf.tanh(a + x * W[0]), X, initializer=tf.zeros([3]))
    mapped = tf.map_fn(lambda x: x * tf.reduce_sum(W, axis=1), X)
    folded = tf.foldl(lambda a, x: a + x * W[1], X, initializer=tf.zeros([3]))
    chosen = tf.cond(tf.reduce_sum(X) > 0, lambda: powers * 2.0, lambda: powers)
    output = chosen + scanned + mapped + folded
    return _trained(tf, output, {X: uniform(4, 3)}, powers=powers, scanned=scanned)


def tensor_arrays(tf):
    X = tf.placeholder(tf.float32, [None, 3])
    W = tf.Variable(tf.random_normal([3], stddev=0.3))
    n = tf.shape(X)[0]
    inputs = tf.TensorArray(tf.float32, n).unstack(X * W)

    def step(i, total, outputs):
        total = tf.tanh(total + inputs.read(i))
        return i + 1, total, outputs.write(i, total)

    state = [0, tf.zeros([3]), tf.TensorArray(tf.float32, n, clear_after_read=False)]
    _, total, outputs = tf.while_loop(lambda i, *_: i < n, step, state)
    gathered = outputs.gather([0, 1])
    parts = tf.TensorArray(tf.float32, 2).split(outputs.stack(), [2, 2])
    joined = parts.concat()
    return _trained(tf, joined + total, {X: uniform(4, 3)}, gathered=gathered)


def metrics(tf):
    labels = tf.placeholder(tf.int64, [None])
    guesses = tf.placeholder(tf.int64, [None])
    updates = [
        tf.metrics.accuracy(labels, guesses)[1],
        tf.metrics.precision(labels, guesses)[1],
        tf.metrics.recall(labels, guesses)[1],
        tf.metrics.mean_per_class_accuracy(labels, guesses, 2)[1],
        tf.confusion_matrix(labels, guesses),
    ]
    tf.summary.scalar("accuracy", updates[0])
    tf.summary.histogram("guesses", guesses)
    tf.summary.merge_all()
    tf.train.Saver([tf.Variable(1.0)])
    feed = {labels: np.array([0, 1, 1, 0]), guesses: np.array([0, 1, 0, 0])}
    return Program({"updates": updates, "marker": marker(tf)}, feed)


def bounds(tf):
    """Bounds that are tensors, numbers or not given: a marker after each kind."""
    X = tf.constant(uniform(5, 4, 3))
    w = tf.get_variable("w", initializer=uniform(5, 4))
    n, wide = tf.constant(2), tf.constant(3, tf.int64)
    parts = [lambda: X[0:n], lambda: X[:, 0:n], lambda: X[:, n], lambda: X[n:], lambda: X[..., n]]
    parts += [lambda: X[:n], lambda: X[n : n + 2], lambda: X[:wide], lambda: X[1:wide, :, 0]]
    parts += [lambda: X[::n], lambda: w[:n], lambda: w[n:, 0], lambda: X[:, tf.newaxis, :n]]
    return Program({str(i): [part(), marker(tf)] for i, part in enumerate(parts)})


PROGRAMS = [
    bounds,
    dense_layers,
    convolutions,
    products,
    elementwise,
    slices,
    loops,
    tensor_arrays,
    metrics,
]
