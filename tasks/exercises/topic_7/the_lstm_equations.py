"""Write the LSTM's equations.

task: lstm_cell
place: 3
axes: c = batch, n_neurons
axes: h = batch, n_neurons

An LSTM cell has a long-term state c and a short-term state h. Three of its four layers are gate
controllers, from 0 (closed) to 1 (open): f says what part of c is kept, i what part of the main
layer's g is added to c, and o what part of c comes out as h. Write a step in NumPy; the weights
are stored as BasicLSTMCell stores them, and the program compares your step with it.
"""

import numpy as np
import tensorflow as tf

n_inputs = 3
n_neurons = 4
FORGET_BIAS = 1.0  # BasicLSTMCell adds it to the forget gate's bias


#: listing lstm_cell "def sigmoid("


def lstm_step(x, c, h, kernel, bias):
    #: listing lstm_cell "W_xi, W_xg, W_xf, W_xo = " to "b_f = "

    #: listing lstm_cell "i = sigmoid("
    #: hole f
    #:     The forget gate; it is like the input gate above, with weights of its own.
    #: listing lstm_cell "f = sigmoid("
    #: listing lstm_cell "o = sigmoid("
    #: hole g
    #:     The main layer; its activation function is np.tanh.
    #: listing lstm_cell "g = np.tanh("
    #: hole c
    #:     The new long-term state: what the forget gate keeps of c, and what the input gate lets in.
    #: listing lstm_cell "c = f * c"
    #: hole h
    #:     The new short-term state: what the output gate lets out of tanh(c).
    #: listing lstm_cell "h = o * "
    return c, h


x_batch, c_batch = np.random.randn(5, n_inputs), np.random.randn(5, n_neurons)
h_batch = np.tanh(np.random.randn(5, n_neurons))
lstm_cell = tf.contrib.rnn.BasicLSTMCell(num_units=n_neurons)
state = tf.contrib.rnn.LSTMStateTuple(tf.constant(c_batch), tf.constant(h_batch))
_, step = lstm_cell(tf.constant(x_batch), state)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    (c_val, h_val), (kernel, bias) = sess.run([step, lstm_cell.variables])
c, h = lstm_step(x_batch, c_batch, h_batch, kernel, bias)
print("largest differences from BasicLSTMCell:", np.abs(c - c_val).max(), np.abs(h - h_val).max())

#: hint
#:     f is sigmoid(x @ W_xf + h @ W_hf + b_f), and g is the same with tanh and its own weights.
#: hint
#:     In c(t) two products are added, element by element: f * c and i * g.
#: hint
#:     h(t) = o * np.tanh(c), with the new c.
#: mistake
#:     2: sigmoid(x @ W_xg + h @ W_hg + b_g)
#:     The main layer is no gate: its activation function is tanh, so that it can also take away.
#: mistake
#:     3: i * c + f * g
#:     The gates are exchanged: the forget gate f belongs to the old c, the input gate i to g.
#: mistake
#:     4: o * c
#:     The long-term state goes through tanh before the output gate: o * np.tanh(c).
#: mistake
#:     3: i * g
#:     The old long-term state is lost. Keep of it what the forget gate lets through: f * c.
#: mistake
#:     1: sigmoid(x @ W_xi + h @ W_hi + b_i)
#:     These are the input gate's weights. The forget gate has its own: W_xf, W_hf and b_f.
#: mistake
#:     3: c + i * g
#:     Nothing is ever forgotten: multiply the old c by the forget gate f.
#: mistake
#:     1: sigmoid(x @ W_xf + b_f)
#:     The forget gate does not see the short-term state: add h @ W_hf.
#: check


def observe(program):
    rng = np.random.RandomState(9)
    x, c, h = rng.randn(2, 3), rng.randn(2, 4), rng.randn(2, 4)
    c, h = program.lstm_step(x, c, h, rng.randn(7, 16), rng.randn(16))
    return {"c": c, "h": h}
