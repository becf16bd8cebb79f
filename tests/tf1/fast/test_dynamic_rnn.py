"""The fast path of dynamic_rnn: the listing's variables and numbers, split or not."""

import numpy as np
import pytest

from tf1rnn import tf
from tf1rnn.tf1 import fast

RNN = tf.contrib.rnn
N_STEPS = 4
LENGTHS = [3, 0, 4, 2, 1, 4, 2]
# 67 units are padded to whole registers, 128 to avoid rows of 2 KiB; 5 are too few for padding.
CELLS = {
    "BasicRNNCell": lambda: RNN.BasicRNNCell(5),
    "relu": lambda: RNN.BasicRNNCell(5, activation=tf.nn.relu),
    "BasicLSTMCell": lambda: RNN.BasicLSTMCell(5),
    "layers": lambda: RNN.MultiRNNCell([RNN.BasicRNNCell(67)] * 2),
    "LSTM layers": lambda: RNN.MultiRNNCell([RNN.BasicLSTMCell(67)] * 2),
    "any length": lambda: RNN.BasicLSTMCell(128),
    "projection": lambda: RNN.OutputProjectionWrapper(RNN.BasicRNNCell(67), 2),
}


def numbers(cell, replicas, lengths, time_major=False, given_state=False):
    """Initial values by name; outputs, states and gradients for batches of 7, 2 and 1; losses."""
    graph = tf.Graph()
    with graph.as_default():
        tf.set_random_seed(1)
        if replicas:
            fast.enable(graph, replicas)
        X = tf.placeholder(tf.float32, [None, N_STEPS, 3])
        inputs = tf.transpose(X, [1, 0, 2]) if time_major else X
        if cell == "any length":
            inputs = tf.placeholder_with_default(inputs, [None, None, 3])
        cell = CELLS[cell]()
        seq_length = tf.placeholder_with_default(lengths, [None]) if lengths else None
        state = cell.zero_state(tf.shape(X)[0], tf.float32)
        state = tf.nest.map_structure(lambda zeros: zeros + 0.2, state) if given_state else None
        outputs, states = tf.nn.dynamic_rnn(
            cell,
            inputs,
            seq_length,
            state,
            tf.float32,
            time_major=time_major,
        )
        after = tf.Variable(tf.random_normal([3]))  # seeded by the operations before it
        loss = tf.reduce_mean(tf.square(outputs - 0.3))
        loss += sum(tf.reduce_mean(tf.square(part)) for part in tf.nest.flatten(states))
        variables = tf.trainable_variables()
        trained = [v for v in variables if v is not after]
        gradients = tf.gradients(loss, [*trained, X], gate_gradients=True)  # as minimize does
        pairs = zip(gradients, trained, strict=False)
        training_op = tf.train.AdamOptimizer(0.01).apply_gradients(pairs)
        init = tf.global_variables_initializer()
    found = []
    random = np.random.RandomState(0)
    with tf.Session(graph=graph) as session:
        session.run(init)
        initial = session.run({v.op.name: v for v in variables})
        for batch_size in (1, 2, 7):
            feed_dict = {X: random.randn(batch_size, N_STEPS, 3)}
            if lengths:
                feed_dict[seq_length] = lengths[:batch_size]
            found += tf.nest.flatten(session.run([outputs, states, gradients], feed_dict=feed_dict))
        losses = [session.run([loss, training_op], feed_dict=feed_dict)[0] for _ in range(10)]
    return initial, found, losses


def assert_equal_but_for_rounding(ours, listing):
    assert ours[0].keys() == listing[0].keys()
    for name, value in listing[0].items():
        np.testing.assert_array_equal(ours[0][name], value, err_msg=name)
    for value, expected in zip(ours[1], listing[1], strict=True):
        np.testing.assert_allclose(value, expected, rtol=1e-5, atol=2e-6)
    np.testing.assert_allclose(ours[2], listing[2], rtol=1e-5)


@pytest.mark.parametrize("cell", CELLS)
def test_initial_values_are_the_listings_and_so_are_outputs_states_gradients_and_losses(cell):
    listing = numbers(cell, None, LENGTHS)
    assert_equal_but_for_rounding(numbers(cell, 3, LENGTHS), listing)  # of 7, and of 2 and 1


@pytest.mark.parametrize("cell", ["BasicRNNCell", "BasicLSTMCell"])
def test_a_batch_that_is_whole_and_of_one_length_equals_the_listings(cell):
    assert_equal_but_for_rounding(numbers(cell, 1, None), numbers(cell, None, None))


@pytest.mark.parametrize("cell", ["BasicRNNCell", "LSTM layers"])
def test_states_that_are_given_and_time_major_inputs_are_split_too(cell):
    options = {"lengths": LENGTHS, "time_major": True, "given_state": True}
    assert_equal_but_for_rounding(numbers(cell, 2, **options), numbers(cell, None, **options))


def test_two_trainings_with_replicas_give_the_same_weights_to_the_last_bit():
    first, second = (numbers("BasicLSTMCell", 2, None) for _ in range(2))
    assert first[2] == second[2]
    for value, again in zip(first[1], second[1], strict=True):
        np.testing.assert_array_equal(value, again)


def operations(cell, n_steps, replicas=2, **options):
    """The types of the operations that the outputs depend on."""
    with tf.Graph().as_default() as graph:
        if replicas:
            fast.enable(graph, replicas)
        X = tf.placeholder(tf.float32, [None, n_steps, 3])
        outputs, _ = tf.nn.dynamic_rnn(cell(), X, dtype=tf.float32, **options)
        needed = tf.graph_util.extract_sub_graph(graph.as_graph_def(), [outputs.op.name])
        return [node.op for node in needed.node]


def test_short_sequences_are_unrolled_and_the_loop_is_left_unused():
    found = operations(CELLS["BasicRNNCell"], 6)
    assert "Enter" not in found
    assert found.count("MatMul") == 2 * (1 + 6)


def test_an_lstms_short_sequences_are_unrolled_and_others_one_kernel_a_replica():
    assert operations(CELLS["BasicLSTMCell"], 6).count("LSTMBlockCell") == 2 * 6
    for n_steps in (65, 1000, None):
        found = operations(CELLS["BasicLSTMCell"], n_steps)
        assert "Enter" not in found
        assert found.count("BlockLSTM") == 2


@pytest.mark.parametrize(
    "activation", [tf.tanh, tf.nn.tanh, tf.sigmoid, tf.nn.sigmoid, tf.math.sigmoid, tf.nn.relu]
)
def test_an_activation_is_known_by_each_of_its_names(activation):
    assert "Enter" not in operations(lambda: RNN.BasicRNNCell(5, activation=activation), 6)


@pytest.mark.parametrize(
    ("cell", "n_steps", "options"),
    [
        (lambda: RNN.GRUCell(5), 6, {}),
        (lambda: RNN.BasicLSTMCell(5, activation=tf.nn.relu), 6, {}),
        (lambda: RNN.DropoutWrapper(RNN.BasicRNNCell(5), 0.5), 6, {}),
        (lambda: RNN.MultiRNNCell([RNN.BasicRNNCell(5), RNN.GRUCell(5)]), 6, {}),
        (CELLS["BasicRNNCell"], 65, {}),
        (CELLS["BasicRNNCell"], None, {}),
        (CELLS["BasicLSTMCell"], 6, {"swap_memory": True}),
    ],
)
def test_what_has_no_fast_path_runs_in_the_librarys_loop(cell, n_steps, options):
    assert operations(cell, n_steps, **options) == operations(cell, n_steps, None, **options)
