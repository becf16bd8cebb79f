"""Pack all time steps into one tensor.

task: static_rnn_packed
place: 5
printout: static_rnn_packed
axes: outputs_val = batch, n_steps, n_neurons
axes: the first of X_seqs = batch, n_inputs

With one placeholder X [batch, n_steps, n_inputs] for all time steps, 50 steps do not need 50
placeholders. But static_rnn wants a list with a tensor [batch, n_inputs] for each step.
tf.transpose(X, perm=[...]) puts the axes in another order, tf.unstack takes a tensor apart along
its first axis, and tf.stack puts a list together along a new first axis. Take X apart by time
steps, and put the outputs together again.
"""

import numpy as np
import tensorflow as tf

n_steps = 2
n_inputs = 3
n_neurons = 5

#: listing static_rnn_packed "X = "
#: hole X_seqs
#:     A list of n_steps tensors [batch, n_inputs], the inputs of each time step.
#: listing static_rnn_packed "X_seqs = "
#: listing static_rnn_packed "basic_cell = " to "output_seqs, states = "
#: hole outputs
#:     All outputs in one tensor [batch, n_steps, n_neurons].
#: listing static_rnn_packed "outputs = "

init = tf.global_variables_initializer()

#: listing parts/lesson_weights "WX = " to "WY = "

with tf.Session() as sess:
    init.run()
    kernel, bias = basic_cell.weights
    kernel.load(WX + WY, sess)
    #: listing static_rnn_packed "X_batch = " to "run.print(outputs_val)"

#: hint
#:     tf.unstack takes apart the first axis. Which axis of X should be the first, then?
#: hint
#:     perm=[1, 0, 2] swaps the first two axes: tf.unstack(tf.transpose(X, perm=[1, 0, 2])).
#: hint
#:     tf.stack(output_seqs) is [n_steps, batch, n_neurons]. The same perm swaps the axes back.
#: mistake
#:     2: tf.stack(output_seqs)
#:     tf.stack has put the time steps first. Which axis did transpose leave first? Swap the first
#:     two axes back, with the same perm.
#: mistake
#:     1: tf.unstack(X)
#:     X is taken apart along its first axis, which is the mini-batch, whose size is not known
#:     when the graph is built. Bring the time steps to the front first.
#: mistake
#:     2: tf.reshape(tf.stack(output_seqs), [-1, n_steps, n_neurons])
#:     tf.reshape does not swap axes: it takes the numbers in their order and cuts them anew, so
#:     that outputs of different instances are mixed. Use tf.transpose.
#: mistake
#:     1: tf.unstack(tf.reshape(X, [n_steps, -1, n_inputs]))
#:     tf.reshape does not swap axes: it takes the numbers in their order and cuts them anew, so
#:     that instances and time steps are mixed. Use tf.transpose.
#: mistake
#:     2: tf.concat(output_seqs, axis=1)
#:     tf.concat joins the outputs along an axis that is there already: [batch, n_steps *
#:     n_neurons]. tf.stack makes a new axis.
#: mistake
#:     2: tf.transpose(tf.stack(output_seqs), perm=[1, 2, 0])
#:     The axes are in the wrong order: tf.stack gives [n_steps, batch, n_neurons], and axis 2, the
#:     neurons, should stay the last.
#: check


def observe(program):
    X_batch = np.arange(24).reshape(4, 2, 3) / 24
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        first = sess.run(program.X_seqs[0], feed_dict={program.X: X_batch})
    return {
        "the first of X_seqs": first,
        "the number of X_seqs": len(program.X_seqs),
        "outputs_val": program.outputs_val,
    }
