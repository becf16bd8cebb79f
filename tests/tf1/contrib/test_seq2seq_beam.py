"""Beam search finds what an exhaustive search finds, and follows each beam to its start."""

import itertools

import numpy as np
import pytest

from tf1rnn.tf1 import tf

N_TOKENS, END, START = 4, 0, 3


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def run(fetches):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(fetches)


class MarkovCell(tf.nn.rnn_cell.RNNCell):
    """Its outputs are its inputs: the log odds of the next token given only the last one."""

    state_size = 1
    output_size = N_TOKENS

    def call(self, inputs, state):
        return inputs, state


def search(log_odds, beam_width, n_steps, **options):
    cell = MarkovCell()
    decoder = tf.contrib.seq2seq.BeamSearchDecoder(
        cell,
        log_odds,
        [START],
        END,
        cell.zero_state(beam_width, tf.float32),
        beam_width,
        **options,
    )
    outputs, states, _ = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=n_steps)
    scores = outputs.beam_search_decoder_output.scores
    return run((outputs.predicted_ids[0], scores[0, -1], states.log_probs[0]))


def exhaustive_search(log_odds, n_steps, penalty_weight=0.0):
    """Every sequence that ends or is n_steps long: (score, log probability, padded tokens).

    TensorFlow 1 counts the end token into a length, but not at the step that decodes it.
    """
    log_p = log_odds - np.log(np.exp(log_odds).sum(1, keepdims=True))
    found = {}
    for tokens in itertools.product(range(N_TOKENS), repeat=n_steps):
        n_decoded = tokens.index(END) + 1 if END in tokens else n_steps
        tokens = tokens[:n_decoded] + (END,) * (n_steps - n_decoded)
        steps = itertools.pairwise((START, *tokens[:n_decoded]))
        log_probability = sum(log_p[last, token] for last, token in steps)
        ends_at_last = n_decoded == n_steps and tokens[-1] == END
        lp = ((5 + n_decoded - ends_at_last) / 6) ** penalty_weight
        found[tokens] = (log_probability / lp, log_probability, tokens)
    return sorted(found.values(), reverse=True)


@pytest.mark.parametrize("penalty_weight", [0.0, 0.6, 2.0])
def test_a_beam_wide_enough_finds_the_sequences_an_exhaustive_search_finds(penalty_weight):
    log_odds = np.random.RandomState(5).randn(N_TOKENS, N_TOKENS).astype(np.float32) * 2
    ids, scores, log_probs = search(log_odds, 40, 3, length_penalty_weight=penalty_weight)
    expected = exhaustive_search(log_odds, 3, penalty_weight)
    np.testing.assert_allclose(scores[:10], [score for score, _, _ in expected[:10]], rtol=1e-5)
    np.testing.assert_allclose(log_probs[:10], [p for _, p, _ in expected[:10]], rtol=1e-5)
    assert [tuple(beam) for beam in ids.T[:10]] == [tokens for _, _, tokens in expected[:10]]


def test_a_beam_of_one_is_the_greedy_decoding():
    log_odds = np.random.RandomState(7).randn(N_TOKENS, N_TOKENS).astype(np.float32)
    log_odds[:, END] -= 2
    ids, _, _ = search(log_odds, 1, 6)
    cell = MarkovCell()
    helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(log_odds, [START], END)
    decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, cell.zero_state(1, tf.float32))
    greedy, _, _ = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=6)
    assert ids[:, 0].tolist() == run(greedy.sample_id)[0].tolist()


def followed(step_ids, parent_ids, lengths, end_token):
    """gather_tree by its documentation, one beam at a time."""
    max_time, batch_size, beam_width = step_ids.shape
    beams = np.full_like(step_ids, end_token)
    for entry, beam in itertools.product(range(batch_size), range(beam_width)):
        tokens, parent = [], beam
        for time in reversed(range(min(max_time, lengths[entry]))):
            tokens.insert(0, step_ids[time, entry, parent])
            parent = parent_ids[time, entry, parent]
        if end_token in tokens:
            tokens = tokens[: tokens.index(end_token)]
        beams[: len(tokens), entry, beam] = tokens
    return beams


def test_gather_tree_follows_each_beam_to_its_start():
    rng = np.random.RandomState(3)
    for shape in ((1, 1, 1), (7, 3, 2), (12, 4, 5)):
        step_ids = rng.randint(0, 9, shape).astype(np.int32)
        parent_ids = rng.randint(0, shape[2], shape).astype(np.int32)
        lengths = rng.randint(0, shape[0] + 2, shape[1]).astype(np.int32)
        beams = run(tf.contrib.seq2seq.gather_tree(step_ids, parent_ids, lengths, 8))
        np.testing.assert_array_equal(beams, followed(step_ids, parent_ids, lengths, 8))


def test_gather_tree_refuses_a_parent_that_is_not_a_beam():
    ids = np.zeros((2, 1, 2), np.int32)
    beams = tf.contrib.seq2seq.gather_tree(ids, ids + 2, [2], 1)
    with pytest.raises(tf.errors.InvalidArgumentError):
        run(beams)


def test_gather_tree_names_the_argument_of_a_wrong_type():
    ids = np.zeros((2, 1, 2), np.int32)
    with pytest.raises(TypeError, match="parent_ids must be int32"):
        tf.contrib.seq2seq.gather_tree(ids, ids.astype(np.float32), [2], 1)


def test_tile_batch_repeats_each_entry_in_a_row():
    t = {"states": (tf.constant([[1.0, 2.0], [3.0, 4.0]]),), "length": tf.constant([5, 6])}
    tiled = run(tf.contrib.seq2seq.tile_batch(t, multiplier=2))
    assert tiled["states"][0].tolist() == [[1, 2], [1, 2], [3, 4], [3, 4]]
    assert tiled["length"].tolist() == [5, 5, 6, 6]


def test_a_finished_beam_only_adds_end_tokens_and_its_probability_stays():
    log_odds = np.full((N_TOKENS, N_TOKENS), -3.0, np.float32)
    log_odds[:, END] = -1.0
    log_odds[START, END] = 2.0
    ids, _, log_probs = search(log_odds, 2, 5)
    (_, log_probability, tokens), *_ = exhaustive_search(log_odds, 5)
    assert tuple(ids[:, 0]) == (END,) * len(ids) == tokens[: len(ids)]
    assert len(ids) > 1
    np.testing.assert_allclose(log_probs[0], log_probability, rtol=1e-5)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"cell": "lstm"}, TypeError, "cell"),
        ({"output_layer": len}, TypeError, "output_layer"),
        ({"start_tokens": 1}, ValueError, "start_tokens must be a vector"),
        ({"end_token": [1]}, ValueError, "end_token must be a scalar"),
        ({"initial_state": (1, 2)}, (TypeError, ValueError), "structure"),
    ],
)
def test_a_wrong_argument_is_named(options, error, message):
    cell = MarkovCell()
    arguments = {
        "cell": cell,
        "embedding": np.eye(N_TOKENS, dtype=np.float32),
        "start_tokens": [START],
        "end_token": END,
        "initial_state": cell.zero_state(2, tf.float32),
        "beam_width": 2,
    }
    with pytest.raises(error, match=message):
        tf.contrib.seq2seq.BeamSearchDecoder(**{**arguments, **options})


def test_a_coverage_penalty_needs_attention():
    with pytest.raises(ValueError, match="coverage_penalty_weight"):
        search(np.eye(N_TOKENS, dtype=np.float32), 2, 2, coverage_penalty_weight=0.1)
