"""Every wrapper of tf.contrib.rnn, around several cells, and MultiRNNCell."""

import numpy as np

from .program import Program, descend, marker, uniform


def _lstm(tf):
    return tf.contrib.rnn.BasicLSTMCell(4)


def _gru(tf, num_units=3):
    return tf.contrib.rnn.GRUCell(num_units)


def _dropout(make_cell=_lstm, **options):
    return lambda tf: tf.contrib.rnn.DropoutWrapper(make_cell(tf), **options)


def _variational(make_cell=_lstm, **options):
    def wrapped(tf):
        return tf.contrib.rnn.DropoutWrapper(
            make_cell(tf), variational_recurrent=True, dtype=tf.float32, **options
        )

    return wrapped


def _unknown_probability(tf):
    return tf.contrib.rnn.DropoutWrapper(_lstm(tf), tf.placeholder_with_default(0.5, []))


def _only_c(tf):
    def visitor(state):
        if isinstance(state, tf.contrib.rnn.LSTMStateTuple):
            return tf.contrib.rnn.LSTMStateTuple(c=True, h=False)
        return True

    return tf.contrib.rnn.DropoutWrapper(
        _lstm(tf), state_keep_prob=0.5, dropout_state_filter_visitor=visitor
    )


def _deep(tf):
    cells = [_lstm(tf), _gru(tf, 5), tf.contrib.rnn.LSTMCell(3)]
    return tf.contrib.rnn.MultiRNNCell(cells)


def _deep_joined(tf):
    cells = [tf.contrib.rnn.BasicRNNCell(4), _gru(tf, 5)]
    return tf.contrib.rnn.MultiRNNCell(cells, state_is_tuple=False)


def _deep_dropping(tf):
    cells = [tf.contrib.rnn.DropoutWrapper(_lstm(tf), 0.7) for _ in range(3)]
    return tf.contrib.rnn.MultiRNNCell(cells)


def _deep_residual(tf):
    dropping = [tf.contrib.rnn.DropoutWrapper(_gru(tf), 0.5) for _ in range(2)]
    return tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.ResidualWrapper(cell) for cell in dropping])


def _attention_joined(tf):
    cell = tf.contrib.rnn.BasicLSTMCell(4, state_is_tuple=False)
    return tf.contrib.rnn.AttentionCellWrapper(cell, 3, state_is_tuple=False)


CELLS = {
    "dropout_inputs": _dropout(input_keep_prob=0.5),
    "dropout_outputs": _dropout(output_keep_prob=0.9),
    "dropout_states": _dropout(_deep, state_keep_prob=0.5, seed=9),
    "dropout_all": _dropout(input_keep_prob=0.7, output_keep_prob=0.6, state_keep_prob=0.5),
    "dropout_seeded": _dropout(
        input_keep_prob=0.7, output_keep_prob=0.6, state_keep_prob=0.5, seed=7
    ),
    "dropout_unknown_probability": _unknown_probability,
    "dropout_visitor": _only_c,
    "dropout_variational": _variational(
        input_keep_prob=0.7, output_keep_prob=0.6, state_keep_prob=0.5, input_size=3
    ),
    "dropout_variational_seeded": _variational(_gru, output_keep_prob=0.9, seed=3),
    "multi": _deep,
    "multi_joined_state": _deep_joined,
    "multi_dropout": _deep_dropping,
    "multi_residual": _deep_residual,
    "residual": lambda tf: tf.contrib.rnn.ResidualWrapper(_gru(tf)),
    "residual_function": lambda tf: tf.contrib.rnn.ResidualWrapper(
        _gru(tf), residual_fn=lambda inputs, outputs: 2 * inputs + outputs
    ),
    "device": lambda tf: tf.contrib.rnn.DeviceWrapper(_gru(tf), "/cpu:0"),
    "compiled": lambda tf: tf.contrib.rnn.CompiledWrapper(_gru(tf)),
    "output_projection": lambda tf: tf.contrib.rnn.OutputProjectionWrapper(_gru(tf), 2),
    "output_projection_relu": lambda tf: tf.contrib.rnn.OutputProjectionWrapper(
        _lstm(tf), 2, activation=tf.nn.relu
    ),
    "input_projection": lambda tf: tf.contrib.rnn.InputProjectionWrapper(_gru(tf), 2),
    "input_projection_tanh": lambda tf: tf.contrib.rnn.InputProjectionWrapper(
        _lstm(tf), 2, activation=tf.tanh
    ),
    "attention": lambda tf: tf.contrib.rnn.AttentionCellWrapper(_lstm(tf), 3),
    "attention_sizes": lambda tf: tf.contrib.rnn.AttentionCellWrapper(
        _gru(tf), 3, attn_size=5, attn_vec_size=6, input_size=2
    ),
    "attention_joined_state": _attention_joined,
    "highway": lambda tf: tf.contrib.rnn.HighwayWrapper(_gru(tf)),
    "highway_uncoupled": lambda tf: tf.contrib.rnn.HighwayWrapper(
        _gru(tf), couple_carry_transform_gates=False, carry_bias_init=2.0
    ),
}


def _unrolled(name, make_cell):
    def program(tf):
        X = tf.placeholder(tf.float32, [None, 3, 3])
        with tf.variable_scope("static"):
            output_seqs, states = tf.contrib.rnn.static_rnn(
                make_cell(tf), tf.unstack(X, axis=1)[:2], dtype=tf.float32
            )
        with tf.variable_scope("dynamic"):
            # One iteration at a time: dropout of several draws in whatever order they run.
            outputs, final_states = tf.nn.dynamic_rnn(
                make_cell(tf), X, dtype=tf.float32, parallel_iterations=1
            )
        loss = tf.reduce_mean(tf.square(outputs))
        fetches = {
            "static": output_seqs,
            "states": states,
            "dynamic": outputs,
            "final_states": final_states,
            "marker": marker(tf),
        }
        return Program(fetches, {X: uniform(3, 3, 3)}, descend(tf, loss), 3)

    program.__name__ = name
    return program


def embedding(tf):
    X = tf.placeholder(tf.int32, [None, 3, 1])
    with tf.variable_scope("static"):
        cell = tf.contrib.rnn.EmbeddingWrapper(_gru(tf), embedding_classes=7, embedding_size=3)
        output_seqs, _ = tf.contrib.rnn.static_rnn(cell, tf.unstack(X, axis=1), dtype=tf.float32)
    with tf.variable_scope("dynamic", initializer=tf.random_normal_initializer(stddev=0.3)):
        cell = tf.contrib.rnn.EmbeddingWrapper(_lstm(tf), 7, 3)
        outputs, _ = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    with tf.variable_scope("initialised"):
        cell = tf.contrib.rnn.EmbeddingWrapper(_gru(tf), 7, 3, tf.truncated_normal_initializer())
        final, _ = cell(X[:, 0, 0], cell.zero_state(4, tf.float32))
    fetches = {"static": output_seqs, "dynamic": outputs, "final": final, "marker": marker(tf)}
    loss = tf.reduce_mean(tf.square(outputs[:, -1] + 1)) + tf.reduce_mean(output_seqs[-1] * final)
    return Program(fetches, {X: np.arange(12).reshape(4, 3, 1) % 7}, descend(tf, loss), 3)


PROGRAMS = [_unrolled(name, make_cell) for name, make_cell in CELLS.items()] + [embedding]
