"""What TensorFlow notes of its own doings: that it restores or writes a model."""

import contextlib
from collections.abc import Iterator

from tf1rnn.tf1 import tf


@contextlib.contextmanager
def without_notes() -> Iterator[None]:
    """Keep them back inside: a notebook, and only that, would show each."""
    told = tf.logging.get_verbosity()
    tf.logging.set_verbosity(max(told, tf.logging.WARN))
    try:
        yield
    finally:
        tf.logging.set_verbosity(told)
