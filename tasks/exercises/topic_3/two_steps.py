"""Write the two time steps by hand.

task: basic_rnn
place: 1
printout: basic_rnn
axes: Y0_val = batch, n_neurons
axes: Y1_val = batch, n_neurons

A layer of recurrent neurons computes, at every time step t,

    Y(t) = tanh(X(t) Wx + Y(t-1) Wy + b)

Below are the placeholders for the inputs of two time steps, X0 and X1, and the weights Wx, Wy and
b. Write the outputs Y0 and Y1 with tf.matmul and tf.tanh. The program starts from the weights that
the lesson had, so it must print the lesson's numbers.
"""

import numpy as np
import tensorflow as tf

n_inputs = 3
n_neurons = 5

#: listing basic_rnn "X0 = " to "b = "

#: hole Y0
#:     The outputs at t = 0. There is no earlier output yet, so nothing is multiplied by Wy.
#: listing basic_rnn "Y0 = "
#: hole Y1
#:     The outputs at t = 1, from X1 and from what the layer put out at t = 0.
#: listing basic_rnn "Y1 = "

init = tf.global_variables_initializer()

#: listing parts/lesson_weights "WX = " to "WY = "

with tf.Session() as sess:
    init.run()
    Wx.load(WX, sess)
    Wy.load(WY, sess)
    #: listing basic_rnn "X0_batch = " to "X1_batch = "

    Y0_val, Y1_val = sess.run([Y0, Y1], feed_dict={X0: X0_batch, X1: X1_batch})
    #: listing basic_rnn "run.print(" to "run.print(Y1_val)"

#: hint
#:     tf.matmul(X0, Wx) is the matrix product X0 Wx: [batch, 3] times [3, 5] gives [batch, 5].
#: hint
#:     The bias b is added before tf.tanh is applied: tf.tanh(... + b).
#: hint
#:     Y1 has three terms within tf.tanh: one with X1, one with Y0, and b.
#: mistake
#:     2: tf.tanh(tf.matmul(X1, Wx) + b)
#:     Y1 does not depend on Y0: so the layer has no memory. Add Y0 times Wy.
#: mistake
#:     1: tf.matmul(X0, Wx) + b
#:     2: tf.matmul(Y0, Wy) + tf.matmul(X1, Wx) + b
#:     The activation function is missing: the sum goes through tf.tanh, which keeps every output
#:     between -1 and 1.
#: mistake
#:     2: tf.tanh(tf.matmul(Y0, Wx) + tf.matmul(X1, Wy) + b)
#:     Wx and Wy are exchanged: Wx [n_inputs, n_neurons] is for the inputs, Wy [n_neurons,
#:     n_neurons] for the outputs of the step before.
#: mistake
#:     2: tf.tanh(tf.matmul(Y0, Wy) + tf.matmul(X0, Wx) + b)
#:     The second step reads X0 again. Each step has an input of its own: at t = 1 it is X1.
#: mistake
#:     2: tf.tanh(tf.matmul(Y0, Wy) + b)
#:     The second step does not read its input X1.
#: mistake
#:     1: tf.tanh(X0 * Wx + b)
#:     2: tf.tanh(X1 * Wx + Y0 * Wy + b)
#:     The sign * multiplies element by element. A matrix product is tf.matmul(X0, Wx).
#: mistake
#:     2: tf.tanh(tf.matmul(Wy, Y0) + tf.matmul(X1, Wx) + b)
#:     The product of Y0 and Wy is the wrong way round: the outputs stand on the left, a row for each
#:     instance.
#: mistake
#:     1: np.tanh(tf.matmul(X0, Wx) + b)
#:     NumPy computes with numbers, and there are none yet: X0 is fed later. In the graph it is
#:     tf.tanh.
#: check


def observe(program):
    return {"Y0_val": program.Y0_val, "Y1_val": program.Y1_val}
