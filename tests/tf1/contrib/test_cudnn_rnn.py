"""cuDNN's networks on any device: they do what their compatible cells do, and share checkpoints."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

cudnn_rnn = tf.contrib.cudnn_rnn
INPUTS = np.random.RandomState(0).randn(3, 2, 3).astype(np.float32)  # [n_steps, batch_size, ...]
LENGTHS = np.array([2, 3], np.int32)
CELLS = {
    "CudnnLSTM": lambda: cudnn_rnn.CudnnCompatibleLSTMCell(4),
    "CudnnGRU": lambda: cudnn_rnn.CudnnCompatibleGRUCell(4),
    "CudnnRNNTanh": lambda: tf.nn.rnn_cell.BasicRNNCell(4),
    "CudnnRNNRelu": lambda: tf.nn.rnn_cell.BasicRNNCell(4, activation=tf.nn.relu),
}


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def by_cells(make_cell, is_bidirectional, lengths):
    """(outputs, final states by layer and direction) of two layers of cells over INPUTS."""
    cells = [make_cell() for _ in range(4)]
    options = {"sequence_length": lengths, "dtype": tf.float32, "time_major": True}
    if not is_bidirectional:
        stacked = tf.nn.rnn_cell.MultiRNNCell(cells[:2])
        return tf.nn.dynamic_rnn(stacked, tf.constant(INPUTS), **options)
    outputs, forward, backward = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        cells[:2], cells[2:], tf.constant(INPUTS), **options
    )
    return outputs, [state for pair in zip(forward, backward, strict=True) for state in pair]


@pytest.mark.parametrize(
    ("name", "direction", "lengths"),
    [("CudnnLSTM", "unidirectional", None), *((name, "bidirectional", LENGTHS) for name in CELLS)],
)
def test_cells_restore_what_a_network_saved_and_give_the_same(name, direction, lengths, tmp_path):
    make = getattr(cudnn_rnn, name)
    layer = make(
        2, 4, direction=direction, bias_initializer=tf.random_uniform_initializer(-1, 1), name="net"
    )
    x = tf.constant(INPUTS)
    outputs, states = layer(x, sequence_lengths=lengths)
    gradients = tf.gradients(tf.reduce_sum(tf.square(outputs)), x)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        theirs = sess.run([outputs, gradients, states])
        path = saver.save(sess, str(tmp_path / "model"))
        sess.run(tf.global_variables_initializer())  # other weights
        saver.restore(sess, path)
        np.testing.assert_allclose(sess.run(outputs), theirs[0], atol=2e-6)
    with tf.Graph().as_default(), tf.variable_scope("net"):
        outputs, states = by_cells(CELLS[name], direction == "bidirectional", lengths)
        with tf.Session() as sess:
            tf.train.Saver().restore(sess, path)
            outputs, states = sess.run([outputs, states])
    np.testing.assert_allclose(theirs[0], outputs, atol=2e-6)
    h = [state.h if hasattr(state, "h") else state for state in states]
    np.testing.assert_allclose(theirs[2][0], np.stack(h), atol=2e-6)
    assert all(np.isfinite(gradient).all() for gradient in theirs[1])


def test_a_network_has_one_variable_and_trains():
    x = tf.placeholder(tf.float64, [2, None, 3])
    layer = cudnn_rnn.CudnnLSTM(2, 4, dropout=0.5, dtype=tf.float64)
    outputs, (h, c) = layer(x, time_major=False)
    assert (outputs.shape.as_list(), h.shape, c.shape) == ([2, None, 4], (2, 2, 4), (2, 2, 4))
    assert [v.name for v in tf.trainable_variables()] == ["cudnn_lstm/opaque_kernel:0"]
    loss = tf.reduce_mean(tf.square(outputs - 1))
    training_op = tf.train.AdamOptimizer(0.05).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        feed = {x: INPUTS.transpose(1, 0, 2)}
        losses = [sess.run([loss, training_op], feed)[0] for _ in range(30)]
    assert losses[-1] < 0.3 * losses[0]


def test_dropout_drops_between_layers_in_training_alone():
    layer = cudnn_rnn.CudnnGRU(2, 4, dropout=0.5, seed=3)
    trained, evaluated = (layer(tf.constant(INPUTS), training=is_on)[0] for is_on in (True, False))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        assert (sess.run(trained) != sess.run(trained)).any()
        np.testing.assert_array_equal(sess.run(evaluated), sess.run(evaluated))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: cudnn_rnn.CudnnLSTM(1, 4, direction="both"), "direction must be one of"),
        (lambda: cudnn_rnn.CudnnLSTM(1, 4, input_mode="linear"), "input_mode must be one of"),
        (lambda: cudnn_rnn.CudnnLSTM(1, 4, dtype=tf.int32), "dtype must be float16"),
        (lambda: cudnn_rnn.CudnnLSTM(1, 4)(tf.ones([2, 3])), "inputs must have 3 dimensions"),
        (lambda: cudnn_rnn.CudnnLSTM(1, 4).input_size, "input_size is known once"),
        (
            lambda: cudnn_rnn.CudnnLSTM(1, 4, input_mode="skip_input")(tf.ones([2, 3, 4])),
            "skip_input needs cuDNN",
        ),
    ],
)
def test_a_wrong_argument_is_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()
