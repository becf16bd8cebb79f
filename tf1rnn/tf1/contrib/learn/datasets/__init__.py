"""tf.contrib.learn.datasets: MNIST."""

from tf1rnn.tf1.contrib.learn.datasets import mnist

__all__ = ["load_dataset"]

_LOADERS = {"mnist": mnist.load_mnist}


def load_dataset(name: str, size: str = "small", test_with_fake_data: bool = False):
    """A data set by its name: only "mnist"; raises ValueError for others."""
    if name not in _LOADERS:
        raise ValueError(f"Name of dataset is not found: {name}. There is: {', '.join(_LOADERS)}")
    return _LOADERS[name]()
