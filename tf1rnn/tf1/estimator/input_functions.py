"""What an input function gives: features and labels, and how they are initialised."""

import inspect
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import dataset_ops


class _Initializer(tf.train.SessionRunHook):
    """Runs the initializer of a dataset's iterator once there is a session."""

    def __init__(self, iterator):
        self._iterator = iterator

    def begin(self):
        """Find the initializer while the graph may still grow."""
        self._initializer = self._iterator.initializer

    def after_create_session(self, session, coord):
        """Start the dataset from its beginning."""
        session.run(self._initializer)


def features_and_labels(input_fn: Callable, mode: str, estimator) -> tuple:
    """(features, labels, hooks) of `input_fn`, which may take the mode, params and config.

    It returns tensors, or a dataset whose elements they are; labels are None if it gives none.
    Raises ValueError if it returns more than two parts.
    """
    takes = inspect.signature(input_fn).parameters
    given = {"mode": mode, "params": estimator.params, "config": estimator.config}
    with tf.device("/cpu:0"):
        result = input_fn(**{name: value for name, value in given.items() if name in takes})
        hooks = []
        if isinstance(result, dataset_ops.DatasetV2):
            iterator = tf.data.make_initializable_iterator(result)
            hooks.append(_Initializer(iterator))
            result = iterator.get_next()
    if not isinstance(result, (list, tuple)):
        return result, None, hooks
    if len(result) != 2:
        raise ValueError("input_fn should return (features, labels) as a len 2 tuple.")
    return (*result, hooks)
