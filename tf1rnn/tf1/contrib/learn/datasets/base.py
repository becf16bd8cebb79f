"""tf.contrib.learn.datasets.base: the tuples that data sets come in."""

import collections

__all__ = ["Dataset", "Datasets"]

Dataset = collections.namedtuple("Dataset", ["data", "target"])
Datasets = collections.namedtuple("Datasets", ["train", "validation", "test"])
