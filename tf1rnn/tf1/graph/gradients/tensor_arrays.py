"""Gradients of TensorArrays: today's, which wait for the last write, counted as in 1.15."""

from tf1rnn.tf1.graph.gradients.table import GradientTable
from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.start.loading import array_ops, ops, tensor_array_grad, tensor_array_ops

gradients = GradientTable()


def _gradient_array(op, flow):
    """The TensorArray of gradients, once the one of values is written; its flow."""
    graph = ops.get_default_graph()
    n_before = graph.num_operations()
    written = array_ops.identity(op.outputs[0], "flow_out")
    with ops.control_dependencies([written]):
        flow = array_ops.identity(flow, "write_barrier")
    created = graph.get_operations()[n_before:]
    # 1.15 had neither identity; it made the trigger of a while loop's gradient a little later.
    count(-sum(operation.type != "ControlTrigger" for operation in created))
    values = tensor_array_ops.TensorArray(
        dtype=op.get_attr("T"), handle=op.inputs[0], flow=flow, colocate_with_first_write_call=False
    )
    return values.grad(source=tensor_array_grad._GetGradSource(flow), flow=flow), flow


@gradients.of("TensorArrayWriteV3")
def write(op, flow):
    """Read the gradient where the value was written."""
    gradients, flow = _gradient_array(op, flow)
    return None, None, gradients.read(op.inputs[1]), flow


@gradients.of("TensorArrayScatterV3")
def scatter(op, flow):
    """Gather the gradients from where the values were scattered."""
    gradients, flow = _gradient_array(op, flow)
    return None, None, gradients.gather(op.inputs[1]), flow


@gradients.of("TensorArraySplitV3")
def split(op, flow):
    """Concatenate the gradients of the parts."""
    gradients, flow = _gradient_array(op, flow)
    return None, gradients.concat(), None, flow
