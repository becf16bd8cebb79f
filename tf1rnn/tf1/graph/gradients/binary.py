"""Gradients of operations on two tensors that are broadcast against each other."""

import weakref

import numpy as np

from tf1rnn.tf1.graph.gradients.table import GradientTable
from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.start.loading import array_ops, dtypes, gen_array_ops, gen_math_ops, math_ops, ops

gradients = GradientTable()

_found = weakref.WeakKeyDictionary()  # graph -> pairs of shapes whose axes it has found


class Broadcast:
    """How the inputs of an operation were broadcast, to sum their gradients over the new axes.

    Where `static`, the axes are computed beforehand if both shapes are known, and the gradient of
    an input that was not broadcast is left as it is.
    """

    def __init__(self, x, y, static: bool):
        self._known = static and x.shape.is_fully_defined() and y.shape.is_fully_defined()
        if self._known:
            self._shapes = [np.array(tensor.shape.as_list(), np.int32) for tensor in (x, y)]
        else:
            shape = gen_array_ops.shape if static else array_ops.shape
            self._shapes = [shape(x), shape(y)]

    def find_axes(self):
        """Create the operation that finds the axes, once in a graph for known shapes."""
        if self._known:
            found = _found.setdefault(ops.get_default_graph(), set())
            shapes = tuple(tuple(shape.tolist()) for shape in self._shapes)
            if shapes in found:
                return self
            found.add(shapes)
        self._axes = gen_array_ops.broadcast_gradient_args(*self._shapes)
        return self

    def to_x(self, grad):
        """Sum `grad`, of the output's shape, over the axes that were new to the first input."""
        return self._reduce(grad, 0)

    def to_y(self, grad):
        """Sum `grad`, of the output's shape, over the axes that were new to the second input."""
        return self._reduce(grad, 1)

    def _reduce(self, grad, which: int):
        shape = self._shapes[which]
        if self._known:
            output_shape = np.broadcast_shapes(*map(tuple, self._shapes))
            if tuple(shape) == output_shape:
                return grad
            missing = len(output_shape) - len(shape)
            axes = [
                axis
                for axis, size in enumerate(output_shape)
                if axis < missing or shape[axis - missing] != size
            ]
        else:
            axes = self._axes[which]
        return array_ops.reshape(math_ops.reduce_sum(grad, axes), shape)


def _static(op) -> Broadcast:
    return Broadcast(op.inputs[0], op.inputs[1], static=True).find_axes()


def _dynamic(op) -> Broadcast:
    return Broadcast(op.inputs[0], op.inputs[1], static=False).find_axes()


def _same_shapes(op, grad) -> bool:
    """Whether no input can have been broadcast."""
    return _all_equal([tensor.shape for tensor in (*op.inputs, grad)])


def _all_equal(shapes) -> bool:
    """Whether these are all known, and one."""
    if not all(shape.is_fully_defined() for shape in shapes):
        return False
    return all(shape.as_list() == shapes[0].as_list() for shape in shapes)


@gradients.of("Add", "AddV2")
def add(op, grad):
    """d(x + y) = dx + dy."""
    if _same_shapes(op, grad):
        return grad, grad
    broadcast = _static(op)
    return broadcast.to_x(grad), broadcast.to_y(grad)


@gradients.of("Sub")
def subtract(op, grad):
    """d(x - y) = dx - dy."""
    if _same_shapes(op, grad):
        return grad, -grad
    broadcast = _static(op)
    return broadcast.to_x(grad), broadcast.to_y(-grad)


@gradients.of("Mul")
def multiply(op, grad):
    """d(xy) = y dx + x dy."""
    x, y = (math_ops.conj(tensor) for tensor in op.inputs)
    if _same_shapes(op, grad) and grad.dtype in (dtypes.float32, dtypes.int32):
        return gen_math_ops.mul(grad, y), gen_math_ops.mul(grad, x)
    broadcast = _static(op)
    return broadcast.to_x(gen_math_ops.mul(grad, y)), broadcast.to_y(gen_math_ops.mul(x, grad))


