"""Truncate backpropagation.

task: truncated_bptt
place: 5

Truncated backpropagation through time lets the gradient go back through the last n_kept steps only.
The network still reads all steps: its state passes from the first part of a sequence into the last
part, but no gradient passes back. tf.stop_gradient(tensor) gives the tensor on, and stops there.
"""

import numpy as np
import tensorflow as tf

n_steps = 8
n_kept = 3
n_inputs = 2
n_neurons = 6

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)

#: hole dropped
#:     The first steps of X, and the last n_kept steps: two tensors.
dropped, kept = X[:, :-n_kept], X[:, -n_kept:]
_, carried = tf.nn.dynamic_rnn(basic_cell, dropped, dtype=tf.float32)
#: hole `tf.stop_gradient(carried)`
#:     The state that the last part begins with, without a way back for the gradient.
_, states = tf.nn.dynamic_rnn(basic_cell, kept, initial_state=tf.stop_gradient(carried))

gradient = tf.gradients(tf.reduce_sum(states), X)[0]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    gradient_val = gradient.eval(feed_dict={X: np.random.rand(1, n_steps, n_inputs)})
print("how much each step is felt:", np.abs(gradient_val[0]).sum(axis=1))

#: hint
#:     X[:, -n_kept:] is the last n_kept steps of every instance, X[:, :-n_kept] all before.
#: hint
#:     The first axis of X is the mini-batch: leave it whole with a colon.
#: hint
#:     initial_state=tf.stop_gradient(carried)
#: mistake
#:     2: carried
#:     The gradient goes back into the first part: nothing is truncated. Stop it between the parts.
#: mistake
#:     2: tf.zeros_like(carried)
#:     The state is lost: the last part begins with zeros, so that what came before is not read.
#: mistake
#:     1: X[:, : n_kept], X[:, n_kept :]
#:     The first n_kept steps are cut off. Truncation keeps the last n_kept.
#: mistake
#:     1: tf.stop_gradient(X[:, : -n_kept]), X[:, -n_kept :]
#:     2: carried
#:     The gradient does not reach the inputs, but it still goes back through all steps of the
#:     network and counts in the weights' gradients. Stop it at the state.
#: mistake
#:     2: tf.stop_gradient(states)
#:     This name is made in this very line. The state of the first part is carried.
#: check


def observe(program):
    X_batch = np.random.RandomState(10).rand(3, 8, 2)
    weights = tf.trainable_variables()
    rng = np.random.RandomState(11)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in weights:
            variable.load(rng.uniform(-0.6, 0.6, variable.shape.as_list()), sess)
        states, felt, kernel = sess.run(
            [program.states, program.gradient, tf.gradients(program.states, weights)[0]],
            feed_dict={program.X: X_batch},
        )
    steps = np.abs(felt).sum(axis=(0, 2)) > 0
    return {
        "the final state": states,
        "the steps that the gradient reaches": str([int(t) for t in np.flatnonzero(steps)]),
        "the gradient of the weights": kernel,
    }
