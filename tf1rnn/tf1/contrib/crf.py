"""tf.contrib.crf: a linear-chain conditional random field over the outputs of an RNN.

A tag sequence's score is the sum of its tags' potentials (`inputs`, [batch_size, n_steps, n_tags])
and of the transitions from each tag to the next (`transition_params`, [n_tags, n_tags], from row to
column); its probability is exp(score), normalised over all tag sequences of the same length.
Source: Lafferty, McCallum and Pereira, "Conditional Random Fields" (2001).
"""

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import smart_cond

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


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    """The sum of the potentials of the tags `tag_indices`, [batch_size, n_steps]: [batch_size]."""
    batch_size, n_steps, n_tags = (tf.shape(inputs)[axis] for axis in range(3))
    flat = tf.reshape(inputs, [-1])
    starts = tf.expand_dims(tf.range(batch_size) * n_steps * n_tags, 1)
    starts += tf.expand_dims(tf.range(n_steps) * n_tags, 0)  # of each step's potentials in `flat`
    if tag_indices.dtype == tf.int64:
        starts = tf.cast(starts, tf.int64)
    places = tf.reshape(starts + tag_indices, [-1])
    potentials = tf.reshape(tf.gather(flat, places), [batch_size, n_steps])
    mask = tf.sequence_mask(sequence_lengths, tf.shape(tag_indices)[1], dtype=tf.float32)
    return tf.reduce_sum(potentials * mask, 1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    """The sum of the transitions between the tags, [batch_size, n_steps]: [batch_size]."""
    n_tags = transition_params.shape[0]
    n_transitions = tf.shape(tag_indices)[1] - 1
    before = tf.slice(tag_indices, [0, 0], [-1, n_transitions])
    after = tf.slice(tag_indices, [0, 1], [-1, n_transitions])
    places = before * n_tags + after
    transitions = tf.gather(tf.reshape(transition_params, [-1]), places)
    mask = tf.sequence_mask(sequence_lengths, tf.shape(tag_indices)[1], dtype=tf.float32)
    return tf.reduce_sum(transitions * tf.slice(mask, [0, 1], [-1, -1]), 1)


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    """The score of the tag sequence `tag_indices`, [batch_size, n_steps]: [batch_size].

    A sequence of length 0 scores 0.
    """

    def of_one_step():
        batch_size = tf.shape(inputs, out_type=tag_indices.dtype)[0]
        rows = tf.reshape(tf.range(batch_size, dtype=tag_indices.dtype), [-1, 1])
        places = tf.concat([rows, tag_indices], axis=1)
        return _zero_if_empty(tf.gather_nd(tf.squeeze(inputs, [1]), places), sequence_lengths)

    def of_more():
        unary = crf_unary_score(tag_indices, sequence_lengths, inputs)
        return unary + crf_binary_score(tag_indices, sequence_lengths, transition_params)

    return _by_length(inputs, of_one_step, of_more)


def crf_multitag_sequence_score(inputs, tag_bitmap, sequence_lengths, transition_params):
    """The log of the summed exp(score) of all tag sequences that `tag_bitmap` allows: [batch_size].

    `tag_bitmap`, [batch_size, n_steps, n_tags] bool, has the tags that each step may have.
    """

    def allowed():
        return tf.where(tag_bitmap, inputs, tf.fill(tf.shape(inputs), float("-inf")))

    return _by_length(
        inputs,
        lambda: tf.reduce_logsumexp(allowed(), axis=[1, 2], keepdims=False),
        lambda: crf_log_norm(allowed(), sequence_lengths, transition_params),
    )


def crf_log_norm(inputs, sequence_lengths, transition_params):
    """The log of the summed exp(score) of all tag sequences: [batch_size]; 0 for length 0."""
    first = _first_step(inputs)

    def of_more():
        cell = CrfForwardRnnCell(transition_params)
        _, alphas = tf.nn.dynamic_rnn(
            cell,
            tf.slice(inputs, [0, 1, 0], [-1, -1, -1]),
            sequence_length=_one_less(sequence_lengths),
            initial_state=first,
            dtype=tf.float32,
        )
        return norm(alphas)

    def norm(alphas):
        return _zero_if_empty(tf.reduce_logsumexp(alphas, [1]), sequence_lengths)

    return _by_length(inputs, lambda: norm(first), of_more)


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    """The log-probability of the tags `tag_indices`, [batch_size, n_steps]: [batch_size].

    Returns it and `transition_params`, which without an argument are a new variable `transitions`.
    """
    if transition_params is None:
        n_tags = tf.dimension_value(inputs.shape[2])
        transition_params = tf.get_variable("transitions", [n_tags, n_tags])
    score = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    log_norm = crf_log_norm(inputs, sequence_lengths, transition_params)
    return score - log_norm, transition_params


def crf_decode(potentials, transition_params, sequence_length):
    """The tags of the highest score, [batch_size, n_steps] int32, and that score, [batch_size].

    Past the end of a sequence its tags are 0. Source: Viterbi (1967).
    """

    def of_one_step():
        only = tf.squeeze(potentials, [1])
        tags = tf.expand_dims(tf.argmax(only, axis=1), 1)
        best_score = tf.reduce_max(only, axis=1)
        return tf.cast(tags, tf.int32), best_score

    def of_more():
        cell = CrfDecodeForwardRnnCell(transition_params)
        first = _first_step(potentials)
        rest = tf.slice(potentials, [0, 1, 0], [-1, -1, -1])
        n_before_last = _one_less(sequence_length)
        origins, scores = tf.nn.dynamic_rnn(
            cell, rest, sequence_length=n_before_last, initial_state=first, dtype=tf.int32
        )
        origins = tf.reverse_sequence(tf.cast(origins, tf.int32), n_before_last, seq_axis=1)
        last = tf.expand_dims(tf.cast(tf.argmax(scores, axis=1), tf.int32), axis=-1)
        earlier, _ = tf.nn.dynamic_rnn(
            CrfDecodeBackwardRnnCell(tf.dimension_value(potentials.shape[2])),
            origins,
            sequence_length=n_before_last,
            initial_state=last,
            dtype=tf.int32,
        )
        backwards = tf.concat([last, tf.squeeze(earlier, axis=[2])], axis=1)
        tags = tf.reverse_sequence(backwards, sequence_length, seq_axis=1)
        return tags, tf.reduce_max(scores, axis=1)

    return _by_length(potentials, of_one_step, of_more)


def _by_length(inputs, of_one_step, of_more):
    """What one function gives for sequences of one step, which no transition has, else the other.

    Where the number of steps is known only when the graph runs, the graph has both.
    """
    n_steps = tf.dimension_value(inputs.shape[1]) or tf.shape(inputs)[1]
    return smart_cond.smart_cond(tf.equal(n_steps, 1), of_one_step, of_more)


def _first_step(inputs):
    return tf.squeeze(tf.slice(inputs, [0, 0, 0], [-1, 1, -1]), [1])


def _one_less(lengths):
    return tf.maximum(tf.constant(0, dtype=lengths.dtype), lengths - 1)


def _zero_if_empty(values, lengths):
    return tf.where(tf.less_equal(lengths, 0), tf.zeros_like(values), values)


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
