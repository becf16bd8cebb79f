"""Gradients as one product over all steps, once the gradient at every step is known."""

from tf1rnn.tf1 import tf


def gradients_over_steps(inputs, kernel, hs, dz):
    """The gradients by inputs, kernel and bias of z_t = [x_t, h_t-1] . kernel + bias.

    From inputs `[n_steps, batch_size, n_inputs]`, and from h_t-1 and dz_t, each of them for all
    steps in a row, `[n_steps * batch_size, ...]`. The kernel's is the sum over steps of
    [x_t, h_t-1]^T . dz_t.
    """
    n_inputs = tf.dimension_value(inputs.shape[2])
    x = tf.reshape(inputs, [-1, n_inputs])
    dW_x = tf.matmul(x, dz, transpose_a=True)
    dW_h = tf.matmul(hs, dz, transpose_a=True)
    dx = tf.reshape(tf.matmul(dz, kernel[:n_inputs], transpose_b=True), tf.shape(inputs))
    return dx, tf.concat([dW_x, dW_h], 0), tf.reduce_sum(dz, 0)
