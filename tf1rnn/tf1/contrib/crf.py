"""tf.contrib.crf: a linear-chain conditional random field over the outputs of an RNN.

A tag sequence's score is the sum of its tags' potentials (`inputs`, [batch_size, n_steps, n_tags])
and of the transitions from each tag to the next (`transition_params`, [n_tags, n_tags], from row to
column); its probability is exp(score), normalised over all tag sequences of the same length.
Source: Lafferty, McCallum and Pereira, "Conditional Random Fields" (2001).
"""

import numpy as np

from tf1rnn.tf1 import tf

__all__ = [
    "CrfDecodeBackwardRnnCell",
    "CrfDecodeForwardRnnCell",
    "CrfForwardRnnCell",
    "crf_binary_score",
    "crf_decode",
    "crf_log_likelihood",
    "crf_log_norm",
    "crf_multitag_sequence_score",
    "crf_sequence_score",
    "crf_unary_score",
    "viterbi_decode",
]


class CrfForwardRnnCell(tf.nn.rnn_cell.RNNCell):
    """One step of the forward algorithm, as an RNN cell.

    The state, [batch_size, n_tags], is the log of the summed exp(score) of all tag sequences so far
    that end in each tag. Source: Rabiner, "A Tutorial on Hidden Markov Models" (1989).
    """

    def __init__(self, transition_params):
        super().__init__()
        self._transitions = tf.expand_dims(transition_params, 0)
        self._num_tags = tf.dimension_value(tf.convert_to_tensor(transition_params).shape[0])

    @property
    def state_size(self):
        return self._num_tags

    @property
    def output_size(self):
        return self._num_tags

    def __call__(self, inputs, state, scope=None):
        """Add the step whose potentials are `inputs`, [batch_size, n_tags]."""
        arrivals = tf.expand_dims(state, 2) + self._transitions  # [batch_size, from, to]
        alphas = inputs + tf.reduce_logsumexp(arrivals, axis=1)
        return alphas, alphas


class CrfDecodeForwardRnnCell(CrfForwardRnnCell):
    """One step of the Viterbi algorithm: the tag that each tag comes from, and the best scores.

    The output is int32 `[batch_size, n_tags]`; the state, `[batch_size, n_tags]`, is the best score
    of all tag sequences so far that end in each tag.
    """

    def __call__(self, inputs, state, scope=None):
        """Add the step whose potentials are `inputs`, [batch_size, n_tags]."""
        arrivals = tf.expand_dims(state, 2) + self._transitions
        scores = inputs + tf.reduce_max(arrivals, [1])
        return tf.cast(tf.argmax(arrivals, 1), tf.int32), scores


class CrfDecodeBackwardRnnCell(tf.nn.rnn_cell.RNNCell):
    """One step back along the best tag sequences: the tag that a tag comes from.

    Inputs are the outputs of CrfDecodeForwardRnnCell; output and state are int32 `[batch_size, 1]`.
    """

    def __init__(self, num_tags: int):
        super().__init__()
        self._num_tags = num_tags

    @property
    def state_size(self):
        return 1

    @property
    def output_size(self):
        return 1

    def __call__(self, inputs, state, scope=None):
        """The tag before each tag in `state`."""
        tags = tf.squeeze(state, axis=[1])
        rows = tf.range(tf.shape(inputs)[0])
        before = tf.expand_dims(tf.gather_nd(inputs, tf.stack([rows, tags], axis=1)), axis=-1)
        return before, before


