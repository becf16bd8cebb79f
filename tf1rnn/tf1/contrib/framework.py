"""tf.contrib.framework: variables and argument scopes by tf-slim, the rest by TensorFlow's core."""

from tensorflow.python.framework import ops, sparse_tensor
from tensorflow.python.framework import smart_cond as conditions
from tensorflow.python.ops import confusion_matrix, init_ops
from tensorflow.python.util import deprecation
from tensorflow.python.util import nest as core_nest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib import slim
from tf1rnn.tf1.names.absent import absent

_BY_SLIM = """
    VariableDeviceChooser add_arg_scope add_model_variable arg_scope arg_scoped_arguments
    assert_global_step assert_or_get_global_step assign_from_checkpoint assign_from_checkpoint_fn
    assign_from_values assign_from_values_fn create_global_step current_arg_scope filter_variables
    get_global_step get_local_variables get_model_variables get_or_create_global_step
    get_trainable_variables get_unique_variable get_variable_full_name get_variables
    get_variables_by_name get_variables_by_suffix get_variables_to_restore global_variable
    has_arg_scope local_variable model_variable variable
""".split()  # noqa: SIM905

_BY_CORE = {
    tf: ["TensorSpec", "argsort", "is_tensor", "py_func", "sort"],
    tf.debugging: ["assert_same_float_dtype", "assert_scalar"],
    tf.train: ["init_from_checkpoint", "list_variables", "load_checkpoint", "load_variable"],
    confusion_matrix: ["remove_squeezable_dimensions"],
    deprecation: ["deprecated", "deprecated_arg_values", "deprecated_args"],
    init_ops: [
        "convolutional_delta_orthogonal",
        "convolutional_orthogonal_1d",
        "convolutional_orthogonal_2d",
        "convolutional_orthogonal_3d",
    ],
    ops: ["get_name_scope", "prepend_name_scope", "strip_name_scope"],
    conditions: ["smart_case", "smart_cond", "smart_constant_value"],
    sparse_tensor: ["convert_to_tensor_or_sparse_tensor"],
}
_SOURCES = {
    **dict.fromkeys(_BY_SLIM, slim.tf_slim),
    **{name: module for module, names in _BY_CORE.items() for name in names},
}

__all__ = [*_SOURCES, "assert_scalar_int", "get_placeholders", "nest", "reduce_sum_n"]


class _Nest:
    """tf.contrib.framework.nest: TensorFlow's nested structures, by the names of TensorFlow 1."""

    is_sequence = staticmethod(core_nest.is_nested)

    def __getattr__(self, name: str):
        return getattr(core_nest, name)

    def __dir__(self):
        return sorted({*dir(core_nest), "is_sequence"})


nest = _Nest()


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


def __getattr__(name: str):
    if name in _SOURCES:
        return getattr(_SOURCES[name], name)
    raise absent("tf.contrib.framework", name)


def __dir__():
    return __all__
