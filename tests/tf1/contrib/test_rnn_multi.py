"""MultiRNNCell gives every layer its own weights, as in the lesson; in 1.15, they share one set."""

import copy

import numpy as np
import pytest

from tf1rnn import tf
from tf1rnn.tf1 import tf as tf_1_15
from tf1rnn.tf1.contrib.rnn.multi import with_own_weights

rnn = tf.contrib.rnn
N_STEPS, N_INPUTS, N_NEURONS, N_LAYERS = 2, 3, 4, 3


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def unrolled(cell):
    X = tf.placeholder(tf.float32, [None, N_STEPS, N_INPUTS])
    outputs, states = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        feed = {X: np.random.RandomState(42).rand(5, N_STEPS, N_INPUTS)}
        variables = {variable.name: variable for variable in tf.trainable_variables()}
        return session.run([outputs, states, variables], feed)


def kernels(variables):
    return [value for name, value in variables.items() if name.endswith("/kernel:0")]


def test_a_repeated_cell_gives_the_same_as_cells_made_one_by_one():
    basic_cell = rnn.BasicRNNCell(num_units=N_NEURONS, activation=tf.nn.relu)
    outputs, states, variables = unrolled(rnn.MultiRNNCell([basic_cell] * N_LAYERS))
    assert len(states) == N_LAYERS

    with tf.Graph().as_default():
        tf.set_random_seed(42)
        cells = [rnn.BasicRNNCell(N_NEURONS, activation=tf.nn.relu) for _ in range(N_LAYERS)]
        expected_outputs, expected_states, expected = unrolled(rnn.MultiRNNCell(cells))
    np.testing.assert_array_equal(outputs, expected_outputs)
    np.testing.assert_array_equal(states, expected_states)
    assert list(variables) == list(expected)
    for name in expected:
        np.testing.assert_array_equal(variables[name], expected[name])


def test_the_layers_of_a_repeated_cell_differ_in_their_weights():
    _, _, variables = unrolled(rnn.MultiRNNCell([rnn.GRUCell(N_INPUTS)] * 2))
    lower, upper = (variables[f"rnn/multi_rnn_cell/cell_{n}/gru_cell/gates/kernel:0"] for n in "01")
    assert lower.shape == upper.shape
    assert not np.any(lower == upper)


def test_the_first_layer_is_the_cell_itself():
    cell = rnn.BasicRNNCell(N_NEURONS)
    own = with_own_weights([cell] * 3)
    assert own[0] is cell
    assert len({id(layer) for layer in own}) == 3


