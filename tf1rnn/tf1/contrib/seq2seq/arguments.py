"""Checks that the decoders and wrappers share: each error names the argument at fault."""

from tf1rnn.tf1 import tf


def check_cell(cell, owner: str) -> None:
    """Raise TypeError unless `cell` is callable and has sizes and a zero state, as an RNNCell."""
    has_zero_state = hasattr(cell, "zero_state") or hasattr(cell, "get_initial_state")
    has_sizes = hasattr(cell, "output_size") and hasattr(cell, "state_size")
    if not (callable(cell) and has_sizes and has_zero_state):
        raise TypeError(f"{owner}: cell must be an RNNCell, not {type(cell).__name__} ({cell!r})")


def check_output_layer(output_layer, owner: str) -> None:
    """Raise TypeError unless `output_layer` is None or a layer."""
    if output_layer is not None and not isinstance(output_layer, tf.keras.layers.Layer):
        kind = type(output_layer).__name__
        raise TypeError(
            f"{owner}: output_layer must be a layer such as tf.layers.Dense, not a {kind}"
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
