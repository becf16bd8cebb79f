"""SKCompat: an estimator of tf.contrib.learn that takes arrays, as scikit-learn's do."""

from collections.abc import Callable

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.feeding import input_and_feed


def input_of(
    x, y, input_fn: Callable | None = None, feed_fn=None, batch_size=None, feeding=None
) -> tuple | None:
    """(input function, feed function), or None for arrays unless `feeding` says how to feed them.

    `feeding` is whether to shuffle them, and for how many epochs. Raises ValueError for arguments
    that exclude each other.
    """
    if input_fn is not None:
        if x is not None or y is not None:
            raise ValueError("Can not provide both input_fn and x or y.")
        if batch_size is not None:
            raise ValueError("Can not provide both input_fn and batch_size.")
        return input_fn, feed_fn
    if x is None:
        raise ValueError("Either x or input_fn must be provided.")
    if tf.is_tensor(x) or tf.is_tensor(y):
        raise ValueError("Inputs cannot be tensors. Please provide input_fn.")
    if feed_fn is not None:
        raise ValueError("Can not provide both feed_fn and x or y.")
    return feeding and input_and_feed(x, y, batch_size, *feeding)


class SKCompat:
    """An estimator whose methods take arrays, or iterators over examples."""

    def __init__(self, estimator) -> None:
        self._estimator = estimator

    def fit(self, x, y, batch_size=128, steps=None, max_steps=None, monitors=None):
        """Train on shuffled batches, again and again; returns self."""
        input_fn, feed_fn = input_of(x, y, batch_size=batch_size, feeding=(True, None))
        monitors = [tf.train.FeedFnHook(feed_fn), *(monitors or ())]
        self._estimator.fit(input_fn=input_fn, steps=steps, max_steps=max_steps, monitors=monitors)
        return self

    def score(self, x, y, batch_size=128, steps=None, metrics=None, name=None) -> dict:
        """The metrics over all of the data, once, or over `steps` batches."""
        input_fn, feed_fn = input_of(x, y, batch_size=batch_size, feeding=(False, 1))
        return self._estimator.evaluate(
            input_fn=input_fn, feed_fn=feed_fn, steps=steps, metrics=metrics, name=name
        )

    def predict(self, x, batch_size=128, outputs=None):
        """The predictions for all instances: an array, or one for each output."""
        batches = list(self._estimator._infer(x, None, batch_size, outputs, iterate_batches=True))
        if isinstance(batches[0], dict):
            return {key: np.concatenate([b[key] for b in batches]) for key in batches[0]}
        return np.concatenate(batches)
