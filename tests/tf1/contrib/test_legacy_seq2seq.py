"""tf.contrib.legacy_seq2seq: what is fed and shared, and the errors that name an argument."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

N_SYMBOLS = 6


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def run(fetches, feed=None):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches, feed)


def cell(n_neurons=5):
    return tf.nn.rnn_cell.BasicRNNCell(n_neurons)


def tokens(n_steps, seed=0):
    steps = np.random.RandomState(seed).randint(0, N_SYMBOLS, (n_steps, 2))
    return [tf.constant(step, tf.int32) for step in steps]


def models(encoder_inputs, decoder_inputs, **options):
    """Each model over tokens, in a scope of its own where variables are made once."""
    legacy = tf.contrib.legacy_seq2seq
    two_sizes = {"num_encoder_symbols": N_SYMBOLS, "num_decoder_symbols": N_SYMBOLS}
    for name, sizes in (
        ("embedding_rnn_seq2seq", two_sizes),
        ("embedding_attention_seq2seq", two_sizes),
        ("embedding_tied_rnn_seq2seq", {"num_symbols": N_SYMBOLS}),
    ):
        with tf.variable_scope("", reuse=tf.AUTO_REUSE):
            yield getattr(legacy, name)(
                encoder_inputs, decoder_inputs, cell(), embedding_size=4, **sizes, **options
            )[0]


def test_only_the_first_decoder_input_matters_if_the_decoders_own_tokens_are_fed():
    first, other = tokens(3, seed=1), tokens(3, seed=2)
    other[0] = first[0]
    for feed_previous, alike in ((True, True), (False, False)):
        fetches = [
            list(models(tokens(2), inputs, feed_previous=feed_previous))
            for inputs in (first, other)
        ]
        for outputs, others in zip(*run(fetches), strict=True):
            np.testing.assert_allclose(outputs[0], others[0], rtol=1e-5)
            assert np.allclose(outputs[-1], others[-1], rtol=1e-5) == alike


@pytest.mark.parametrize("feed_previous", [True, False])
def test_a_tensor_chooses_at_run_time_what_is_fed(feed_previous):
    encoder_inputs, decoder_inputs = tokens(2), tokens(3, seed=1)
    choice = tf.placeholder(tf.bool, [])
    fetches = [
        list(models(encoder_inputs, decoder_inputs, feed_previous=fed))
        for fed in (feed_previous, choice)
    ]
    expected, chosen = run(fetches, {choice: feed_previous})
    for outputs, others in zip(expected, chosen, strict=True):
        np.testing.assert_allclose(outputs, others, rtol=1e-5)


def test_a_tied_model_has_one_cell_and_a_basic_one_has_two():
    inputs = [tf.ones([2, 5])] * 2
    legacy = tf.contrib.legacy_seq2seq
    legacy.tied_rnn_seq2seq(inputs, inputs, cell())
    assert len(tf.trainable_variables()) == 2
    legacy.basic_rnn_seq2seq(inputs, inputs, cell())
    assert len(tf.trainable_variables()) == 2 + 4


def test_every_bucket_has_the_same_variables_even_with_one_cell():
    one_cell = cell()

    def seq2seq(encoder_inputs, decoder_inputs):
        return tf.contrib.legacy_seq2seq.embedding_rnn_seq2seq(
            encoder_inputs, decoder_inputs, one_cell, N_SYMBOLS, N_SYMBOLS, 4
        )

    targets, weights = tokens(4, seed=3), [tf.ones([2])] * 4
    outputs, losses = tf.contrib.legacy_seq2seq.model_with_buckets(
        tokens(3), tokens(4, seed=1), targets, weights, [(2, 3), (3, 4)], seq2seq
    )
    assert [len(bucket) for bucket in outputs] == [3, 4]
    assert len(tf.trainable_variables()) == 8
    assert np.isfinite(run(losses)).all()


def test_sequence_loss_is_the_mean_of_the_examples_losses():
    logits = [tf.constant(step) for step in np.random.RandomState(0).randn(3, 2, N_SYMBOLS)]
    weights = [tf.constant([1.0, 0.5], tf.float64)] * 3
    legacy = tf.contrib.legacy_seq2seq
    by_example = legacy.sequence_loss_by_example(logits, tokens(3), weights)
    loss = legacy.sequence_loss(logits, tokens(3), weights)
    by_example, loss = run((by_example, loss))
    assert loss == pytest.approx(by_example.mean())


def inputs():
    return [tf.ones([2, 4])] * 2


def projection(n_weights=N_SYMBOLS, n_biases=N_SYMBOLS):
    return tf.ones([5, n_weights]), tf.ones([n_biases])


WRONG = [
    (
        lambda legacy: legacy.attention_decoder([], tf.ones([2, 5]), tf.ones([2, 3, 4]), cell()),
        ValueError,
        "decoder_inputs must have at least one step",
    ),
    (
        lambda legacy: legacy.attention_decoder(
            inputs(), tf.ones([2, 5]), tf.ones([2, 3, 4]), cell(), num_heads=0
        ),
        ValueError,
        "num_heads must be at least 1",
    ),
    (
        lambda legacy: legacy.attention_decoder(
            inputs(), tf.ones([2, 5]), tf.placeholder(tf.float32, [2, 3, None]), cell()
        ),
        ValueError,
        "attention_states must have a static last dimension",
    ),
    (
        lambda legacy: legacy.embedding_rnn_decoder(
            tokens(2), tf.ones([2, 5]), cell(), N_SYMBOLS, 4, output_projection=projection(7)
        ),
        ValueError,
        "output_projection: W must have shape",
    ),
    (
        lambda legacy: legacy.embedding_attention_decoder(
            tokens(2),
            tf.ones([2, 5]),
            tf.ones([2, 3, 4]),
            cell(),
            N_SYMBOLS,
            4,
            output_projection=projection(n_biases=7),
        ),
        ValueError,
        "output_projection: B must have shape",
    ),
    (
        lambda legacy: legacy.one2many_rnn_seq2seq(
            tokens(2), {"a": tokens(2)}, cell(), {"b": cell()}, 5, {"a": 5}, 4
        ),
        ValueError,
        "dec_cells_dict and decoder_inputs_dict",
    ),
    (
        lambda legacy: legacy.one2many_rnn_seq2seq(
            tokens(2), {"a": tokens(2)}, "cell", {"a": cell()}, 5, {"a": 5}, 4
        ),
        TypeError,
        "enc_cell",
    ),
    (lambda legacy: legacy.basic_rnn_seq2seq(inputs(), inputs(), "cell"), TypeError, "cell"),
    (
        lambda legacy: legacy.sequence_loss([tf.ones([2, 3])], tokens(2), [tf.ones([2])]),
        ValueError,
        "targets must have as many steps as logits",
    ),
    (
        lambda legacy: legacy.model_with_buckets(
            tokens(2), tokens(2), tokens(2), [tf.ones([2])] * 2, [(3, 2)], None
        ),
        ValueError,
        "encoder_inputs has 2 steps",
    ),
]


@pytest.mark.parametrize(("make", "error", "message"), WRONG, ids=[m for _, _, m in WRONG])
def test_a_wrong_argument_is_named(make, error, message):
    with pytest.raises(error, match=message):
        make(tf.contrib.legacy_seq2seq)
