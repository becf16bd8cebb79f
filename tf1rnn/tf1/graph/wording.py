"""What errors say, as TensorFlow 1.15 worded it: programs and their readers know those words."""

import os
import re
from collections.abc import Callable
from typing import Any

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    client,
    compat,
    keras_base_conv,
    keras_input_spec,
    keras_layers,
    nn_ops,
    ops,
    saver,
    tensor,
    tensor_shape,
)

stand_ins = StandIns()
install = stand_ins.install


_IN_A_GRAPH = (
    "is not allowed in Graph execution. Use Eager execution or decorate this function with "
    "@tf.function."
)
# What a function raises: {(owner, name): [(pattern of today's message, 1.15's message)]}.
_WORDINGS: dict[tuple[Any, str], list[tuple[str, str]]] = {
    (client.BaseSession, "_run"): [
        (
            r"Cannot feed value of shape (\(.*?\)) for Tensor (\S+), which has shape (.+)",
            r"Cannot feed value of shape \1 for Tensor '\2', which has shape '\3'",
        ),
        ("FlattenDictItems: 'dict' must be a .*", "input must be a dictionary"),
    ],
    (client._FetchMapper, "for_fetch"): [
        (
            r'Argument `fetch` = (.*) has invalid type "NoneType"\. Cannot be None',
            r"Fetch argument \1 has invalid type <class 'NoneType'>",
        )
    ],
    (ops, "_create_c_op"): [
        (r"'\{\{node ([^}]+)\}\} = (\w+)\[.*\]\([^()']*\)' with", r"'\1' (op: '\2') with")
    ],
    (keras_layers.Dense, "build"): [
        (
            r"The last dimension of the inputs to a Dense layer should be defined\. Found None.*",
            "The last dimension of the inputs to `Dense` should be defined. Found `None`.",
        )
    ],
    (keras_base_conv.Conv, "_get_input_channel"): [
        (
            r"The channel dimension of the inputs should be defined\. The input_shape.*",
            "The channel dimension of the inputs should be defined. Found `None`.",
        )
    ],
    (tensor.Tensor, "_disallow_bool_casting"): [
        ("Using a symbolic .*", f"using a `tf.Tensor` as a Python `bool` {_IN_A_GRAPH}")
    ],
    (tensor.Tensor, "_disallow_iteration"): [
        ("Iterating over a symbolic .*", f"iterating over `tf.Tensor` {_IN_A_GRAPH}")
    ],
    (tensor.Tensor, "__len__"): [
        (r"for a symbolic Tensor (\(.*\))\. Please", r"for symbolic Tensors. \1 Please")
    ],
    (tensor.Tensor, "__array__"): [
        (r"a symbolic tf\.Tensor (\(.*\) to a numpy array\.).*", r"a symbolic Tensor \1")
    ],
    (nn_ops, "sparse_softmax_cross_entropy_with_logits"): [
        (
            r"`labels\.shape\.rank` must equal .*of rank (\d+) and .* of rank (\d+)",
            "Rank mismatch: Rank of labels (received \\1) should equal rank of logits minus 1 "
            "(received \\2).",
        )
    ],
}


def reword(error: Exception, today: str, then: str) -> None:
    """Give an error's message the words of 1.15, if it is the one that the pattern describes."""
    if not error.args or not isinstance(error.args[0], str):
        return
    message = re.sub(today, then, error.args[0], flags=re.DOTALL)
    if message != error.args[0]:
        error.args = (message, *error.args[1:])


def _declare(owner: Any, name: str, wordings: list[tuple[str, str]]) -> None:
    def reworded(library: Callable, *args: Any, **kwargs: Any) -> Any:
        try:
            return library(*args, **kwargs)
        except (NotImplementedError, TypeError, ValueError) as error:
            for today, then in wordings:
                reword(error, today, then)
            raise

    stand_ins.add(owner, name, in_any_graph=True)(reworded)


for (_owner, _name), _wordings in _WORDINGS.items():
    _declare(_owner, _name, _wordings)


@stand_ins.add(client._ElementFetchMapper, "__init__", in_any_graph=True)
def fetched(library, self, fetches, contraction_fn):
    """Show a fetch that is none as Python writes it."""
    try:
        library(self, fetches, contraction_fn)
    except (TypeError, ValueError) as error:
        invalid = f"has invalid type {type(fetches[0])}, must be a string or Tensor."
        then = f"Fetch argument {fetches[0]!r} "
        _, said, why = str(error).partition("must be a string or Tensor.")
        if said:
            error.args = (f"{then}{invalid}{why}",)
        else:
            _, said, why = str(error).partition("cannot be interpreted as")
            error.args = (f"{then}{said}{why}",)
        raise


@stand_ins.add(keras_input_spec, "assert_input_compatibility", in_any_graph=True)
def compatible_inputs(library, input_spec, inputs, layer_name):
    """Refuse inputs of unknown rank where a layer asks for a rank; show shapes as lists."""
    specs = input_spec if isinstance(input_spec, (list, tuple)) else [input_spec]
    given = inputs if isinstance(inputs, (list, tuple)) else [inputs]
    for number, (spec, each) in enumerate(zip(specs, given, strict=False)):
        shape = tensor_shape.TensorShape(getattr(each, "shape", ()))
        if shape.rank is None and _asks_for_rank(spec):
            raise ValueError(
                f"Input {number} of layer {layer_name} is incompatible with the layer: its rank "
                "is undefined, but the layer requires a defined rank."
            )
    try:
        library(input_spec, inputs, layer_name)
    except ValueError as error:
        reword(error, rf'(?<=of layer )"{re.escape(layer_name)}"', layer_name.replace("\\", ""))
        reword(error, r"Dimension\((\w+)\)", r"\1")
        reword(error, r"(?<=Full shape received: )\((.*?),?\)$", r"[\1]")
        reword(error, r"(?<=layer: )expected min_ndim", ": expected min_ndim")
        reword(
            error,
            r"(to have value .*), but received (.*) shape \((.*?),?\)$",
            r"\1 but received \2 shape [\3]",
        )
        raise


@stand_ins.add(saver.Saver, "restore", in_any_graph=True)
def restore(library, self, sess, save_path):
    """Tell of a folder that is missing by another error than of a checkpoint."""
    folder = os.path.dirname(save_path or "")
    if folder and not compat.gfile.Exists(folder):
        message = f"{folder}; No such file or directory"
        raise compat.errors.NotFoundError(None, None, message)
    return library(self, sess, save_path)


def _asks_for_rank(spec: Any) -> bool:
    asked = (getattr(spec, name, None) for name in ("ndim", "min_ndim", "max_ndim"))
    return any(each is not None for each in asked)
