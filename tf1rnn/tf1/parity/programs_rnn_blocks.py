"""The cells and layers of tf.contrib.rnn that run on fused kernels, and other fused RNNs."""

from .program import Program, descend, marker, uniform


def _dynamic(name, make_cell):
    def program(tf):
        X = tf.placeholder(tf.float32, [None, 3, 3])
        seq_length = tf.placeholder(tf.int32, [None])
        outputs, states = tf.nn.dynamic_rnn(
            make_cell(tf), X, sequence_length=seq_length, dtype=tf.float32
        )
        fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
        feed = {X: uniform(3, 3, 3), seq_length: [3, 0, 2]}
        return Program(fetches, feed, descend(tf, tf.reduce_mean(tf.square(outputs))), 4)

    program.__name__ = name
    return program


def static_lstm_block(tf):
    steps = [tf.placeholder(tf.float32, [None, 3]) for _ in range(3)]
    cell = tf.contrib.rnn.LSTMBlockCell(4, use_peephole=True, cell_clip=0.2, forget_bias=0.5)
    outputs, states = tf.contrib.rnn.static_rnn(cell, steps, dtype=tf.float32)
    fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
    feed = {step: 3 * uniform(3, 4, 3)[number] for number, step in enumerate(steps)}
    return Program(fetches, feed, descend(tf, tf.reduce_mean(tf.square(outputs[-1]))), 4)


def _fused(name, make_fused, lengths=True, as_list=False, time_len=3):
    def program(tf):
        X = tf.placeholder(tf.float32, [time_len, None, 3])
        seq_length = tf.placeholder(tf.int32, [None])
        outputs, states = make_fused(tf)(
            tf.unstack(X) if as_list else X,
            dtype=tf.float32,
            sequence_length=seq_length if lengths else None,
        )
        fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
        feed = {X: uniform(3, 4, 3), seq_length: [3, 1, 0, 2]}
        loss = tf.reduce_mean(tf.square(tf.stack(outputs)))
        return Program(fetches, feed, descend(tf, loss), 4)

    program.__name__ = name
    return program


def _lstm(tf):
    return tf.contrib.rnn.LSTMBlockFusedCell(4)


def _gru(tf, use_dynamic_rnn=False):
    return tf.contrib.rnn.FusedRNNCellAdaptor(tf.contrib.rnn.GRUCell(4), use_dynamic_rnn)


def fused_lstm_full(tf):
    X = tf.placeholder(tf.float32, [3, None, 3])
    c = tf.placeholder(tf.float32, [None, 4])
    h = tf.placeholder(tf.float32, [None, 4])
    cell = tf.contrib.rnn.LSTMBlockFusedCell(4, forget_bias=0.5, cell_clip=0.2, use_peephole=True)
    outputs, states = cell(X, initial_state=(c, h), sequence_length=[3, 1, 0, 2])
    fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
    feed = {X: uniform(3, 4, 3), c: uniform(4, 4), h: -uniform(4, 4)}
    loss = tf.reduce_mean(tf.square(outputs)) + tf.reduce_mean(states.c)
    return Program(fetches, feed, descend(tf, loss), 4)


def fused_bidirectional(tf):
    X = tf.placeholder(tf.float32, [3, None, 3])
    seq_length = tf.placeholder(tf.int32, [None])
    with tf.variable_scope("forward"):
        forward, _ = _lstm(tf)(X, dtype=tf.float32, sequence_length=seq_length)
    with tf.variable_scope("backward"):
        backward_lstm = tf.contrib.rnn.TimeReversedFusedRNN(_lstm(tf))
        backward, _ = backward_lstm(X, dtype=tf.float32, sequence_length=seq_length)
    outputs = tf.concat([forward, backward], 2)
    fetches = {"outputs": outputs, "marker": marker(tf)}
    feed = {X: uniform(3, 4, 3), seq_length: [3, 1, 0, 2]}
    return Program(fetches, feed, descend(tf, tf.reduce_mean(tf.square(outputs))), 4)


def _reversed(make_fused):
    return lambda tf: tf.contrib.rnn.TimeReversedFusedRNN(make_fused(tf))


def _deep(tf):
    cells = [tf.contrib.rnn.LSTMBlockCell(4), tf.contrib.rnn.GRUBlockCellV2(3)]
    return tf.contrib.rnn.MultiRNNCell(cells)


PROGRAMS = [
    _dynamic("lstm_block", lambda tf: tf.contrib.rnn.LSTMBlockCell(4)),
    _dynamic(
        "lstm_block_peephole",
        lambda tf: tf.contrib.rnn.LSTMBlockCell(4, use_peephole=True, cell_clip=0.1, name="cell"),
    ),
    _dynamic("gru_block", lambda tf: tf.contrib.rnn.GRUBlockCell(4)),
    _dynamic("gru_block_v2", lambda tf: tf.contrib.rnn.GRUBlockCellV2(4)),
    _dynamic("deep_block", _deep),
    static_lstm_block,
    _fused("fused_lstm", _lstm, lengths=False),
    _fused("fused_lstm_lengths", _lstm),
    _fused("fused_lstm_any_time", _lstm, time_len=None),
    _fused("fused_lstm_reversed", _reversed(_lstm), lengths=False),
    fused_lstm_full,
    fused_bidirectional,
    _fused("adaptor_static", _gru),
    _fused("adaptor_list", _gru, lengths=False, as_list=True),
    _fused("adaptor_list_reversed", _reversed(_gru), as_list=True),
    _fused("adaptor_dynamic", lambda tf: _gru(tf, use_dynamic_rnn=True)),
    _fused("adaptor_dynamic_list", lambda tf: _gru(tf, use_dynamic_rnn=True), as_list=True),
]
