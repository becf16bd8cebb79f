"""tf.contrib.crf against the enumeration of all tag sequences."""

import itertools

import numpy as np
import pytest

from tf1rnn.tf1 import tf

crf = tf.contrib.crf

N_TAGS = 3
LENGTHS = np.array([4, 2, 1, 0])
RNG = np.random.RandomState(42)
INPUTS = RNG.randn(4, 4, N_TAGS).astype(np.float32)
TRANSITIONS = RNG.randn(N_TAGS, N_TAGS).astype(np.float32)
TAGS = RNG.randint(0, N_TAGS, (4, 4))


@pytest.fixture(autouse=True)
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        yield session


def score(inputs, tags):
    unary = sum(inputs[step, tag] for step, tag in enumerate(tags))
    return unary + sum(TRANSITIONS[pair] for pair in itertools.pairwise(tags))


def sequences(length):
    return list(itertools.product(range(N_TAGS), repeat=length))


def log_sum(inputs, tag_sequences):
    return np.log(sum(np.exp(score(inputs, tags)) for tags in tag_sequences))


@pytest.mark.parametrize("dtype", [np.int32, np.int64])
@pytest.mark.parametrize("n_steps", [1, 4])
def test_probabilities_are_those_of_the_enumeration(session, n_steps, dtype):
    inputs, lengths = INPUTS[:, :n_steps], np.minimum(LENGTHS, n_steps).astype(dtype)
    tags = TAGS[:, :n_steps].astype(dtype)
    scores = crf.crf_sequence_score(inputs, tags, lengths, TRANSITIONS)
    log_norm = crf.crf_log_norm(inputs, lengths, TRANSITIONS)
    likelihood, transitions = crf.crf_log_likelihood(inputs, tags, lengths, TRANSITIONS)
    given = session.run([scores, log_norm, likelihood])
    pairs = list(zip(inputs, tags, lengths, strict=True))
    expected_scores = [score(x, y[:length]) for x, y, length in pairs]
    expected_norms = [log_sum(x, sequences(length)) for x, _, length in pairs]
    np.testing.assert_allclose(given[0], expected_scores, atol=1e-5)
    np.testing.assert_allclose(given[1], expected_norms, atol=1e-5)
    np.testing.assert_allclose(given[2], np.subtract(expected_scores, expected_norms), atol=1e-5)
    assert transitions is TRANSITIONS


def test_only_allowed_tags_are_summed_over(session):
    allowed = RNG.rand(4, 4, N_TAGS) > 0.4
    allowed[..., 0] = True
    total = crf.crf_multitag_sequence_score(INPUTS, allowed, LENGTHS, TRANSITIONS)
    expected = [
        log_sum(x, [t for t in sequences(n) if all(may[step, tag] for step, tag in enumerate(t))])
        for x, may, n in zip(INPUTS, allowed, LENGTHS, strict=True)
    ]
    np.testing.assert_allclose(session.run(total), expected, atol=1e-5)


def test_decoding_finds_the_sequence_of_the_highest_score(session):
    tags, best = session.run(crf.crf_decode(INPUTS, TRANSITIONS, LENGTHS))
    assert tags.dtype == np.int32
    for x, length, given, given_score in zip(INPUTS, LENGTHS, tags, best, strict=True):
        if length == 0:
            continue  # no tags to find
        highest = max(sequences(length), key=lambda sequence, x=x: score(x, sequence))
        assert given.tolist() == [*highest, *[0] * (4 - length)]
        assert given_score == pytest.approx(score(x, highest), abs=1e-5)
        in_numpy, numpy_score = crf.viterbi_decode(x[:length], TRANSITIONS)
        assert in_numpy == list(highest)
        assert numpy_score == pytest.approx(given_score, abs=1e-5)


def test_transitions_are_a_new_variable_unless_given(session):
    _, transitions = crf.crf_log_likelihood(tf.constant(INPUTS), TAGS, LENGTHS)
    assert transitions.name == "transitions:0"
    assert transitions.shape.as_list() == [N_TAGS, N_TAGS]
    assert tf.trainable_variables() == [transitions]
