"""Recognises calls with the argument orders of before TensorFlow 1.0, and says what became of them.

They would give something else without an error, as the losses do, which take labels first today,
or fail with one that does not say why. Only what can be nothing else is refused.
"""

import functools
import types
from collections.abc import Callable
from typing import Any

_NAMED = (  # those that could only be called by name in TensorFlow 1.15
    "sigmoid_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits",
    "sparse_softmax_cross_entropy_with_logits",
)
_KEYWORDS = {"concat_dim", "num_split", "split_dim", "targets"}  # renamed in 1.0


def refuse(tf: types.ModuleType) -> None:
    """Have functions of `tf` raise TypeError, or as in 1.15 ValueError, for the old orders."""
    for name in _NAMED:
        function = getattr(tf.nn, name)
        setattr(tf.nn, name, _guard(function, lambda *args: bool(args), _named_error(name)))
    for name in ("nce_loss", "sampled_softmax_loss"):
        message = f"tf.nn.{name} takes (weights, biases, labels, inputs, ...) since 1.0"
        setattr(tf.nn, name, _guard(getattr(tf.nn, name), _inputs_first(tf), TypeError(message)))
    for name, is_old, order in (
        ("concat", lambda values, *_: isinstance(values, int), "(values, axis)"),
        ("split", lambda value, *_: isinstance(value, int), "(value, num_or_size_splits, axis)"),
        ("reverse", _are_bools, "(tensor, axis), the axis as numbers,"),
    ):
        error = TypeError(f"tf.{name} takes {order} since TensorFlow 1.0")
        setattr(tf, name, _guard(getattr(tf, name), is_old, error))


def _guard(function: Callable, is_old: Callable[..., bool], error: Exception) -> Callable:
    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if (args and is_old(*args)) or _KEYWORDS & kwargs.keys():
            raise type(error)(
                f"{error}; a program that was written before runs with: exec --tf 0.12 PROGRAM"
            )
        return function(*args, **kwargs)

    return guarded


def _named_error(name: str) -> ValueError:
    return ValueError(f"Only call `{name}` with named arguments (labels=..., logits=..., ...)")


def _inputs_first(tf: types.ModuleType) -> Callable[..., bool]:
    def is_old(*args: Any) -> bool:
        if len(args) < 4:
            return False
        labels, inputs = args[2:4]
        if not (tf.is_tensor(labels) and tf.is_tensor(inputs)):
            return False
        return labels.dtype.is_floating and inputs.dtype.is_integer

    return is_old


def _are_bools(tensor: Any, dims: Any = None, *_: Any) -> bool:
    return isinstance(dims, (list, tuple)) and any(isinstance(dim, bool) for dim in dims)
