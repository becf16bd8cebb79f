"""The lesson's listings on TensorFlow 1.15, or on today's tf.compat.v1 with default settings.

No tf1rnn: only what a reader writes who takes the listing as it is, with a default session and one
feed_dict for each step. Runs on Python 3.7 too.
"""

import itertools
import os

import numpy as np
from protocol import contest, need, seconds_of, shuffled_batches

os.environ["TF_USE_LEGACY_KERAS"] = "1"  # Keras 3 has no TensorFlow 1 cells
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
tf = need("tensorflow.compat.v1")
tf.disable_v2_behavior()
tf.logging.set_verbosity(tf.logging.ERROR)
cells = tf.nn.rnn_cell


class Listing:
    """A listing in its session: `graph` builds it and gives what `train` and `loss` run."""

    version = tf.__version__

    def __init__(self, data, construct):
        tf.reset_default_graph()
        tf.set_random_seed(42)
        self.training_op, self.loss_, self.feeds, self.check = construct(data)
        variables = tf.trainable_variables()
        self.parameters = sum(int(np.prod(v.shape.as_list())) for v in variables)
        self.session = tf.Session()
        self.session.run(tf.global_variables_initializer())

    def loss(self):
        return self.session.run(self.loss_, feed_dict=self.check)

    def train(self, n):
        return seconds_of(lambda: self.session.run(self.training_op, feed_dict=next(self.feeds)), n)


def classifier(data, cell, of_states):
    """Demo 2 and 3: digits, read row by row."""
    X = tf.placeholder(tf.float32, [None, 28, 28])
    y = tf.placeholder(tf.int32, [None])
    outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    logits = tf.layers.dense(of_states(states), 10)
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy)
    training_op = tf.train.AdamOptimizer(learning_rate=0.001).minimize(loss)
    feeds = ({X: X_, y: y_} for X_, y_ in shuffled_batches((data["X"], data["y"]), 150))
    return training_op, loss, feeds, {X: data["check_X"], y: data["check_y"]}


def mnist(data):
    return classifier(data, cells.BasicRNNCell(num_units=150), lambda states: states)


def mnist_deep(data):
    layers = [cells.BasicRNNCell(num_units=150) for _ in range(3)]
    return classifier(data, cells.MultiRNNCell(layers), lambda states: states[-1])


def mnist_lstm(data):
    return classifier(data, cells.BasicLSTMCell(num_units=150), lambda states: states.h)


class OutputProjectionWrapper(cells.RNNCell):
    """A fully connected layer on each step's outputs; contrib's is gone in TensorFlow 2."""

    def __init__(self, cell, output_size):
        super().__init__()
        self._cell, self._output_size = cell, output_size

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._output_size

    def zero_state(self, batch_size, dtype):
        return self._cell.zero_state(batch_size, dtype)

    def __call__(self, inputs, state, scope=None):
        outputs, state = self._cell(inputs, state)
        with tf.variable_scope("projection", reuse=tf.AUTO_REUSE):
            kernel = tf.get_variable("kernel", [outputs.shape[1], self._output_size])
            bias = tf.get_variable("bias", [self._output_size], initializer=tf.zeros_initializer())
        return tf.nn.bias_add(tf.matmul(outputs, kernel), bias), state


def time_series(data):
    X = tf.placeholder(tf.float32, [None, 20, 1])
    y = tf.placeholder(tf.float32, [None, 20, 1])
    cell = OutputProjectionWrapper(
        cells.BasicRNNCell(num_units=100, activation=tf.nn.relu), output_size=1
    )
    outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    loss = tf.reduce_mean(tf.square(outputs - y))
    training_op = tf.train.AdamOptimizer(learning_rate=0.001).minimize(loss)
    feeds = ({X: X_, y: y_} for X_, y_ in shuffled_batches((data["X"], data["y"]), 50))
    return training_op, loss, feeds, {X: data["check_X"], y: data["check_y"]}


