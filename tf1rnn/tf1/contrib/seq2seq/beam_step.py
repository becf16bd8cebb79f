"""A step of beam search: every hypothesis extended by every token, the best of them kept."""

import collections

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq import beam_scores
from tf1rnn.tf1.contrib.seq2seq.beams import gather_beams, gather_state
from tf1rnn.tf1.contrib.seq2seq.memory import dimension


class BeamSearchDecoderState(
    collections.namedtuple(
        "BeamSearchDecoderState",
        ["cell_state", "log_probs", "finished", "lengths", "accumulated_attention_probs"],
    )
):
    """The hypotheses: each field `[batch_size, beam_width, ...]`, lengths as int64."""


class BeamSearchDecoderOutput(
    collections.namedtuple("BeamSearchDecoderOutput", ["scores", "predicted_ids", "parent_ids"])
):
    """A step's outputs, each `[batch_size, beam_width]`: parent_ids are the beams extended."""


def beam_search_step(
    time,
    logits,
    next_cell_state,
    beam_state,
    batch_size,
    beam_width: int,
    end_token,
    length_penalty_weight,
    coverage_penalty_weight,
):
    """Return (BeamSearchDecoderOutput, next BeamSearchDecoderState) of step `time`.

    logits: `[batch_size, beam_width, n_tokens]`; next_cell_state: the cell's, of the hypotheses
    before they are extended; the rest as BeamSearchDecoder.
    """
    not_finished = tf.logical_not(beam_state.finished)
    step_log_probs = beam_scores.mask_finished(
        tf.nn.log_softmax(logits), end_token, beam_state.finished
    )
    log_probs = tf.expand_dims(beam_state.log_probs, 2) + step_log_probs
    n_tokens = dimension(logits, -1)
    beams = (batch_size, beam_width)
    lengths = _lengths(beam_state.lengths, not_finished, beams, end_token, n_tokens)
    attention = beam_scores.attention_probs(next_cell_state, coverage_penalty_weight)
    if attention is not None:
        attention *= tf.expand_dims(tf.cast(not_finished, tf.float32), 2)
        attention = beam_state.accumulated_attention_probs + attention
    scores = beam_scores.scores(
        log_probs,
        lengths,
        length_penalty_weight,
        coverage_penalty_weight,
        beam_state.finished,
        attention,
    )
    tf.convert_to_tensor(time, name="time")  # in the graph, though nothing reads it
    flat_scores = tf.reshape(scores, [batch_size, -1])
    k = tf.convert_to_tensor(beam_width, dtype=tf.int32, name="beam_width")
    best_scores, best = tf.nn.top_k(flat_scores, k=k)
    for ranked in (best_scores, best):
        ranked.set_shape([tf.get_static_value(batch_size), beam_width])

    best_log_probs = gather_beams(
        best, log_probs, batch_size, beam_width * n_tokens, [-1], name="next_beam_probs"
    )
    tokens = tf.cast(tf.mod(best, n_tokens, name="next_beam_word_ids"), tf.int32)
    parents = tf.cast(best / n_tokens, tf.int32, name="next_beam_parent_ids")
    parent_finished = gather_beams(parents, beam_state.finished, *beams, [-1])
    finished = tf.logical_or(
        parent_finished, tf.equal(tokens, end_token), name="next_beam_finished"
    )
    grows = tf.cast(tf.logical_not(parent_finished), tf.int64)
    lengths = gather_beams(parents, beam_state.lengths, *beams, [-1]) + grows
    if attention is not None:
        attention = gather_beams(
            parents,
            attention,
            *beams,
            [batch_size * beam_width, -1],
            name="next_accumulated_attention_probs",
        )
    next_cell_state = tf.nest.map_structure(
        lambda part: gather_state(parents, part, *beams, [batch_size * beam_width, -1]),
        next_cell_state,
    )
    next_state = BeamSearchDecoderState(
        cell_state=next_cell_state,
        log_probs=best_log_probs,
        finished=finished,
        lengths=lengths,
        accumulated_attention_probs=() if attention is None else attention,
    )
    return BeamSearchDecoderOutput(best_scores, tokens, parents), next_state


def _lengths(lengths, not_finished, beams, end_token, n_tokens):
    """Lengths with each token appended, `[batch_size, beam_width, n_tokens]`.

    Neither end_token nor anything after it counts.
    """
    added = tf.one_hot(
        tf.fill([*beams], end_token),
        n_tokens,
        on_value=tf.to_int64(0),
        off_value=tf.to_int64(1),
        dtype=tf.int64,
    )
    added *= tf.expand_dims(tf.cast(not_finished, tf.int64), 2)
    return added + tf.expand_dims(lengths, 2)
