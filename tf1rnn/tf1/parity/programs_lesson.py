"""The lesson's listings, reduced to their graphs: Demo 1, deep RNNs, the three training tasks."""

import numpy as np

from .program import BATCH, Program, marker


def _two_steps(tf):
    X0 = tf.placeholder(tf.float32, [None, 3])
    X1 = tf.placeholder(tf.float32, [None, 3])
    return X0, X1, {X0: BATCH[:, 0], X1: BATCH[:, 1]}


def basic_rnn(tf):
    X0, X1, feed = _two_steps(tf)
    Wx = tf.Variable(tf.random_normal(shape=[3, 5], dtype=tf.float32))
    Wy = tf.Variable(tf.random_normal(shape=[5, 5], dtype=tf.float32))
    b = tf.Variable(tf.zeros([1, 5], dtype=tf.float32))
    Y0 = tf.tanh(tf.matmul(X0, Wx) + b)
    Y1 = tf.tanh(tf.matmul(Y0, Wy) + tf.matmul(X1, Wx) + b)
    return Program({"Y0": Y0, "Y1": Y1, "marker": marker(tf)}, feed)


def static_rnn(tf):
    X0, X1, feed = _two_steps(tf)
    basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=5)
    output_seqs, states = tf.contrib.rnn.static_rnn(basic_cell, [X0, X1], dtype=tf.float32)
    return Program({"Y": output_seqs, "states": states, "marker": marker(tf)}, feed)


def static_rnn_packed(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    X_seqs = tf.unstack(tf.transpose(X, perm=[1, 0, 2]))
    basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=5)
    output_seqs, states = tf.contrib.rnn.static_rnn(basic_cell, X_seqs, dtype=tf.float32)
    outputs = tf.transpose(tf.stack(output_seqs), perm=[1, 0, 2])
    return Program({"outputs": outputs, "states": states, "marker": marker(tf)}, {X: BATCH})


def dynamic_rnn(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=5)
    outputs, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)
    return Program({"outputs": outputs, "states": states, "marker": marker(tf)}, {X: BATCH})


def variable_length(tf):
    X = tf.placeholder(tf.float32, [None, 2, 3])
    seq_length = tf.placeholder(tf.int32, [None])
    basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=5)
    outputs, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32, sequence_length=seq_length)
    fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
    return Program(fetches, {X: BATCH, seq_length: [2, 1, 2, 2]})


def deep_rnn(tf):
    X = tf.placeholder(tf.float32, [None, 5, 2])
    layers = [tf.contrib.rnn.BasicRNNCell(num_units=10) for _ in range(3)]
    multi_layer_cell = tf.contrib.rnn.MultiRNNCell(layers)
    outputs, states = tf.nn.dynamic_rnn(multi_layer_cell, X, dtype=tf.float32)
    feed = {X: np.random.RandomState(42).rand(2, 5, 2)}
    return Program({"outputs": outputs, "states": states, "marker": marker(tf)}, feed)


def _time_series(t):
    return t * np.sin(t) / 3 + 2 * np.sin(t * 5)


def _time_series_feed(X, y, batch_size, n_steps, resolution=0.1):
    rng = np.random.RandomState(42)

    def batch(_):
        starts = rng.rand(batch_size, 1) * (30 - n_steps * resolution)
        values = _time_series(starts + np.arange(n_steps + 1) * resolution)
        return {X: values[:, :-1, None], y: values[:, 1:, None]}

    return batch


def time_series_projection_wrapper(tf):
    X = tf.placeholder(tf.float32, [None, 20, 1])
    y = tf.placeholder(tf.float32, [None, 20, 1])
    cell = tf.contrib.rnn.OutputProjectionWrapper(
        tf.contrib.rnn.BasicRNNCell(num_units=100, activation=tf.nn.relu), output_size=1
    )
    outputs, _ = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    loss = tf.reduce_mean(tf.square(outputs - y))
    training_op = tf.train.AdamOptimizer(learning_rate=0.001).minimize(loss)
    feed = _time_series_feed(X, y, 50, 20)
    fetches = {"outputs": outputs, "marker": marker(tf)}
    return Program(fetches, feed, (training_op, loss), 30)


