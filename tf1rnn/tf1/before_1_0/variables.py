"""Variables as TensorFlow made them before 1.0."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count

__all__ = ["get_variable", "zeros_initializer"]


def get_variable(name: str, shape=None, dtype=None, initializer=None, **kwargs):
    """tf.get_variable, whose default initializer was uniform with unit scaling until 1.0.

    Where neither `initializer` nor the variable scope gives one, a variable of real numbers
    starts uniformly in ±sqrt(3 / n), n being the product of all but its last dimension
    (Sussillo & Abbott 2014, arXiv:1412.6558).
    """
    scope = tf.get_variable_scope()
    initializer = initializer if initializer is not None else scope.initializer
    if initializer is None and tf.as_dtype(dtype or scope.dtype).is_floating:
        initializer = tf.uniform_unit_scaling_initializer()
    if isinstance(initializer, type):
        initializer = initializer()
    if callable(initializer):
        initializer = _after_variable(initializer)
    return tf.get_variable(name, shape, dtype, initializer, **kwargs)


def _after_variable(initializer: Callable) -> Callable:
    """An initializer with the op-level seed it had before 1.0, which made the variable first."""

    def initialize(shape, dtype=tf.float32, partition_info=None):
        more = {} if partition_info is None else {"partition_info": partition_info}
        count(1)
        try:
            return initializer(shape, dtype=dtype, **more)
        finally:
            count(-1)

    return initialize


def zeros_initializer(shape, dtype=tf.float32, partition_info=None):
    """Zeros of a shape: the initializer itself; from 1.0 on, calling it made one."""
    return tf.zeros(shape, dtype)
