"""Feed a mini-batch to both time steps.

task: basic_rnn
place: 3
printout: basic_rnn

A placeholder holds nothing: each time that the graph runs, it is fed. Feed a mini-batch of four
instances to the network of two time steps, and fetch its outputs at both. At t = 0 the four
instances have the inputs [0, 1, 2], [3, 4, 5], [6, 7, 8] and [9, 0, 1]; at t = 1 they have
[9, 8, 7], [0, 0, 0], [6, 5, 4] and [3, 2, 1].
"""

import numpy as np
import tensorflow as tf

n_inputs = 3
n_neurons = 5

#: listing basic_rnn "X0 = " to "Y1 = "

init = tf.global_variables_initializer()

#: listing parts/lesson_weights "WX = " to "WY = "

with tf.Session() as sess:
    init.run()
    Wx.load(WX, sess)
    Wy.load(WY, sess)
    #: listing basic_rnn "X0_batch = "
    #: hole X1_batch
    #:     The inputs of the four instances at t = 1, in the same form as X0_batch.
    #: listing basic_rnn "X1_batch = "
    #: hole `[Y0, Y1]`
    #:     What to fetch: the outputs at t = 0 and at t = 1, in this order.
    #: hole `{X0: X0_batch, X1: X1_batch}`
    #:     Which array each placeholder is fed with: a dictionary.
    Y0_val, Y1_val = sess.run([Y0, Y1], feed_dict={X0: X0_batch, X1: X1_batch})
    #: listing basic_rnn "run.print(" to "run.print(Y1_val)"

#: hint
#:     A row of X1_batch is an instance: np.array([[9, 8, 7], ...]).
#: hint
#:     A feed dictionary has placeholders as its keys, not their names: {X0: X0_batch, ...}.
#: hint
#:     sess.run of a list of tensors returns a list of arrays in the same order.
#: mistake
#:     3: {X0: X0_batch}
#:     X1 is not fed. The output Y1 needs both inputs, so each placeholder needs an array.
#: mistake
#:     2: [Y1, Y0]
#:     The outputs are exchanged: sess.run gives the arrays in the order of the list.
#: mistake
#:     2: Y1
#:     sess.run gives one array for one tensor. For two of them, give it a list: [Y0, Y1].
#: mistake
#:     3: {X0: X1_batch, X1: X0_batch}
#:     The batches are exchanged: X0_batch holds the inputs at t = 0, and they are fed to X0.
#: mistake
#:     1: np.array([[9, 0, 6, 3], [8, 0, 5, 2], [7, 0, 4, 1]])
#:     X1_batch is the wrong way round: a row for each instance, a column for each input.
#: mistake
#:     3: {"X0": X0_batch, "X1": X1_batch}
#:     The keys are texts. A feed dictionary has the placeholders themselves: X0, without quotes.
#: check


def observe(program):
    return {
        "X1_batch": program.X1_batch,
        "Y0_val": program.Y0_val,
        "Y1_val": program.Y1_val,
    }