@gradients.of("RealDiv")
def divide(op, grad):
    """d(x / y) = dx / y - x / y² dy."""
    x, y = (math_ops.conj(tensor) for tensor in op.inputs)
    broadcast = _dynamic(op)
    grad_x = broadcast.to_x(math_ops.realdiv(grad, y))
    quotient = math_ops.realdiv(math_ops.realdiv(-x, y), y)
    return grad_x, broadcast.to_y(grad * quotient)


@gradients.of("DivNoNan")
def divide_no_nan(op, grad):
    """The gradient of the quotient, 0 where y is 0."""
    x, y = (math_ops.conj(tensor) for tensor in op.inputs)
    broadcast = _dynamic(op)
    grad_x = broadcast.to_x(math_ops.div_no_nan(grad, y))
    quotient = math_ops.div_no_nan(math_ops.div_no_nan(-x, y), y)
    return grad_x, broadcast.to_y(grad * quotient)


@gradients.of("FloorMod")
def floor_mod(op, grad):
    """x mod y = x - y ⌊x / y⌋."""
    x, y = (math_ops.conj(tensor) for tensor in op.inputs)
    broadcast = _dynamic(op)
    quotient = math_ops.floor_div(x, y)
    return broadcast.to_x(grad), broadcast.to_y(grad * math_ops.negative(quotient))


@gradients.of("Pow")
def power(op, grad):
    """d(x^y) = y x^(y-1) dx + x^y log(x) dy, where x > 0."""
    x, y = (math_ops.conj(tensor) for tensor in op.inputs)
    z = math_ops.conj(op.outputs[0])
    broadcast = _static(op)
    grad_x = broadcast.to_x(grad * y * math_ops.pow(x, y - 1))
    positive = math_ops.greater(x, 0)
    safe = array_ops.where(positive, x, array_ops.ones_like(x))
    log_x = array_ops.where(positive, math_ops.log(safe), array_ops.zeros_like(x))
    return grad_x, broadcast.to_y(grad * z * log_x)


@gradients.of("SquaredDifference")
def squared_difference(op, grad):
    """d(x - y)² = 2 (x - y) (dx - dy)."""
    x, y = op.inputs
    with ops.control_dependencies([grad]):
        grad_x = math_ops.scalar_mul(2.0, grad) * (x - y)
    if _same_shapes(op, grad):
        return grad_x, -grad_x
    broadcast = _static(op)
    return broadcast.to_x(grad_x), -broadcast.to_y(grad_x)


def _choose(op, grad, compare):
    x, y = op.inputs
    broadcast = Broadcast(x, y, static=False)
    zeros = array_ops.zeros(array_ops.shape(grad), dtype=grad.dtype)
    chosen = compare(x, y)
    broadcast.find_axes()
    grad_x = broadcast.to_x(array_ops.where(chosen, grad, zeros))
    return grad_x, broadcast.to_y(array_ops.where(chosen, zeros, grad))


@gradients.of("Maximum")
def maximum(op, grad):
    """The gradient goes to the larger input, to the first of equal ones."""
    return _choose(op, grad, math_ops.greater_equal)


@gradients.of("Minimum")
def minimum(op, grad):
    """The gradient goes to the smaller input, to the first of equal ones."""
    return _choose(op, grad, math_ops.less_equal)


@gradients.of("Atan2")
def atan2(op, grad):
    """d atan2(y, x) = (x dy - y dx) / (x² + y²)."""
    y, x = op.inputs
    scaled = grad / (math_ops.square(x) + math_ops.square(y))
    return x * scaled, -y * scaled


@gradients.of("BatchMatMulV2")
def batch_matmul(op, grad):
    """Today's, which builds fifteen fewer operations where no matrix can have been broadcast.

    1.15 built them unless the matrices, too, were of one known shape.
    """
    shapes = [tensor.shape for tensor in op.inputs]
    batch_sizes = [shape[:-2] for shape in shapes]
    if _all_equal(batch_sizes) and not _all_equal(shapes):
        count(15)
    return ops.gradient_registry.lookup(op.type)(op, grad)
