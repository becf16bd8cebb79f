"""tf.contrib.framework: small checks and sums; the rest is tf-slim's and the core's."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.framework.shapes import with_same_shape, with_shape
from tf1rnn.tf1.start.loading import compat, confusion_matrix, nest, ops

__all__ = [
    "assert_scalar_int",
    "get_graph_from_inputs",
    "get_placeholders",
    "init_from_checkpoint",
    "list_variables",
    "load_checkpoint",
    "load_variable",
    "py_func",
    "reduce_sum_n",
    "remove_squeezable_dimensions",
    "with_same_shape",
    "with_shape",
]


def assert_scalar_int(tensor, name: str | None = None):
    """Return `tensor` as a tensor; raises ValueError unless it is one integer of shape []."""
    with tf.name_scope(name, "assert_scalar_int", [tensor]):
        tensor = tf.convert_to_tensor(tensor)
        if not tensor.dtype.base_dtype.is_integer:
            raise ValueError(
                f"Expected integer type for {tensor.name}, received type: {tensor.dtype!r}."
            )
        return tf.debugging.assert_scalar(tensor)


def get_placeholders(graph) -> list:
    """The placeholders of `graph`, in the order they were made."""
    return [op.outputs[0] for op in graph.get_operations() if op.type == "Placeholder"]


def reduce_sum_n(tensors, name: str | None = None):
    """The sum of all elements of all `tensors`: []. Raises ValueError without any tensor."""
    if not tensors:
        raise ValueError("No tensors provided.")
    with tf.name_scope(name, "reduce_sum_n", tensors) as scope:
        tensors = [tf.reduce_sum(tensor, name=f"{tensor.op.name}/sum") for tensor in tensors]
        return tensors[0] if len(tensors) == 1 else tf.add_n(tensors, name=scope)


def remove_squeezable_dimensions(predictions, labels, name: str | None = None):
    """(predictions, labels), the one of a rank one higher without its last dimension, if it is 1.

    tf.confusion_matrix's function of this name takes and gives the labels first.
    """
    labels, predictions = confusion_matrix.remove_squeezable_dimensions(
        labels, predictions, name=name
    )
    return predictions, labels


def get_graph_from_inputs(op_input_list, graph=None):
    """The graph of some tensors and operations; ValueError where they are of several."""
    return ops._get_graph_from_inputs(op_input_list, graph)


def list_variables(checkpoint_dir: str) -> list:
    """The (name, shape) of each variable in a checkpoint, or in the last one of a folder."""
    return compat.train.list_variables(checkpoint_dir)


def load_checkpoint(filepattern: str):
    """A reader of a checkpoint, or of the last one of a folder."""
    return compat.train.load_checkpoint(filepattern)


def load_variable(checkpoint_dir: str, name: str):
    """The value of a variable in a checkpoint, or in the last one of a folder."""
    return compat.train.load_variable(checkpoint_dir, name)


def init_from_checkpoint(checkpoint_dir: str, assignment_map: dict) -> None:
    """Have variables start at what a checkpoint holds, as tf.train.init_from_checkpoint."""
    compat.train.init_from_checkpoint(checkpoint_dir, assignment_map)


def py_func(
    func: Callable,
    args=(),
    kwargs=None,
    output_types=None,
    output_shapes=None,
    stateful: bool = True,
    name: str | None = None,
):
    """What `func` gives for the values of `args` and `kwargs`, as tensors of `output_types`.

    `args`, `kwargs` and `output_types` may be nested structures; `output_shapes` is of the
    structure of the latter.
    """
    arguments = (list(args), kwargs or {})
    flat = tf.nest.flatten(arguments)

    def flat_func(*values):
        args, kwargs = tf.nest.pack_sequence_as(arguments, values)
        return tf.nest.flatten(func(*args, **kwargs))

    outputs = tf.py_func(flat_func, flat, tf.nest.flatten(output_types), stateful, name)
    if output_shapes is not None:
        shapes = nest.flatten_up_to(output_types, output_shapes)
        for output, shape in zip(outputs, shapes, strict=True):
            output.set_shape(shape)
    return tf.nest.pack_sequence_as(output_types, outputs)
