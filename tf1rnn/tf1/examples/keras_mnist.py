"""MNIST as `tf.keras.datasets.mnist` gives it, from where tf1rnn has it."""

import numpy as np

from tf1rnn.datasets.mnist import load_mnist

Images = tuple[np.ndarray, np.ndarray]


def load_data(path: str = "mnist.npz") -> tuple[Images, Images]:
    """The images and labels for training, and those for testing.

    They are looked for in the user's cache and in Keras's, else downloaded. Raises UserError if
    that fails, or what was found is damaged.
    """
    found = load_mnist()
    return (found.train_images, found.train_labels), (found.test_images, found.test_labels)
