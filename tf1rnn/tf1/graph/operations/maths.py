"""Mathematical functions, built from TensorFlow 1.15's operations."""

import numpy as np

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import (
    array_ops,
    array_ops_stack,
    constant_op,
    dtypes,
    gen_math_ops,
    math_ops,
    ops,
    sparse_tensor,
    special_math_ops,
    tensor,
    tensor_util,
)

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(math_ops, "_ReductionDims")
def reduction_dims(library, x, axis):
    """Make all axes a constant for a tensor of known rank alone; a variable is no tensor."""
    if axis is not None or isinstance(x, sparse_tensor.SparseTensor):
        return library(x, axis)
    if isinstance(x, tensor.Tensor) and x.shape.rank is not None:
        return constant_op.constant(np.arange(x.shape.rank, dtype=np.int32))
    return math_ops.range(0, array_ops.rank(x))


@stand_ins.add(math_ops, "reduce_logsumexp")
def reduce_logsumexp(library, input_tensor, *args, **kwargs):
    """Read a variable once."""
    return library(ops.convert_to_tensor(input_tensor), *args, **kwargs)


@stand_ins.add(math_ops, "linspace_nd")
def linspace(library, start, stop, num, name=None, axis=0):
    """Space numbers evenly by one operation."""
    if axis == 0:
        return gen_math_ops.lin_space(start, stop, num, name=name or "LinSpace")
    return library(start, stop, num, name, axis)


@stand_ins.add(special_math_ops, "_einsum_v2")
def einsum(library, equation, *inputs, **kwargs):
    """Sum products of tensors by reshaping and multiplying matrices."""
    if "..." in equation or "optimize" in kwargs:  # which TensorFlow 1 did not have
        return library(equation, *inputs, **kwargs)
    return special_math_ops._einsum_v1(equation, *inputs, **kwargs)


@stand_ins.add(math_ops, "tensordot")
def tensordot(library, a, b, axes, name=None):
    """Contract two tensors by one matrix product; always transpose and reshape both."""
    with ops.name_scope(name, "Tensordot", [a, b, axes]) as scope:
        a = ops.convert_to_tensor(a, name="a")
        b = ops.convert_to_tensor(b, name="b")
        if a.shape.rank is None or b.shape.rank is None or tensor_util.is_tf_type(axes):
            return library(a, b, axes, name=scope)
        if isinstance(axes, (int, np.integer)):
            a_axes, b_axes = range(a.shape.rank - axes, a.shape.rank), range(axes)
        else:
            a_axes, b_axes = (np.atleast_1d(of_one).tolist() for of_one in axes)
        a_matrix, a_free = _as_matrix(a, a_axes, axes_first=False)
        b_matrix, b_free = _as_matrix(b, b_axes, axes_first=True)
        product = math_ops.matmul(a_matrix, b_matrix)
        if isinstance(a_free, list) and isinstance(b_free, list):
            free = np.array(a_free + b_free, np.int32)
            return array_ops.reshape(product, free, name=scope)
        a_free = ops.convert_to_tensor(a_free, dtype=dtypes.int32)
        b_free = ops.convert_to_tensor(b_free, dtype=dtypes.int32)
        result = array_ops.reshape(product, array_ops.concat([a_free, b_free], 0), name=scope)
        result.set_shape(_free_sizes(a, a_axes) + _free_sizes(b, b_axes))
        return result


def _free_sizes(tensor, axes) -> list[int | None]:
    axes = [axis % tensor.shape.rank for axis in axes]
    return [size for axis, size in enumerate(tensor.shape.as_list()) if axis not in axes]


def _as_matrix(tensor, axes, axes_first: bool):
    """`tensor` as a matrix of its free axes by `axes` (or the other way), and the free sizes.

    The sizes are a list of integers where the shape of `tensor` is known, else a tensor.
    """
    rank = tensor.shape.rank
    axes = [axis % rank for axis in axes]
    free = [axis for axis in range(rank) if axis not in axes]
    if tensor.shape.is_fully_defined():
        sizes = tensor.shape.as_list()
        free_sizes = [sizes[axis] for axis in free]
        n_free = int(np.prod(free_sizes))
        n_contracted = int(np.prod([sizes[axis] for axis in axes]))
        order = axes + free if axes_first else free + axes
        shape = [n_contracted, n_free] if axes_first else [n_free, n_contracted]
        return array_ops.reshape(array_ops.transpose(tensor, order), shape), free_sizes
    axes = ops.convert_to_tensor(axes, dtype=dtypes.int32, name="axes")
    free = ops.convert_to_tensor(free, dtype=dtypes.int32, name="free")
    sizes = array_ops.shape(tensor)
    free_sizes = array_ops.gather(sizes, free)
    contracted_sizes = array_ops.gather(sizes, axes)
    n_free = math_ops.reduce_prod(free_sizes)
    n_contracted = math_ops.reduce_prod(contracted_sizes)
    order = array_ops.concat([axes, free] if axes_first else [free, axes], 0)
    shape = array_ops_stack.stack([n_contracted, n_free] if axes_first else [n_free, n_contracted])
    return array_ops.reshape(array_ops.transpose(tensor, order), shape), free_sizes
