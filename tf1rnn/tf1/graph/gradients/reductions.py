"""Gradients of sums, means, maxima and minima over axes."""

import weakref

import numpy as np

from tf1rnn.tf1.graph.gradients.table import GradientTable
from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.start.loading import (
    array_ops,
    constant_op,
    data_flow_ops,
    dtypes,
    math_ops,
    ops,
    tensor_util,
)

gradients = GradientTable()

_worked_out = weakref.WeakKeyDictionary()  # graph -> {(shape, axes): (reduced, multiples)}


def _reduced_shape(shape, axes):
    """`shape` with a 1 at each of `axes`, by operations."""
    shape = math_ops.cast(shape, dtypes.int32)
    axes = math_ops.cast(axes, dtypes.int32)
    rank = array_ops.size(shape)
    axes = (axes + rank) % rank
    ones = array_ops.fill(array_ops.shape(axes), 1)
    return data_flow_ops.dynamic_stitch([math_ops.range(rank), axes], [shape, ones])


def _times(shape, divisor):
    """How many times `divisor` goes into `shape`, by operations; for 0, the answer is 0."""
    return shape // math_ops.maximum(divisor, 1)


def _static_reduced_shape(graph, shape: tuple, axes: tuple):
    """The same two as tuples; 1.15 made their operations once for a shape and axes in a graph."""
    known = _worked_out.setdefault(graph, {})
    if (shape, axes) not in known:
        _reduced_shape(np.array(shape, np.int32), np.array(axes, np.int32))
        reduced = np.array(shape, np.int32)
        reduced[list(axes)] = 1
        _times(np.array(shape, np.int32), reduced)
        multiples = np.array(shape, np.int32) // np.maximum(reduced, 1)
        known[shape, axes] = tuple(reduced.tolist()), tuple(multiples.tolist())
    return known[shape, axes]


@gradients.of("Sum")
def reduce_sum(op, grad):
    """Each summand gets the gradient of the sum it went into."""
    x, axes = op.inputs
    static_axes = tensor_util.constant_value(axes)
    if x.shape.rank is not None and static_axes is not None:
        static_axes = np.atleast_1d(static_axes)
        if np.array_equal(static_axes, np.arange(x.shape.rank)):
            grad = array_ops.reshape(grad, np.ones(x.shape.rank, np.int32))
            return array_ops.tile(grad, array_ops.shape(x)), None
        if x.shape.is_fully_defined():
            shape = tuple(x.shape.as_list())
            reduced, multiples = _static_reduced_shape(op.graph, shape, tuple(static_axes.tolist()))
            return array_ops.tile(array_ops.reshape(grad, reduced), multiples), None
    shape = array_ops.shape(x)
    reduced = _reduced_shape(shape, axes)
    multiples = _times(shape, reduced)
    return array_ops.tile(array_ops.reshape(grad, reduced), multiples), None


@gradients.of("Mean")
def reduce_mean(op, grad):
    """The gradient of the sum over the number of summands."""
    x, mean = op.inputs[0], op.outputs[0]
    grad = reduce_sum(op, grad)[0]
    if x.shape.is_fully_defined() and mean.shape.is_fully_defined():
        n = x.shape.num_elements() // max(mean.shape.num_elements(), 1)
        n = constant_op.constant(n, dtype=grad.dtype)
    else:
        shapes = array_ops.shape(x), array_ops.shape(mean)
        n = _times(math_ops.reduce_prod(shapes[0]), math_ops.reduce_prod(shapes[1]))
    return math_ops.truediv(grad, math_ops.cast(n, grad.dtype)), None


@gradients.of("Max", "Min")
def reduce_extreme(op, grad):
    """The inputs that equal the extreme value share its gradient."""
    x, axes = op.inputs
    reduced = _reduced_shape(array_ops.shape(x), axes)
    extreme = array_ops.reshape(op.outputs[0], reduced)
    grad = array_ops.reshape(grad, reduced)
    equal = math_ops.cast(math_ops.equal(extreme, x), grad.dtype)
    n_equal = array_ops.reshape(math_ops.reduce_sum(equal, axes), reduced)
    return math_ops.divide(equal, n_equal) * grad, None


@gradients.of("Prod")
def reduce_prod(op, grad):
    """Today's, which builds fewer operations, all the more where all shapes are known.

    It neither works out the shape of the product with its axes kept, if it has them, nor reshapes.
    """
    kept = op.get_attr("keep_dims")
    if (
        op.inputs[0].shape.is_fully_defined()
        and tensor_util.constant_value(op.inputs[1]) is not None
    ):
        count(14 if kept else 12)
    else:
        count(14 if kept else 3)
    return ops.gradient_registry.lookup(op.type)(op, grad)
