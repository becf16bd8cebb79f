"""Each cell and each way to unroll one: variables, and the outputs of equal weights."""

import numpy as np
import tensorflow as tf
from tensorflow.python.ops import rnn, rnn_cell

rng = np.random.RandomState(1)
X = rng.randn(3, 4, 2).astype(np.float32)
lengths = np.array([4, 2, 3])


class Doubled(rnn_cell.RNNCell):
    """A cell that the program defines."""

    state_size = output_size = 2

    def __call__(self, inputs, state, scope=None):
        with tf.variable_scope(scope or type(self).__name__):
            output = tf.tanh(rnn_cell._linear([inputs, state], 2, False))
        return 2.0 * output, output


CELLS = [
    lambda: rnn_cell.BasicRNNCell(3),
    lambda: rnn_cell.GRUCell(3),
    lambda: rnn_cell.BasicLSTMCell(3, forget_bias=0.5),
    lambda: rnn_cell.LSTMCell(
        3, use_peepholes=True, num_proj=2, num_unit_shards=2, cell_clip=0.5, proj_clip=0.3
    ),
    lambda: rnn_cell.OutputProjectionWrapper(rnn_cell.GRUCell(3), 2),
    lambda: rnn_cell.InputProjectionWrapper(rnn_cell.BasicRNNCell(3), 2),
    lambda: rnn_cell.MultiRNNCell([rnn_cell.GRUCell(3)] * 2, state_is_tuple=False),
    Doubled,
]


def static(cell):
    inputs = tf.unpack(tf.constant(X), axis=1)
    outputs, state = rnn.rnn(cell, inputs, dtype=tf.float32)
    return tf.pack(outputs), state


def static_lengths(cell):
    inputs = tf.unpack(tf.constant(X), axis=1)
    outputs, state = tf.nn.rnn(cell, inputs, sequence_length=lengths, dtype=tf.float32)
    return tf.pack(outputs), state


def dynamic(cell):
    X_ = tf.placeholder_with_default(X, [None, None, 2])
    return tf.nn.dynamic_rnn(cell, X_, sequence_length=lengths, dtype=tf.float32)


def both_ways(cell):
    inputs = tf.unpack(tf.constant(X), axis=1)
    outputs, forwards, backwards = tf.nn.bidirectional_rnn(
        cell, cell, inputs, dtype=tf.float32, sequence_length=tf.constant(lengths, tf.int64)
    )
    return tf.pack(outputs), forwards


def both_ways_dynamic(cell):
    outputs, states = tf.nn.bidirectional_dynamic_rnn(
        cell, cell, tf.constant(X), tf.constant(lengths, tf.int64), dtype=tf.float32
    )
    return tf.concat(2, outputs), states[1]


def total(value):
    return float(np.sum(np.abs(value)))


def run(unroll, make_cell):
    tf.set_random_seed(42)
    outputs, state = unroll(make_cell())
    gradients = tf.gradients(outputs, tf.trainable_variables())
    with tf.Session() as sess:
        tf.initialize_all_variables().run()
        names = [v.name for v in tf.all_variables()]
        weights = sum(total(value) for value in sess.run(tf.all_variables()))
        parts = list(state) if isinstance(state, tuple) else [state]
        values = sess.run([outputs] + parts + gradients)
    print(unroll.__name__, names)
    print("  %.3f %.3f %.3f" % (weights, total(values[0]), sum(map(total, values[1:]))))


for unroll in (static_lengths, dynamic):
    for make_cell in CELLS:
        with tf.Graph().as_default():
            run(unroll, make_cell)
for unroll in (static, both_ways, both_ways_dynamic):
    with tf.Graph().as_default():
        run(unroll, CELLS[2])
