"""What TensorFlow logs that no user asked for."""

import contextlib
from collections.abc import Iterator

from tf1rnn.tf1 import tf


def without_notes() -> contextlib.AbstractContextManager[None]:
    """Keep back inside that it restores or writes a model: a notebook alone would show it."""
    return logged_from(tf.logging.WARN)


@contextlib.contextmanager
def logged_from(level: int) -> Iterator[None]:
    """Keep back inside what is less severe than a level, such as `tf.logging.WARN`."""
    told = tf.logging.get_verbosity()
    tf.logging.set_verbosity(max(told, level))
    try:
        yield
    finally:
        tf.logging.set_verbosity(told)
