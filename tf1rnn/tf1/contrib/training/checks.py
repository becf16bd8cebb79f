"""Checks of what goes into queues, which fail when the graph runs, or at once where they can."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import tensor


def multiple_of(value, unit):
    """`value`, checked to be a multiple of `unit` other than zero."""
    is_multiple = _is_multiple(tf.mod(value, unit), value)
    with _asserted(is_multiple, [not_a_multiple(f"Tensor {value.name}", unit, value)]):
        return tf.identity(value, name="multiple_of_checked")


def of_multiple_length(length, unit: int, labelled: str):
    """Control dependencies that check the length of what is `labelled` so in the message."""
    is_multiple = _is_multiple(length % unit, length)
    return _asserted(is_multiple, [not_a_multiple(f"{labelled} first dimension", unit, length)])


def not_a_multiple(labelled: str, unit, value):
    """The message for a length that is not a multiple of `unit`."""
    return tf.string_join(
        [
            f"{labelled} should be a multiple of: ",
            tf.as_string(unit),
            ", but saw value: ",
            tf.as_string(value),
            ". Consider setting pad=True.",
        ]
    )


def rank(value, expected):
    """`value`, checked to have the rank `expected`, a number or a tensor."""
    has_rank = tf.equal(expected, tf.rank(value))
    said = [
        f"Rank of tensor {value.name} should be: ",
        tf.as_string(expected),
        ", shape received:",
    ]
    with _asserted(has_rank, [tf.string_join(said), tf.shape(value)]):
        checked = tf.identity(value, name="rank_checked")
    known = tf.get_static_value(expected) if _is_tensor(expected) else expected
    if known is not None:
        try:
            checked.set_shape(checked.shape.with_rank(int(known)))
        except ValueError as error:
            raise ValueError(f"Rank check failed for {value.name}: {error}") from None
    return checked


def shape(value, expected):
    """`value`, checked to have the shape `expected`, a list or a tensor."""
    if _is_tensor(expected):
        known = tf.get_static_value(expected)
        expected = expected if known is None else [int(size) for size in known]
    value = rank(value, tf.size(expected) if _is_tensor(expected) else len(expected))
    has_shape = tf.reduce_all(tf.equal(expected, tf.shape(value)))
    said = [
        f"Shape of tensor {value.name} should be: ",
        tf.as_string(expected),
        ", shape received: ",
        tf.as_string(tf.shape(value)),
    ]
    with _asserted(has_shape, [tf.string_join(said)]):
        checked = tf.identity(value, name="shape_checked")
    if not _is_tensor(expected):
        try:
            checked.set_shape(checked.shape.merge_with(expected))
        except ValueError as error:
            raise ValueError(f"Shape check failed for {value.name}: {error}") from None
    return checked


def sizes(value, dimensions: list[int], expected: list, label: str):
    """`value`, checked to have the sizes `expected`, numbers or tensors, along `dimensions`."""
    if value.shape.ndims is not None:
        if value.shape.ndims <= max(dimensions):
            raise ValueError(
                f"{label}: rank of input is not greater than max(dimensions): "
                f"{value.shape.ndims} vs. {max(dimensions)}"
            )
        known = value.shape.as_list()
        for dimension, size in zip(dimensions, expected, strict=True):
            if not _is_tensor(size):
                known[dimension] = size
        try:
            value.set_shape(value.shape.merge_with(known))
        except ValueError as error:
            raise ValueError(f"Dimensions check failed for {label}: {error}") from None
    asserts = []
    for dimension, size in zip(dimensions, expected, strict=True):
        has_size = tf.equal(size, tf.shape(value)[dimension])
        said = [
            f"Dimension {dimension} of tensor labeled {label} should be: ",
            tf.as_string(size),
            ", shape received: ",
            tf.as_string(tf.shape(value)),
        ]
        asserts.append(tf.Assert(has_size, [tf.string_join(said)]))
    with tf.control_dependencies(asserts):
        return tf.identity(value, name=f"dims_checked_{label}")


def _is_multiple(remainder, value):
    return tf.logical_and(tf.equal(remainder, 0), tf.not_equal(value, 0))


def _asserted(condition, said: list):
    return tf.control_dependencies([tf.Assert(condition, said)])


def _is_tensor(value) -> bool:
    return isinstance(value, tensor.Tensor)
