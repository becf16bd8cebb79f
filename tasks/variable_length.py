"""Topic 4, variable length input sequences: where each instance ends."""

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf

from .parts.lesson_weights import Init, check_size, start_cell_from_lesson


class VariableLength(Task):
    """Tell dynamic_rnn how long each sequence is.

    Sentences and recordings differ in length, but one tensor holds them all. The shorter ones
    are zero-padded: filled up with zero vectors to the length of the longest. `sequence_length`
    [batch_size] then says how many time steps of each instance are real. Beyond them

    - the outputs are zero vectors, and
    - the state stays as it was, so `states` holds each instance's state after its own last step.

    Here instance 1 is one step long. Without `sequence_length` the padding would count as an
    input: `dynamic_rnn` shows what the cell makes of it.

    Output sequences of the inputs' lengths come with this. If the network itself must decide how
    long the output is, as in translation, it learns to emit an end-of-sequence token: see
    `translation`.
    """

    topic = 4
    listing = 1
    configuration = "sequence to sequence"
    inside = Inside(examples="examples", inputs="X", steps="step {t}")

    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in the cell")] = 5
    init: Init = "lesson"

    def construct(self):
        check_size(self.init, self.n_neurons)
        n_steps = 2
        n_inputs = 3
        n_neurons = self.n_neurons

        X = tf.placeholder(tf.float32, [None, n_steps, n_inputs])
        seq_length = tf.placeholder(tf.int32, [None])

        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
        outputs, states = tf.nn.dynamic_rnn(
            basic_cell, X, dtype=tf.float32, sequence_length=seq_length
        )

        self.X, self.seq_length, self.basic_cell = X, seq_length, basic_cell
        self.outputs, self.states = outputs, states

    def begin(self, run):
        if self.init == "lesson":
            start_cell_from_lesson(run.session, self.basic_cell)

    def examples(self):
        X_batch = np.array(
            [
                # step 0    step 1
                [[0, 1, 2], [9, 8, 7]],  # instance 0
                [[3, 4, 5], [0, 0, 0]],  # instance 1 (padded with a zero vector)
                [[6, 7, 8], [6, 5, 4]],  # instance 2
                [[9, 0, 1], [3, 2, 1]],  # instance 3
            ]
        )
        seq_length_batch = np.array([2, 1, 2, 2])
        return {self.X: X_batch, self.seq_length: seq_length_batch}

    def execute(self, run):
        outputs_val, states_val = run.session.run(
            [self.outputs, self.states], feed_dict=self.examples()
        )
        run.print(">>> print(outputs_val)")
        run.print(outputs_val)
        run.print(">>> print(states_val)")
        run.print(states_val)
