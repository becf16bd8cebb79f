"""tf.contrib.grid_rnn beyond the parity programs: mistakes, and what 1.15 broke off at."""

import pytest

from tf1rnn.tf1 import tf

grids = tf.contrib.grid_rnn


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"num_dims": 0}, ValueError, "dims must be >= 1: 0"),
        ({"num_dims": 2, "input_dims": 2}, ValueError, r"Invalid dims: \[2\]. Must be in \[0, 2\)"),
        ({"num_dims": 2, "priority_dims": [-1, 0]}, ValueError, r"Invalid dims: \[-1, 0\]"),
        (
            {"cell_fn": lambda num_units: 3},
            TypeError,
            "must return an RNNCell instance, saw: .*int",
        ),
    ],
)
def test_a_wrong_argument_is_named(options, error, message):
    with pytest.raises(error, match=message):
        grids.GridRNNCell(4, **options)


def test_inputs_of_an_unknown_number_of_columns_are_refused():
    cell = grids.Grid2GRUCell(4)
    with pytest.raises(ValueError, match=r"Expected inputs.shape\[-1\] to be known"):
        cell(tf.placeholder(tf.float32, [2, None]), cell.zero_state(2, tf.float32))


def test_inputs_without_columns_leave_the_state_in_its_place():
    cell = grids.Grid1LSTMCell(4)
    cell(tf.zeros([2, 0]), cell.zero_state(2, tf.float32))
    assert [variable.op.name for variable in tf.global_variables()] == [
        "Grid1LSTMCell/recurrent/cell_0/lstm_cell/kernel",
        "Grid1LSTMCell/recurrent/cell_0/lstm_cell/bias",
    ]


def test_tied_dimensions_share_a_dense_layer_beside_a_cell():
    options = {"num_dims": 4, "input_dims": 0, "non_recurrent_dims": [0, 3], "tied": True}
    cell = grids.GridRNNCell(4, priority_dims=1, output_dims=0, **options)
    state = cell.zero_state(2, tf.float32)
    with pytest.raises(TypeError):  # the last dimension has no h before it is computed
        cell(tf.zeros([2, 6]), state)
    cell = grids.Grid2BasicRNNCell(4, tied=True, non_recurrent_fn=tf.nn.relu)
    (output,), (state,) = cell(tf.zeros([2, 6]), cell.zero_state(2, tf.float32))
    assert output.shape == state.shape == (2, 4)
    assert len(tf.trainable_variables("Grid2BasicRNNCell/non_recurrent/fully_connected")) == 2


def test_states_side_by_side_serve_every_cell():
    cell = grids.Grid2GRUCell(4, state_is_tuple=False, output_is_tuple=False)
    assert (cell.state_size, cell.output_size) == (8, 4)
    output, state = cell(tf.zeros([2, 6]), cell.zero_state(2, tf.float32))
    assert (output.shape, state.shape) == ((2, 4), (2, 8))
