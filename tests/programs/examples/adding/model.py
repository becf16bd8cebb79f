"""A recurrent network for regression."""

import tensorflow as tf
from tensorflow.contrib.rnn.python.ops import rnn_cell as contrib_cells
from tensorflow.python.ops import array_ops, math_ops, variable_scope
from tensorflow.python.ops import rnn_cell_impl

from .flags import FLAGS

CELLS = {
    "lstm": lambda n: tf.nn.rnn_cell.LSTMCell(n, use_peepholes=True),
    "gru": rnn_cell_impl.GRUCell,
    "ugrnn": contrib_cells.UGRNNCell,
}


def lazy(function):
    name = "_" + function.__name__

    @property
    def wrapper(self):
        if not hasattr(self, name):
            with variable_scope.variable_scope(function.__name__):
                setattr(self, name, function(self))
        return getattr(self, name)

    return wrapper


class Adder(object):
    def __init__(self, X, y):
        self.X, self.y = X, y
        self.prediction, self.error, self.training_op  # noqa: B018 - builds the graph

    @lazy
    def prediction(self):
        outputs, _ = tf.nn.dynamic_rnn(CELLS[FLAGS.cell](16), self.X, dtype=tf.float32)
        last = array_ops.transpose(outputs, [1, 0, 2])[-1]
        return tf.squeeze(tf.layers.dense(last, 1), [1])

    @lazy
    def error(self):
        return math_ops.reduce_mean(math_ops.square(self.prediction - self.y))

    @lazy
    def training_op(self):
        self.step = tf.train.get_or_create_global_step()
        return tf.train.AdamOptimizer(FLAGS.learning_rate).minimize(self.error, self.step)
