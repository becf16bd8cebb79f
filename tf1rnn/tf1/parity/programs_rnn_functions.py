"""The functions of tf.contrib.rnn and tf.nn that unroll cells, and what scopes share."""

from .program import Program, descend, marker, uniform


def _steps(tf):
    steps = [tf.placeholder(tf.float32, [None, 3]) for _ in range(3)]
    return steps, {step: uniform(3, 4, 3)[number] for number, step in enumerate(steps)}


def _trained(tf, outputs, states, feed):
    fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
    return Program(fetches, feed, descend(tf, tf.reduce_mean(tf.square(tf.stack(outputs)))), 4)


def static_bidirectional(tf):
    steps, feed = _steps(tf)
    outputs, state_fw, state_bw = tf.contrib.rnn.static_bidirectional_rnn(
        tf.contrib.rnn.BasicLSTMCell(4), tf.contrib.rnn.GRUCell(3), steps, dtype=tf.float32
    )
    return _trained(tf, outputs, (state_fw, state_bw), feed)


def static_bidirectional_lengths(tf):
    steps, feed = _steps(tf)
    cell_fw, cell_bw = tf.contrib.rnn.GRUCell(4), tf.contrib.rnn.BasicRNNCell(3)
    outputs, state_fw, state_bw = tf.contrib.rnn.static_bidirectional_rnn(
        cell_fw,
        cell_bw,
        steps,
        initial_state_fw=cell_fw.zero_state(4, tf.float32),
        initial_state_bw=cell_bw.zero_state(4, tf.float32),
        sequence_length=[3, 1, 0, 2],
    )
    return _trained(tf, outputs, (state_fw, state_bw), feed)


def static_lengths(tf):
    steps, feed = _steps(tf)
    seq_length = tf.placeholder(tf.int32, [None])
    outputs, states = tf.contrib.rnn.static_rnn(
        tf.contrib.rnn.LSTMCell(4, num_proj=3), steps, dtype=tf.float32, sequence_length=seq_length
    )
    feed[seq_length] = [3, 1, 0, 2]
    return _trained(tf, outputs, states, feed)


class _StateSaver(object):
    """Stores states between batches: here those of the first batch are constants."""

    def __init__(self, tf):
        self._tf = tf

    def state(self, name):
        return self._tf.fill([4, 4], 0.1 if name == "c" else 0.2)

    def save_state(self, name, value):
        return self._tf.identity(value, name="saved_" + name)


def static_state_saving(tf):
    steps, feed = _steps(tf)
    outputs, states = tf.contrib.rnn.static_state_saving_rnn(
        tf.contrib.rnn.BasicLSTMCell(4),
        steps,
        _StateSaver(tf),
        ("c", "h"),
        sequence_length=[3, 1, 0, 2],
    )
    return _trained(tf, outputs, states, feed)


def _stacked_cells(tf):
    return (
        [tf.contrib.rnn.GRUCell(4) for _ in range(2)],
        [tf.contrib.rnn.BasicRNNCell(3) for _ in range(2)],
    )


def stack_bidirectional(tf):
    steps, feed = _steps(tf)
    cells_fw, cells_bw = _stacked_cells(tf)
    outputs, states_fw, states_bw = tf.contrib.rnn.stack_bidirectional_rnn(
        cells_fw, cells_bw, steps, dtype=tf.float32
    )
    return _trained(tf, outputs, (states_fw, states_bw), feed)


def stack_bidirectional_initial_states(tf):
    steps, feed = _steps(tf)
    cells_fw, cells_bw = _stacked_cells(tf)
    outputs, states_fw, states_bw = tf.contrib.rnn.stack_bidirectional_rnn(
        cells_fw,
        cells_bw,
        steps,
        initial_states_fw=[tf.constant(uniform(4, 4)) for _ in cells_fw],
        initial_states_bw=[tf.constant(uniform(4, 3)) for _ in cells_bw],
        sequence_length=[3, 1, 0, 2],
        scope="stack",
    )
    return _trained(tf, outputs, (states_fw, states_bw), feed)


def stack_bidirectional_dynamic(tf):
    X = tf.placeholder(tf.float32, [None, 3, 3])
    cells_fw, cells_bw = _stacked_cells(tf)
    outputs, states_fw, states_bw = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        cells_fw, cells_bw, X, dtype=tf.float32
    )
    return _trained(tf, outputs, (states_fw, states_bw), {X: uniform(4, 3, 3)})


def stack_bidirectional_dynamic_time_major(tf):
    X = tf.placeholder(tf.float32, [3, None, 3])
    cells_fw, cells_bw = _stacked_cells(tf)
    outputs, states_fw, states_bw = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        cells_fw,
        cells_bw,
        X,
        initial_states_fw=[tf.constant(uniform(4, 4)) for _ in cells_fw],
        initial_states_bw=[tf.constant(uniform(4, 3)) for _ in cells_bw],
        sequence_length=[3, 1, 0, 2],
        parallel_iterations=7,
        time_major=True,
        scope="stack",
        swap_memory=True,
    )
    return _trained(tf, outputs, (states_fw, states_bw), {X: uniform(3, 4, 3)})


