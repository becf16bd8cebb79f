"""Sequences in segments, and examples left out or drawn anew, as in TensorFlow 1.15.5."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

training = tf.contrib.training


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(7)
        yield graph


def segments(**options):
    key = tf.string_join(["seq_", tf.as_string(tf.random_uniform([], maxval=9, dtype=tf.int32))])
    given = {
        "input_key": key,
        "input_sequences": {
            "x": tf.reshape(tf.range(15, dtype=tf.float32), [5, 3]),
            "sparse": tf.SparseTensor([[0, 0], [2, 1], [4, 0]], [1, 2, 3], [5, 2]),
        },
        "input_context": {
            "dense": tf.constant([7.0, 8.0]),
            "words": tf.SparseTensor([[0], [3]], ["a", "b"], [4]),
        },
        "input_length": tf.placeholder_with_default(5, []),
        "initial_states": {"c": tf.zeros([4]), "h": tf.zeros([4])},
        "num_unroll": 2,
        "batch_size": 2,
        "num_threads": 1,
        "capacity": 4,
        "make_keys_unique": True,
    }
    return training.batch_sequences_with_states(**{**given, **options})


def each(n, *tensors):
    """The values of some tensors in `n` steps, with queue runners."""
    with tf.train.MonitoredSession() as session:
        return [session.run(tensors) for _ in range(n)]


def test_an_lstm_trains_over_segments_and_keeps_its_states(graph):
    batch = segments()
    outputs, _ = tf.nn.static_state_saving_rnn(
        tf.nn.rnn_cell.BasicLSTMCell(4),
        tf.unstack(batch.sequences["x"], num=2, axis=1),
        state_saver=batch,
        state_name=("c", "h"),
        sequence_length=batch.length,
    )
    loss = tf.reduce_mean(tf.square(tf.stack(outputs)))
    training_op = tf.train.AdamOptimizer(0.1).minimize(loss)
    assert len(graph.get_operations()) == 1141  # of 1.15.5
    steps = each(
        3, loss, batch.sequence, batch.length, batch.next_key, batch.state("h"), training_op
    )
    losses, numbers, lengths, keys, states, _ = zip(*steps, strict=True)
    assert [n.tolist() for n in numbers] == [[0, 0], [1, 1], [2, 2]]
    assert [n.tolist() for n in lengths] == [[2, 2], [2, 2], [1, 1]]
    assert [k[0][:5] for k in keys] == [b"00001", b"00002", b"STOP:"]
    np.testing.assert_allclose(losses[:2], [0.033316232, 0.00069685566], rtol=1e-5)
    np.testing.assert_allclose(
        states[1][0], [-0.0253093, -0.1111443, 0.2084792, 0.3536671], atol=1e-5
    )


def test_sparse_tensors_come_back_in_their_segments():
    batch = segments()
    saved = [batch.save_state(name, batch.state(name) + 1.0) for name in "ch"]
    steps = each(
        3,
        batch.sequences["sparse"],
        batch.context["words"],
        batch.context["dense"],
        batch.state("c"),
        *saved,
    )
    for step, (row, column, value) in enumerate([(0, 0, 1), (0, 1, 2), (0, 0, 3)]):
        sparse, words, dense, state, *_ = steps[step]
        assert sparse.indices.tolist() == [[0, row, column], [1, row, column]]
        assert (sparse.values.tolist(), sparse.dense_shape.tolist()) == ([value] * 2, [2, 2, 2])
        assert words.indices.tolist() == [[0, 0], [0, 3], [1, 0], [1, 3]]
        assert (words.values.tolist(), dense.tolist()) == ([b"a", b"b"] * 2, [[7.0, 8.0]] * 2)
        assert state.tolist() == [[step] * 4] * 2


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"num_unroll": 2.5}, ValueError, "Unsupported num_unroll expected int, got: 2.5"),
        (
            {"input_sequences": {}, "input_context": {}},
            ValueError,
            "must have at least one sequence tensor",
        ),
        ({"initial_states": {}}, ValueError, "initial_states may not be empty"),
        ({"initial_states": {"a:b": 0.0}}, ValueError, "state name may not have a colon: 'a:b'"),
        ({"input_context": {1: 0.0}}, TypeError, "context key must be string: 1"),
        ({"capacity": 1}, ValueError, "capacity 1 needs to be >= batch_size 2"),
        ({"input_length": 5.0}, TypeError, "length dtype must be int32, but received: <dtype: 'f"),
    ],
)
def test_what_is_no_example_is_refused(options, error, message):
    with pytest.raises(error, match=message):
        segments(**options)


def test_a_sequence_that_is_not_padded_must_be_whole_segments():
    x = tf.placeholder_with_default(np.zeros([5, 3]), [None, 3])
    segments(pad=False, input_context={}, input_sequences={"x": x})
    (runner,) = tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
    with pytest.raises(tf.errors.InvalidArgumentError, match="should be a multiple of: 2, but saw"):
        tf.Session().run(runner.enqueue_ops[0])


def test_a_state_that_was_not_declared_cannot_be_saved():
    with pytest.raises(KeyError, match="state was not declared: x"):
        segments().save_state("x", tf.zeros([2, 4]))


def test_rows_are_drawn_as_often_as_in_1_15():
    (rows,) = training.resample_at_rate([tf.range(6)], [0.5, 2.0, 1.0, 0.0, 3.0, 1.0], seed=3)
    (weighted,), rates = training.weighted_resample(
        [tf.range(4)], tf.constant([1.0, 2.0, 3.0, 4.0]), 1.0, seed=3
    )
    with tf.Session() as session:
        session.run([tf.local_variables_initializer(), tf.global_variables_initializer()])
        assert session.run(rows).tolist() == [1, 1, 4, 4, 4]
        found, of_each = session.run([weighted, rates])
    assert found.tolist() == [1, 1]
    np.testing.assert_allclose(of_each, [0.79999, 0.79999], rtol=1e-5)


def test_the_classes_of_a_stratified_sample_have_their_shares():
    label = tf.random_uniform([], maxval=3, dtype=tf.int32, seed=1)
    values, labels = training.stratified_sample(
        [tf.cast(label, tf.float32) * 2.0], label, [0.5, 0.5, 0.0], 100, init_probs=[1 / 3] * 3
    )
    (numbers, found), *_ = each(1, values[0], labels)
    assert numbers.tolist() == (2.0 * found).tolist()
    assert set(found.tolist()) == {0, 1}
    (kept,) = training.rejection_sample([label], lambda x: tf.cast(x[0] > 1, tf.float32), 5)
    assert each(1, kept)[0][0].tolist() == [2] * 5


def test_variables_are_placed_by_name_or_by_load():
    a, b, c = (tf.Variable(tf.zeros([n]), name=f"v{n}").op for n in (8, 2, 4))
    by_load = training.GreedyLoadBalancingStrategy(2, training.byte_size_load_fn)
    assert [by_load(v) for v in (a, b, c, b)] == [0, 1, 1, 1]
    by_name = training.RandomStrategy(3, seed=1)
    assert [by_name(v) for v in (a, b, c)] == [2, 1, 2]
    with pytest.raises(ValueError, match="must have a single output"):
        training.byte_size_load_fn(tf.no_op())
