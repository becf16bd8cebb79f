"""The cells of tf.contrib.rnn that run along the frequencies of a frame as well as in time."""

from .program import Program, descend, marker, uniform


def _finished(tf, outputs, states, feed):
    fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
    return Program(fetches, feed, descend(tf, tf.reduce_mean(tf.square(outputs))), 3)


def _grid(name, cell_name, n_inputs, static=False, **options):
    options = dict(options, feature_size=2)

    def program(tf):
        X = tf.placeholder(tf.float32, [3, 2, n_inputs])
        cell = getattr(tf.contrib.rnn, cell_name)(3, **options)
        if static:
            outputs, states = tf.contrib.rnn.static_rnn(
                cell, tf.unstack(X, axis=1), dtype=tf.float32
            )
        else:
            outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
        return _finished(
            tf, outputs[-1] if static else outputs, states, {X: uniform(3, 2, n_inputs)}
        )

    program.__name__ = name
    return program


def _time_frequency(name, **options):
    def program(tf):
        frames = [tf.placeholder(tf.float32, [3, 5]) for _ in range(2)]
        state = tf.placeholder(tf.float32, [3, 3 * 8])  # c and h of three windows
        cell = tf.contrib.rnn.TimeFreqLSTMCell(4, feature_size=3, **options)
        feed = {state: uniform(3, 3 * 8), frames[0]: uniform(3, 5), frames[1]: -uniform(3, 5)}
        for frame in frames:
            outputs, state = cell(frame, state)
        return _finished(tf, outputs, state, feed)

    program.__name__ = name
    return program


PROGRAMS = [
    _time_frequency("time_freq_lstm_cell"),
    _time_frequency(
        "time_freq_lstm_cell_full",
        use_peepholes=True,
        cell_clip=0.2,
        num_unit_shards=2,
        forget_bias=0.5,
    ),
    _grid("grid_lstm_cell", "GridLSTMCell", 6, frequency_skip=2, num_frequency_blocks=[3]),
    _grid(
        "grid_lstm_cell_peepholes",
        "GridLSTMCell",
        4,
        use_peepholes=True,
        frequency_skip=2,
        num_frequency_blocks=[2],
        num_unit_shards=2,
        state_is_tuple=False,
    ),
    _grid(
        "grid_lstm_cell_blocks",
        "GridLSTMCell",
        6,
        static=True,
        use_peepholes=True,
        share_time_frequency_weights=True,
        cell_clip=0.2,
        frequency_skip=1,
        num_frequency_blocks=[2, 2],
        start_freqindex_list=[0, 3],
        end_freqindex_list=[3, 6],
        couple_input_forget_gates=True,
    ),
    _grid(
        "bidirectional_grid_lstm_cell",
        "BidirectionalGridLSTMCell",
        4,
        frequency_skip=2,
        num_frequency_blocks=[2],
    ),
    _grid(
        "bidirectional_grid_lstm_cell_moved",
        "BidirectionalGridLSTMCell",
        5,
        static=True,
        frequency_skip=2,
        num_frequency_blocks=[2],
        backward_slice_offset=-1,
    ),
]
