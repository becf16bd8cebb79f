"""Stack three layers.

task: deep_rnn
place: 1
axes: outputs_val = batch, n_steps, n_neurons

A deep RNN has several layers of cells: each layer's outputs are the inputs of the layer above.
MultiRNNCell makes one cell of a list of cells. `outputs` holds the top layer's outputs; `states` is
a tuple with the final state of each layer, [batch, n_neurons].
"""

import numpy as np
import tensorflow as tf

n_steps = 5
n_inputs = 2
n_neurons = 10
n_layers = 3

x = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
#: listing deep_rnn "basic_cell = "
#: hole multi_layer_cell
#:     A MultiRNNCell of n_layers such cells.
#: listing deep_rnn "multi_layer_cell = "
#: listing deep_rnn "outputs, states = "
#: hole top_layer_state
#:     The final state of the top layer, from states: [batch, n_neurons].
#: listing mnist_deep "top_layer_state = "
#: hole joined_states
#:     The final states of all layers side by side: [batch, n_layers * n_neurons].
joined_states = tf.concat(states, axis=1)

init = tf.global_variables_initializer()
with tf.Session() as sess:
    init.run()
    outputs_val, top_val, joined_val = sess.run(
        [outputs, top_layer_state, joined_states],
        feed_dict={x: np.random.rand(4, n_steps, n_inputs)},
    )
print("the top layer's state is its last output:", np.array_equal(outputs_val[:, -1], top_val))

#: hint
#:     tf.contrib.rnn.MultiRNNCell takes a list of cells. [cell] * 3 is a list of three.
#: hint
#:     states is a tuple: states[0] is the lowest layer's, states[-1] the top layer's.
#: hint
#:     tf.concat(list of tensors, axis=1) joins them along the second axis.
#: mistake
#:     1: tf.contrib.rnn.MultiRNNCell([basic_cell])
#:     There is one layer only. The list needs a cell for each of the n_layers.
#: mistake
#:     2: states[0]
#:     This is the state of the lowest layer, which reads the inputs. The top layer is the last.
#: mistake
#:     3: tf.concat(states, axis=0)
#:     The layers are one below the other: [n_layers * batch, n_neurons]. Join along axis 1.
#: mistake
#:     3: tf.stack(states, axis=1)
#:     tf.stack makes a new axis: [batch, n_layers, n_neurons]. tf.concat joins along one that is
#:     there.
#: mistake
#:     2: states
#:     This is the tuple with the states of all layers. Take one of them.
#: mistake
#:     1: tf.contrib.rnn.MultiRNNCell(basic_cell * n_layers)
#:     A cell cannot be multiplied: put it into a list first, [basic_cell] * n_layers.
#: check


def observe(program):
    rng = np.random.RandomState(7)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for variable in tf.trainable_variables():
            variable.load(rng.uniform(-0.4, 0.4, variable.shape.as_list()), sess)
        outputs_val, top, joined = sess.run(
            [program.outputs, program.top_layer_state, program.joined_states],
            feed_dict={program.x: rng.rand(4, 5, 2)},
        )
    kernels = [v for v in tf.trainable_variables() if "kernel" in v.name]
    return {
        "outputs_val": outputs_val,
        "the number of layers": len(kernels),
        "top_layer_state": top,
        "joined_states": joined,
    }
