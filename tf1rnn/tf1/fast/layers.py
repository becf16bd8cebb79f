"""The layers of cells: each takes all steps of a replica of the batch at once.

A layer is a function of inputs `[n_steps, batch_size, n_inputs]`, an initial state and sequence
lengths `[batch_size]` or None. It gives outputs `[n_steps, batch_size, n_outputs]`, zeros past an
instance's length, and the final state, the one at an instance's length. Inputs and outputs may be
wider than the cell's, filled up with zeros (padding.py says why).
"""

import functools
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib import rnn
from tf1rnn.tf1.fast.basic import GRADIENTS, TANH, basic_steps
from tf1rnn.tf1.fast.lstm import lstm_loop, lstm_steps
from tf1rnn.tf1.fast.padding import heightened, narrowed, padding, widened, widened_weights
from tf1rnn.tf1.from_1_0 import cells

LONGEST_UNROLLED = 64  # steps; more would make the graph large and slow to build


def layers_of(cell, n_steps: int | None) -> Callable | None:
    """The layers of a cell for `n_steps`, which is None if known only when the graph runs.

    Returns None for unknown cells, and where the fast path has nothing to gain.
    """
    if type(cell) is rnn.OutputProjectionWrapper and cell._activation is None:
        inner = layers_of(cell._cell, n_steps)
        return inner and functools.partial(_projection, cell, inner)
    if type(cell) in (rnn.MultiRNNCell, cells.MultiRNNCell) and cell._state_is_tuple:
        stacked = [layers_of(layer, n_steps) for layer in cell._cells]
        return None if None in stacked else functools.partial(_stack, stacked)
    unrolled = n_steps is not None and n_steps <= LONGEST_UNROLLED
    if type(cell) is rnn.BasicLSTMCell and cell._state_is_tuple and cell._activation in TANH:
        return functools.partial(_lstm, cell, lstm_steps if unrolled else lstm_loop)
    if type(cell) is rnn.BasicRNNCell and unrolled and cell._activation in GRADIENTS:
        return functools.partial(_basic, cell)
    return None


def _basic(cell, inputs, state, sequence_length):
    """BasicRNNCell: the state after each step by `basic_steps`."""
    n_padded = padding(cell._num_units)
    weights = tf.identity(cell._kernel), tf.identity(cell._bias)
    weights = widened_weights(*weights, tf.dimension_value(inputs.shape[2]), n_padded)
    state = widened(state, n_padded)
    states, last = basic_steps(inputs, state, *weights, cell._activation)
    if sequence_length is not None:
        within, final = _up_to(sequence_length, states)
        states, last = states * within, final(state, states)
    return states, narrowed(last, n_padded)


def _lstm(cell, sequence, inputs, state, sequence_length):
    """BasicLSTMCell: both states after each step by `sequence`, and the final ones of these."""
    n_padded = padding(cell._num_units, n_gates=4)
    weights = tf.identity(cell._kernel), tf.identity(cell._bias)
    n_inputs = tf.dimension_value(inputs.shape[2])
    weights = widened_weights(*weights, n_inputs, n_padded, n_gates=4)
    state = [widened(part, n_padded) for part in state]
    cs, hs, last = sequence(inputs, state, *weights, cell._forget_bias)
    if sequence_length is not None:
        within, final = _up_to(sequence_length, hs)
        last = [final(first, values) for first, values in zip(state, (cs, hs), strict=True)]
        hs *= within
    return hs, rnn.LSTMStateTuple(*(narrowed(part, n_padded) for part in last))


def _up_to(sequence_length, states):
    """A mask that is 1 up to each instance's length, and a function that finds the state there.

    For states `[n_steps, batch_size, num_units]`; the state before them is that at length 0.
    """
    n_steps = tf.shape(states)[0]
    within = tf.transpose(tf.sequence_mask(sequence_length, n_steps, states.dtype))
    instances = tf.range(tf.size(sequence_length))
    last = tf.stack([tf.minimum(sequence_length, n_steps), instances], axis=1)

    def final(first, values):
        return tf.gather_nd(tf.concat([first[tf.newaxis], values], 0), last)

    return within[:, :, tf.newaxis], final


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
    n_padded = tf.dimension_value(outputs.shape[2]) - tf.dimension_value(kernel.shape[0])
    outputs = _linear(outputs, heightened(kernel, n_padded), bias)
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
