"""Let static_rnn unroll a cell.

task: static_rnn
place: 4
printout: static_rnn
axes: Y0_val = batch, n_neurons
axes: Y1_val = batch, n_neurons

TensorFlow can write the copies for each time step. A BasicRNNCell holds the weights, Wx on top of
Wy, and the bias; tf.contrib.rnn.static_rnn calls it once for each tensor in a list of inputs, and
hands the state from one call to the next. It returns the list of the outputs and the final state.
The numbers are those of the network that you wrote by hand.
"""

import numpy as np
import tensorflow as tf

n_inputs = 3
n_neurons = 5

#: listing static_rnn "X0 = " to "X1 = "

#: hole basic_cell
#:     A basic RNN cell with n_neurons recurrent neurons.
#: listing static_rnn "basic_cell = "
#: hole `[X0, X1]`
#:     The inputs: a list with one tensor for each time step.
#: listing static_rnn "output_seqs, states = "
#: hole `output_seqs`
#:     The outputs at t = 0 and at t = 1.
#: listing static_rnn "Y0, Y1 = "

init = tf.global_variables_initializer()

#: listing parts/lesson_weights "WX = " to "WY = "

with tf.Session() as sess:
    init.run()
    kernel, bias = basic_cell.weights
    kernel.load(WX + WY, sess)
    #: listing static_rnn "X0_batch = " to "X1_batch = "

    Y0_val, Y1_val, states_val = sess.run([Y0, Y1, states], feed_dict={X0: X0_batch, X1: X1_batch})
    #: listing static_rnn "run.print(" to "run.print(Y1_val)"

#: hint
#:     The cell's class is tf.contrib.rnn.BasicRNNCell, its argument num_units.
#: hint
#:     static_rnn has returned a list; a list of two can be unpacked: Y0, Y1 = ...
#: hint
#:     The outputs are output_seqs; states is the last one again.
#: mistake
#:     2: [X1, X0]
#:     The time steps are in the wrong order: the list begins with the input at t = 0.
#: mistake
#:     2: [X0]
#:     The list has one tensor, so the cell is unrolled over one time step only. Give it X0 and X1.
#: mistake
#:     3: states, states
#:     states is the state after the last time step alone, which is Y1. The outputs of all steps
#:     are in output_seqs.
#: mistake
#:     2: tf.concat([X0, X1], axis=1)
#:     static_rnn wants a list with one tensor for each time step, not one tensor for all.
#: mistake
#:     1: tf.contrib.rnn.BasicRNNCell(num_units=n_inputs)
#:     num_units is the number of recurrent neurons, not of inputs. How many inputs there are the
#:     cell sees by itself.
#: mistake
#:     1: tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=tf.nn.relu)
#:     The activation function is another: BasicRNNCell has tanh by default, as the lesson has.
#: check


def observe(program):
    return {
        "Y0_val": program.Y0_val,
        "Y1_val": program.Y1_val,
        "states_val": program.states_val,
    }