class _ViterbiCell(CrfDecodeForwardRnnCell):
    """CrfDecodeForwardRnnCell, its output of the state's type: dynamic_rnn pads it with zeros."""

    def __call__(self, inputs, state, scope=None):
        origins, scores = super().__call__(inputs, state, scope)
        return tf.cast(origins, state.dtype), scores


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    """The sum of the potentials of the tags `tag_indices`, [batch_size, n_steps]: [batch_size]."""
    inputs = tf.convert_to_tensor(inputs)
    chosen = tf.one_hot(tag_indices, tf.shape(inputs)[2], dtype=inputs.dtype)
    potentials = tf.reduce_sum(inputs * chosen, axis=2)
    mask = tf.sequence_mask(sequence_lengths, tf.shape(tag_indices)[1], dtype=inputs.dtype)
    return tf.reduce_sum(potentials * mask, axis=1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    """The sum of the transitions between the tags, [batch_size, n_steps]: [batch_size]."""
    transition_params = tf.convert_to_tensor(transition_params)
    pairs = tf.stack([tag_indices[:, :-1], tag_indices[:, 1:]], axis=2)
    transitions = tf.gather_nd(transition_params, pairs)
    n_transitions = tf.shape(tag_indices)[1] - 1
    mask = tf.sequence_mask(sequence_lengths - 1, n_transitions, dtype=transition_params.dtype)
    return tf.reduce_sum(transitions * mask, axis=1)


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    """The score of the tag sequence `tag_indices`, [batch_size, n_steps]: [batch_size].

    A sequence of length 0 scores 0.
    """
    unary = crf_unary_score(tag_indices, sequence_lengths, inputs)
    return unary + crf_binary_score(tag_indices, sequence_lengths, transition_params)


def crf_multitag_sequence_score(inputs, tag_bitmap, sequence_lengths, transition_params):
    """The log of the summed exp(score) of all tag sequences that `tag_bitmap` allows: [batch_size].

    `tag_bitmap`, [batch_size, n_steps, n_tags] bool, has the tags that each step may have.
    """
    allowed = tf.where(tag_bitmap, inputs, tf.fill(tf.shape(inputs), float("-inf")))
    return crf_log_norm(allowed, sequence_lengths, transition_params)


def crf_log_norm(inputs, sequence_lengths, transition_params):
    """The log of the summed exp(score) of all tag sequences: [batch_size]; 0 for length 0."""
    _, alphas = tf.nn.dynamic_rnn(
        CrfForwardRnnCell(transition_params),
        inputs[:, 1:],
        sequence_length=tf.maximum(sequence_lengths - 1, 0),
        initial_state=inputs[:, 0],
    )
    log_norm = tf.reduce_logsumexp(alphas, axis=1)
    return tf.where(tf.less_equal(sequence_lengths, 0), tf.zeros_like(log_norm), log_norm)


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    """The log-probability of the tags `tag_indices`, [batch_size, n_steps]: [batch_size].

    Returns it and `transition_params`, which without an argument are a new variable `transitions`.
    """
    if transition_params is None:
        n_tags = inputs.shape.as_list()[2]
        transition_params = tf.get_variable("transitions", [n_tags, n_tags])
    score = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    log_norm = crf_log_norm(inputs, sequence_lengths, transition_params)
    return score - log_norm, transition_params


def crf_decode(potentials, transition_params, sequence_length):
    """The tags of the highest score, [batch_size, n_steps] int32, and that score, [batch_size].

    Past the end of a sequence its tags are 0. Source: Viterbi (1967).
    """
    n_before_last = tf.maximum(sequence_length - 1, 0)
    origins, scores = tf.nn.dynamic_rnn(
        _ViterbiCell(transition_params),
        potentials[:, 1:],
        sequence_length=n_before_last,
        initial_state=potentials[:, 0],
    )
    last = tf.expand_dims(tf.argmax(scores, axis=1, output_type=tf.int32), 1)
    earlier, _ = tf.nn.dynamic_rnn(
        CrfDecodeBackwardRnnCell(tf.dimension_value(potentials.shape[2])),
        tf.reverse_sequence(tf.cast(origins, tf.int32), n_before_last, seq_axis=1),
        sequence_length=n_before_last,
        initial_state=last,
    )
    backwards = tf.concat([last, tf.squeeze(earlier, 2)], axis=1)
    tags = tf.reverse_sequence(backwards, sequence_length, seq_axis=1)
    return tags, tf.reduce_max(scores, axis=1)


def viterbi_decode(score, transition_params):
    """The tag sequence of the highest score, a list of integers, and the score, in NumPy.

    `score` has the potentials of one sequence, [n_steps, n_tags].
    """
    score, transition_params = np.asarray(score), np.asarray(transition_params)
    best, origins = score[0], []
    for potentials in score[1:]:
        arrivals = best[:, np.newaxis] + transition_params
        origins.append(arrivals.argmax(axis=0))
        best = potentials + arrivals.max(axis=0)
    tags = [int(best.argmax())]
    for origin in reversed(origins):
        tags.append(int(origin[tags[-1]]))
    return tags[::-1], best.max()
