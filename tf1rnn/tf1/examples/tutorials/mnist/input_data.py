"""MNIST in batches, as `tensorflow.examples.tutorials.mnist.input_data` gave it in TensorFlow 1.

    from tf1rnn.tf1.examples.tutorials.mnist import input_data

    mnist = input_data.read_data_sets("/tmp/data/")
    X_batch, y_batch = mnist.train.next_batch(150)

The order of the batches is TensorFlow 1's for the same seed of NumPy. Importing this module does
not load TensorFlow.
"""

from __future__ import annotations

import gzip
import os
import sys
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from tf1rnn.datasets.idx import parse_idx
from tf1rnn.datasets.mnist import MIRRORS, NAMES, Mnist, load_mnist
from tf1rnn.tf1 import tf

DEFAULT_SOURCE_URL = MIRRORS[0]
_N_PIXELS = 28 * 28
_N_CLASSES = 10
_N_FAKE_EXAMPLES = 10000


class DataSet:
    """Images with their labels, in batches that are shuffled again in each epoch.

    `images` is [num_examples, height, width, 1] uint8. With `dtype` float32 values are scaled from
    [0, 255] to [0, 1]; with `reshape` images become [num_examples, height * width]. Raises
    TypeError for another `dtype` and ValueError if shapes do not fit.

    As in TensorFlow 1, creating a DataSet seeds NumPy's global generator, which shuffles: with
    `seed`, else with the default graph's seed, else unpredictably. Call `np.random.seed` after it
    for an order of your own.
    """

    def __init__(
        self,
        images: np.ndarray,
        labels: np.ndarray,
        fake_data: bool = False,
        one_hot: bool = False,
        dtype: Any = "float32",
        reshape: bool = True,
        seed: int | None = None,
    ):
        _seed_numpy(seed)
        dtype = np.dtype(getattr(dtype, "as_numpy_dtype", dtype))
        if dtype not in (np.uint8, np.float32):
            raise TypeError(f"Invalid image dtype {dtype}, expected uint8 or float32")
        if fake_data:
            self._num_examples = _N_FAKE_EXAMPLES
        else:
            if len(images) != len(labels):
                raise ValueError(f"images.shape: {images.shape} labels.shape: {labels.shape}")
            self._num_examples = len(images)
            if reshape:
                images = _as_rows(images)
            if dtype == np.float32:
                images = images.astype(np.float32) * np.float32(1 / 255)
        self._images, self._labels, self._one_hot = images, labels, one_hot
        self._order = np.arange(self._num_examples, dtype=np.int32)
        self._epochs_completed = 0
        self._index_in_epoch = 0

    @property
    def images(self) -> np.ndarray:
        """The images in their current order: [num_examples, height * width], or as reshaped."""
        return self._images

    @property
    def labels(self) -> np.ndarray:
        """The labels in their current order: [num_examples], or one-hot [num_examples, 10]."""
        return self._labels

    @property
    def num_examples(self) -> int:
        """How many examples there are."""
        return self._num_examples

    @property
    def epochs_completed(self) -> int:
        """How many epochs are complete."""
        return self._epochs_completed

    def next_batch(self, batch_size: int, fake_data: bool = False, shuffle: bool = True) -> tuple:
        """The next `batch_size` images and labels; after the end of an epoch, from the next one.

        With `fake_data`, white images labelled 0 instead.
        """
        if fake_data:
            label = [1] + [0] * (_N_CLASSES - 1) if self._one_hot else 0
            return [[1] * _N_PIXELS for _ in range(batch_size)], [label] * batch_size
        start, end = self._index_in_epoch, self._index_in_epoch + batch_size
        if shuffle and start == 0 and self._epochs_completed == 0:
            self._shuffle()
        if end <= self._num_examples:
            self._index_in_epoch = end
            return self._images[start:end], self._labels[start:end]
        rest = self._images[start:], self._labels[start:]
        self._epochs_completed += 1
        self._index_in_epoch = end = end - self._num_examples
        if shuffle:
            self._shuffle()
        new = self._images[:end], self._labels[:end]
        return tuple(np.concatenate(parts) for parts in zip(rest, new, strict=True))

    def state(self) -> dict[str, Any]:
        """What the next batches depend on, beside NumPy's generator: `run.keep` saves it."""
        return {
            "order": self._order,
            "index_in_epoch": self._index_in_epoch,
            "epochs_completed": self._epochs_completed,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Put the examples in the order they had when `state` was saved, and resume from there.

        Raises ValueError for the state of a set of another size.
        """
        order = np.asarray(state["order"])
        if not np.array_equal(np.sort(order), np.arange(self._num_examples)):
            raise ValueError(
                f"it is the state of {len(order)} examples, but there are {self._num_examples}"
            )
        self._rearrange(np.argsort(self._order)[order])
        self._index_in_epoch = state["index_in_epoch"]
        self._epochs_completed = state["epochs_completed"]

    def _shuffle(self) -> None:
        order = np.arange(self._num_examples)
        np.random.shuffle(order)
        self._rearrange(order)

    def _rearrange(self, order: np.ndarray) -> None:
        self._images, self._labels = self._images[order], self._labels[order]
        self._order = self._order[order]


class Datasets(NamedTuple):
    """MNIST's images in three sets."""

    train: DataSet
    validation: DataSet
    test: DataSet


def read_data_sets(
    train_dir: str | os.PathLike,
    fake_data: bool = False,
    one_hot: bool = False,
    dtype: Any = "float32",
    reshape: bool = True,
    validation_size: int = 5000,
    seed: int | None = None,
    source_url: str = DEFAULT_SOURCE_URL,
) -> Datasets:
    """MNIST for training, validation (the first `validation_size` of its 60000) and test.

    Read from `train_dir`, else from the user's cache or Keras's, else downloaded to `train_dir`
    from `source_url`, and verified; it prints what TensorFlow 1 printed of its files there. Raises
    UserError if that fails, ValueError for a `validation_size` that is negative or too large.
    """
    if fake_data:
        options = {"fake_data": True, "one_hot": one_hot, "dtype": dtype, "seed": seed}
        return Datasets(*(DataSet([], [], **options) for _ in Datasets._fields))
    mirrors = MIRRORS if source_url in ("", None, DEFAULT_SOURCE_URL) else (source_url,)
    mnist = load_mnist(train_dir, mirrors=mirrors)
    for name in NAMES:
        print("Extracting", os.path.join(train_dir, f"{name}.gz"))
    return data_sets(mnist, one_hot, dtype, reshape, validation_size, seed)


def data_sets(
    mnist: Mnist,
    one_hot: bool = False,
    dtype: Any = "float32",
    reshape: bool = True,
    validation_size: int = 5000,
    seed: int | None = None,
) -> Datasets:
    """The digits given, for training, validation and test as `read_data_sets`.

    Raises ValueError for a `validation_size` that is negative or too large.
    """
    n_train = len(mnist.train_images)
    if not 0 <= validation_size <= n_train:
        raise ValueError(
            f"Validation size should be between 0 and {n_train}. Received: {validation_size}."
        )

    def data_set(images, labels):
        if one_hot:
            labels = dense_to_one_hot(labels, _N_CLASSES)
        images = images[..., np.newaxis]
        return DataSet(images, labels, one_hot=one_hot, dtype=dtype, reshape=reshape, seed=seed)

    n = validation_size
    return Datasets(
        train=data_set(mnist.train_images[n:], mnist.train_labels[n:]),
        validation=data_set(mnist.train_images[:n], mnist.train_labels[:n]),
        test=data_set(mnist.test_images, mnist.test_labels),
    )


def extract_images(f: BinaryIO) -> np.ndarray:
    """Read a gzipped IDX file of images, open for reading bytes: [n, height, width, 1] uint8.

    Raises UserError where it is damaged or another file.
    """
    with gzip.GzipFile(fileobj=f) as stream:
        return parse_idx(stream, rank=3, name=str(f.name))[..., np.newaxis]


def extract_labels(f: BinaryIO, one_hot: bool = False, num_classes: int = _N_CLASSES) -> np.ndarray:
    """Read a gzipped IDX file of labels: [n] uint8, or one-hot [n, num_classes] float64.

    Raises UserError where it is damaged or another file.
    """
    with gzip.GzipFile(fileobj=f) as stream:
        labels = parse_idx(stream, rank=1, name=str(f.name))
    return dense_to_one_hot(labels, num_classes) if one_hot else labels


def dense_to_one_hot(labels_dense: np.ndarray, num_classes: int) -> np.ndarray:
    """One row for each label, 1 at the label and 0 elsewhere: [n, num_classes] float64."""
    return np.eye(num_classes)[labels_dense]


def _as_rows(images: np.ndarray) -> np.ndarray:
    if images.ndim != 4 or images.shape[3] != 1:
        raise ValueError(f"images.shape: {images.shape}, expected [n, height, width, 1]")
    return images.reshape(len(images), images.shape[1] * images.shape[2])


def _seed_numpy(seed: int | None) -> None:
    # Before TensorFlow is loaded, no graph can have a seed yet.
    if seed is None and "tf1rnn.tf1.start.loading" in sys.modules:
        seed = tf.get_default_graph().seed
    np.random.seed(seed if seed is None else seed % (2**31 - 1))
