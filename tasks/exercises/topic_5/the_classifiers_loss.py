"""Turn the final state into a loss.

task: mnist
place: 2
axes: logits_val = batch, n_outputs

The classifier's last layer is fully connected to the final state and has a neuron for each of the
10 classes, without an activation function: its outputs are the logits. Softmax and the cross
entropy are one operation in TensorFlow, and the loss is its mean over the mini-batch.
"""

import numpy as np
import tensorflow as tf

n_steps = 28
n_inputs = 28
n_neurons = 20
n_outputs = 10

fully_connected = tf.contrib.layers.fully_connected

#: listing mnist "X = " to "y = "
#: listing mnist "basic_cell = " to "outputs, states = "

#: hole logits
#:     A fully connected layer from the final state to n_outputs, without an activation function.
logits = fully_connected(states, n_outputs, activation_fn=None)
#: hole xentropy
#:     The cross entropy of each instance, for the labels y, which are class numbers.
#: listing mnist "xentropy = "
#: hole loss
#:     The mean of the cross entropy over the mini-batch.
#: listing mnist "loss = "

init = tf.global_variables_initializer()
X_batch = np.random.rand(6, n_steps, n_inputs)
y_batch = np.array([3, 1, 4, 1, 5, 9])
with tf.Session() as sess:
    init.run()
    loss_val = loss.eval(feed_dict={X: X_batch, y: y_batch})
print("loss before training:", loss_val, "; guessing has", np.log(10))

#: hint
#:     fully_connected(inputs, n_outputs, activation_fn=None) is the layer; its inputs are states.
#: hint
#:     The labels are numbers of classes, not vectors with a 1: that is
#:     tf.nn.sparse_softmax_cross_entropy_with_logits(labels=..., logits=...).
#: hint
#:     loss = tf.reduce_mean(xentropy)
#: mistake
#:     1: fully_connected(states, n_outputs)
#:     fully_connected has ReLU by default, which makes logits below 0 to 0. Give it
#:     activation_fn=None.
#: mistake
#:     1: tf.nn.softmax(fully_connected(states, n_outputs, activation_fn=None))
#:     Softmax is applied twice: the cross entropy with logits does it already.
#: mistake
#:     3: tf.reduce_sum(xentropy)
#:     This is the sum over the mini-batch, which grows with its size. Take the mean.
#: mistake
#:     2: tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=logits)
#:     That function wants labels as vectors of probabilities [batch, n_outputs]. For class numbers
#:     there is the sparse one.
#: mistake
#:     3: xentropy
#:     The cross entropy is a number for each instance. The loss is one number: their mean.
#: mistake
#:     1: fully_connected(outputs, n_outputs, activation_fn=None)
#:     outputs has a vector for every step. An image has one class: use the final state.
#: check


def observe(program):
    rng = np.random.RandomState(3)
    X_batch, y_batch = rng.rand(6, 28, 28), rng.randint(10, size=6)
    feed_dict = {program.X: X_batch, program.y: y_batch}
    weights = tf.trainable_variables()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in weights:
            variable.load(rng.uniform(-0.3, 0.3, variable.shape.as_list()), sess)
        logits_val, loss_val = sess.run([program.logits, program.loss], feed_dict=feed_dict)
    return {"logits_val": logits_val, "the loss": loss_val}
