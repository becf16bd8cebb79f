"""The fused kernels compute the same as the cells made from operations, gradients included."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import ops

rnn = tf.contrib.rnn
X_BATCH = np.random.RandomState(42).uniform(-1, 1, [4, 5, 3]).astype(np.float32)
SEQ_LENGTH = [5, 2, 0, 4]


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def outputs_and_gradients(unroll):
    """All outputs of `unroll(X)`, and the gradients of their squares, from fixed weights."""
    X = tf.constant(X_BATCH)
    results = tf.nest.flatten(unroll(X))
    loss = tf.add_n([tf.reduce_sum(tf.square(result)) for result in results])
    variables = tf.trainable_variables()
    rng = np.random.RandomState(7)
    with tf.Session() as session:
        for variable in variables:
            variable.load(rng.uniform(-1, 1, variable.shape.as_list()), session)
        return session.run([*results, *tf.gradients(loss, [X, *variables])])


def assert_equal_results(unroll, reference):
    with tf.Graph().as_default():
        expected = outputs_and_gradients(reference)
    found = outputs_and_gradients(unroll)
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


def unrolled(make_cell):
    def unroll(X):
        return tf.nn.dynamic_rnn(make_cell(), X, sequence_length=SEQ_LENGTH, dtype=tf.float32)

    return unroll


def fused(make_fused):
    def unroll(X):
        outputs, state = make_fused()(
            rnn.transpose_batch_time(X), sequence_length=SEQ_LENGTH, dtype=tf.float32
        )
        return rnn.transpose_batch_time(outputs), state

    return unroll


def lstm():
    return rnn.BasicLSTMCell(4)


def test_an_lstm_block_steps_as_the_lstm_cell_does():
    assert_equal_results(unrolled(lambda: rnn.LSTMBlockCell(4)), unrolled(lstm))


def test_an_lstm_block_clips_its_state_as_the_lstm_cell_does():
    with tf.Graph().as_default():
        expected = outputs_and_gradients(unrolled(lambda: rnn.LSTMCell(4, cell_clip=0.3)))
    found = outputs_and_gradients(unrolled(lambda: rnn.LSTMBlockCell(4, cell_clip=0.3)))
    n_results = 3  # outputs, c and h: the kernel's gradients ignore the clipping
    for ours, theirs in zip(found[:n_results], expected[:n_results], strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-6)
    assert np.abs(found[1]).max() == pytest.approx(0.3)


def test_a_fused_lstm_runs_as_the_lstm_cell_does():
    assert_equal_results(fused(lambda: rnn.LSTMBlockFusedCell(4)), unrolled(lstm))


def test_a_fused_lstm_is_its_block_step_by_step_with_peepholes():
    assert_equal_results(
        fused(lambda: rnn.LSTMBlockFusedCell(4, use_peephole=True, forget_bias=0.5)),
        unrolled(lambda: rnn.LSTMBlockCell(4, use_peephole=True, forget_bias=0.5)),
    )


def test_a_gru_block_steps_as_the_gru_cell_does():
    assert_equal_results(unrolled(lambda: rnn.GRUBlockCellV2(4)), unrolled(lambda: rnn.GRUCell(4)))


def test_a_reversed_fused_lstm_runs_from_each_instances_last_step():
    def backward(X):
        reversed_X = tf.reverse_sequence(X, SEQ_LENGTH, seq_axis=1)
        outputs, state = unrolled(lstm)(reversed_X)
        return tf.reverse_sequence(outputs, SEQ_LENGTH, seq_axis=1), state

    assert_equal_results(
        fused(lambda: rnn.TimeReversedFusedRNN(rnn.LSTMBlockFusedCell(4))), backward
    )


def test_the_second_gru_block_reads_the_checkpoints_of_the_gru_cell(tmp_path):
    def final_state(cell):
        _, state = tf.nn.dynamic_rnn(cell, tf.constant(X_BATCH), dtype=tf.float32)
        return state

    with tf.Graph().as_default(), tf.Session() as session:
        state = final_state(rnn.GRUCell(4))
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, str(tmp_path / "gru"))
        expected = session.run(state)
    with tf.Session() as session:
        state = final_state(rnn.GRUBlockCellV2(4))
        tf.train.Saver().restore(session, path)
        np.testing.assert_allclose(session.run(state), expected, atol=1e-6)


def test_a_tape_finds_the_gradient_of_a_block(graph):
    cell, x = rnn.LSTMBlockCell(4), tf.constant(X_BATCH[:, 0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        output, _ = cell(x, cell.zero_state(4, tf.float32))
    gradients = tape.gradient(output, x), tf.gradients(output, x)[0]
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        taped, expected = session.run(gradients)
    np.testing.assert_array_equal(taped, expected)


def test_a_program_can_register_its_own_gradient_for_a_block(graph):
    cell, x = rnn.GRUBlockCell(4), tf.constant(X_BATCH[:, 0])
    output, _ = cell(x, cell.zero_state(4, tf.float32))

    @tf.RegisterGradient("GRUBlockCell")
    def sevens(op, *grads):
        return [tf.fill(tf.shape(tensor), 7.0) for tensor in op.inputs]

    try:
        gradient = tf.gradients(output, x)[0]
        with tf.Session() as session:
            assert np.all(session.run(gradient) == 7.0)
    finally:
        del ops.gradient_registry._registry["GRUBlockCell"]
    assert tf.gradients(output, x)[0].op.type == "GRUBlockCellGrad"
