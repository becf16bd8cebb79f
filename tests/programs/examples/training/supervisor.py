"""A GRU that tells rising from falling sequences, under tf.train.Supervisor, with summaries."""

from __future__ import print_function

import tempfile

import numpy as np
import tensorflow as tf

slim = tf.contrib.slim


def batch(rng, size):
    starts = rng.uniform(-1, 1, [size, 1])
    slopes = rng.choice([-0.1, 0.1], [size, 1])
    x = starts + slopes * np.arange(8) + rng.normal(0, 0.05, [size, 8])
    return x[:, :, None].astype(np.float32), (slopes[:, 0] > 0).astype(np.int64)


graph = tf.Graph()
with graph.as_default():
    tf.set_random_seed(7)
    x = tf.placeholder(tf.float32, [None, 8, 1], name="x")
    y = tf.placeholder(tf.int64, [None], name="y")
    _, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(6), x, dtype=tf.float32)
    logits = slim.fully_connected(state, 2, activation_fn=None)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    accuracy = tf.reduce_mean(tf.to_float(tf.equal(tf.argmax(logits, 1), y)))
    global_step = tf.train.get_or_create_global_step()
    train_op = tf.train.AdamOptimizer(0.05).minimize(loss, global_step=global_step)
    tf.summary.scalar("loss", loss)
    supervisor = tf.train.Supervisor(
        logdir=tempfile.mkdtemp(), summary_op=None, save_model_secs=0, global_step=global_step
    )

rng = np.random.RandomState(0)
with supervisor.managed_session() as sess:
    while not supervisor.should_stop():
        xs, ys = batch(rng, 16)
        _, step, value, acc = sess.run([train_op, global_step, loss, accuracy], {x: xs, y: ys})
        if step % 10 == 0:
            print("step %d loss %.4f accuracy %.3f" % (step, value, acc))
        if step >= 40:
            supervisor.request_stop()
print("parameters", sum(int(np.prod(v.shape)) for v in graph.get_collection("trainable_variables")))
