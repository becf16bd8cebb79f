"""Every cell of tf.contrib.rnn: unrolled statically, then dynamically with sequence lengths."""

import numpy as np

from .program import Program, descend, marker, uniform


def _normal(tf):
    return tf.truncated_normal_initializer(stddev=0.3)


def _joined_lstm(tf):
    return tf.contrib.rnn.BasicLSTMCell(
        4, forget_bias=0.0, state_is_tuple=False, activation=tf.nn.relu
    )


def _full_lstm(tf):
    return tf.contrib.rnn.LSTMCell(
        4,
        use_peepholes=True,
        cell_clip=0.2,
        initializer=_normal(tf),
        num_proj=2,
        proj_clip=0.1,
        num_unit_shards=2,
        num_proj_shards=2,
        forget_bias=0.5,
        state_is_tuple=False,
    )


def _initialised_gru(tf):
    return tf.contrib.rnn.GRUCell(
        4,
        activation="relu",
        kernel_initializer=tf.orthogonal_initializer(),
        bias_initializer=tf.constant_initializer(0.3),
    )


def _full_coupled(tf):
    return tf.contrib.rnn.CoupledInputForgetGateLSTMCell(
        4,
        use_peepholes=True,
        initializer=tf.orthogonal_initializer(),
        num_proj=3,
        proj_clip=0.1,
        num_unit_shards=2,
        num_proj_shards=3,
        forget_bias=0.5,
        state_is_tuple=False,
    )


def _normed_coupled(tf):
    return tf.contrib.rnn.CoupledInputForgetGateLSTMCell(
        4, use_peepholes=True, layer_norm=True, norm_gain=0.9, norm_shift=0.1
    )


def _dropping_layer_norm_lstm(tf):
    return tf.contrib.rnn.LayerNormBasicLSTMCell(
        4, dropout_keep_prob=0.5, norm_gain=0.9, norm_shift=0.1
    )


def _unnormed_lstm(tf):
    return tf.contrib.rnn.LayerNormBasicLSTMCell(
        4,
        forget_bias=0.5,
        activation=tf.nn.relu,
        layer_norm=False,
        dropout_keep_prob=tf.placeholder_with_default(0.7, []),
        dropout_prob_seed=3,
    )


def _initialised_indy_gru(tf):
    return tf.contrib.rnn.IndyGRUCell(
        4,
        activation=tf.nn.relu,
        kernel_initializer=_normal(tf),
        bias_initializer=tf.constant_initializer(0.2),
    )


def _initialised_indy_lstm(tf):
    return tf.contrib.rnn.IndyLSTMCell(
        4, 0.5, kernel_initializer=_normal(tf), bias_initializer=tf.constant_initializer(0.2)
    )


CELLS = {
    "basic_rnn_cell": lambda tf: tf.contrib.rnn.BasicRNNCell(4),
    "basic_rnn_cell_relu": lambda tf: tf.contrib.rnn.BasicRNNCell(4, activation=tf.nn.relu),
    "basic_lstm_cell": lambda tf: tf.contrib.rnn.BasicLSTMCell(4),
    "basic_lstm_cell_joined_state": _joined_lstm,
    "lstm_cell": lambda tf: tf.contrib.rnn.LSTMCell(4),
    "lstm_cell_full": _full_lstm,
    "gru_cell": lambda tf: tf.contrib.rnn.GRUCell(4),
    "gru_cell_initialised": _initialised_gru,
    "ugrnn_cell": lambda tf: tf.contrib.rnn.UGRNNCell(4),
    "ugrnn_cell_initialised": lambda tf: tf.contrib.rnn.UGRNNCell(4, _normal(tf), 0.5, tf.nn.relu),
    "intersection_rnn_cell": lambda tf: tf.contrib.rnn.IntersectionRNNCell(3),
    "intersection_rnn_cell_projected": lambda tf: tf.contrib.rnn.IntersectionRNNCell(
        4, num_in_proj=4, initializer=_normal(tf), forget_bias=0.7, y_activation=tf.nn.elu
    ),
    "nas_cell": lambda tf: tf.contrib.rnn.NASCell(4),
    "nas_cell_projected": lambda tf: tf.contrib.rnn.NASCell(4, num_proj=2, use_bias=True),
    "sru_cell": lambda tf: tf.contrib.rnn.SRUCell(4),
    "coupled_cell": lambda tf: tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4),
    "coupled_cell_full": _full_coupled,
    "coupled_cell_layer_norm": _normed_coupled,
    "layer_norm_cell": lambda tf: tf.contrib.rnn.LayerNormBasicLSTMCell(4),
    "layer_norm_cell_dropout": _dropping_layer_norm_lstm,
    "layer_norm_cell_without": _unnormed_lstm,
    "ind_rnn_cell": lambda tf: tf.contrib.rnn.IndRNNCell(4),
    "indy_gru_cell": lambda tf: tf.contrib.rnn.IndyGRUCell(4),
    "indy_gru_cell_initialised": _initialised_indy_gru,
    "indy_lstm_cell": lambda tf: tf.contrib.rnn.IndyLSTMCell(4),
    "indy_lstm_cell_initialised": _initialised_indy_lstm,
    "group_lstm_cell": lambda tf: tf.contrib.rnn.GLSTMCell(6, number_of_groups=3),
    "group_lstm_cell_projected": lambda tf: tf.contrib.rnn.GLSTMCell(
        6, _normal(tf), num_proj=3, number_of_groups=3, forget_bias=0.5
    ),
}


