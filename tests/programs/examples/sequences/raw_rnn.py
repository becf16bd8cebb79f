"""tf.nn.raw_rnn with a loop function that feeds each output back, and TensorArrays by hand."""

import numpy as np
import tensorflow as tf

BATCH, STEPS, UNITS = 3, 6, 4
tf.set_random_seed(12)
inputs = tf.constant(np.random.RandomState(2).normal(size=[STEPS, BATCH, 2]), tf.float32)
lengths = tf.constant([6, 3, 5])
cell = tf.contrib.rnn.CoupledInputForgetGateLSTMCell(UNITS)
inputs_ta = tf.TensorArray(tf.float32, size=STEPS).unstack(inputs)
project = tf.get_variable("project", [UNITS, 2])


def loop_fn(time, cell_output, cell_state, loop_state):
    emit_output = cell_output
    if cell_output is None:
        next_state = cell.zero_state(BATCH, tf.float32)
        fed_back = tf.zeros([BATCH, 2])
        loop_state = tf.TensorArray(tf.float32, size=0, dynamic_size=True, clear_after_read=False)
    else:
        next_state = cell_state
        fed_back = tf.matmul(cell_output, project)
        loop_state = loop_state.write(time - 1, tf.norm(fed_back, axis=1))
    elements_finished = time >= lengths
    finished = tf.reduce_all(elements_finished)
    next_input = tf.cond(
        finished, lambda: tf.zeros([BATCH, 2]), lambda: inputs_ta.read(time) + 0.5 * fed_back
    )
    return elements_finished, next_input, next_state, emit_output, loop_state


outputs_ta, final_state, norms_ta = tf.nn.raw_rnn(cell, loop_fn)
outputs = tf.transpose(outputs_ta.stack(), [1, 0, 2])
loss = tf.reduce_sum(outputs**2) + tf.reduce_sum(final_state.c)
gradients = tf.gradients(loss, tf.trainable_variables())
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(outputs).round(4).tolist()[1])
    print("norms", np.round(sess.run(norms_ta.stack()), 4).tolist())
    for variable, gradient in zip(tf.trainable_variables(), sess.run(gradients)):
        print(variable.op.name, gradient.shape, "%.5f" % np.abs(gradient).sum())
