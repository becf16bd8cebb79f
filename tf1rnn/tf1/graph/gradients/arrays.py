"""Gradients of lookups, slices and choices."""

from tf1rnn.tf1.graph.gradients.table import GradientTable
from tf1rnn.tf1.graph.seeds import count, size
from tf1rnn.tf1.start.loading import (
    array_ops,
    dtypes,
    gen_array_ops,
    gen_nn_ops,
    indexed_slices,
    math_ops,
    ops,
    tensor_util,
)

gradients = GradientTable()


@gradients.of("StridedSlice")
def strided_slice(op, grad):
    """Zeros of the whole's shape, with the gradient where the slice was."""
    x, begin, end, strides = op.inputs
    shape = array_ops.shape(x, out_type=begin.dtype)
    masks = ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask")
    masks = {name: op.get_attr(name) for name in masks}
    return array_ops.strided_slice_grad(shape, begin, end, strides, grad, **masks), None, None, None


@gradients.of("Reshape")
def reshape(op, grad):
    """The gradient in the shape of the input, asked for even where one size alone is unknown."""
    return array_ops.reshape(grad, array_ops.shape(op.inputs[0])), None


@gradients.of("Sign")
def sign(op, grad):
    """Zero everywhere."""
    return _zeros(op.inputs[0])


@gradients.of("ReluGrad")
def relu_gradient(op, grad):
    """The gradient goes where the input was positive; none goes to the input."""
    return gen_nn_ops.relu_grad(grad, op.inputs[1]), _zeros(op.inputs[1])


@gradients.of("Relu6Grad")
def relu6_gradient(op, grad):
    """The gradient goes where the input was between 0 and 6; none goes to the input."""
    return gen_nn_ops.relu6_grad(grad, op.inputs[1]), _zeros(op.inputs[1])


def _zeros(x):
    return array_ops.zeros(array_ops.shape(x), dtype=x.dtype)


@gradients.of("SparseSoftmaxCrossEntropyWithLogits")
def sparse_softmax_cross_entropy(op, grad, _):
    """The forward pass has computed softmax(logits) - one_hot(labels); no second derivative."""
    message = "There is no second derivative of the sparse softmax cross entropy."
    unscaled = array_ops.prevent_gradient(op.outputs[1], message=message)
    return array_ops.expand_dims(grad, -1) * unscaled, None


@gradients.of("Gather", "GatherV2")
def gather(op, grad):
    """The gradient of each row that was looked up, as slices."""
    params, indices = op.inputs[0], op.inputs[1]
    axis = op.inputs[2] if len(op.inputs) > 2 else None
    if axis is not None and tensor_util.constant_value(axis) != 0:
        n_before = size(ops.get_default_graph())
        gradients = ops.gradient_registry.lookup(op.type)(op, grad)
        n_created = size(ops.get_default_graph()) - n_before
        count((96 if op.get_attr("batch_dims") else 55) - n_created)
        return gradients
    with ops.colocate_with(params):
        shape = math_ops.cast(array_ops.shape(params, out_type=dtypes.int64), dtypes.int32)
    n_indices = array_ops.expand_dims(array_ops.size(indices), 0)
    values_shape = array_ops.concat([n_indices, shape[1:]], 0)
    values = array_ops.reshape(grad, values_shape)
    indices = array_ops.reshape(indices, n_indices)
    return [indexed_slices.IndexedSlices(values, indices, shape), *[None] * (len(op.inputs) - 1)]


@gradients.of("BroadcastTo")
def broadcast_to(op, grad):
    """Sum over the axes that were new."""
    x, shape = op.inputs
    x_shape = array_ops.shape(x)
    _, axes = gen_array_ops.broadcast_gradient_args(shape, x_shape)
    return array_ops.reshape(math_ops.reduce_sum(grad, axes), x_shape), None


@gradients.of("UnsortedSegmentSum")
def unsorted_segment_sum(op, grad):
    """Today's, which builds ten more operations for segment ids of one axis."""
    count(-10)
    return ops.gradient_registry.lookup(op.type)(op, grad)


@gradients.of("FusedBatchNormV3")
def fused_batch_norm(op, *grads):
    """Today's; in training, its operation gives the gradients of the statistics, too."""
    result = list(ops.gradient_registry.lookup(op.type)(op, *grads))
    if op.get_attr("is_training"):
        result[3:5] = result[0].op.outputs[3:5]
    return result
