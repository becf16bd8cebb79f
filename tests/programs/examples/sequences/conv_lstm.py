"""Moving squares seen by a ConvLSTM, a grid of phased and block cells beside it; tf.layers, batch_norm."""

import numpy as np
import tensorflow as tf
from tensorflow.contrib import layers, rnn
from tensorflow.contrib.framework import arg_scope


def movie(rng, n, steps=4, side=6):
    frames = np.zeros([n, steps, side, side, 1], np.float32)
    labels = rng.randint(0, 2, n)
    for i in range(n):
        row = rng.randint(0, side - 1)
        for t in range(steps):
            place = t if labels[i] else side - 2 - t
            frames[i, t, row : row + 2, place : place + 2] = 1
    return frames, labels


def network(frames, is_training):
    with arg_scope(
        [layers.conv2d],
        normalizer_fn=layers.batch_norm,
        normalizer_params={"is_training": is_training, "decay": 0.9},
        weights_regularizer=layers.l2_regularizer(0.01),
    ):
        flat = tf.reshape(frames, [-1, 6, 6, 1])
        features = layers.conv2d(flat, 2, [3, 3], scope="conv")
    cell = rnn.ConvLSTMCell(2, input_shape=[6, 6, 2], output_channels=3, kernel_shape=[3, 3])
    sequence = tf.reshape(features, [-1, 4, 6, 6, 2])
    outputs, _ = tf.nn.dynamic_rnn(cell, sequence, dtype=tf.float32)
    pooled = tf.reduce_mean(outputs[:, -1], [1, 2])
    times = tf.tile(tf.range(4.0)[None, :, None], [tf.shape(frames)[0], 1, 1])
    phased, _ = tf.nn.dynamic_rnn(
        rnn.PhasedLSTMCell(3), (times, tf.reshape(frames, [-1, 4, 36])), dtype=tf.float32
    )
    block, _ = rnn.LSTMBlockFusedCell(3)(
        tf.transpose(tf.reshape(frames, [-1, 4, 36]), [1, 0, 2]), dtype=tf.float32
    )
    return layers.linear(tf.concat([pooled, phased[:, -1], block[-1]], 1), 2, scope="out")


tf.reset_default_graph()
tf.set_random_seed(6)
x = tf.placeholder(tf.float32, [None, 4, 6, 6, 1])
y = tf.placeholder(tf.int32, [None])
training = tf.placeholder_with_default(False, [])
logits = network(x, training)
tf.losses.sparse_softmax_cross_entropy(y, logits)
loss = tf.losses.get_total_loss()
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train = tf.train.AdamOptimizer(0.03).minimize(loss)
right = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
rng = np.random.RandomState(3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(1, 13):
        frames, labels = movie(rng, 16)
        value, _ = sess.run([loss, train], {x: frames, y: labels, training: True})
        if step % 4 == 0:
            print("step %2d loss %.4f" % (step, value))
    frames, labels = movie(np.random.RandomState(9), 50)
    print("accuracy %.2f" % right.eval({x: frames, y: labels}))
print(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)), len(tf.global_variables()))
