"""What a parity program returns, and the data that many of them feed."""

import collections

import numpy as np

# fetches: {name: tensor or nested structure of tensors}, evaluated right after initialisation
# feed: feed_dict, or a function from the iteration (-1 for the fetches) to a feed_dict
# train: None, or (training_op, loss): the loss is recorded before each of n_iterations updates
Program = collections.namedtuple("Program", "fetches feed train n_iterations")
Program.__new__.__defaults__ = (None, None, 0)

# [batch_size=4, n_steps=2, n_inputs=3]: the lesson's X0_batch and X1_batch
BATCH = np.array(
    [
        [[0, 1, 2], [9, 8, 7]],
        [[3, 4, 5], [0, 0, 0]],
        [[6, 7, 8], [6, 5, 4]],
        [[9, 0, 1], [3, 2, 1]],
    ],
    dtype=np.float32,
)


def uniform(*shape):
    """Values in [-1, 1) that are the same in every program: float32 of the given shape."""
    return np.random.RandomState(42).uniform(-1, 1, shape).astype(np.float32)


def descend(tf, loss, learning_rate=0.1):
    """The pair `train` of a program that follows the gradient of `loss`."""
    return tf.train.GradientDescentOptimizer(learning_rate).minimize(loss), loss


def marker(tf):
    """One random number: its seed counts every operation that the graph had before it."""
    return tf.random_uniform([], name="marker")
