"""MonitoredTrainingSession with hooks of one's own, and a checkpoint that another session reads."""

import os
import tempfile

import numpy as np
import tensorflow as tf


class PrintLoss(tf.train.SessionRunHook):
    """Prints the loss now and then."""

    def __init__(self, loss, every):
        self._loss, self._every = loss, every

    def begin(self):
        self._step = 0

    def before_run(self, run_context):
        return tf.train.SessionRunArgs(self._loss)

    def after_run(self, run_context, run_values):
        self._step += 1
        if self._step % self._every == 0:
            print("{:3d}: {:.5f}".format(self._step, run_values.results))

    def end(self, session):
        print("end after", self._step)


def model():
    waves = np.sin(np.arange(200).reshape(10, 20) * 0.2).astype(np.float32)
    inputs = tf.constant(waves[:, :-1, None])
    targets = tf.constant(waves[:, 1:, None])
    cell = tf.nn.rnn_cell.BasicRNNCell(8, activation=tf.nn.tanh)
    cell = tf.contrib.rnn.OutputProjectionWrapper(cell, 1)
    outputs, _ = tf.nn.dynamic_rnn(cell, inputs, dtype=tf.float32)
    loss = tf.losses.mean_squared_error(targets, outputs)
    step = tf.train.create_global_step()
    rate = tf.train.exponential_decay(0.1, step, 10, 0.9, staircase=True)
    return loss, tf.train.MomentumOptimizer(rate, 0.8).minimize(loss, step)


folder = tempfile.mkdtemp()
with tf.Graph().as_default():
    tf.set_random_seed(3)
    loss, train_op = model()
    hooks = [
        PrintLoss(loss, 10),
        tf.train.StopAtStepHook(last_step=30),
        tf.train.NanTensorHook(loss),
    ]
    with tf.train.MonitoredTrainingSession(
        checkpoint_dir=folder,
        hooks=hooks,
        save_checkpoint_secs=None,
        save_checkpoint_steps=15,
        log_step_count_steps=None,
    ) as sess:
        while not sess.should_stop():
            sess.run(train_op)

print(os.path.basename(tf.train.latest_checkpoint(folder)))
for name, shape in tf.train.list_variables(folder):
    print(name, shape)
with tf.Graph().as_default():
    model()
    creator = tf.train.ChiefSessionCreator(checkpoint_dir=folder)
    with tf.train.MonitoredSession(creator) as sess:
        print(sess.run(tf.train.get_global_step(sess.graph)))
