"""Names of TensorFlow 1.0 to 1.4 that 1.15 had no more: exec --tf 1.0."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf as tf_1_15
from tf1rnn.tf1 import tf_of_the_lesson as tf
from tf1rnn.tf1.names.namespace import resolve

seq2seq, rnn = tf.contrib.seq2seq, tf.contrib.rnn
N_SYMBOLS, N_UNITS, END = 6, 5, 2


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def evaluated(fetches):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches)


def module(name):
    return resolve(f"tensorflow.contrib.{name}", "1.0")


def test_modules_of_then_hold_the_cells_and_decoders_of_then():
    cells = module("rnn.python.ops.core_rnn_cell_impl")
    assert cells.GRUCell is rnn.core_rnn_cell.GRUCell is rnn.GRUCell
    assert module("rnn.python.ops.core_rnn_cell").MultiRNNCell is rnn.MultiRNNCell
    assert module("rnn.python.ops.core_rnn").static_rnn is tf_1_15.contrib.rnn.static_rnn
    place = module("seq2seq.python.ops.decoder_fn")
    assert place.simple_decoder_fn_train is seq2seq.simple_decoder_fn_train


def test_a_program_of_1_15_is_told_the_option():
    with pytest.raises(AttributeError, match=r"1\.0 to 1\.4 only.*exec --tf 1\.0 PROGRAM"):
        tf_1_15.contrib.seq2seq.prepare_attention  # noqa: B018
    with pytest.raises(ModuleNotFoundError, match=r"exec --tf 1\.0 PROGRAM"):
        resolve("tensorflow.contrib.rnn.python.ops.core_rnn_cell_impl")
    with pytest.raises(AttributeError, match=r"exec --tf 1\.0 PROGRAM"):
        resolve("tensorflow.contrib.rnn.python.ops.core_rnn_cell").BasicLSTMCell  # noqa: B018


@pytest.mark.parametrize("option", ["bahdanau", "luong", None])
def test_a_decoder_trained_on_words_finds_them_again(option):
    words = np.array([[3, 4, 5, 2], [5, 3, 2, 2]])
    inputs = np.hstack([np.ones([2, 1], int), words[:, :-1]])
    embeddings = tf.get_variable("embeddings", [N_SYMBOLS, N_UNITS])
    encoded = tf.random_normal([2, 3, N_UNITS], seed=1)
    state = tf.constant(np.eye(2, N_UNITS), tf.float32)
    with tf.variable_scope("decoder") as scope:

        def logits_of(outputs):
            return tf.contrib.layers.linear(outputs, N_SYMBOLS, scope=scope)

        train, infer = seq2seq.simple_decoder_fn_train, seq2seq.simple_decoder_fn_inference
        before = [state]
        if option:
            before += seq2seq.prepare_attention(encoded, option, N_UNITS)
            train, infer = (
                seq2seq.attention_decoder_fn_train,
                seq2seq.attention_decoder_fn_inference,
            )
        cell = rnn.GRUCell(N_UNITS)
        outputs, _, context = seq2seq.dynamic_rnn_decoder(
            cell, train(*before), tf.gather(embeddings, inputs), [4, 3], scope=scope
        )
        logits = logits_of(outputs)
        scope.reuse_variables()
        if option:
            before[1:] = seq2seq.prepare_attention(encoded, option, N_UNITS, reuse=True)
        greedy = infer(logits_of, *before, embeddings, 1, END, 6, N_SYMBOLS)
        inferred, _, _ = seq2seq.dynamic_rnn_decoder(cell, greedy, scope=scope)
    assert context is None
    loss = seq2seq.sequence_loss(logits, tf.constant(words), tf.constant([[1.0] * 4, [1, 1, 1, 0]]))
    training_op = tf.train.AdamOptimizer(0.1).minimize(loss)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(100):
            session.run(training_op)
        given = session.run(inferred).argmax(-1)
    assert given[0, :4].tolist() == [3, 4, 5, END]
    assert given[1, :3].tolist() == [5, 3, END]
    assert given.shape[1] < 7


def test_inputs_of_a_decoder_must_have_a_known_depth():
    decoder_fn = seq2seq.simple_decoder_fn_train(tf.zeros([2, 3]))
    for shape, message in ([2, 3], "three dimensions"), ([2, 3, None], "feature"):
        with pytest.raises(ValueError, match=message):
            seq2seq.dynamic_rnn_decoder(
                rnn.GRUCell(3), decoder_fn, tf.placeholder(tf.float32, shape), [3, 3]
            )
    with pytest.raises(ValueError, match="Unknown attention option dot"):
        seq2seq.prepare_attention(tf.zeros([2, 3, 4]), "dot", 4)[2](*[tf.zeros([2, 4])] * 3)


@pytest.mark.parametrize("mechanism", ["BahdanauAttention", "LuongAttention"])
def test_the_dynamic_attention_wrapper_outputs_its_attention(mechanism):
    attention = getattr(seq2seq, mechanism)(N_UNITS, tf.ones([2, 3, 4]))
    cells = [
        seq2seq.DynamicAttentionWrapper(rnn.GRUCell(N_UNITS), attention, 3, output_attention=given)
        for given in (True, False)
    ]
    outputs, state = tf.nn.dynamic_rnn(cells[0], tf.ones([2, 6, 1]), dtype=tf.float32)
    with tf.variable_scope("of_the_cell"):
        inner, inner_state = tf.nn.dynamic_rnn(cells[1], tf.ones([2, 6, 1]), dtype=tf.float32)
    outputs, state, inner, inner_state = evaluated([outputs, state, inner, inner_state])
    np.testing.assert_array_equal(outputs[:, -1], state.attention)
    np.testing.assert_array_equal(inner[:, -1], inner_state.cell_state)
    with pytest.raises(TypeError, match="must be an RNNCell"):
        seq2seq.DynamicAttentionWrapper(None, attention, 3)


@pytest.mark.parametrize("generation", ["1.0", "0.12"])
def test_the_reader_of_the_penn_treebank_gives_its_batches(tmp_path, generation):
    reader = resolve("tensorflow.models.rnn.ptb.reader", generation)
    for part, text in (("train", "b a b \n a c \n"), ("valid", "a d \n"), ("test", "c \n")):
        (tmp_path / f"ptb.{part}.txt").write_text(text)
    *parts, n_words = reader.ptb_raw_data(str(tmp_path))
    assert (parts, n_words) == ([[2, 1, 2, 0, 1, 3, 0], [1, 0], [3, 0]], 4)
    batches = list(reader.ptb_iterator(range(20), 2, 3))
    assert len(batches) == 3
    assert batches[1][0].tolist() == [[3, 4, 5], [13, 14, 15]]
    produced = reader.ptb_producer(list(range(20)), 2, 3)
    with tf.Session() as session:
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        session.run(produced)
        x, y = session.run(produced)
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=10)
    np.testing.assert_array_equal(x, batches[1][0])
    np.testing.assert_array_equal(y, batches[1][1])
