"""Masked losses, last relevant outputs, and buckets by length: the usual helpers, as people wrote them."""

import functools

import numpy as np
import tensorflow as tf


def lazy_property(function):
    attribute = "_cache_" + function.__name__

    @property
    @functools.wraps(function)
    def decorator(self):
        if not hasattr(self, attribute):
            with tf.variable_scope(function.__name__):
                setattr(self, attribute, function(self))
        return getattr(self, attribute)

    return decorator


class VariableSequenceClassifier(object):
    def __init__(self, data, target, num_hidden=9):
        self.data, self.target, self._num_hidden = data, target, num_hidden
        self.prediction
        self.optimize

    @lazy_property
    def length(self):
        used = tf.sign(tf.reduce_max(tf.abs(self.data), reduction_indices=2))
        return tf.cast(tf.reduce_sum(used, reduction_indices=1), tf.int32)

    @lazy_property
    def prediction(self):
        output, _ = tf.nn.dynamic_rnn(
            tf.nn.rnn_cell.GRUCell(self._num_hidden),
            self.data,
            dtype=tf.float32,
            sequence_length=self.length,
        )
        last = self._last_relevant(output, self.length)
        weight = tf.Variable(tf.truncated_normal([self._num_hidden, 2], stddev=0.1))
        bias = tf.Variable(tf.constant(0.1, shape=[2]))
        return tf.nn.softmax(tf.matmul(last, weight) + bias)

    @lazy_property
    def cost(self):
        return -tf.reduce_sum(self.target * tf.log(self.prediction))

    @lazy_property
    def optimize(self):
        return tf.train.RMSPropOptimizer(0.02).minimize(self.cost)

    @lazy_property
    def error(self):
        wrong = tf.not_equal(tf.argmax(self.target, 1), tf.argmax(self.prediction, 1))
        return tf.reduce_mean(tf.cast(wrong, tf.float32))

    @staticmethod
    def _last_relevant(output, length):
        batch_size = tf.shape(output)[0]
        max_length = int(output.get_shape()[1])
        output_size = int(output.get_shape()[2])
        index = tf.range(0, batch_size) * max_length + (length - 1)
        return tf.gather(tf.reshape(output, [-1, output_size]), index)


def make(rng, n):
    data, target = np.zeros([n, 7, 3]), np.zeros([n, 2])
    for row in range(n):
        length = rng.randint(2, 8)
        data[row, :length] = rng.uniform(0.1, 1, [length, 3])
        target[row, int(data[row, :length, 0].mean() > 0.55)] = 1
    return data, target


if __name__ == "__main__":
    tf.set_random_seed(42)
    rng = np.random.RandomState(42)
    data = tf.placeholder(tf.float32, [None, 7, 3])
    target = tf.placeholder(tf.float32, [None, 2])
    model = VariableSequenceClassifier(data, target)
    sess = tf.Session()
    sess.run(tf.initialize_all_variables())
    for epoch in range(3):
        for _ in range(8):
            batch_data, batch_target = make(rng, 16)
            sess.run(model.optimize, {data: batch_data, target: batch_target})
        test = dict(zip((data, target), make(np.random.RandomState(0), 64)))
        error, cost = sess.run([model.error, model.cost], test)
        print("Epoch {:2d} error {:3.1f}% cost {:.4f}".format(epoch + 1, 100 * error, cost))
    print(sess.run(model.length, test)[:8].tolist())
