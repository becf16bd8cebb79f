"""Give a tensor a shape, checked at run time where it is not static."""

import numpy as np

from tf1rnn.tf1 import tf


def with_shape(expected_shape, tensor):
    """`tensor`, with a shape and a run-time check of it where its own is not static.

    expected_shape: a TensorShape, a list, an array, or a tensor `[rank]`, -1 for any dimension. A
    tensor of one element may be expected to be a scalar, and becomes one.
    Raises ValueError where static shapes differ, InvalidArgumentError where dynamic ones do.
    """
    actual_shape = tensor.get_shape()
    is_static = not tf.is_tensor(expected_shape)
    if not is_static and expected_shape.dtype.base_dtype != tf.int32:
        raise ValueError(f"Invalid dtype {expected_shape.dtype} for the shape of {tensor.name}.")
    if is_static:
        expected_shape = _checked(expected_shape, tensor)
        if actual_shape.is_fully_defined() and actual_shape.is_compatible_with(expected_shape):
            return tensor
    with tf.name_scope(f"{tensor.op.name}/"):
        known = actual_shape.is_fully_defined()
        if is_static and len(expected_shape) == 0 and (not known or actual_shape == [1]):
            return tf.reshape(tensor, [])
        if is_static and known:
            raise ValueError(
                f"Invalid shape for tensor {tensor.name}, expected {expected_shape}, got "
                f"{actual_shape}."
            )
        assertion = assert_shape(expected_shape, tensor)
        with tf.control_dependencies([assertion]):
            checked = tf.identity(tensor)
    if is_static:
        checked.set_shape(expected_shape)
    return checked


def _checked(shape, tensor):
    """A static shape, -1 for any dimension of a list. Raises ValueError for what is no shape."""
    if isinstance(shape, tf.TensorShape):
        return shape
    array = np.asarray(shape if len(shape) else np.zeros([0], np.int32))
    if array.ndim > 1:
        raise ValueError(f"Invalid rank {array.ndim} for the shape {shape} of {tensor.name}.")
    if not np.issubdtype(array.dtype, np.integer):
        raise ValueError(f"Invalid dtype {array.dtype} for the shape {shape} of {tensor.name}.")
    return array.astype(np.int32).tolist()


def with_same_shape(expected_tensor, tensor):
    """`tensor`, with the shape of `expected_tensor` and a run-time check of it, as with_shape."""
    with tf.name_scope(f"{tensor.op.name}/"):
        shape = expected_tensor.get_shape()
        is_static = shape.is_fully_defined()
        expected = shape if is_static else tf.shape(expected_tensor, name="expected_shape")
        return with_shape(expected, tensor)


def assert_shape(expected_shape, actual_tensor):
    """An assertion that a tensor has the shape, an operation to depend on."""
    with tf.name_scope("assert_shape") as scope:
        actual = tf.shape(actual_tensor, name="actual")
        correct = is_shape(expected_shape, actual_tensor, actual)
        message = f"Wrong shape for {actual_tensor.name} [expected] [actual]."
        return tf.Assert(correct, [message, expected_shape, actual], name=scope)


def is_shape(expected_shape, actual_tensor, actual_shape=None):
    """Whether a tensor has the shape, where -1 stands for any dimension: a bool scalar."""
    with tf.name_scope("is_shape") as scope:
        same_rank = is_rank(tf.size(expected_shape), actual_tensor)
        if actual_shape is None:
            actual_shape = tf.shape(actual_tensor, name="actual")
        same_shape = is_compatible(expected_shape, actual_shape)
        return tf.logical_and(same_rank, same_shape, name=scope)


def is_rank(expected_rank, actual_tensor):
    """Whether a tensor has that many dimensions: a bool scalar."""
    with tf.name_scope("is_rank") as scope:
        expected = tf.convert_to_tensor(expected_rank, name="expected")
        return tf.equal(expected, tf.rank(actual_tensor, name="actual"), name=scope)


def is_compatible(expected_shape, actual_shape):
    """Whether shapes are equal, where -1 in the expected one stands for any dimension."""
    with tf.name_scope("shape_tensor_equal") as scope:
        unspecified = tf.equal(expected_shape, -1)
        equal = tf.equal(expected_shape, actual_shape, name="equal_1")
        each = tf.logical_or(unspecified, equal, name="exclude_partial_shape")
        return tf.reduce_all(each, name=scope)
