"""A cell of one's own, wrapped, stacked and used in both directions; scopes and reuse as of 1.x."""

import collections

import numpy as np
import tensorflow as tf
from tensorflow.contrib.rnn import RNNCell
from tensorflow.python.ops import math_ops
from tensorflow.contrib.rnn.python.ops.core_rnn_cell import _Linear

MinimalState = collections.namedtuple("MinimalState", ["h", "count"])


class MinimalGatedCell(RNNCell):
    """Minimal gated unit that counts its steps."""

    def __init__(self, num_units, activation=math_ops.tanh, reuse=None):
        super(MinimalGatedCell, self).__init__(_reuse=reuse)
        self._num_units = num_units
        self._activation = activation
        self._gate, self._candidate = None, None

    @property
    def state_size(self):
        return MinimalState(self._num_units, 1)

    @property
    def output_size(self):
        return self._num_units

    def call(self, inputs, state):
        if self._gate is None:
            with tf.variable_scope("gate"):
                self._gate = _Linear(
                    [inputs, state.h], self._num_units, True, bias_initializer=tf.ones_initializer()
                )
        forget = tf.sigmoid(self._gate([inputs, state.h]))
        with tf.variable_scope("candidate"):
            if self._candidate is None:
                self._candidate = _Linear([inputs, forget * state.h], self._num_units, True)
            new = self._activation(self._candidate([inputs, forget * state.h]))
        h = (1 - forget) * state.h + forget * new
        return h, MinimalState(h, state.count + 1)


def stack():
    cells = [MinimalGatedCell(4), tf.contrib.rnn.ResidualWrapper(MinimalGatedCell(4))]
    return tf.contrib.rnn.MultiRNNCell(cells)


tf.set_random_seed(21)
x = tf.constant(np.random.RandomState(5).uniform(-1, 1, [2, 5, 3]), tf.float32)
with tf.variable_scope("reader") as scope:
    (forward, backward), states = tf.nn.bidirectional_dynamic_rnn(
        stack(), stack(), x, sequence_length=[5, 3], dtype=tf.float32
    )
    again, _ = tf.nn.dynamic_rnn(
        tf.contrib.rnn.DeviceWrapper(MinimalGatedCell(2), "/cpu:0"),
        x,
        dtype=tf.float32,
        scope="again",
    )
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for v in tf.trainable_variables():
        print(v.name, v.shape.as_list())
    print(sess.run(states[0][1].count).ravel().tolist())
    print(sess.run(tf.reduce_mean(tf.concat([forward, backward], 2), [1, 2])).round(5).tolist())
    print(sess.run(again)[1].round(4).tolist())
