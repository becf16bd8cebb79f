"""The grids of tf.contrib.grid_rnn: their variables, operations and numbers."""

from .program import Program, descend, marker, uniform


def _one_step(tf, makers, scope_initializer=None):
    """Each grid's output and next state, from inputs and a state that are not zero."""
    X = tf.constant(uniform(2, 6))
    fetches = {}
    with tf.variable_scope("grids", initializer=scope_initializer):
        for name, make in sorted(makers.items()):
            cell = make()
            flat = [
                tf.constant(uniform(2, size) / (number + 1))
                for number, size in enumerate(tf.contrib.framework.nest.flatten(cell.state_size))
            ]
            state = tf.contrib.framework.nest.pack_sequence_as(cell.state_size, flat)
            with tf.variable_scope(name):
                fetches[name] = [*cell(X, state), marker(tf)]
    return Program(fetches)


def recurrent(tf):
    grids = tf.contrib.grid_rnn
    return _one_step(
        tf,
        {
            "one_rnn": lambda: grids.Grid1BasicRNNCell(4),
            "two_rnn": lambda: grids.Grid2BasicRNNCell(4),
            "two_rnn_tied": lambda: grids.Grid2BasicRNNCell(4, tied=True),
            "one_basic_lstm": lambda: grids.Grid1BasicLSTMCell(4),
            "two_basic_lstm": lambda: grids.Grid2BasicLSTMCell(4, forget_bias=0.5),
            "one_lstm": lambda: grids.Grid1LSTMCell(4, use_peepholes=True),
            "two_lstm": lambda: grids.Grid2LSTMCell(4, use_peepholes=True, forget_bias=0.0),
            "three_lstm": lambda: grids.Grid3LSTMCell(4),
            "three_lstm_tied": lambda: grids.Grid3LSTMCell(4, tied=True),
            "two_gru": lambda: grids.Grid2GRUCell(4),
            "side_by_side": lambda: grids.Grid2LSTMCell(
                2, state_is_tuple=False, output_is_tuple=False
            ),
        },
    )


def of_any_dimensions(tf):
    def grid(**options):
        return lambda: tf.contrib.grid_rnn.GridRNNCell(4, **options)

    return _one_step(
        tf,
        {
            "no_inputs": grid(num_dims=2, output_dims=1),
            "two_inputs": grid(num_dims=3, input_dims=[2, 0], output_dims=(0, 2, 0)),
            "priority": grid(num_dims=3, input_dims=[1], output_dims=0, priority_dims=[2, 0]),
            "of_gru": grid(num_dims=2, input_dims=0, cell_fn=tf.nn.rnn_cell.GRUCell),
        },
    )


def with_dense_layers(tf):
    grids, elu = tf.contrib.grid_rnn, tf.nn.elu

    def grid(**options):
        return lambda: grids.GridRNNCell(4, **options)

    makers = {
        "rnn": lambda: grids.Grid2BasicRNNCell(4, non_recurrent_fn=elu),
        "lstm": lambda: grids.Grid3LSTMCell(4, non_recurrent_fn=tf.tanh),
        "dense_alone": grid(input_dims=0, output_dims=0, non_recurrent_dims=0),
        "no_output": grid(num_dims=2, input_dims=0, non_recurrent_dims=[0]),
    }
    return _one_step(tf, makers, tf.random_uniform_initializer(-0.5, 0.5))


def unrolled(tf):
    X = tf.placeholder(tf.float32, [2, 3, 5])
    cell = tf.contrib.grid_rnn.Grid2LSTMCell(4, use_peepholes=True)
    (outputs,), states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    loss = tf.reduce_mean(tf.square(outputs - 0.5))
    training = descend(tf, loss)
    fetches = {"outputs": outputs, "states": states, "marker": marker(tf)}
    return Program(fetches, {X: uniform(2, 3, 5)}, training, 6)


PROGRAMS = [recurrent, of_any_dimensions, with_dense_layers, unrolled]