def word_embeddings(data):
    vocabulary_size, embedding_size = (int(n) for n in data["embeddings_shape"])
    embeddings = tf.Variable(tf.random_uniform([vocabulary_size, embedding_size], -1.0, 1.0))
    train_inputs = tf.placeholder(tf.int32, shape=[None])
    embed = tf.nn.embedding_lookup(embeddings, train_inputs)
    train_labels = tf.placeholder(tf.int64, shape=[None])
    sampled = tf.placeholder(tf.int64, shape=[None])
    weights = tf.Variable(
        tf.truncated_normal([vocabulary_size, embedding_size], stddev=embedding_size**-0.5)
    )
    biases = tf.Variable(tf.zeros([vocabulary_size]))
    expected_count = tf.constant(data["expected_count"])
    labels = train_labels[:, tf.newaxis]
    xentropy = tf.nn.sampled_softmax_loss(
        weights=weights,
        biases=biases,
        labels=labels,
        inputs=embed,
        num_sampled=len(data["check_sampled"]),
        num_classes=vocabulary_size,
        sampled_values=(
            sampled,
            tf.gather(expected_count, labels),
            tf.gather(expected_count, sampled),
        ),
    )
    loss = tf.reduce_mean(xentropy)
    optimizer = tf.train.AdagradOptimizer(
        float(data["learning_rate"]), initial_accumulator_value=1e-7
    )
    training_op = optimizer.minimize(loss)

    placeholders = {"inputs": train_inputs, "labels": train_labels, "sampled": sampled}

    def feeds():
        for i in itertools.cycle(range(len(data["inputs"]))):
            yield {p: data[name][i] for name, p in placeholders.items()}

    check = {p: data[f"check_{name}"] for name, p in placeholders.items()}
    return [training_op, loss], loss, feeds(), check


def translation(data):
    n_neurons = int(data["n_neurons"])
    n_target_words = int(data["n_target_words"])
    source = tf.placeholder(tf.int32, shape=[None, None])
    source_length = tf.placeholder(tf.int32, shape=[None])
    target = tf.placeholder(tf.int32, shape=[None, None])
    keep_prob = tf.placeholder_with_default(1.0, shape=[])
    source_embeddings = tf.Variable(
        tf.random_uniform([int(data["n_source_words"]), n_neurons], -0.3, 0.3)
    )
    target_embeddings = tf.Variable(tf.random_uniform([n_target_words, n_neurons], -0.3, 0.3))
    reversed_source = tf.reverse_sequence(source, source_length, seq_axis=1)
    embed = tf.nn.embedding_lookup(source_embeddings, reversed_source)
    with tf.variable_scope("encoder"):
        _, states = tf.nn.dynamic_rnn(
            cells.BasicLSTMCell(num_units=n_neurons),
            tf.nn.dropout(embed, keep_prob),
            sequence_length=source_length,
            dtype=tf.float32,
        )
    go = tf.fill([tf.shape(source)[0]], int(data["go"]))
    pushed_back = tf.concat([go[:, tf.newaxis], target[:, :-1]], axis=1)
    embed = tf.nn.embedding_lookup(target_embeddings, pushed_back)
    with tf.variable_scope("decoder"):
        outputs, _ = tf.nn.dynamic_rnn(
            cells.BasicLSTMCell(num_units=n_neurons),
            tf.nn.dropout(embed, keep_prob),
            initial_state=states,
        )
    bias = tf.Variable(tf.zeros([n_target_words]))
    is_word = tf.not_equal(target, int(data["pad"]))
    outputs = tf.nn.dropout(tf.boolean_mask(outputs, is_word), keep_prob)
    logits = tf.matmul(outputs, target_embeddings, transpose_b=True) + bias
    label_smoothing = float(data["label_smoothing"])
    labels = tf.one_hot(
        tf.boolean_mask(target, is_word),
        n_target_words,
        on_value=1 - label_smoothing,
        off_value=label_smoothing / (n_target_words - 1),
    )
    xentropy = tf.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=logits)
    loss = tf.reduce_mean(xentropy)
    optimizer = tf.train.AdamOptimizer(learning_rate=float(data["learning_rate"]))
    training_op = optimizer.minimize(loss)

    placeholders = {"source": source, "source_length": source_length, "target": target}

    def feeds():
        for i in itertools.cycle(range(int(data["n_batches"]))):
            batch = {p: data[f"{name}_{i}"] for name, p in placeholders.items()}
            yield {keep_prob: data["keep_prob"], **batch}

    check = {p: data[f"check_{name}"] for name, p in placeholders.items()}
    return [training_op, loss], loss, feeds(), check


LISTINGS = (mnist, mnist_deep, mnist_lstm, time_series, word_embeddings, translation)


def build(task, data):
    """The one form that a listing has."""
    construct = {function.__name__: function for function in LISTINGS}[task]
    return [("", lambda: Listing(data, construct))]


if __name__ == "__main__":
    contest(build)