def _unrolled(name, make_cell):
    def program(tf):
        X = tf.placeholder(tf.float32, [None, 3, 3])
        seq_length = tf.placeholder(tf.int32, [None])
        with tf.variable_scope("static"):
            output_seqs, states = tf.contrib.rnn.static_rnn(
                make_cell(tf), tf.unstack(X, axis=1)[:2], dtype=tf.float32
            )
        with tf.variable_scope("dynamic"):
            # One iteration at a time: dropout of several draws in whatever order they run.
            outputs, final_states = tf.nn.dynamic_rnn(
                make_cell(tf),
                X,
                sequence_length=seq_length,
                dtype=tf.float32,
                parallel_iterations=1,
            )
        loss = tf.reduce_mean(tf.square(outputs))
        fetches = {
            "static": output_seqs,
            "states": states,
            "dynamic": outputs,
            "final_states": final_states,
            "marker": marker(tf),
        }
        feed = {X: uniform(3, 3, 3), seq_length: [3, 0, 2]}
        return Program(fetches, feed, descend(tf, loss), 3)

    program.__name__ = name
    return program


def _phased(name, **options):
    def program(tf):
        time = tf.placeholder(tf.float32, [None, 3, 1])
        X = tf.placeholder(tf.float32, [None, 3, 3])
        cell = tf.contrib.rnn.PhasedLSTMCell(4, **options)
        outputs, states = tf.nn.dynamic_rnn(cell, (time, X), dtype=tf.float32)
        feed = {time: np.cumsum(0.5 + uniform(3, 3, 1) / 2, axis=1), X: uniform(3, 3, 3)}
        fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
        return Program(fetches, feed, descend(tf, tf.reduce_mean(tf.square(outputs))), 4)

    program.__name__ = name
    return program


def _convolutional(name, cell_name, shape, **options):
    def program(tf):
        X = tf.placeholder(tf.float32, [2, 2, *shape])
        cell = getattr(tf.contrib.rnn, cell_name)(input_shape=shape, output_channels=2, **options)
        outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
        fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
        feed = {X: uniform(2, 2, *shape)}
        return Program(fetches, feed, descend(tf, tf.reduce_mean(tf.square(outputs))), 4)

    program.__name__ = name
    return program


def conv_lstm_cell_skip_connection(tf):
    X = tf.placeholder(tf.float32, [2, 4, 3, 2])
    cell = tf.contrib.rnn.ConvLSTMCell(
        2, [4, 3, 2], 3, [3, 2], use_bias=False, skip_connection=True, forget_bias=0.5
    )
    outputs, states = cell(X, cell.zero_state(2, tf.float32))
    fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
    loss = tf.reduce_mean(tf.square(outputs))
    return Program(fetches, {X: uniform(2, 4, 3, 2)}, descend(tf, loss), 3)


PROGRAMS = [_unrolled(name, make_cell) for name, make_cell in CELLS.items()] + [
    _phased("phased_lstm_cell"),
    _phased(
        "phased_lstm_cell_peepholes",
        use_peepholes=True,
        leak=0.01,
        ratio_on=0.2,
        trainable_ratio_on=False,
        period_init_min=2.0,
        period_init_max=50.0,
    ),
    _convolutional("conv_1d_lstm_cell", "Conv1DLSTMCell", [4, 2], kernel_shape=[2]),
    _convolutional("conv_2d_lstm_cell", "Conv2DLSTMCell", [4, 3, 2], kernel_shape=[3, 2]),
    _convolutional("conv_3d_lstm_cell", "Conv3DLSTMCell", [3, 3, 2, 1], kernel_shape=[2, 2, 2]),
    conv_lstm_cell_skip_connection,
]
