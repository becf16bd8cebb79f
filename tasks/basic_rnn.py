"""Topic 3, Basic RNN with TensorFlow: two time steps written out by hand."""

from typing import Annotated

import numpy as np

from tf1rnn import Inside, Option, Task, tf

from .parts.lesson_weights import Init, check_size, start_from_lesson


class BasicRNN(Task):
    """Build an RNN of two time steps out of matrix products alone.

    A layer of recurrent neurons computes, at every time step t,

        Y(t) = tanh(X(t) Wx + Y(t-1) Wy + b)

    where X(t) [batch_size, n_inputs] holds one vector for each instance of the mini-batch and
    Y(t) [batch_size, n_neurons] one output for each neuron. Before the first step there is no
    output to feed back, so Y0 has no term with Wy.

    Written out, this looks like a feedforward network of two layers, and differs from one in
    two ways: both layers share the weights Wx, Wy and b, and each layer takes an input and
    gives an output of its own. Look for Y1 of instance 1: its input there is all zeros, so all
    that Y1 shows is what the layer remembers of X0.

    The graph grows with every time step; `static_rnn` lets TensorFlow write it.
    """

    topic = 3
    listing = 1
    configuration = "sequence to sequence"
    inside = Inside(examples="examples", inputs=["X0", "X1"], states=["Y0", "Y1"])

    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in the layer")] = 5
    init: Init = "lesson"

    def construct(self):
        check_size(self.init, self.n_neurons)
        n_inputs = 3
        n_neurons = self.n_neurons

        X0 = tf.placeholder(tf.float32, [None, n_inputs])
        X1 = tf.placeholder(tf.float32, [None, n_inputs])

        Wx = tf.Variable(tf.random_normal(shape=[n_inputs, n_neurons], dtype=tf.float32))
        Wy = tf.Variable(tf.random_normal(shape=[n_neurons, n_neurons], dtype=tf.float32))
        b = tf.Variable(tf.zeros([1, n_neurons], dtype=tf.float32))

        Y0 = tf.tanh(tf.matmul(X0, Wx) + b)
        Y1 = tf.tanh(tf.matmul(Y0, Wy) + tf.matmul(X1, Wx) + b)

        self.X0, self.X1, self.Wx, self.Wy, self.Y0, self.Y1 = X0, X1, Wx, Wy, Y0, Y1

    def begin(self, run):
        if self.init == "lesson":
            start_from_lesson(run.session, self.Wx, self.Wy)

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
