"""Topic 3, dynamic unrolling: one cell in the graph, however many time steps."""

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf

from .parts.lesson_weights import Init, check_size, start_cell_from_lesson


class DynamicRNN(Task):
    """Run the same network as a loop in the graph with dynamic_rnn.

    `dynamic_rnn` puts the cell into the graph once, inside a while loop that runs it over the
    time steps as the graph executes. The graph stays small however long the sequences are, and
    with swap_memory=True the loop can move the outputs that training needs from a GPU's memory
    to the computer's, where unrolling would end in an out-of-memory (OOM) error.

    It takes all inputs as one tensor [batch_size, n_steps, n_inputs] and returns all outputs as
    one tensor [batch_size, n_steps, n_neurons]: nothing to unstack, transpose or stack.
    With the same weights it prints the same numbers as `static_rnn_packed`.
    """

    topic = 3
    listing = 4
    configuration = "sequence to sequence"
    inside = Inside(examples="examples", inputs="X")

    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in the cell")] = 5
    init: Init = "lesson"

    def construct(self):
        check_size(self.init, self.n_neurons)
        n_steps = 2
        n_inputs = 3
        n_neurons = self.n_neurons

        X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])

        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
        outputs, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)

        self.X, self.basic_cell, self.outputs, self.states = X, basic_cell, outputs, states

    def begin(self, run):
        if self.init == "lesson":
            start_cell_from_lesson(run.session, self.basic_cell)

    def examples(self):
        X_batch = np.array(
            [
                # t = 0     t = 1
                [[0, 1, 2], [9, 8, 7]],  # instance 0
                [[3, 4, 5], [0, 0, 0]],  # instance 1
                [[6, 7, 8], [6, 5, 4]],  # instance 2
                [[9, 0, 1], [3, 2, 1]],  # instance 3
            ]
        )
        return {self.X: X_batch}

    def execute(self, run):
        outputs_val = self.outputs.eval(feed_dict=self.examples())
        run.print(">>> print(outputs_val)")
        run.print(outputs_val)
