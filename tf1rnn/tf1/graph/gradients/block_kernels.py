"""The gradients of the kernels LSTMBlockCell and GRUBlockCell, which TensorFlow 1's contrib had.

The kernels LSTMBlockCellGrad and GRUBlockCellGrad give the gradients of the gates; those of the
weights follow from the equations in the kernels' documentation (tf.raw_ops).
"""

from tf1rnn.tf1.graph.gradients.table import GradientTable
from tf1rnn.tf1.start.loading import (
    array_ops,
    gen_nn_ops,
    gen_rnn_ops,
    math_ops,
    tensor_shape,
)

gradients = GradientTable()


@gradients.of("LSTMBlockCell")
def lstm_block_cell_gradient(op, *grads):
    """The gradients by x, c, h, w, wci, wcf, wco and b, from those of the next c and h."""
    x, c, h, w = op.inputs[:4]
    i, new_c, f, o, g, tanh_c, _ = op.outputs
    c_gradient, gates_gradient, *peephole_gradients = gen_rnn_ops.lstm_block_cell_grad(
        x=x,
        cs_prev=c,
        h_prev=h,
        w=w,
        wci=op.inputs[4],
        wcf=op.inputs[5],
        wco=op.inputs[6],
        b=op.inputs[7],
        i=i,
        cs=new_c,
        f=f,
        o=o,
        ci=g,
        co=tanh_c,
        cs_grad=grads[1],
        h_grad=grads[6],
        use_peephole=op.get_attr("use_peephole"),
    )
    n_inputs, num_units = (tensor_shape.dimension_value(part.shape[1]) for part in (x, h))
    joined_gradient = math_ops.matmul(gates_gradient, w, transpose_b=True)
    x_gradient = array_ops.slice(joined_gradient, [0, 0], [-1, n_inputs])
    h_gradient = array_ops.slice(joined_gradient, [0, n_inputs], [-1, num_units])
    w_gradient, b_gradient = _layer_gradients([x, h], gates_gradient)
    return [x_gradient, c_gradient, h_gradient, w_gradient, *peephole_gradients, b_gradient]


@gradients.of("GRUBlockCell")
def gru_block_cell_gradient(op, *grads):
    """The gradients by x, h, w_ru, w_c, b_ru and b_c, from that of the next h."""
    x, h, w_ru, w_c, b_ru, b_c = op.inputs
    r, u, c, _ = op.outputs
    x_gradient, h_gradient, c_gradient, gates_gradient = gen_rnn_ops.gru_block_cell_grad(
        x=x, h_prev=h, w_ru=w_ru, w_c=w_c, b_ru=b_ru, b_c=b_c, r=r, u=u, c=c, d_h=grads[3]
    )
    w_ru_gradient, b_ru_gradient = _layer_gradients([x, h], gates_gradient)
    w_c_gradient, b_c_gradient = _layer_gradients([x, h * r], c_gradient)
    return [x_gradient, h_gradient, w_ru_gradient, w_c_gradient, b_ru_gradient, b_c_gradient]


def _layer_gradients(inputs, outputs_gradient):
    """The gradients by the weights and the biases of inputs . weights + biases."""
    weights_gradient = math_ops.matmul(
        array_ops.concat(inputs, 1), outputs_gradient, transpose_a=True
    )
    return weights_gradient, gen_nn_ops.bias_add_grad(outputs_gradient)
