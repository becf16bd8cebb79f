"""Project each output to one value.

task: time_series
place: 2
axes: outputs_val = batch, n_steps, n_outputs

The cell puts out 100 values at each step, and one is wanted: the next value of the series. An
OutputProjectionWrapper adds a fully connected layer without activation function to every step; all
steps share its weights, and the hidden states stay as they are. The loss is the mean square error.
"""

import numpy as np
import tensorflow as tf

n_steps = 20
n_inputs = 1
n_neurons = 100
n_outputs = 1
learning_rate = 0.001

X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
y = tf.placeholder(tf.float32, [None, n_steps, n_outputs])

#: hole cell
#:     An OutputProjectionWrapper around a BasicRNNCell with n_neurons and the activation
#:     tf.nn.relu; its output_size is n_outputs.
cell = tf.contrib.rnn.OutputProjectionWrapper(
    tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=tf.nn.relu),
    output_size=n_outputs,
)
outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)

#: hole loss
#:     The mean of the squared differences between outputs and y.
#: listing time_series "loss = "
#: listing time_series "optimizer = " to "training_op = "

init = tf.global_variables_initializer()
t = np.random.rand(50, 1) * 20 + np.arange(n_steps + 1) / 5
X_batch, y_batch = np.sin(t)[:, :-1, np.newaxis], np.sin(t)[:, 1:, np.newaxis]
with tf.Session() as sess:
    init.run()
    for iteration in range(200):
        sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
    outputs_val, mse = sess.run([outputs, loss], feed_dict={X: X_batch, y: y_batch})
print("MSE after 200 iterations:", mse)

#: hint
#:     tf.contrib.rnn.OutputProjectionWrapper(cell, output_size=n_outputs) is a cell, too.
#: hint
#:     The cell inside: tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=tf.nn.relu).
#: hint
#:     tf.square squares each value, and tf.reduce_mean takes the mean of all.
#: mistake
#:     1: tf.contrib.rnn.BasicRNNCell(num_units=n_neurons, activation=tf.nn.relu)
#:     There is no projection: 100 values come out of each step. Wrap the cell.
#: mistake
#:     1: tf.contrib.rnn.BasicRNNCell(num_units=n_outputs, activation=tf.nn.relu)
#:     A cell with one neuron gives one value, but has only one number to remember all with. Keep
#:     n_neurons, and project.
#: mistake
#:     2: tf.reduce_mean(outputs - y)
#:     Differences are not squared: those above and below cancel out, and the loss has no minimum.
#: mistake
#:     2: tf.reduce_sum(tf.square(outputs - y))
#:     This is the sum, not the mean: n_steps times the batch size too large.
#: mistake
#:     2: tf.reduce_mean(tf.square(outputs - X))
#:     The outputs are compared with the inputs. The target is y, one step later.
#: mistake
#:     1: tf.contrib.rnn.OutputProjectionWrapper(tf.contrib.rnn.BasicRNNCell(num_units=n_neurons), output_size=n_outputs)
#:     The activation is tanh, the default. This listing of the lesson has tf.nn.relu.
#: mistake
#:     2: tf.reduce_mean(tf.abs(outputs - y))
#:     This is the mean absolute error. The lesson squares the differences.
#: check


def observe(program):
    rng = np.random.RandomState(4)
    X_batch, y_batch = rng.randn(2, 3, 20, 1)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in tf.trainable_variables():
            scale = 0.5 / np.sqrt(variable.shape.as_list()[0])
            variable.load(rng.uniform(-scale, scale, variable.shape.as_list()), sess)
        outputs_val, states_val, loss = sess.run(
            [program.outputs, program.states, program.loss],
            feed_dict={program.X: X_batch, program.y: y_batch},
        )
    weights = tf.trainable_variables()
    return {
        "outputs_val": outputs_val,
        "the size of a hidden state": int(np.shape(states_val)[-1]),
        "the loss": loss,
        "the number of weights": sum(int(np.prod(v.shape.as_list())) for v in weights),
    }
