"""Gives a tensor another's shape, checked at run time if it is not static."""

from tf1rnn.tf1 import tf


def with_same_shape(expected, tensor):
    """`tensor`, with the shape of `expected` and a run-time check of it.

    Raises ValueError if static shapes differ, InvalidArgumentError if dynamic ones do.
    """
    static_shape = expected.get_shape()
    if not static_shape.is_fully_defined():
        return _checked(tensor, lambda: tf.shape(expected, name="expected_shape"))
    if tensor.get_shape().is_fully_defined():
        if tensor.get_shape() != static_shape:
            raise ValueError(
                f"{tensor.name} must have the shape of the tensor it replaces, {static_shape}, "
                f"but has {tensor.shape}"
            )
        return tensor
    checked = _checked(tensor, static_shape.as_list)
    checked.set_shape(static_shape)
    return checked


def _checked(tensor, expected_shape):
    with tf.name_scope(f"{tensor.op.name}/"):
        expected = expected_shape()
        with tf.name_scope("assert_shape") as scope:
            actual = tf.shape(tensor, name="actual")
            correct = _is_shape(tensor, expected, actual)
            message = (
                f"{tensor.name} has another shape than the tensor it replaces: expected, actual"
            )
            assertion = tf.Assert(correct, [message, expected, actual], name=scope)
        with tf.control_dependencies([assertion]):
            return tf.identity(tensor)


def _is_shape(tensor, expected, actual):
    with tf.name_scope("is_shape") as scope:
        n_dimensions = tf.size(expected)
        with tf.name_scope("is_rank") as rank_scope:
            same_rank = tf.equal(n_dimensions, tf.rank(tensor, name="actual"), name=rank_scope)
        with tf.name_scope("shape_tensor_equal") as equal_scope:
            unspecified = tf.equal(expected, -1)
            equal = tf.equal(expected, actual, name="equal_1")
            each = tf.logical_or(unspecified, equal, name="exclude_partial_shape")
            same_shape = tf.reduce_all(each, name=equal_scope)
        return tf.logical_and(same_rank, same_shape, name=scope)
