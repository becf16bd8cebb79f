"""Topic 3, Basic RNN Cell: TensorFlow unrolls the cell through time."""

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf

from .parts.lesson_weights import Init, check_size, start_cell_from_lesson


class StaticRNN(Task):
    """Unroll a BasicRNNCell over a list of inputs with static_rnn.

    The cell is a factory: each call makes one time step's copy of the layer, and all copies
    share one kernel, Wx stacked on Wy, and one bias. `static_rnn` makes the calls, one for each
    tensor in the list of inputs, and chains them: the state that a copy leaves is the one the
    next copy starts from. It returns

    - output_seqs: the list of outputs, one tensor [batch_size, n_neurons] for each time step;
    - states: the state after the last time step, [batch_size, n_neurons].

    For a basic cell the state is the output of the step before, so `states` is Y1 again.
    The network is that of `basic_rnn`, and with the same weights so are its numbers.
    """

    topic = 3
    listing = 2
    configuration = "sequence to sequence"
    inside = Inside(examples="examples")

    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in the cell")] = 5
    init: Init = "lesson"

    def construct(self):
        check_size(self.init, self.n_neurons)
        n_inputs = 3
        n_neurons = self.n_neurons

        X0 = tf.placeholder(tf.float32, [None, n_inputs])
        X1 = tf.placeholder(tf.float32, [None, n_inputs])

        basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
        output_seqs, states = tf.contrib.rnn.static_rnn(basic_cell, [X0, X1], dtype=tf.float32)
        Y0, Y1 = output_seqs

        self.X0, self.X1, self.basic_cell = X0, X1, basic_cell
        self.Y0, self.Y1, self.states = Y0, Y1, states

    def begin(self, run):
        if self.init == "lesson":
            start_cell_from_lesson(run.session, self.basic_cell)

    def examples(self):
        # Mini-batch:        instance 0, instance 1, instance 2, instance 3
        X0_batch = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 0, 1]])  # t = 0
        X1_batch = np.array([[9, 8, 7], [0, 0, 0], [6, 5, 4], [3, 2, 1]])  # t = 1
        return {self.X0: X0_batch, self.X1: X1_batch}

    def execute(self, run):
        Y0_val, Y1_val = run.session.run([self.Y0, self.Y1], feed_dict=self.examples())
        run.print(">>> print(Y0_val) # output at t = 0")
        run.print(Y0_val)
        run.print(">>> print(Y1_val) # output at t = 1")
        run.print(Y1_val)
