"""BasicRNNCell's steps, unrolled: the products that need no earlier state are one product."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.fast.over_steps import gradients_over_steps
from tf1rnn.tf1.fast.padding import unstacked

# Today's TensorFlow has two functions where 1.15 had one with two names.
TANH = (tf.tanh, tf.nn.tanh)
SIGMOID = (tf.sigmoid, tf.nn.sigmoid)
# dL/dz of h = activation(z), from h and dL/dh.
GRADIENTS = {
    **dict.fromkeys(TANH, lambda h, dh: tf.raw_ops.TanhGrad(y=h, dy=dh)),
    **dict.fromkeys(SIGMOID, lambda h, dh: tf.raw_ops.SigmoidGrad(y=h, dy=dh)),
    tf.nn.relu: lambda h, dh: tf.raw_ops.ReluGrad(features=h, gradients=dh),
}


def basic_steps(inputs, state, kernel, bias, activation):
    """The states after all steps [n_steps, batch_size, num_units], and the last of them.

    Takes inputs `[n_steps, batch_size, n_inputs]`, the initial state `[batch_size, num_units]` and
    the cell's weights. With z_t = x_t . W_x + h_t-1 . W_h + b, the weights' gradients are the sums
    over steps of x_t^T . dz_t and h_t-1^T . dz_t: one product each, once every dz_t is known.
    """

    @tf.custom_gradient
    def sequence(inputs, state, kernel, bias):
        n_units = tf.dimension_value(bias.shape[0])
        n_inputs = tf.dimension_value(kernel.shape[0]) - n_units
        n_steps, batch_size = tf.dimension_value(inputs.shape[0]), tf.shape(inputs)[1]
        W_x, W_h = tf.split(kernel, [n_inputs, n_units])
        projected = tf.nn.bias_add(tf.matmul(tf.reshape(inputs, [-1, n_inputs]), W_x), bias)
        before, h = [], state
        for x_t in tf.unstack(tf.reshape(projected, [n_steps, batch_size, n_units])):
            before.append(h)
            h = activation(x_t + tf.matmul(h, W_h))
        states = [*before[1:], h]

        def gradient(states_gradient, dh):
            read, dz = unstacked(states_gradient), []
            for t in reversed(range(n_steps)):
                dz.insert(0, GRADIENTS[activation](states[t], dh + read[t] if read else dh))
                dh = tf.matmul(dz[0], W_h, transpose_b=True)
            hs, dz = tf.concat(before, 0), tf.concat(dz, 0)
            dx, *by_weights = gradients_over_steps(inputs, kernel, hs, dz)
            return dx, dh, *by_weights

        return (tf.stack(states), h), gradient

    return sequence(inputs, state, kernel, bias)
