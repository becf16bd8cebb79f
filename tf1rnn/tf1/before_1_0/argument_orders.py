"""Functions of TensorFlow 1.15 that recognise and report the argument orders of older versions.

A call in an order from before 1.0 would give wrong values without an error, as with the losses,
which take labels first today, or fail with an error that does not say why. Only a call that cannot
be meant in today's order raises TypeError, or as in 1.15 ValueError.
"""

import functools
from collections.abc import Callable
from typing import Any

from tf1rnn.tf1.start.loading import compat

_KEYWORDS = {"concat_dim", "num_split", "split_dim", "targets"}  # renamed in 1.0


def _guard(function: Callable, is_old: Callable[..., bool], error: Exception) -> Callable:
    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if (args and is_old(*args)) or _KEYWORDS & kwargs.keys():
            raise type(error)(
                f"{error}; run a program written before 1.0 with: exec --tf 0.12 PROGRAM"
            )
        return function(*args, **kwargs)

    return guarded


def _with_order(name: str, is_old: Callable[..., bool], order: str) -> Callable:
    error = TypeError(f"tf.{name} takes {order} since TensorFlow 1.0")
    return _guard(getattr(compat, name), is_old, error)


def _by_name_alone(name: str) -> Callable:
    error = ValueError(f"Only call `{name}` with named arguments (labels=..., logits=..., ...)")
    return _guard(getattr(compat.nn, name), lambda *args: bool(args), error)


def _labels_first(name: str) -> Callable:
    error = TypeError(f"tf.nn.{name} takes (weights, biases, labels, inputs, ...) since 1.0")
    return _guard(getattr(compat.nn, name), _has_inputs_first, error)


def _is_number_first(values: Any, *_: Any) -> bool:
    return isinstance(values, int)


def _has_bools(tensor: Any, dims: Any = None, *_: Any) -> bool:
    return isinstance(dims, (list, tuple)) and any(isinstance(dim, bool) for dim in dims)


def _has_inputs_first(*args: Any) -> bool:
    if len(args) < 4:
        return False
    labels, inputs = args[2:4]
    if not (compat.is_tensor(labels) and compat.is_tensor(inputs)):
        return False
    return labels.dtype.is_floating and inputs.dtype.is_integer


concat = _with_order("concat", _is_number_first, "(values, axis)")
reverse = _with_order("reverse", _has_bools, "(tensor, axis), the axis as numbers,")
split = _with_order("split", _is_number_first, "(value, num_or_size_splits, axis)")
nce_loss = _labels_first("nce_loss")
sampled_softmax_loss = _labels_first("sampled_softmax_loss")
sigmoid_cross_entropy_with_logits = _by_name_alone("sigmoid_cross_entropy_with_logits")
softmax_cross_entropy_with_logits = _by_name_alone("softmax_cross_entropy_with_logits")
sparse_softmax_cross_entropy_with_logits = _by_name_alone(
    "sparse_softmax_cross_entropy_with_logits"
)
