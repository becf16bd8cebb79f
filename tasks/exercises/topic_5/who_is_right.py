"""Count the right answers.

task: mnist
place: 3

A classifier's answer is the class with the highest logit. tf.nn.in_top_k(logits, y, k) says for
each instance whether the right class is among the k highest. The accuracy is the share that is
right. The optimizer has to make the loss small: that is the training operation.
"""

import numpy as np
import tensorflow as tf

learning_rate = 0.01
y = tf.placeholder(tf.int32, [None])
X = tf.placeholder(tf.float32, [None, 4])
logits = tf.contrib.layers.fully_connected(X, 3, activation_fn=None)
#: listing mnist "xentropy = " to "optimizer = "
#: hole training_op
#:     The operation that takes one step of training: the optimizer minimizes the loss.
#: listing mnist "training_op = "
#: hole correct
#:     For each instance, whether its class has the highest of the logits.
#: listing mnist "correct = "
#: hole accuracy
#:     The share of instances that are right, a number from 0 to 1.
#: listing mnist "accuracy = "

init = tf.global_variables_initializer()
y_batch = np.arange(60) % 3
X_batch = np.eye(4)[y_batch] + 0.1 * np.random.randn(60, 4)
with tf.Session() as sess:
    init.run()
    losses = []
    for iteration in range(200):
        _, loss_val = sess.run([training_op, loss], feed_dict={X: X_batch, y: y_batch})
        losses.append(loss_val)
    print("accuracy:", accuracy.eval(feed_dict={X: X_batch, y: y_batch}))

#: hint
#:     optimizer.minimize(loss) is an operation: each time that it runs, the weights change a bit.
#: hint
#:     in_top_k with k = 1 asks for the highest logit alone.
#: hint
#:     correct holds truth values. tf.cast(correct, tf.float32) makes 1 and 0 of them; their mean
#:     is the share of the true ones.
#: mistake
#:     2: tf.nn.in_top_k(logits, y, 2)
#:     With k = 2 the second highest counts as right, too.
#: mistake
#:     3: tf.reduce_sum(tf.cast(correct, tf.float32))
#:     This is the number of right answers. The share is their mean.
#: mistake
#:     3: tf.reduce_mean(correct)
#:     Truth values have no mean. Cast them to tf.float32 first.
#: mistake
#:     1: optimizer.minimize(-loss)
#:     The loss grows: the optimizer minimizes what it is given, and this is the loss with a minus.
#: mistake
#:     3: tf.reduce_mean(tf.cast(correct, tf.int32))
#:     The mean of whole numbers is a whole number, here 0. Cast to tf.float32.
#: mistake
#:     1: loss
#:     Nothing is trained: running the loss computes it and changes no weight. The operation comes
#:     from the optimizer.
#: check


def observe(program):
    logits = np.array([[3, 2, 1], [1, 3, 2], [1, 2, 3], [3, 2, 1], [2, 3, 1]], "f4")
    feed_dict = {program.logits: logits, program.y: [0, 1, 2, 1, 2]}
    with tf.Session() as sess:
        accuracy = sess.run(program.accuracy, feed_dict=feed_dict)
    first, last = program.losses[0], program.losses[-1]
    trained = last < 0.5 * first, "it has grown" if last > first * 1.01 else "it stays as it was"
    return {"the accuracy, 3 of 5 being right": accuracy, "the loss falls": trained}
