"""Demo 2, the digit classifier with three layers of recurrent neurons."""

from typing import Annotated

from tf1rnn import Option, tf

from .mnist import MNIST
from .parts.digits import dropout, initializer, read_data_sets


class MNISTDeep(MNIST):
    """Classify MNIST's digits with a deep RNN: three layers of recurrent neurons.

    MultiRNNCell stacks the layers: the second reads what the first puts out at each of the 28
    steps, and the third what the second does. `states` is a tuple with each layer's final state
    [batch_size, n_neurons], and the fully connected layer is connected to the top layer's.

    Everything else is the listing of `mnist`, execution phase and options included. Three layers
    take longer to train than one; the task `classifiers` shows what they gain.
    """

    listing = 2
    n_layers: Annotated[int, Option(min=1, help="layers")] = 3

    def construct(self):
        self.mnist = read_data_sets(self)

        n_neurons = self.n_neurons
        n_layers = self.n_layers
        fully_connected = tf.contrib.layers.fully_connected

        X = tf.placeholder(tf.float32, [None, self.n_steps, self.n_inputs])
        y = tf.placeholder(tf.int32, [None])

        with tf.variable_scope(tf.get_variable_scope(), initializer=initializer(self)):
            basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
            multi_layer_cell = tf.contrib.rnn.MultiRNNCell([basic_cell] * n_layers)
            outputs, states = tf.nn.dynamic_rnn(multi_layer_cell, X, dtype=tf.float32)
        top_layer_state = states[-1]

        logits = fully_connected(dropout(self, top_layer_state), self.n_outputs, activation_fn=None)
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.reduce_mean(xentropy)
        optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
        training_op = optimizer.minimize(loss)
        correct = tf.nn.in_top_k(logits, y, 1)
        accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

        self.X, self.y, self.logits, self.training_op = X, y, logits, training_op
        self.loss, self.correct, self.accuracy = loss, correct, accuracy
