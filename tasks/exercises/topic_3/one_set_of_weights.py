"""Share one set of weights between all steps.

task: basic_rnn
place: 2
axes: Y_val = batch, n_neurons

A recurrent layer has two weight matrices and a bias vector, and every time step uses the same ones.
The program below unrolls a layer over three time steps in a loop. Say which shapes the weights
need. Make them before the loop, so that all three steps share them: the layer then has 15 + 25 + 5
= 45 weights, however long the sequence is.
"""

import numpy as np
import tensorflow as tf

n_steps = 3
n_inputs = 3
n_neurons = 5

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])

#: hole `shape=[n_inputs, n_neurons], dtype=tf.float32`
#:     The weights for the inputs: X(t) [batch, n_inputs] times Wx is [batch, n_neurons].
#: listing basic_rnn "Wx = "
#: hole `shape=[n_neurons, n_neurons], dtype=tf.float32`
#:     The weights for the outputs of the step before: Y(t-1) is [batch, n_neurons].
#: listing basic_rnn "Wy = "
#: hole `[1, n_neurons], dtype=tf.float32`
#:     The bias: one number for each neuron, added to every row of the mini-batch.
#: listing basic_rnn "b = "

Y = tf.zeros([tf.shape(X)[0], n_neurons])
for t in range(n_steps):
    #: hole Y
    #:     The outputs of step t, from X[:, t], from Y of the step before, and from the weights.
    Y = tf.tanh(tf.matmul(Y, Wy) + tf.matmul(X[:, t], Wx) + b)

init = tf.global_variables_initializer()
X_batch = np.random.rand(4, n_steps, n_inputs)
with tf.Session() as sess:
    init.run()
    Y_val = Y.eval(feed_dict={X: X_batch})
print("outputs of the last step:", Y_val.shape)

#: hint
#:     In a matrix product [a, b] times [b, c] the inner sizes must be equal; the result is [a, c].
#: hint
#:     Hole 1 may be written as [n_inputs, n_neurons], and hole 2 as [n_neurons, n_neurons].
#: hint
#:     Hole 4 is the same formula as Y1 in the exercise two_steps, with X[:, t] and with Y.
#: mistake
#:     2: [n_inputs, n_neurons]
#:     Wy multiplies outputs, of which there are n_neurons, not inputs: it is [n_neurons,
#:     n_neurons].
#: mistake
#:     1: [n_neurons, n_inputs]
#:     Wx is the wrong way round: the inputs stand on the left of the product, so its rows are
#:     n_inputs.
#: mistake
#:     4: tf.tanh(tf.matmul(X[:, t], Wx) + b)
#:     The outputs of the step before are not used: without Y times Wy there is no recurrence, and
#:     only the last input counts.
#: mistake
#:     4: tf.tanh(tf.matmul(Y, Wy) + tf.matmul(X[:, t], Wx))
#:     The bias is not used: add b before tf.tanh is applied.
#: mistake
#:     4: tf.contrib.layers.fully_connected(tf.concat([X[:, t], Y], 1), n_neurons, tf.tanh)
#:     Each step has made weights of its own. Use Wx, Wy and b from above the loop: a recurrent
#:     layer shares one set of weights between all its steps.
#: mistake
#:     4: tf.tanh(tf.matmul(Y, Wy) + tf.matmul(X[:, 0], Wx) + b)
#:     Every step reads the first input. The step t reads X[:, t].
#: mistake
#:     3: [1]
#:     One number is added to all neurons. The bias is a vector, with a number for each neuron:
#:     [1, n_neurons] or [n_neurons].
#: check


def observe(program):
    weights = tf.trainable_variables()
    rng = np.random.RandomState(0)
    X_batch = rng.rand(4, 3, 3)
    values = {}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for name in ("Wx", "Wy", "b"):
            variable = getattr(program, name)
            shape = [n for n in variable.shape.as_list() if n != 1]
            values[f"the shape of {name}"] = str(shape)
            variable.load(rng.uniform(-1, 1, variable.shape.as_list()), sess)
        Y_val = sess.run(program.Y, feed_dict={program.X: X_batch})
    return {
        "Y_val": Y_val,
        "the number of weights": sum(int(np.prod(w.shape.as_list())) for w in weights),
        **values,
    }
