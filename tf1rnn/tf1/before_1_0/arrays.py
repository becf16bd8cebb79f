"""Joins, splits and reverses tensors, with the argument orders of TensorFlow before 1.0."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.start.loading import gen_array_ops

__all__ = [
    "SparseTensor",
    "concat",
    "reverse",
    "sparse_split",
    "split",
    "split_v",
    "transpose",
]


def concat(concat_dim, values, name: str = "concat"):
    """Join tensors along dimension `concat_dim`, which came first until 1.0."""
    return tf.concat(values, concat_dim, name)


def split(split_dim, num_split: int, value, name: str = "split"):
    """A list of the `num_split` equal parts of `value` along dimension `split_dim`."""
    return gen_array_ops.split(split_dim, value, num_split, name)


def split_v(value, size_splits, split_dim=0, num: int | None = None, name: str = "split_v"):
    """A list of the parts of `value` along `split_dim`, whose sizes are `size_splits`."""
    return tf.split(value, size_splits, split_dim, num, name)


def reverse(tensor, dims, name: str | None = None):
    """Reverse the dimensions where `dims` is True: a Boolean for each dimension of `tensor`."""
    return gen_array_ops.reverse(tensor, dims, name)


def sparse_split(split_dim, num_split: int, sp_input, name: str | None = None):
    """A list of the `num_split` parts of a SparseTensor along dimension `split_dim`."""
    return tf.sparse_split(sp_input=sp_input, num_split=num_split, axis=split_dim, name=name)


def transpose(a, perm=None, name: str = "transpose"):
    """tf.transpose, which without `perm` computed the order of the dimensions in the graph."""
    if perm is None and tf.convert_to_tensor(a).get_shape().rank is not None:
        count(6)
    return tf.transpose(a, perm, name)


def install() -> None:
    """Give the class TensorArray its old methods; the arrays that it returns have them, too."""
    tf.TensorArray.pack = tf.TensorArray.stack
    tf.TensorArray.unpack = tf.TensorArray.unstack


class _Kind(type):
    def __instancecheck__(cls, value) -> bool:
        return isinstance(value, tf.SparseTensor)


class SparseTensor(metaclass=_Kind):
    """tf.SparseTensor, whose `dense_shape` was called `shape` until 1.0."""

    def __new__(cls, indices, values, shape):
        return tf.SparseTensor(indices, values, shape)
