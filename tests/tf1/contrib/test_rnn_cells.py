"""Cells and wrappers beside their numbers: states, variables, dropout, devices."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

rnn = tf.contrib.rnn


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def evaluate(fetches, feed_dict=None):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches, feed_dict)


def step(cell, n_inputs=3, batch_size=2):
    inputs = tf.ones([batch_size, n_inputs])
    return cell(inputs, cell.zero_state(batch_size, tf.float32))


def test_an_lstm_cell_remembers_when_training_begins():
    cell = rnn.BasicLSTMCell(4)
    state = rnn.LSTMStateTuple(tf.ones([1, 4]), tf.zeros([1, 4]))
    with tf.variable_scope("zeros", initializer=tf.zeros_initializer()):
        _, (c, _) = cell(tf.zeros([1, 3]), state)
    np.testing.assert_allclose(evaluate(c), np.full([1, 4], 1 / (1 + np.exp(-1))), rtol=1e-6)


@pytest.mark.parametrize("make_cell", [rnn.BasicLSTMCell, rnn.LSTMCell])
def test_an_lstm_state_side_by_side_holds_c_then_h(make_cell):
    outputs, state = evaluate(step(make_cell(4, state_is_tuple=False)))
    assert state.shape == (2, 8)
    np.testing.assert_array_equal(state[:, 4:], outputs)


@pytest.mark.parametrize(
    ("make_cell", "n_variables"),
    [
        (lambda: rnn.BasicRNNCell(3), 2),
        (lambda: rnn.UGRNNCell(3), 2),
        (lambda: rnn.MultiRNNCell([rnn.GRUCell(3), rnn.UGRNNCell(2)]), 6),
        (lambda: rnn.OutputProjectionWrapper(rnn.GRUCell(3), 2), 6),
        (lambda: rnn.InputProjectionWrapper(rnn.UGRNNCell(3), 2), 4),
        (lambda: rnn.AttentionCellWrapper(rnn.GRUCell(3), 2), 12),
        (lambda: rnn.LayerNormBasicLSTMCell(3), 11),
        (lambda: rnn.NASCell(3, num_proj=2, use_bias=True), 4),
    ],
)
def test_a_cell_knows_the_variables_that_its_first_step_made(make_cell, n_variables):
    cell = make_cell()
    assert cell.trainable_weights == []
    step(cell)
    assert len(cell.trainable_weights) == n_variables
    names = sorted(variable.name for variable in cell.trainable_weights)
    assert names == sorted(variable.name for variable in tf.trainable_variables())


def test_a_cell_steps_again_with_the_same_variables():
    cell = rnn.MultiRNNCell([rnn.LSTMCell(3), rnn.AttentionCellWrapper(rnn.UGRNNCell(4), 2)])
    _, state = step(cell)
    n_variables = len(tf.trainable_variables())
    cell(tf.ones([2, 3]), state)
    assert len(tf.trainable_variables()) == n_variables


def test_dropout_leaves_a_share_of_the_outputs_and_scales_it():
    class Ones(rnn.RNNCell):
        output_size = state_size = 1000

        def call(self, inputs, state):
            return tf.ones([100, 1000]), state

    cell = rnn.DropoutWrapper(Ones(), output_keep_prob=0.8)
    outputs, _ = evaluate(cell(tf.zeros([100, 1]), tf.zeros([100, 1000])))
    assert set(np.unique(outputs)) == {0.0, np.float32(1 / 0.8)}
    assert outputs.mean() == pytest.approx(1, abs=0.01)


def test_dropout_leaves_c_and_drops_h():
    cell = rnn.DropoutWrapper(rnn.BasicLSTMCell(100), state_keep_prob=0.5)
    outputs, (c, h) = evaluate(step(cell))
    assert np.count_nonzero(c) == c.size
    assert 0 < np.count_nonzero(h) < h.size
    nonzero = h != 0
    np.testing.assert_allclose(h[nonzero], outputs[nonzero] / 0.5, rtol=1e-6)


def test_variational_dropout_drops_the_same_values_in_every_step():
    cell = rnn.DropoutWrapper(
        rnn.BasicRNNCell(50), output_keep_prob=0.5, variational_recurrent=True, dtype=tf.float32
    )
    X = np.random.RandomState(42).uniform(0.5, 1, [2, 6, 3]).astype(np.float32)
    outputs = evaluate(tf.nn.dynamic_rnn(cell, tf.constant(X), dtype=tf.float32)[0])
    dropped = outputs == 0
    assert 0 < dropped.sum() < dropped.size
    assert (dropped == dropped[0, 0]).all()


def test_a_keep_probability_that_is_fed_turns_dropout_off():
    keep_prob = tf.placeholder_with_default(1.0, [])
    cell = rnn.DropoutWrapper(rnn.BasicRNNCell(20), output_keep_prob=keep_prob)
    outputs, state = step(cell)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        np.testing.assert_array_equal(*session.run([outputs, state]))
        assert 0 in session.run(outputs, {keep_prob: 0.5})


def test_a_device_wrapper_places_the_products_of_its_cell(graph):
    cell = rnn.DeviceWrapper(rnn.GRUCell(3), "/device:CPU:0")
    step(cell)
    products = [op for op in graph.get_operations() if op.type == "MatMul"]
    assert [product.device for product in products] == ["/device:CPU:0"] * 2


def test_embeddings_are_looked_up_by_word_ids():
    cell = rnn.EmbeddingWrapper(rnn.BasicRNNCell(2), embedding_classes=5, embedding_size=3)
    outputs, _ = cell(tf.constant([[4], [0], [4]]), tf.zeros([3, 2]))
    (embedding,) = (v for v in tf.trainable_variables() if "embedding:" in v.name)
    first, _, third = evaluate(outputs)
    np.testing.assert_array_equal(first, third)
    assert embedding.shape == (5, 3)
    assert np.abs(evaluate(embedding)).max() <= np.sqrt(3)


def test_a_phased_cell_holds_its_state_while_its_gates_are_closed():
    cell = rnn.PhasedLSTMCell(4, leak=0.0, period_init_min=1000, period_init_max=1001)
    state = rnn.LSTMStateTuple(tf.ones([1, 4]), tf.ones([1, 4]))
    time = tf.placeholder(tf.float32, [1, 1])
    _, new_state = cell((time, tf.ones([1, 3])), state)
    (phase,) = (v for v in tf.trainable_variables() if v.name.endswith("/phase:0"))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        phase.load(np.zeros(4), session)
        for held in session.run(new_state, {time: [[500.0]]}):
            np.testing.assert_array_equal(held, np.ones([1, 4]))
        for moved in session.run(new_state, {time: [[50.0]]}):
            assert np.all(moved != 1)


def test_time_and_batch_dimensions_are_exchanged():
    X = tf.placeholder(tf.float32, [None, 5, 3])
    assert rnn.transpose_batch_time(X).shape.as_list() == [5, None, 3]
    assert rnn.best_effort_input_batch_size([rnn.transpose_batch_time(X), tf.ones([5, 7])]) == 7
    batch_size = rnn.best_effort_input_batch_size([rnn.transpose_batch_time(X)])
    assert evaluate(batch_size, {X: np.zeros([4, 5, 3])}) == 4
