"""Topic 3, Basic RNN Cell: all time steps in one input and one output tensor."""

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf

from .parts.lesson_weights import Init, check_size, start_cell_from_lesson


class StaticRNNPacked(Task):
    """Feed static_rnn all time steps as one tensor, and get one tensor back.

    With a placeholder for each time step, 50 steps would take 50 placeholders. Here X is one
    tensor [batch_size, n_steps, n_inputs]. `static_rnn` still wants a list with one tensor
    [batch_size, n_inputs] for each time step, so `transpose` brings the time steps to the front
    and `unstack` takes them apart; on the way out `stack` and the same `transpose` put the
    outputs together as [batch_size, n_steps, n_neurons].

    The cell is still copied once for each time step. Over many steps the graph gets large, and
    training can run out of memory: going backward needs the outputs that every copy computed
    going forward. `dynamic_rnn` is the remedy.
    """

    topic = 3
    listing = 3
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
        X_seqs = tf.unstack(tf.transpose(X, perm=[1, 0, 2]))
        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
        output_seqs, states = tf.contrib.rnn.static_rnn(basic_cell, X_seqs, dtype=tf.float32)
        outputs = tf.transpose(tf.stack(output_seqs), perm=[1, 0, 2])

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