def bidirectional_dynamic(tf):
    X = tf.placeholder(tf.float32, [None, 3, 3])
    seq_length = tf.placeholder(tf.int32, [None])
    outputs, states = tf.nn.bidirectional_dynamic_rnn(
        tf.contrib.rnn.LSTMCell(4),
        tf.contrib.rnn.GRUCell(3),
        X,
        sequence_length=seq_length,
        dtype=tf.float32,
    )
    feed = {X: uniform(4, 3, 3), seq_length: [3, 1, 0, 2]}
    return _trained(tf, tf.concat(outputs, 2), states, feed)


def raw(tf):
    X = tf.placeholder(tf.float32, [3, None, 3])
    inputs = tf.TensorArray(tf.float32, 3).unstack(X)
    cell = tf.contrib.rnn.GRUCell(4)

    def loop_fn(time, output, state, loop_state):
        finished = time >= 3
        next_state = cell.zero_state(4, tf.float32) if output is None else state
        next_input = tf.cond(finished, lambda: tf.zeros([4, 3]), lambda: inputs.read(time))
        return tf.fill([4], finished), next_input, next_state, output, None

    outputs, states, _ = tf.nn.raw_rnn(cell, loop_fn)
    return _trained(tf, outputs.stack(), states, {X: uniform(3, 4, 3)})


def reused_scopes(tf):
    X = tf.placeholder(tf.float32, [None, 3, 3])
    with tf.variable_scope("model"):
        training, _ = tf.nn.dynamic_rnn(tf.contrib.rnn.LSTMCell(4), X, dtype=tf.float32)
    with tf.variable_scope("model", reuse=True):
        testing, _ = tf.nn.dynamic_rnn(
            tf.contrib.rnn.LSTMCell(4, reuse=True), 2 * X, dtype=tf.float32
        )
    outputs = [training, testing]
    with tf.variable_scope("other", reuse=tf.AUTO_REUSE):
        for factor in (3, 4):
            cell = tf.contrib.rnn.AttentionCellWrapper(tf.contrib.rnn.UGRNNCell(4), 2)
            outputs.append(tf.nn.dynamic_rnn(cell, factor * X, dtype=tf.float32)[0])
    return _trained(tf, outputs, (), {X: uniform(4, 3, 3)})


def reused_cell(tf):
    X = tf.placeholder(tf.float32, [None, 3, 3])
    cell = tf.contrib.rnn.BasicLSTMCell(4)
    state = cell.zero_state(4, tf.float32)
    first, state = cell(X[:, 0], state)
    second, state = cell(X[:, 1], state)
    outputs, state = tf.nn.dynamic_rnn(cell, X, initial_state=state)
    return _trained(tf, [first, second, outputs[:, -1]], state, {X: uniform(4, 3, 3)})


def cell_of_its_own(tf):
    class Recurrent(tf.nn.rnn_cell.RNNCell):
        """A cell as a program of TensorFlow 1 would define one."""

        output_size = state_size = 4

        def call(self, inputs, state):
            kernel = tf.get_variable("w", [7, 4])
            state = tf.tanh(tf.matmul(tf.concat([inputs, state], 1), kernel))
            return state, state

    X = tf.placeholder(tf.float32, [None, 3, 3])
    cell = tf.nn.rnn_cell.MultiRNNCell([Recurrent(), tf.nn.rnn_cell.GRUCell(2)])
    outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32, time_major=True)
    return _trained(tf, outputs, states, {X: uniform(4, 3, 3)})


def double_precision(tf):
    X = tf.placeholder(tf.float64, [None, 3, 3])
    cells = [
        tf.contrib.rnn.DropoutWrapper(tf.contrib.rnn.LSTMCell(4, dtype=tf.float64), 0.5),
        tf.contrib.rnn.OutputProjectionWrapper(tf.contrib.rnn.UGRNNCell(3), 2),
        tf.contrib.rnn.SRUCell(2, dtype=tf.float64),
    ]
    outputs, states = tf.nn.dynamic_rnn(
        tf.contrib.rnn.MultiRNNCell(cells), X, dtype=tf.float64, parallel_iterations=1
    )
    return _trained(tf, outputs, states, {X: uniform(4, 3, 3)})


def shapes(tf):
    X = tf.placeholder(tf.float32, [None, 3, 2])
    vector = tf.placeholder_with_default(uniform(3), [None])
    fetches = {
        "transposed": tf.contrib.rnn.transpose_batch_time(X),
        "vector": tf.contrib.rnn.transpose_batch_time(vector),
        "batch_size": tf.contrib.rnn.best_effort_input_batch_size([vector[:, None, None]] * 2 + [X])
        * tf.ones([]),
        "unknown": tf.contrib.rnn.best_effort_input_batch_size([tf.reshape(X, [2, -1, 3])]),
        "marker": marker(tf),
    }
    return Program(fetches, {X: uniform(4, 3, 2)})


PROGRAMS = [
    static_bidirectional,
    static_bidirectional_lengths,
    static_lengths,
    static_state_saving,
    stack_bidirectional,
    stack_bidirectional_initial_states,
    stack_bidirectional_dynamic,
    stack_bidirectional_dynamic_time_major,
    bidirectional_dynamic,
    raw,
    reused_scopes,
    reused_cell,
    cell_of_its_own,
    double_precision,
    shapes,
]
