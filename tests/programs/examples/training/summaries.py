"""Writes summaries of a network's insides, and reads them back from the event file."""

import glob
import os
import tempfile

import numpy as np
import tensorflow as tf


def variable_summaries(var, name):
    with tf.name_scope(name):
        mean = tf.reduce_mean(var)
        tf.summary.scalar("mean", mean)
        stddev = tf.sqrt(tf.reduce_mean(tf.square(var - mean)))
        tf.summary.scalar("stddev", stddev)
        tf.summary.histogram("histogram", var)


logdir = tempfile.mkdtemp()
sess = tf.InteractiveSession()
tf.set_random_seed(8)
x = tf.placeholder(tf.float32, [4, 6, 2])
cell = tf.contrib.rnn.LayerNormBasicLSTMCell(3, dropout_keep_prob=1.0)
outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="net")
for v in tf.trainable_variables()[:2]:
    variable_summaries(v, v.op.name.replace("/", "_"))
loss = tf.reduce_mean(tf.abs(outputs - 0.2))
tf.summary.scalar("loss", loss)
train = tf.train.AdagradOptimizer(0.3).minimize(loss)
merged = tf.summary.merge_all()
writer = tf.summary.FileWriter(logdir, sess.graph)
tf.global_variables_initializer().run()
data = np.random.RandomState(0).normal(size=[4, 6, 2])
for i in range(5):
    # One after the other: run together, a summary may see a weight before or after its update.
    writer.add_summary(sess.run(merged, feed_dict={x: data}), i)
    sess.run(train, feed_dict={x: data})
writer.add_summary(tf.Summary(value=[tf.Summary.Value(tag="done", simple_value=1.0)]), 5)
writer.close()
sess.close()

(path,) = glob.glob(os.path.join(logdir, "events.out.tfevents.*"))
for event in tf.train.summary_iterator(path):
    for value in event.summary.value:
        if value.tag in ("loss", "done"):
            print(event.step, value.tag, "%.5f" % value.simple_value)
        elif event.step == 4:
            kind = value.WhichOneof("value")
            print(
                value.tag,
                kind,
                "%.4f" % (value.histo.max if kind == "histo" else value.simple_value),
            )