def time_series_dense(tf):
    X = tf.placeholder(tf.float32, [None, 20, 1])
    y = tf.placeholder(tf.float32, [None, 20, 1])
    cell = tf.contrib.rnn.BasicRNNCell(num_units=100, activation=tf.nn.relu)
    rnn_outputs, _ = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    stacked_rnn_outputs = tf.reshape(rnn_outputs, [-1, 100])
    stacked_outputs = tf.contrib.layers.fully_connected(stacked_rnn_outputs, 1, activation_fn=None)
    outputs = tf.reshape(stacked_outputs, [-1, 20, 1])
    loss = tf.reduce_sum(tf.square(outputs - y))
    training_op = tf.train.AdamOptimizer(learning_rate=0.001).minimize(loss)
    feed = _time_series_feed(X, y, 50, 20)
    fetches = {"outputs": outputs, "marker": marker(tf)}
    return Program(fetches, feed, (training_op, loss), 30)


def _classifier(tf, states, X, y):
    logits = tf.contrib.layers.fully_connected(states, 10, activation_fn=None)
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy)
    training_op = tf.train.AdamOptimizer(learning_rate=0.001).minimize(loss)
    correct = tf.nn.in_top_k(logits, y, 1)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    rng = np.random.RandomState(7)
    feed = {X: rng.rand(60, 28, 28).astype(np.float32), y: rng.randint(0, 10, 60)}
    fetches = {"logits": logits, "accuracy": accuracy, "marker": marker(tf)}
    return Program(fetches, feed, (training_op, loss), 20)


def mnist(tf):
    with tf.variable_scope("rnn", initializer=tf.contrib.layers.variance_scaling_initializer()):
        X = tf.placeholder(tf.float32, [None, 28, 28])
        y = tf.placeholder(tf.int32, [None])
        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=150, activation=tf.nn.relu)
        _, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)
        return _classifier(tf, states, X, y)


def mnist_tanh(tf):
    X = tf.placeholder(tf.float32, [None, 28, 28])
    y = tf.placeholder(tf.int32, [None])
    basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=150)
    _, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)
    return _classifier(tf, states, X, y)


def deep_lstm(tf):
    X = tf.placeholder(tf.float32, [None, 28, 28])
    y = tf.placeholder(tf.int32, [None])
    lstm_cells = [tf.contrib.rnn.BasicLSTMCell(num_units=50) for _ in range(3)]
    multi_cell = tf.contrib.rnn.MultiRNNCell(lstm_cells)
    _, states = tf.nn.dynamic_rnn(multi_cell, X, dtype=tf.float32)
    return _classifier(tf, states[-1].h, X, y)


def dropout(tf):
    X = tf.placeholder(tf.float32, [None, 20, 1])
    y = tf.placeholder(tf.float32, [None, 20, 1])
    keep_prob = tf.placeholder_with_default(1.0, shape=())
    cells = [tf.contrib.rnn.BasicRNNCell(num_units=30) for _ in range(3)]
    cells_drop = [tf.contrib.rnn.DropoutWrapper(cell, input_keep_prob=keep_prob) for cell in cells]
    multi_layer_cell = tf.contrib.rnn.MultiRNNCell(cells_drop)
    # Steps that run at once draw their random numbers in any order, in TensorFlow 1, too.
    rnn_outputs, _ = tf.nn.dynamic_rnn(multi_layer_cell, X, dtype=tf.float32, parallel_iterations=1)
    stacked_outputs = tf.layers.dense(tf.reshape(rnn_outputs, [-1, 30]), 1)
    outputs = tf.reshape(stacked_outputs, [-1, 20, 1])
    loss = tf.reduce_mean(tf.square(outputs - y))
    training_op = tf.train.AdamOptimizer(learning_rate=0.01).minimize(loss)
    batch = _time_series_feed(X, y, 20, 20)

    def feed(iteration):
        values = batch(iteration)
        values[keep_prob] = 1.0 if iteration < 0 else 0.7
        return values

    fetches = {"outputs": outputs, "marker": marker(tf)}
    return Program(fetches, feed, (training_op, loss), 10)


PROGRAMS = [
    basic_rnn,
    static_rnn,
    static_rnn_packed,
    dynamic_rnn,
    variable_length,
    deep_rnn,
    time_series_projection_wrapper,
    time_series_dense,
    mnist,
    mnist_tanh,
    deep_lstm,
    dropout,
]
