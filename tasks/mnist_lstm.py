"""Demo 3, the digit classifier with LSTM cells."""

from tf1rnn import tf

from .mnist import MNIST
from .parts.digits import dropout, initializer, read_data_sets


class MNISTLSTM(MNIST):
    """Classify MNIST's digits with LSTM cells.

    A BasicLSTMCell manages two state vectors: the long-term state c, in which gates hold what the
    first rows showed until the last one is read, and the short-term state h, which is also its
    output. The fully connected layer is connected to the final h.

    Everything else is the listing of `mnist`, execution phase and options included. Each of the
    cell's four layers is as large as the one of `mnist`, so training takes longer; the task
    `classifiers` shows what that gains.
    """

    topic = 7
    listing = 7

    def construct(self):
        self.mnist = read_data_sets(self)

        n_neurons = self.n_neurons
        fully_connected = tf.contrib.layers.fully_connected

        X = tf.placeholder(tf.float32, [None, self.n_steps, self.n_inputs])
        y = tf.placeholder(tf.int32, [None])

        with tf.variable_scope(tf.get_variable_scope(), initializer=initializer(self)):
            lstm_cell = tf.contrib.rnn.BasicLSTMCell(num_units=n_neurons)
            outputs, states = tf.nn.dynamic_rnn(lstm_cell, X, dtype=tf.float32)

        logits = fully_connected(dropout(self, states.h), self.n_outputs, activation_fn=None)
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.reduce_mean(xentropy)
        optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
        training_op = optimizer.minimize(loss)
        correct = tf.nn.in_top_k(logits, y, 1)
        accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

        self.X, self.y, self.logits, self.training_op = X, y, logits, training_op
        self.loss, self.correct, self.accuracy = loss, correct, accuracy
