"""Loop over the steps with dynamic_rnn.

task: dynamic_rnn
place: 6
printout: dynamic_rnn
axes: outputs_val = batch, n_steps, n_neurons
axes: states_val = batch, n_neurons

tf.nn.dynamic_rnn puts the cell into the graph once, in a loop that runs over the time steps. It
takes all inputs as one tensor and returns all outputs as one tensor, so that nothing is unstacked,
transposed or stacked. Build the network with it, and fetch what comes out.
"""

import numpy as np
import tensorflow as tf

n_steps = 2
n_inputs = 3
n_neurons = 5

#: hole `[None, n_steps, n_inputs]`
#:     The shape of all inputs; None stands for the size of the mini-batch.
#: listing dynamic_rnn "X = "

#: listing dynamic_rnn "basic_cell = "
#: hole `tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)`
#:     dynamic_rnn of the cell and the inputs; the dtype of its states is tf.float32.
#: listing dynamic_rnn "outputs, states = "

init = tf.global_variables_initializer()

#: listing parts/lesson_weights "WX = " to "WY = "

with tf.Session() as sess:
    init.run()
    kernel, bias = basic_cell.weights
    kernel.load(WX + WY, sess)
    #: listing dynamic_rnn "X_batch = "

    #: hole `sess.run([outputs, states], feed_dict={X: X_batch})`
    #:     The values of outputs and of states for this batch, with sess.run.
    outputs_val, states_val = sess.run([outputs, states], feed_dict={X: X_batch})
    #: listing dynamic_rnn "run.print(" to "run.print(outputs_val)"

#: hint
#:     X_batch below is an array of four instances with two time steps of three inputs each.
#: hint
#:     The arguments of dynamic_rnn are the cell, the inputs, and dtype=tf.float32.
#: hint
#:     sess.run([outputs, states], feed_dict={...}) returns both values.
#: mistake
#:     1: [n_steps, None, n_inputs]
#:     The time steps come first. dynamic_rnn takes the mini-batch first: [batch, n_steps,
#:     n_inputs].
#: mistake
#:     2: tf.nn.dynamic_rnn(basic_cell, tf.transpose(X, perm=[1, 0, 2]), dtype=tf.float32)
#:     Nothing needs to be transposed here: dynamic_rnn takes [batch, n_steps, n_inputs] as it is.
#: mistake
#:     2: tf.nn.dynamic_rnn(basic_cell, X)
#:     Without an initial state dynamic_rnn needs to know the type of the zeros that it begins with:
#:     dtype=tf.float32.
#: mistake
#:     3: sess.run([states, outputs], feed_dict={X: X_batch})
#:     outputs and states are exchanged: sess.run gives the values in the order of the list.
#: mistake
#:     2: tf.contrib.rnn.static_rnn(basic_cell, X, dtype=tf.float32)
#:     static_rnn wants a list of tensors, one for each time step. One tensor for all is for
#:     tf.nn.dynamic_rnn.
#: mistake
#:     2: tf.contrib.rnn.static_rnn(basic_cell, tf.unstack(X, axis=1), dtype=tf.float32)
#:     This unrolls the cell: a copy of it for each time step, and a list of outputs. dynamic_rnn
#:     has the cell in the graph once.
#: check


def observe(program):
    operations = tf.get_default_graph().get_operations()
    return {
        "outputs_val": program.outputs_val,
        "states_val": program.states_val,
        "a loop in the graph": any(
            o.type in ("Enter", "While", "StatelessWhile") for o in operations
        ),
    }
