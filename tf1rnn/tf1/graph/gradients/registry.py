"""Gradients that stand in for TensorFlow's in adopted graphs, by the type of the operation."""

from tensorflow.python.framework import ops

from tf1rnn.tf1.graph.graphs import stand_in

_gradients = {}


def gradient_of(*op_types: str):
    """Decorate the gradient of these types of operation.

    It takes the operation and the gradients with respect to its outputs, and gives those with
    respect to its inputs.
    """

    def register(gradient):
        _gradients.update(dict.fromkeys(op_types, gradient))
        return gradient

    return register


@stand_in(ops, "get_gradient_function")
def get_gradient_function(library, op):
    """The gradient function of an operation: ours, unless it was given one of its own."""
    if op.type in _gradients and not _has_its_own(op):
        return _gradients[op.type]
    return library(op)


def _has_its_own(op) -> bool:
    try:
        op.get_attr("_gradient_op_type")  # what graph.gradient_override_map leaves
    except ValueError:
        return getattr(op, "_gradient_function", None) is not None
    return True
