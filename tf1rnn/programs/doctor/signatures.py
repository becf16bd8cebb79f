"""Whether a call of a function of TensorFlow's is one that it takes, as far as that can be seen."""

import ast
from typing import Any

from tf1rnn.programs.doctor.values import Const
from tf1rnn.tf1.names import known
from tf1rnn.tf1.names.parameters import Parameters

_OLD_KEYWORDS = {"concat_dim", "num_split", "split_dim", "targets"}  # renamed in 1.0
_ORDERS = {
    "tf.concat": "(values, axis)",
    "tf.reverse": "(tensor, axis), the axis as numbers,",
    "tf.split": "(value, num_or_size_splits, axis)",
}
_BY_NAME = (
    "tf.nn.sigmoid_cross_entropy_with_logits",
    "tf.nn.softmax_cross_entropy_with_logits",
    "tf.nn.sparse_softmax_cross_entropy_with_logits",
)
# What every layer of Keras's takes, cells of RNNs among them.
_OF_LAYERS = {
    *("activity_regularizer", "autocast", "batch_input_shape", "batch_size", "dtype", "dynamic"),
    *("implementation", "input_dim", "input_shape", "name", "trainable", "weights"),
}
_AS_THEN = ("tf1rnn.tf1.before_1_0", "tf1rnn.tf1.from_1_0")


def refused(
    thing: known.Thing, args: list[Any], node: ast.Call, generation: str
) -> tuple[str, str] | None:
    """The exception that a call raises for its arguments, and what it says; None if it is taken."""
    names = [each.arg for each in node.keywords if each.arg]
    if generation != "0.12" and (thing.path in _ORDERS or thing.path in _BY_NAME):
        return _of_old_order(thing.path, args, names)
    text = known.parameters(thing.path, thing.home) or known.parameters(thing.path)
    if text is None:
        return None
    parameters = Parameters(text)
    n_positional = sum(not isinstance(each, ast.Starred) for each in node.args)
    why = parameters.refusal(n_positional, names, is_whole(node))
    if why and thing.home.startswith(_AS_THEN) and known.parameters(thing.path, thing.home) is None:
        why = why if why.startswith("needs") else None  # it takes names of then, too
    if why is None and parameters.kwargs and not parameters.args and thing.path.endswith("Cell"):
        known_names = {name for name, _ in parameters.positional} | parameters.keyword.keys()
        further = set(names) - known_names - _OF_LAYERS
        why = f"takes no argument {min(further)}" if further else None
    return ("TypeError", f"{thing.path}() {why}") if why else None


def _of_old_order(path: str, args: list[Any], names: list[str]) -> tuple[str, str] | None:
    """What a call in an order of arguments from before 1.0 raises."""
    hint = "; a program written before 1.0 runs with --tf 0.12"
    if path in _BY_NAME:
        is_old, kind, message = bool(args), "ValueError", "takes named arguments alone"
    else:
        first, second = (*args, None, None)[:2]
        is_old = isinstance(first, Const) and isinstance(first.value, int)
        if path == "tf.reverse":
            is_old = isinstance(second, Const) and _has_bools(second.value)
        kind, message = "TypeError", f"takes {_ORDERS[path]}"
    if is_old or _OLD_KEYWORDS & set(names):
        return kind, f"{path}() {message} since TensorFlow 1.0{hint}"
    return None


def _has_bools(value: Any) -> bool:
    return isinstance(value, list | tuple) and any(isinstance(each, bool) for each in value)


def is_whole(node: ast.Call) -> bool:
    """Whether all arguments of a call can be seen."""
    stars = any(isinstance(each, ast.Starred) for each in node.args)
    return not stars and all(each.arg for each in node.keywords)
