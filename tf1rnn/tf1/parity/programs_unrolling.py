"""The functions of tf.nn that unroll a cell, each trained for a few iterations."""

import numpy as np

from .program import Program, descend, marker, uniform

X_BATCH = uniform(3, 5, 2)  # [batch_size, n_steps, n_inputs]
LENGTHS = [5, 2, 3]


def _inputs(tf):
    return tf.placeholder(tf.float32, [None, 5, 2]), tf.placeholder(tf.int32, [None])


def _trained(tf, outputs, states, feed):
    """A program that pulls the outputs towards 1."""
    loss = tf.reduce_mean(tf.square(outputs - 1.0))
    train = descend(tf, loss)
    return Program({"outputs": outputs, "states": states, "marker": marker(tf)}, feed, train, 6)


def dynamic(tf):
    X, _ = _inputs(tf)
    return _trained(tf, *tf.nn.dynamic_rnn(_cell(tf), X, dtype=tf.float32), {X: X_BATCH})


def _cell(tf):
    return tf.nn.rnn_cell.BasicRNNCell(4)


def dynamic_lengths(tf):
    X, seq_length = _inputs(tf)
    outputs, states = tf.nn.dynamic_rnn(
        _cell(tf), X, dtype=tf.float32, sequence_length=seq_length, swap_memory=True
    )
    return _trained(tf, outputs, states, {X: X_BATCH, seq_length: LENGTHS})


def dynamic_time_major(tf):
    X, _ = _inputs(tf)
    cell = tf.nn.rnn_cell.GRUCell(4)
    outputs, states = tf.nn.dynamic_rnn(
        cell,
        tf.transpose(X, [1, 0, 2]),
        initial_state=cell.zero_state(tf.shape(X)[0], tf.float32),
        time_major=True,
        parallel_iterations=2,
    )
    return _trained(tf, outputs, states, {X: X_BATCH})


def dynamic_unknown_shape(tf):
    X = tf.placeholder(tf.float32, [None, None, 2])
    return _trained(tf, *tf.nn.dynamic_rnn(_cell(tf), X, dtype=tf.float32), {X: X_BATCH})


def dynamic_known_shape(tf):
    cell = tf.nn.rnn_cell.LSTMCell(4)
    state = cell.zero_state(3, tf.float32)
    outputs, states = tf.nn.dynamic_rnn(cell, tf.constant(X_BATCH), LENGTHS, state)
    return _trained(tf, outputs, states, {})


def bidirectional(tf):
    X, seq_length = _inputs(tf)
    outputs, states = tf.nn.bidirectional_dynamic_rnn(
        _cell(tf), _cell(tf), X, sequence_length=seq_length, dtype=tf.float32
    )
    feed = {X: X_BATCH, seq_length: LENGTHS}
    return _trained(tf, tf.concat(outputs, axis=2), states, feed)


def static(tf):
    X, seq_length = _inputs(tf)
    output_seqs, states = tf.nn.static_rnn(
        _cell(tf), tf.unstack(X, axis=1), dtype=tf.float32, sequence_length=seq_length
    )
    return _trained(tf, tf.stack(output_seqs), states, {X: X_BATCH, seq_length: LENGTHS})


def static_bidirectional(tf):
    X, seq_length = _inputs(tf)
    output_seqs, state_fw, state_bw = tf.nn.static_bidirectional_rnn(
        tf.nn.rnn_cell.LSTMCell(3),
        tf.nn.rnn_cell.LSTMCell(3),
        tf.unstack(X, axis=1),
        dtype=tf.float32,
        sequence_length=seq_length,
    )
    feed = {X: X_BATCH, seq_length: LENGTHS}
    return _trained(tf, tf.stack(output_seqs), [state_fw, state_bw], feed)


def raw(tf):
    X = tf.placeholder(tf.float32, [5, None, 2])
    seq_length = tf.placeholder(tf.int32, [None])
    inputs = tf.TensorArray(tf.float32, 5).unstack(X)
    cell = tf.nn.rnn_cell.LSTMCell(4)
    batch_size = tf.shape(X)[1]

    def loop_fn(time, cell_output, cell_state, _):
        next_state = cell.zero_state(batch_size, tf.float32) if cell_output is None else cell_state
        finished = time >= seq_length
        next_input = tf.cond(
            tf.reduce_all(finished),
            lambda: tf.zeros([batch_size, 2], tf.float32),
            lambda: inputs.read(time),
        )
        return finished, next_input, next_state, cell_output, None

    outputs, states, _ = tf.nn.raw_rnn(cell, loop_fn)
    feed = {X: np.transpose(X_BATCH, [1, 0, 2]), seq_length: LENGTHS}
    return _trained(tf, outputs.stack(), states, feed)


def layers_of_one_cell(tf):
    """Inputs as wide as the cell, without which TensorFlow 1.15 refuses two layers of it."""
    X = tf.placeholder(tf.float32, [None, 5, 2])
    wrapped = tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.LSTMCell(2))
    cell = tf.nn.rnn_cell.MultiRNNCell([wrapped] * 3)
    outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    training = descend(tf, tf.reduce_mean(tf.square(outputs - 1.0)))
    return Program({"states": states, "after": marker(tf)}, {X: X_BATCH}, training, 5)


def stacked_bidirectional_layers_of_one_cell(tf):
    X = tf.placeholder(tf.float32, [None, 5, 2])
    cells = [[tf.contrib.rnn.GRUCell(1)] * 2 for _ in range(2)]
    outputs, _, _ = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(*cells, X, dtype=tf.float32)
    training = descend(tf, tf.reduce_mean(tf.square(outputs - 1.0)))
    return Program({"outputs": outputs, "after": marker(tf)}, {X: X_BATCH}, training, 5)


PROGRAMS = [
    dynamic,
    dynamic_lengths,
    dynamic_time_major,
    dynamic_unknown_shape,
    dynamic_known_shape,
    bidirectional,
    static,
    static_bidirectional,
    raw,
    layers_of_one_cell,
    stacked_bidirectional_layers_of_one_cell,
]