@pytest.mark.parametrize(
    "wrap",
    [
        lambda cell: rnn.DropoutWrapper(cell, output_keep_prob=0.5, seed=1),
        lambda cell: rnn.ResidualWrapper(rnn.InputProjectionWrapper(cell, N_INPUTS)),
        lambda cell: rnn.MultiRNNCell([cell, rnn.GRUCell(2)]),
        lambda cell: rnn.DeviceWrapper(cell=cell, device="/cpu:0"),
    ],
)
def test_a_cell_inside_a_wrapper_is_copied_with_it(wrap):
    wrapped = wrap(rnn.BasicLSTMCell(N_INPUTS))
    _, _, variables = unrolled(rnn.MultiRNNCell([wrapped] * 2))
    n_variables = len(variables)
    assert n_variables % 2 == 0
    first, second = list(variables)[: n_variables // 2], list(variables)[n_variables // 2 :]
    assert [name.replace("cell_0", "cell_1", 1) for name in first] == second


def test_one_cell_in_two_wrappers_gets_weights_in_each():
    cell = rnn.BasicRNNCell(N_NEURONS)
    wrappers = [rnn.DropoutWrapper(cell, input_keep_prob=0.5) for _ in range(2)]
    _, _, variables = unrolled(rnn.MultiRNNCell(wrappers))
    assert [kernel.shape for kernel in kernels(variables)] == [(7, 4), (8, 4)]


def test_cells_that_are_different_are_left_as_they_are():
    cells = [rnn.BasicRNNCell(2), rnn.DropoutWrapper(rnn.GRUCell(3)), rnn.LSTMCell(4)]
    assert with_own_weights(cells) == cells


def test_a_cell_that_a_program_defines_is_copied_with_its_arguments():
    class Scaled(rnn.BasicRNNCell):
        def __init__(self, num_units, *, scale):
            super().__init__(num_units)
            self.scale = scale

    first, second = with_own_weights([Scaled(3, scale=[1, 2])] * 2)
    assert second is not first
    assert (type(second), second.output_size, second.scale) == (Scaled, 3, [1, 2])


def test_a_cell_of_keras_is_copied_from_its_configuration():
    first, second = with_own_weights([tf.keras.layers.GRUCell(3)] * 2)
    assert second is not first
    assert second.units == 3


def test_states_side_by_side_are_one_tensor_as_wide_as_all_layers():
    cell = rnn.MultiRNNCell([rnn.BasicRNNCell(N_NEURONS)] * N_LAYERS, state_is_tuple=False)
    assert cell.state_size == N_LAYERS * N_NEURONS
    outputs, states, _ = unrolled(cell)
    assert states.shape == (5, N_LAYERS * N_NEURONS)
    np.testing.assert_array_equal(states[:, -N_NEURONS:], outputs[:, -1])


@pytest.mark.parametrize("unroll", ["static", "dynamic"])
def test_stacked_bidirectional_layers_of_repeated_cells_have_their_own_weights(unroll):
    cells_fw, cells_bw = [rnn.BasicRNNCell(4)] * 2, [rnn.BasicRNNCell(5)] * 2
    X = tf.placeholder(tf.float32, [None, N_STEPS, N_INPUTS])
    if unroll == "static":
        rnn.stack_bidirectional_rnn(cells_fw, cells_bw, tf.unstack(X, axis=1), dtype=tf.float32)
    else:
        rnn.stack_bidirectional_dynamic_rnn(cells_fw, cells_bw, X, dtype=tf.float32)
    shapes = [variable.shape.as_list() for variable in tf.trainable_variables()]
    assert shapes == [[7, 4], [4], [8, 5], [5], [13, 4], [4], [14, 5], [5]]


def test_in_1_15_the_layers_of_a_repeated_cell_share_its_weights():
    cell = tf_1_15.contrib.rnn.GRUCell(N_INPUTS)
    _, states, variables = unrolled(tf_1_15.contrib.rnn.MultiRNNCell([cell] * N_LAYERS))
    assert len(states) == N_LAYERS
    assert {name.split("/")[2] for name in variables} == {"cell_0"}


def test_layers_that_cannot_share_get_weights_of_their_own_with_a_remark(caplog):
    tf.get_logger().handlers.append(caplog.handler)
    try:
        cell = tf_1_15.contrib.rnn.GRUCell(N_NEURONS)
        _, _, variables = unrolled(tf_1_15.contrib.rnn.MultiRNNCell([cell] * N_LAYERS))
    finally:
        tf.get_logger().handlers.remove(caplog.handler)
    assert {name.split("/")[2] for name in variables} == {"cell_0", "cell_1", "cell_2"}
    assert "each layer gets weights of its own" in caplog.text


def test_a_cell_is_deeply_copied_with_the_tensors_that_it_has():
    keep_prob = tf.placeholder(tf.float32, [])
    wrapped = rnn.DropoutWrapper(rnn.GRUCell(N_INPUTS), output_keep_prob=keep_prob)
    cells = [copy.deepcopy(wrapped) for _ in range(2)]
    assert [cell._output_keep_prob is keep_prob for cell in cells] == [True, True]
    outputs, _ = tf.nn.dynamic_rnn(rnn.MultiRNNCell(cells), tf.ones([5, 2, 3]), dtype=tf.float32)
    assert len(tf.trainable_variables()) == 8
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        assert not session.run(outputs, {keep_prob: 1e-6}).all()
