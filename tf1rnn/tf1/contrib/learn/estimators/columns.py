"""Columns of real values for arrays, or for what an input function gives."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.arrays import input_of


def infer_real_valued_columns_from_input_fn(input_fn: Callable) -> list:
    """A column for each feature of `input_fn`, which is called in a graph of its own."""
    with tf.Graph().as_default():
        features, _ = input_fn()
        return tf.contrib.layers.infer_real_valued_columns(features)


def infer_real_valued_columns_from_input(x) -> list:
    """A column for all features of an array `[n_examples, ...]`, or one for each of a dict."""
    input_fn, _ = input_of(x, None, feeding=(False, 1))
    return infer_real_valued_columns_from_input_fn(input_fn)
