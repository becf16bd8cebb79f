"""Topic 7, deep RNNs: layers of cells stacked in a MultiRNNCell."""

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf


class DeepRNN(Task):
    """Stack three layers of recurrent neurons with MultiRNNCell.

    Each layer's output is, at every time step, the input of the layer above; `outputs` holds the
    top layer's, `states` the final state of all of them:

    - a tuple with one tensor [batch_size, n_neurons] per layer, or
    - with state_is_tuple=False, a single tensor [batch_size, n_layers * n_neurons].

    The listing writes `[basic_cell] * n_layers`: the same cell object three times. Each layer
    has weights of its own nevertheless, as the printed shapes of the kernels show: the first
    layer's kernel multiplies n_inputs + n_neurons values, the others' 2 * n_neurons.

    The input is random: uniform between 0 and 1. To compare both forms of `states`, the second
    network takes the weights of the first.
    """

    topic = 7
    listing = 1
    configuration = "sequence to sequence"
    inside = Inside(examples="examples", inputs="x", behind="outputs")

    batch_size: Annotated[int, Option(min=1, help="instances in the mini-batch")] = 2
    n_steps: Annotated[int, Option(min=1, help="time steps per instance")] = 5
    n_inputs: Annotated[int, Option(min=1, help="values in the input of a step")] = 2
    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in each layer")] = 100
    n_layers: Annotated[int, Option(min=1, help="layers")] = 3

    def construct(self):
        n_neurons = self.n_neurons
        n_layers = self.n_layers

        x = tf.placeholder(tf.float32, [None, self.n_steps, self.n_inputs])

        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
        multi_layer_cell = tf.contrib.rnn.MultiRNNCell([basic_cell] * n_layers)
        outputs, states = tf.nn.dynamic_rnn(multi_layer_cell, x, dtype=tf.float32)

        self.kernels = [v for v in tf.trainable_variables() if "kernel" in v.name]

        with tf.variable_scope(tf.get_variable_scope(), reuse=True):
            basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
            multi_layer_cell = tf.contrib.rnn.MultiRNNCell(
                [basic_cell] * n_layers, state_is_tuple=False
            )
            _, joined_states = tf.nn.dynamic_rnn(multi_layer_cell, x, dtype=tf.float32)

        self.x, self.outputs, self.states, self.joined_states = x, outputs, states, joined_states

    def examples(self):
        return {self.x: np.random.rand(self.batch_size, self.n_steps, self.n_inputs)}

    def execute(self, run):
        outputs_val, states_val, joined_val = run.session.run(
            [self.outputs, self.states, self.joined_states], feed_dict=self.examples()
        )
        run.print("outputs, [batch_size, n_steps, n_neurons]:", list(outputs_val.shape))
        run.print("states, a tuple with [batch_size, n_neurons] for each layer:")
        for layer, (state, kernel) in enumerate(zip(states_val, self.kernels, strict=True)):
            run.print(
                f"  layer {layer}:", list(state.shape), "from a kernel", kernel.shape.as_list()
            )
        run.print(
            "states with state_is_tuple=False, [batch_size, n_layers * n_neurons]:",
            list(joined_val.shape),
        )
        difference = np.abs(joined_val - np.concatenate(states_val, axis=1)).max()
        run.print("largest difference from the tuple's tensors side by side:", difference)
        same = np.array_equal(outputs_val[:, -1], states_val[-1])
        run.print("the top layer's state is its output at the last time step:", same)
