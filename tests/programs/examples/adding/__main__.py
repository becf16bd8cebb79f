"""Trains a network on the adding problem."""

from __future__ import print_function

import sys

import tensorflow as tf

from adding.data import batches
from adding.flags import FLAGS
from adding.model import Adder


def main(argv):
    print("arguments:", argv[1:])
    tf.set_random_seed(21)
    X = tf.placeholder(tf.float32, [None, FLAGS.n_steps, 2])
    y = tf.placeholder(tf.float32, [None])
    model = Adder(X, y)
    with tf.train.MonitoredTrainingSession() as sess:
        for iteration, (X_batch, y_batch) in enumerate(batches(FLAGS.n_steps, 32, seed=4)):
            if iteration == FLAGS.n_iterations:
                break
            _, error = sess.run([model.training_op, model.error], {X: X_batch, y: y_batch})
            if iteration % 15 == 0:
                print("%d\terror: %.5f" % (iteration, error))
    return 3


if __name__ == "__main__":
    tf.app.run(main=main, argv=[sys.argv[0], *sys.argv[1:]])
