"""Checks that the decoders and wrappers share: each error names the argument at fault."""

from tf1rnn.tf1 import tf


def check_output_layer(output_layer, owner: str) -> None:
    """Raise TypeError unless `output_layer` is None or a layer of `tf.layers`."""
    if output_layer is not None and not isinstance(output_layer, tf.layers.Layer):
        kind = type(output_layer).__name__
        raise TypeError(
            f"{owner}: output_layer must be a layer such as tf.layers.Dense, not {kind}"
        )


def vector(value, name: str, owner: str):
    """Convert to an int32 tensor `[batch_size]`; raises ValueError for another rank."""
    value = tf.convert_to_tensor(value, dtype=tf.int32, name=name)
    return _of_rank(1, value, name, owner, "a vector")


def scalar(value, name: str, owner: str):
    """Convert to an int32 scalar tensor; raises ValueError for another rank."""
    value = tf.convert_to_tensor(value, dtype=tf.int32, name=name)
    return _of_rank(0, value, name, owner, "a scalar")


def _of_rank(rank, value, name, owner, kind):
    if value.get_shape().ndims != rank:
        raise ValueError(f"{owner}: {name} must be {kind}, but has shape {value.get_shape()}")
    return value
