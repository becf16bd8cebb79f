"""How beam search ranks its hypotheses.

Source: Wu et al. 2016, "Google's Neural Machine Translation System", section 7, equation 14.
"""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.attention_wrapper import AttentionWrapperState


def scores(
    log_probs,
    sequence_lengths,
    length_penalty_weight,
    coverage_penalty_weight,
    finished,
    accumulated_attention_probs,
):
    """log P / lp(length), plus the coverage penalty of the hypotheses that are finished.

    log_probs, sequence_lengths: `[batch_size, beam_width, n_tokens]`; finished: `[batch_size,
    beam_width]`; accumulated_attention_probs: `[batch_size, beam_width, max_time]` or None.
    Raises ValueError unless the weights are scalars, and if no attention was accumulated for a
    coverage_penalty_weight that is not 0.
    """
    penalty = length_penalty(sequence_lengths, length_penalty_weight)
    ranked = log_probs / tf.cast(penalty, dtype=log_probs.dtype)
    weight = tf.convert_to_tensor(coverage_penalty_weight, name="coverage_penalty_weight")
    _check_scalar(weight, "coverage_penalty_weight")
    if tf.get_static_value(weight) == 0.0:
        return ranked
    if accumulated_attention_probs is None:
        raise ValueError(
            "BeamSearchDecoder: accumulated_attention_probs must not be None where "
            "coverage_penalty_weight is not 0"
        )
    penalty = coverage_penalty(accumulated_attention_probs)
    penalty *= tf.cast(finished, tf.float32)
    return ranked + tf.expand_dims(penalty * weight, 2)


def length_penalty(sequence_lengths, penalty_factor):
    """lp(n) = (5 + n)^a / (5 + 1)^a, of the lengths' shape; 1 if the factor a is 0."""
    factor = tf.convert_to_tensor(penalty_factor, name="penalty_factor")
    _check_scalar(factor, "length_penalty_weight")
    if tf.get_static_value(factor) == 0:
        return 1.0
    return tf.div((5.0 + tf.cast(sequence_lengths, tf.float32)) ** factor, (5.0 + 1.0) ** factor)


def coverage_penalty(accumulated_attention_probs):
    """Sum over the memory of log(min(attention, 1)), `[batch_size, beam_width]`.

    An entry without any attention counts as fully attended: padding gets none.
    """
    attention = accumulated_attention_probs
    attention = tf.where(tf.equal(attention, 0.0), tf.ones_like(attention), attention)
    return tf.reduce_sum(tf.log(tf.minimum(attention, 1.0)), 2)


def attention_probs(next_cell_state, coverage_penalty_weight):
    """The alignments in a state, `[batch_size, beam_width, max_time]`, averaged over mechanisms.

    None if coverage_penalty_weight is 0. Raises ValueError if no cell attends.
    """
    if not tf.is_tensor(coverage_penalty_weight) and coverage_penalty_weight == 0.0:
        return None
    probs = _alignments(next_cell_state)
    if not probs:
        raise ValueError(
            "BeamSearchDecoder: coverage_penalty_weight must be 0 unless the cell, or one in it, "
            "is an AttentionWrapper"
        )
    return probs[0] if len(probs) == 1 else _mean(probs)


def _alignments(cell_state):
    if isinstance(cell_state, AttentionWrapperState):
        return [mean_alignments(cell_state)]
    if isinstance(cell_state, tuple):
        return [alignments for part in cell_state for alignments in _alignments(part)]
    return []


def mean_alignments(attention_state):
    """The alignments in an AttentionWrapperState, averaged over mechanisms if it has several."""
    alignments = attention_state.alignments
    return _mean(alignments) if isinstance(alignments, tuple) else alignments


def _mean(probs):
    return tf.reduce_mean(tf.concat([tf.expand_dims(p, -1) for p in probs], -1), -1)


def mask_finished(probs, eos_token, finished):
    """Log probabilities of a step, but a finished beam goes on with `eos_token` only, at no cost.

    probs: `[batch_size, beam_width, n_tokens]`; finished: `[batch_size, beam_width]`.
    """
    n_tokens = tf.shape(probs)[2]
    dtype = probs.dtype
    row = tf.one_hot(
        eos_token,
        n_tokens,
        dtype=dtype,
        on_value=tf.convert_to_tensor(0.0, dtype=dtype),
        off_value=dtype.min,
    )
    row = tf.reshape(row, [1, 1, -1])
    finished_log_probs = tf.tile(row, tf.concat([tf.shape(finished), [1]], 0))
    finished = tf.tile(tf.expand_dims(finished, 2), [1, 1, n_tokens])
    return tf.where(finished, finished_log_probs, probs)


def _check_scalar(weight, name: str) -> None:
    if weight.shape.ndims != 0:
        raise ValueError(
            f"BeamSearchDecoder: {name} must be a scalar, but has shape {weight.shape}"
        )
