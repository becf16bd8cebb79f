"""Parts of TensorFlow 1's graph builder that programs took from its source tree and are gone.

Shape functions in Python served operations that had none in C++: each takes an operation and gives
the shapes of its outputs. TensorFlow 1.15 kept those that a program registered, and called none.
"""

import abc
from collections.abc import Callable

from tf1rnn.tf1 import tf

_shape_functions: dict[str, Callable | None] = {}


class RegisterShape:
    """A decorator that registers the shape function of an operation's type.

    Raises TypeError unless `op_type` is a string, and KeyError for a type that has a function.
    """

    def __init__(self, op_type: str):
        if not isinstance(op_type, str):
            raise TypeError(f"RegisterShape: op_type must be a string, not {op_type!r}")
        self._op_type = op_type

    def __call__(self, f: Callable | None) -> Callable | None:
        if self._op_type in _shape_functions:
            raise KeyError(f"RegisterShape: {self._op_type!r} has a shape function")
        _shape_functions[self._op_type] = f
        return f


def scalar_shape(op) -> list:
    """The shape of a scalar."""
    return [tf.TensorShape([])]


def unchanged_shape(op) -> list:
    """The shape of the first input."""
    return [op.inputs[0].get_shape()]


def unchanged_shape_with_rank(rank: int) -> Callable:
    """A shape function: that of the first input; ValueError unless it has `rank` dimensions."""
    return lambda op: [op.inputs[0].get_shape().with_rank(rank)]


def unchanged_shape_with_rank_at_least(rank: int) -> Callable:
    """A shape function: that of the first input; ValueError for fewer than `rank` dimensions."""
    return lambda op: [op.inputs[0].get_shape().with_rank_at_least(rank)]


def unchanged_shape_with_rank_at_most(rank: int) -> Callable:
    """A shape function: that of the first input; ValueError for more than `rank` dimensions."""
    return lambda op: [op.inputs[0].get_shape().with_rank_at_most(rank)]


def unknown_shape(op) -> list:
    """An unknown shape for each output."""
    return [tf.TensorShape(None) for _ in op.outputs]


def no_outputs(op) -> list:
    """No shape, for an operation without outputs."""
    return []


def rank(tensor) -> int | None:
    """The number of a tensor's dimensions, None where it is unknown."""
    return tensor.shape.ndims


def has_fully_defined_shape(tensor) -> bool:
    """Whether every dimension of a tensor is known."""
    return tensor.shape.is_fully_defined()


def scalar():
    """The shape []."""
    return tf.TensorShape([])


def vector(length):
    """The shape [length]; None where it is unknown."""
    return tf.TensorShape([length])


def matrix(rows, cols):
    """The shape [rows, cols]; None for what is unknown."""
    return tf.TensorShape([rows, cols])


class TensorLike(abc.ABC):  # noqa: B024 - for isinstance alone
    """What tensors of every kind are, and variables are not."""


for _kind in (tf.Tensor, tf.SparseTensor, tf.IndexedSlices, tf.RaggedTensor):
    TensorLike.register(_kind)
