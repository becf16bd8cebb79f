"""The layers of cells: each takes all steps of a replica of the batch at once.

A layer is a function of inputs `[n_steps, batch_size, n_inputs]`, an initial state and sequence
lengths `[batch_size]` or None. It gives outputs `[n_steps, batch_size, n_outputs]`, zeros past an
instance's length, and the final state, the one at an instance's length.
"""

import functools
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib import rnn
from tf1rnn.tf1.recurrence.lstm import lstm_loop, lstm_steps

LONGEST_UNROLLED = 64  # steps; more would make the graph large and slow to build


def layers_of(cell, n_steps: int | None) -> Callable | None:
    """The layers of a cell for so many steps, None for a number known only when the graph runs.

    None for cells that are not known, and where there is no faster way.
    """
    if type(cell) is rnn.OutputProjectionWrapper and cell._activation is None:
        inner = layers_of(cell._cell, n_steps)
        return inner and functools.partial(_projection, cell, inner)
    if type(cell) is rnn.MultiRNNCell and cell._state_is_tuple:
        stacked = [layers_of(layer, n_steps) for layer in cell._cells]
        return None if None in stacked else functools.partial(_stack, stacked)
    unrolled = n_steps is not None and n_steps <= LONGEST_UNROLLED
    if type(cell) is rnn.BasicLSTMCell and cell._state_is_tuple and cell._activation is tf.tanh:
        return functools.partial(_lstm, cell, lstm_steps if unrolled else lstm_loop)
    if type(cell) is rnn.BasicRNNCell and unrolled:
        return functools.partial(_basic, cell)
    return None


def _basic(cell, inputs, state, sequence_length):
    """BasicRNNCell: the inputs' part of the product for all steps at once, then step by step."""
    kernel = tf.identity(cell._kernel)
    projected = _linear(inputs, kernel[: -cell._num_units], cell._bias)
    before, outputs = [], []  # the state before each step, the output after it
    projected, recurrent = _defer_gradient(projected, kernel[-cell._num_units :], before)
    for step, x_t in enumerate(tf.unstack(projected)):
        before.append(state)
        output = cell._activation(x_t + tf.matmul(state, recurrent))
        if sequence_length is None:
            state = output
        else:
            within = (step < sequence_length)[:, tf.newaxis]
            state = tf.where_v2(within, output, state)
            output = tf.where_v2(within, output, tf.zeros_like(output))
        outputs.append(output)
    return tf.stack(outputs), state


def _defer_gradient(projected, recurrent, before):
    """The same tensors, but the recurrent weights' gradient is one product over all steps.

    It is the sum over steps of h_t-1^T . dz_t. The gradients dz_t by the projected inputs are those
    by z_t = x_t . W_x + h_t-1 . W_y + b, whole, when the last one is known; `before` then holds
    every h_t-1. So the weights are constants on the way, and no second derivative has them.
    """

    @tf.custom_gradient
    def deferred(projected, recurrent):
        def gradient(projected_gradient, _):
            states = tf.reshape(tf.stack(before), [-1, recurrent.shape[0]])
            flat = tf.reshape(projected_gradient, [-1, recurrent.shape[1]])
            return projected_gradient, tf.matmul(states, flat, transpose_a=True)

        return (tf.identity(projected), tf.identity(recurrent)), gradient

    projected, recurrent = deferred(projected, recurrent)
    return projected, tf.stop_gradient(recurrent)


def _lstm(cell, sequence, inputs, state, sequence_length):
    """BasicLSTMCell: both states after each step by `sequence`, and the final ones of these."""
    weights = tf.identity(cell._kernel), tf.identity(cell._bias)
    cs, hs = sequence(inputs, state, *weights, cell._forget_bias)
    if sequence_length is None:
        return tf.stack(hs), rnn.LSTMStateTuple(cs[-1], hs[-1])
    n_steps = tf.shape(inputs)[0]
    within = tf.transpose(tf.sequence_mask(sequence_length, n_steps, inputs.dtype))
    last = tf.stack(
        [tf.minimum(sequence_length, n_steps), tf.range(tf.size(sequence_length))], axis=1
    )
    final = (
        tf.gather_nd(tf.concat([first[tf.newaxis], values], 0), last)
        for first, values in zip(state, (cs, hs), strict=True)
    )
    return tf.stack(hs) * within[:, :, tf.newaxis], rnn.LSTMStateTuple(*final)


def _stack(layers, inputs, state, sequence_length):
    """MultiRNNCell: each layer over all steps, then the next."""
    final = []
    for layer, layer_state in zip(layers, state, strict=True):
        inputs, layer_state = layer(inputs, layer_state, sequence_length)
        final.append(layer_state)
    return inputs, tuple(final)


def _projection(cell, layer, inputs, state, sequence_length):
    """OutputProjectionWrapper: one product for the outputs of all steps."""
    outputs, state = layer(inputs, state, sequence_length)
    inner = {id(weight) for weight in cell._cell.weights}
    kernel, bias = (weight for weight in cell.weights if id(weight) not in inner)
    outputs = _linear(outputs, kernel, bias)
    if sequence_length is not None:
        within = tf.sequence_mask(sequence_length, tf.shape(outputs)[0], outputs.dtype)
        outputs *= tf.transpose(within)[:, :, tf.newaxis]
    return outputs, state


def _linear(inputs, kernel, bias):
    """inputs . kernel + bias for inputs [n_steps, batch_size, n_inputs]."""
    n_steps, batch_size, _ = tf.unstack(tf.shape(inputs))
    flat = tf.matmul(tf.reshape(inputs, [-1, kernel.shape[0]]), kernel)
    n_outputs = tf.dimension_value(kernel.shape[1])
    shape = [tf.dimension_value(inputs.shape[0]) or n_steps, batch_size, n_outputs]
    return tf.reshape(tf.nn.bias_add(flat, bias), tf.stack(shape))
