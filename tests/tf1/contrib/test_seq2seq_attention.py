"""Attention mechanisms and AttentionWrapper by their definitions, and their errors."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

MEMORY = np.random.RandomState(0).randn(3, 4, 6).astype(np.float32)
QUERY = np.random.RandomState(1).randn(3, 5).astype(np.float32)
LENGTHS = np.array([4, 2, 1], np.int32)


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def run(fetches):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches)


def softmax(scores):
    exp = np.exp(scores - scores.max(1, keepdims=True))
    return exp / exp.sum(1, keepdims=True)


def attend(make, *args, **options):
    mechanism = make(*args, **options)
    state = mechanism.initial_state(3, tf.float32)
    alignments, _ = mechanism(tf.constant(QUERY), state)
    return run((alignments, mechanism.keys, tf.trainable_variables()))


def test_luong_attention_is_the_softmax_of_the_products_of_query_and_keys():
    alignments, keys, _ = attend(tf.contrib.seq2seq.LuongAttention, 5, MEMORY)
    np.testing.assert_allclose(alignments, softmax(np.einsum("bk,btk->bt", QUERY, keys)), rtol=1e-4)


def test_bahdanau_attention_is_the_softmax_of_v_tanh_of_key_plus_query():
    alignments, keys, (memory_kernel, query_kernel, v) = attend(
        tf.contrib.seq2seq.BahdanauAttention, 7, MEMORY
    )
    np.testing.assert_allclose(keys, MEMORY @ memory_kernel, rtol=1e-4, atol=1e-5)
    scores = np.tanh(keys + (QUERY @ query_kernel)[:, np.newaxis]) @ v
    np.testing.assert_allclose(alignments, softmax(scores), rtol=1e-4)


@pytest.mark.parametrize("name", ["LuongAttention", "BahdanauAttention"])
def test_nothing_past_the_memorys_end_is_attended(name):
    make = getattr(tf.contrib.seq2seq, name)
    alignments, _, _ = attend(make, 5, MEMORY, memory_sequence_length=LENGTHS)
    np.testing.assert_allclose(alignments.sum(1), 1, rtol=1e-5)
    assert (alignments[np.arange(4) >= LENGTHS[:, np.newaxis]] == 0).all()


def test_a_memory_of_no_length_is_refused_at_run_time():
    mechanism = tf.contrib.seq2seq.LuongAttention(
        5, MEMORY, memory_sequence_length=tf.placeholder_with_default([4, 0, 1], [3])
    )
    alignments, _ = mechanism(tf.constant(QUERY), None)
    with pytest.raises(tf.errors.InvalidArgumentError, match="memory_sequence_length"):
        run(alignments)


def monotonic_by_definition(p_choose, previous):
    """Raffel et al. 2017, equation 8, entry by entry."""
    attention = np.zeros_like(p_choose)
    for row in range(len(p_choose)):
        reached = 0.0
        for i in range(p_choose.shape[1]):
            passed = (1 - p_choose[row, i - 1]) * reached if i else 0.0
            reached = passed + previous[row, i]
            attention[row, i] = p_choose[row, i] * reached
    return attention


@pytest.mark.parametrize("mode", ["recursive", "parallel"])
def test_monotonic_attention_follows_its_definition(mode):
    rng = np.random.RandomState(4)
    p_choose = rng.uniform(0.1, 0.9, (3, 6)).astype(np.float32)
    previous = rng.dirichlet(np.ones(6), 3).astype(np.float32)
    attention = run(tf.contrib.seq2seq.monotonic_attention(p_choose, previous, mode))
    np.testing.assert_allclose(attention, monotonic_by_definition(p_choose, previous), rtol=1e-4)


def test_hard_monotonic_attention_moves_to_the_next_entry_that_is_chosen():
    p_choose = np.array([[1, 0, 0, 1], [0, 0, 0, 0]], np.float32)
    previous = np.array([[0, 1, 0, 0], [1, 0, 0, 0]], np.float32)
    attention = run(tf.contrib.seq2seq.monotonic_attention(p_choose, previous, "hard"))
    assert attention.tolist() == [[0, 0, 0, 1], [0, 0, 0, 0]]


def test_safe_cumprod_has_no_undefined_gradient_at_zero():
    x = tf.constant([[0.5, 0.0, 0.5]])
    cumprod = tf.contrib.seq2seq.safe_cumprod(x, axis=1)
    (gradient,) = tf.gradients(cumprod, x)
    cumprod, gradient = run((cumprod, gradient))
    np.testing.assert_allclose(cumprod, [[0.5, 0, 0]], atol=1e-6)
    assert np.isfinite(gradient).all()


def wrapper(mechanism=None, **options):
    mechanism = mechanism or tf.contrib.seq2seq.LuongAttention(5, MEMORY)
    return tf.contrib.seq2seq.AttentionWrapper(tf.nn.rnn_cell.BasicRNNCell(5), mechanism, **options)


def test_the_context_is_the_mean_of_the_memory_that_the_alignments_weigh():
    cell = wrapper()
    outputs, states = cell(tf.constant(QUERY), cell.zero_state(3, tf.float32))
    outputs, states = run((outputs, states))
    np.testing.assert_allclose(
        outputs, np.einsum("bt,btd->bd", states.alignments, MEMORY), rtol=1e-4, atol=1e-6
    )
    np.testing.assert_array_equal(outputs, states.attention)
    assert states.time == 1


def test_the_history_holds_every_steps_alignments():
    cell = wrapper(alignment_history=True, attention_layer_size=3)
    states = cell.zero_state(3, tf.float32)
    alignments = []
    for _ in range(3):
        _, states = cell(tf.constant(QUERY), states)
        alignments.append(states.alignments)
    history, alignments = run((states.alignment_history.stack(), alignments))
    np.testing.assert_array_equal(history, alignments)


def test_clone_replaces_the_cells_state():
    cell = wrapper()
    encoder_state = tf.placeholder_with_default(tf.ones([3, 5]), [None, 5])
    states = cell.zero_state(3, tf.float32).clone(cell_state=encoder_state)
    assert states.cell_state.shape.as_list() == [3, 5]
    assert (run(states.cell_state) == 1).all()


def test_clone_checks_a_dynamic_shape_at_run_time():
    wrong = tf.placeholder_with_default(tf.ones([2, 5]), [None, 5])
    states = wrapper().zero_state(3, tf.float32).clone(cell_state=wrong)
    with pytest.raises(tf.errors.InvalidArgumentError, match="Wrong shape for"):
        run(states.cell_state)


def test_a_memory_that_was_not_tiled_is_refused_with_advice():
    with pytest.raises(tf.errors.InvalidArgumentError, match="tile_batch"):
        wrapper().zero_state(6, tf.float32)


WRONG = [
    (
        lambda s: s.LuongAttention(4, MEMORY)(tf.constant(QUERY), None),
        ValueError,
        "query has depth 5",
    ),
    (
        lambda s: s.LuongAttention(5, tf.placeholder(tf.float32, [None, None, None])),
        ValueError,
        "memory must have static dimensions",
    ),
    (lambda s: s.monotonic_attention(tf.ones([2, 3]), tf.ones([2, 3]), "soft"), ValueError, "mode"),
    (lambda s: s.AttentionWrapper("cell", s.LuongAttention(5, MEMORY)), TypeError, "cell"),
    (
        lambda s: s.AttentionWrapper(tf.nn.rnn_cell.BasicRNNCell(5), MEMORY),
        TypeError,
        "attention_mechanism must be an AttentionMechanism",
    ),
    (lambda s: wrapper(cell_input_fn=3), TypeError, "cell_input_fn must be callable"),
    (
        lambda s: wrapper(attention_layer_size=3, attention_layer=tf.layers.Dense(3)),
        ValueError,
        "attention_layer_size or attention_layer",
    ),
    (
        lambda s: wrapper(attention_layer_size=[3, 3]),
        ValueError,
        "attention_layer_size must have one entry",
    ),
    (
        lambda s: wrapper()(tf.constant(QUERY), tf.zeros([3, 5])),
        TypeError,
        "state must be an AttentionWrapperState",
    ),
    (
        lambda s: wrapper().zero_state(3, tf.float32).clone(cell_state=tf.ones([2, 5])),
        ValueError,
        r"Invalid shape for tensor .*, expected \(3, 5\), got \(2, 5\)",
    ),
    (lambda s: wrapper().zero_state(3, tf.float32).clone(states=1), ValueError, "states"),
]


@pytest.mark.parametrize(("make", "error", "message"), WRONG, ids=[m for _, _, m in WRONG])
def test_a_wrong_argument_is_named(make, error, message):
    with pytest.raises(error, match=message):
        make(tf.contrib.seq2seq)


def test_a_mechanism_that_a_program_derives_as_in_tensorflow_1_works():
    class Cumulative(tf.contrib.seq2seq.BahdanauAttention):
        """Scores count what was attended before; its state is the sum of all alignments."""

        def __call__(self, query, state):
            with tf.variable_scope(None, "cumulative", [query]):
                query = tf.expand_dims(self.query_layer(query), 1)
                weight = tf.get_variable("weight", [self._num_units], dtype=self.dtype)
                seen = tf.expand_dims(state, -1)
                energy = tf.reduce_sum(weight * tf.tanh(self._keys + query + seen), [2])
            alignments = self._probability_fn(energy, state)
            return alignments, alignments + state

    cell = wrapper(Cumulative(7, MEMORY, memory_sequence_length=LENGTHS))
    states = cell.zero_state(3, tf.float32)
    for _ in range(2):
        with tf.variable_scope("", reuse=tf.AUTO_REUSE):
            _, states = cell(tf.constant(QUERY), states)
    states = run(states)
    np.testing.assert_allclose(states.attention_state.sum(1), 2, rtol=1e-5)
    assert (states.alignments[np.arange(4) >= LENGTHS[:, np.newaxis]] == 0).all()
