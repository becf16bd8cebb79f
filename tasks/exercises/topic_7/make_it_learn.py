"""Make a diverging run learn.

task: vanishing_gradients
place: 7

This network must add up a sequence of 20 numbers. Its training diverges: the loss goes to
infinity. Of the lesson's remedies two are at hand, how the recurrent weights start and clipping
the gradients; another is the optimizer's step size. Fill in what is left out until the loss after
training is below 0.8, half of what guessing has. Any way that gets there counts.
"""

import numpy as np
import tensorflow as tf

n_steps = 20
n_neurons = 30

X = tf.placeholder(tf.float32, [None, n_steps, 1])
y = tf.placeholder(tf.float32, [None, 1])

#: hole gain
#:     The recurrent weights start as an orthogonal matrix times this; it was 1.5.
gain = 1.0
#: hole learning_rate
#:     The step size; it was 0.5.
learning_rate = 0.02

with tf.variable_scope("rnn", initializer=tf.orthogonal_initializer(gain, seed=3)):
    cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=tf.nn.relu)
    outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
prediction = tf.contrib.layers.fully_connected(
    states, 1, activation_fn=None, weights_initializer=tf.glorot_uniform_initializer(seed=4)
)
loss = tf.reduce_mean(tf.square(prediction - y))
weights = tf.trainable_variables()
gradients = tf.gradients(loss, weights)
#: hole gradients
#:     The gradients, clipped by their global norm, and that norm. It was (gradients, None): not
#:     clipped.
gradients, _ = tf.clip_by_global_norm(gradients, 1.0)
optimizer = tf.train.GradientDescentOptimizer(learning_rate)
training_op = optimizer.apply_gradients(zip(gradients, weights))

losses = []
rng = np.random.RandomState(0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for iteration in range(400):
        X_batch = rng.uniform(-0.5, 0.5, [100, n_steps, 1])
        y_batch = X_batch.sum(axis=1)
        _, loss_val = sess.run([training_op, loss], feed_dict={X: X_batch, y: y_batch})
        losses.append(loss_val)
print("loss at first:", losses[0], "at last:", np.mean(losses[-20:]))

#: hint
#:     Begin with the start of the weights: with ReLU a gain above 1 lets the sum grow at every step.
#: hint
#:     tf.clip_by_global_norm(gradients, 1.0) gives both that stand on the left, the gradients and
#:     their norm.
#: hint
#:     Then lower the learning rate until the loss no longer jumps: try 0.1, 0.05, 0.02.
#: mistake
#:     1: 1.5
#:     2: 0.5
#:     3: (gradients, None)
#:     Nothing has changed: it still diverges. The gradients explode; clip them, let the weights
#:     start smaller, or take smaller steps.
#: mistake
#:     2: 0.0
#:     With a learning rate of 0 nothing is learned at all. Take small steps, but take some.
#: mistake
#:     2: 0.5
#:     It no longer diverges, but the loss jumps about: with clipped gradients a step is as long as
#:     the learning rate. Take a smaller one.
#: mistake
#:     2: 0.0001
#:     It learns, but too slowly: the steps are too small for 400 iterations.
#: mistake
#:     1: 0.0
#:     With a gain of 0 no input arrives, and no gradient. The weights have to start with something.
#: check


def observe(program):
    losses = np.array(program.losses, dtype=float)
    last = float(np.mean(losses[-20:]))
    if not np.isfinite(losses).all():
        says = f"it diverges after {int(np.argmin(np.isfinite(losses)))} iterations"
    elif program.learning_rate == 0:
        says = "nothing is learned"
    elif program.gain == 0:
        says = f"nothing arrives: the loss is {last:.3g}"
    elif last > losses[0]:
        says = f"it has grown from {losses[0]:.3g} to {last:.3g}"
    else:
        says = f"it has only come from {losses[0]:.3g} to {last:.3g}"
    return {"the loss at last is below 0.8": (last < 0.8, says)}
