"""Arithmetic of TensorFlow before 1.0."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import gen_math_ops

__all__ = [
    "batch_matmul",
    "div",
    "floordiv",
    "mod",
]


def div(x, y, name: str | None = None):
    """x / y; for integers, rounded towards zero as in C (towards minus infinity from 1.0 on)."""
    return gen_math_ops.div(x, y, name)


def floordiv(x, y, name: str | None = None):
    """x // y: for integers, rounded towards zero; for real numbers, towards minus infinity."""
    x = tf.convert_to_tensor(x)
    return gen_math_ops.div(x, y, name) if x.dtype.is_integer else tf.floordiv(x, y, name)


def mod(x, y, name: str | None = None):
    """The remainder of the division, with the sign of x (of y from 1.0 on)."""
    return gen_math_ops.mod(x, y, name)


def batch_matmul(x, y, adj_x: bool = False, adj_y: bool = False, name: str | None = None):
    """Matrix products, `[..., n, k]` by `[..., k, m]`; adj_x, adj_y: the adjoint of each."""
    return gen_math_ops.batch_mat_mul(x, y, bool(adj_x), bool(adj_y), name)
