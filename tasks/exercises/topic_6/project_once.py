"""Project all steps at once.

task: time_series
place: 3
axes: outputs_val = batch, n_steps, n_outputs

The wrapper's layer runs once for each step. All steps share its weights, so it can run once for all
of them: stack the outputs of all steps into one tensor [batch * n_steps, n_neurons], project them,
and unstack. tf.reshape does both, because the numbers stay in their order.
"""

import numpy as np
import tensorflow as tf

n_steps = 20
n_inputs = 1
n_neurons = 30
n_outputs = 1

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=tf.nn.relu)
#: listing time_series "rnn_outputs, states = "
#: hole stacked_rnn_outputs
#:     rnn_outputs as [batch * n_steps, n_neurons].
#: listing time_series "stacked_rnn_outputs = "
#: hole stacked_outputs
#:     A fully connected layer to n_outputs, without activation function.
stacked_outputs = tf.contrib.layers.fully_connected(
    stacked_rnn_outputs, n_outputs, activation_fn=None
)
#: hole outputs
#:     The projected outputs as [batch, n_steps, n_outputs].
outputs = tf.reshape(stacked_outputs, [-1, n_steps, n_outputs])

init = tf.global_variables_initializer()
with tf.Session() as sess:
    init.run()
    outputs_val = outputs.eval(feed_dict={X: np.random.rand(5, n_steps, n_inputs)})
print("outputs:", outputs_val.shape)

#: hint
#:     tf.reshape(tensor, [-1, n_neurons]) leaves the size of the first axis to TensorFlow.
#: hint
#:     tf.contrib.layers.fully_connected(inputs, n_outputs, activation_fn=None)
#: hint
#:     Back again: tf.reshape(stacked_outputs, [-1, n_steps, n_outputs]).
#: mistake
#:     2: tf.contrib.layers.fully_connected(stacked_rnn_outputs, n_outputs)
#:     The layer has ReLU by default, so no prediction can be below 0. Give it activation_fn=None.
#: mistake
#:     3: stacked_outputs
#:     The outputs are still stacked: [batch * n_steps, n_outputs]. Reshape them back.
#: mistake
#:     3: tf.reshape(stacked_outputs, [n_steps, -1, n_outputs])
#:     The steps come first, so that instances are mixed. rnn_outputs had the mini-batch first.
#: mistake
#:     1: tf.reshape(rnn_outputs, [-1, n_steps * n_neurons])
#:     All steps of an instance are one row, so that one layer sees them all and gives one value.
#:     Each step is to be a row of its own: [-1, n_neurons].
#: mistake
#:     1: tf.reshape(tf.transpose(rnn_outputs, perm=[1, 0, 2]), [-1, n_neurons])
#:     The axes were swapped on the way in and not on the way out, so that instances are mixed. No
#:     transpose is needed.
#: check


def observe(program):
    rng = np.random.RandomState(6)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in tf.trainable_variables():
            variable.load(rng.uniform(-0.3, 0.3, variable.shape.as_list()), sess)
        outputs_val = sess.run(program.outputs, feed_dict={program.X: rng.randn(3, 20, 1)})
    return {"outputs_val": outputs_val}
