"""tf.contrib.learn.datasets.base: the tuples that data sets come in."""

import collections
import csv

import numpy as np

from tf1rnn.tf1 import tf

__all__ = ["Dataset", "Datasets", "load_csv_with_header", "load_csv_without_header"]

Dataset = collections.namedtuple("Dataset", ["data", "target"])
Datasets = collections.namedtuple("Datasets", ["train", "validation", "test"])


def load_csv_with_header(filename: str, target_dtype, features_dtype, target_column: int = -1):
    """A Dataset of a file whose first line begins with the numbers of rows and of features."""
    with tf.gfile.Open(filename) as file:
        rows = csv.reader(file)
        n_rows, n_features = (int(number) for number in next(rows)[:2])
        dataset = _dataset(rows, target_dtype, features_dtype, target_column)
    if dataset.data.shape != (n_rows, n_features):
        raise ValueError(
            f"{filename}: line 1 announces {n_rows} rows of {n_features} features, but there are "
            f"{dataset.data.shape}"
        )
    return dataset


def load_csv_without_header(filename: str, target_dtype, features_dtype, target_column: int = -1):
    """A Dataset of a file, each line of which has the features and the target."""
    with tf.gfile.Open(filename) as file:
        return _dataset(csv.reader(file), target_dtype, features_dtype, target_column)


def _dataset(rows, target_dtype, features_dtype, target_column: int):
    data, target = [], []
    for row in rows:
        target.append(row.pop(target_column))
        data.append(np.asarray(row, dtype=features_dtype))
    return Dataset(np.array(data), np.array(target, dtype=target_dtype))
