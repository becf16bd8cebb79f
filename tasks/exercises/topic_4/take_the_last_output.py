"""Find each sequence's last real output.

task: variable_length
place: 3
axes: last_val = batch, n_neurons

With padded sequences outputs[:, -1] is zero where a sequence has ended before. The last real output
of instance i is outputs[i, seq_length[i] - 1], and for a basic cell it is the same as the final
state. Pick it for the whole mini-batch: with tf.gather_nd, with a mask, or as you like.
"""

import numpy as np
import tensorflow as tf

n_steps = 4
n_inputs = 2
n_neurons = 5

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
seq_length = tf.placeholder(tf.int32, [None])
#: listing variable_length "basic_cell = " to "outputs, states = "

#: hole last
#:     The last real output of each instance [batch, n_neurons], from outputs and seq_length, and
#:     not from states.
last = tf.gather_nd(outputs, tf.stack([tf.range(tf.shape(X)[0]), seq_length - 1], axis=1))

init = tf.global_variables_initializer()
X_batch = np.random.rand(3, n_steps, n_inputs)
with tf.Session() as sess:
    init.run()
    last_val, states_val = sess.run([last, states], feed_dict={X: X_batch, seq_length: [4, 1, 3]})
print("largest difference from states:", np.abs(last_val - states_val).max())

#: hint
#:     tf.gather_nd(outputs, indices) picks outputs[i, t] for each row [i, t] of indices.
#: hint
#:     tf.range(tf.shape(X)[0]) counts the instances: 0, 1, 2 ... And t is seq_length - 1.
#: hint
#:     tf.stack([rows, steps], axis=1) makes the pairs [i, t]. Another way: the outputs beyond the
#:     end are zero, so multiply by tf.one_hot(seq_length - 1, n_steps) and sum over the steps.
#: mistake
#:     1: outputs[:, -1]
#:     That is the output at the last step of the array, which is zero for a sequence that has
#:     ended before.
#: mistake
#:     1: tf.gather_nd(outputs, tf.stack([tf.range(tf.shape(X)[0]), seq_length], axis=1))
#:     Steps are counted from 0: a sequence of length 3 ends with step 2, which is seq_length - 1.
#: mistake
#:     1: tf.reduce_sum(outputs, axis=1)
#:     This adds the outputs of all steps. Only the last real one is wanted.
#: mistake
#:     1: tf.gather(outputs, seq_length - 1, axis=1)
#:     tf.gather takes each of these steps for every instance. To take one step for each instance
#:     it needs pairs: tf.gather_nd.
#: mistake
#:     1: tf.reduce_max(outputs, axis=1)
#:     The largest output is not the last one.
#: check


def observe(program):
    X_batch = np.random.RandomState(1).rand(3, 4, 2)
    lengths = [2, 4, 1]
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        last, states = sess.run(
            [program.last, program.states],
            feed_dict={program.X: X_batch, program.seq_length: lengths},
        )
    same = last.shape == states.shape and np.allclose(last, states, atol=1e-6)
    return {
        "last_val": program.last_val,
        "last is states, for other lengths": (same, "they differ for the lengths [2, 4, 1]"),
    }
