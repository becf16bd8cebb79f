"""Say where each sequence ends.

task: variable_length
place: 2
printout: variable_length
axes: outputs_val = batch, n_steps, n_neurons
axes: states_val = batch, n_neurons

Instance 1 of the mini-batch is one step long and padded with zeros. Without being told, the network
takes the zeros for an input. The argument sequence_length of dynamic_rnn says how many steps of
each instance are real: beyond them the outputs are zero, and the state stays what it was.
"""

import numpy as np
import tensorflow as tf

n_steps = 2
n_inputs = 3
n_neurons = 5

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
#: hole seq_length
#:     A placeholder of whole numbers (tf.int32), one for each instance.
#: listing variable_length "seq_length = "

#: listing variable_length "basic_cell = "
#: hole `seq_length`
#:     How long each sequence is: a tensor of the lengths.
#: listing variable_length "outputs, states = "

init = tf.global_variables_initializer()

#: listing parts/lesson_weights "WX = " to "WY = "

with tf.Session() as sess:
    init.run()
    kernel, bias = basic_cell.weights
    kernel.load(WX + WY, sess)
    #: listing variable_length "X_batch = "
    #: hole seq_length_batch
    #:     The lengths of these four instances.
    #: listing variable_length "seq_length_batch = " to "run.print(states_val)"

#: hint
#:     The lengths of a mini-batch of any size have the shape [None].
#: hint
#:     Instance 1 has one element, the others have two: np.array([2, 1, 2, 2]).
#: hint
#:     dynamic_rnn is given the placeholder: sequence_length=seq_length.
#: mistake
#:     2: None
#:     The network has read the padding as an input: the output of instance 1 at t = 1 should be
#:     zero. Give dynamic_rnn the lengths, and let instance 1 have the length 1.
#: mistake
#:     3: np.array([2, 0, 2, 2])
#:     A length is a number of steps, counted from 1: instance 1 has one step, not none.
#: mistake
#:     3: np.array([1, 0, 1, 1])
#:     These are the places of the last steps, counted from 0. A length is the number of steps.
#: mistake
#:     1: tf.placeholder(tf.int32, [None, n_steps])
#:     There is one length for each instance, not one for each step: the shape is [None].
#: check


def observe(program):
    return {"outputs_val": program.outputs_val, "states_val": program.states_val}
