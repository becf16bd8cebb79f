"""tf.contrib.learn.datasets.mnist: MNIST as the tutorials read it."""

from tf1rnn.tf1.examples.tutorials.mnist.input_data import read_data_sets

__all__ = ["load_mnist", "read_data_sets"]


def load_mnist(train_dir: str = "MNIST-data"):
    """MNIST's three parts: `train`, `validation`, `test`."""
    return read_data_sets(train_dir)
