"""Makes, splits and rearranges tensors by TensorFlow 1.15's operations."""

import functools
import operator

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    array_ops,
    gen_array_ops,
    gen_data_flow_ops,
    math_ops,
    ops,
    tensor_array_ops,
    tensor_shape,
    tensor_util,
)

stand_ins = StandIns()
install = stand_ins.install


_SMALL = 1000  # elements: up to here TensorFlow makes a constant instead of filling a tensor


@stand_ins.add(array_ops, "_constant_if_small")
def constant_if_small(library, value, shape, dtype, name, **layout):
    """Ask whether sizes are small, even of tensors: operations that nothing uses."""
    if isinstance(shape, (list, tuple)) and any(map(tensor_util.is_tf_type, shape)):
        functools.reduce(operator.mul, shape) < _SMALL  # noqa: B015
        return None
    return library(value, shape, dtype, name, **layout)


@stand_ins.add(array_ops, "split")
def split(library, value, num_or_size_splits, axis=0, num=None, name="split"):
    """Make a tensor of the number of splits, which no operation uses."""
    if isinstance(num_or_size_splits, (int, tensor_shape.Dimension)):
        ops.convert_to_tensor(num_or_size_splits)
    return library(value, num_or_size_splits, axis, num, name)


@stand_ins.add(array_ops, "one_hot")
def one_hot(
    library, indices, depth, on_value=None, off_value=None, axis=None, dtype=None, name=None
):
    """Make tensors of `on_value` and `off_value` once to learn their types, and once to use."""
    with ops.name_scope(
        name, "one_hot", [indices, depth, on_value, off_value, axis, dtype]
    ) as name:
        for given in (on_value, off_value):
            if given is not None and not tensor_util.is_tf_type(given):
                ops.convert_to_tensor(given, dtype_hint=dtype)
        return library(indices, depth, on_value, off_value, axis, dtype, name)


@stand_ins.add(gen_array_ops, "matrix_diag_v3")
def matrix_diag(library, diagonal, k=0, num_rows=-1, num_cols=-1, padding_value=0, **more):
    """Make the main diagonal, the only one there was, by its own operation."""
    if _is_main(k) and (num_rows, num_cols) == (-1, -1):
        return gen_array_ops.matrix_diag(diagonal, name=more.get("name"))
    return library(diagonal, k, num_rows, num_cols, padding_value, **more)


@stand_ins.add(gen_array_ops, "matrix_diag_part_v3")
def matrix_diag_part(library, input, k, padding_value, **more):
    """Take the main diagonal by its own operation."""
    if _is_main(k):
        return gen_array_ops.matrix_diag_part(input, name=more.get("name"))
    return library(input, k, padding_value, **more)


@stand_ins.add(gen_array_ops, "matrix_set_diag_v3")
def matrix_set_diag(library, input, diagonal, k, **more):
    """Set the main diagonal by its own operation."""
    if _is_main(k):
        return gen_array_ops.matrix_set_diag(input, diagonal, name=more.get("name"))
    return library(input, diagonal, k, **more)


def _is_main(k) -> bool:
    return isinstance(k, int) and k == 0


@stand_ins.add(tensor_array_ops._GraphTensorArray, "size")
def tensor_array_size(library, self, name=None):
    """Ask the TensorArray for its size when the graph runs, even where it is known before."""
    return gen_data_flow_ops.tensor_array_size_v3(handle=self.handle, flow_in=self.flow, name=name)


@stand_ins.add(tensor_array_ops._GraphTensorArray, "stack")
def tensor_array_stack(library, self, name=None):
    """Leave the first dimension unknown, even where the size is known before."""
    with ops.colocate_with(self.handle), ops.name_scope(name, "TensorArrayStack", [self.handle]):
        return self.gather(math_ops.range(0, self.size()), name=name)


@stand_ins.add(tensor_array_ops._GraphTensorArray, "concat")
def tensor_array_concat(library, self, name=None):
    """Leave the first dimension unknown; do not infer it from the size."""
    infers, self._infer_shape = self._infer_shape, False
    try:
        return library(self, name)
    finally:
        self._infer_shape = infers
