"""Monotonic attention: it moves through the memory only forward, as one hears speech."""

import functools

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.attention import (
    bahdanau_score,
    bahdanau_variables,
    layer_without_bias,
    luong_score,
    luong_variable,
)
from tf1rnn.tf1.contrib.seq2seq.memory import MemoryAttention, dimension


def safe_cumprod(x, *args, **kwargs):
    """Cumulative product of `x`, values in [0, 1], as exp(cumsum(log(x))): never underflows to 0/0.

    Takes the other arguments of `tf.cumsum` (`axis`, `exclusive`, `reverse`).
    Returns a tensor of `x`'s shape.
    """
    with tf.name_scope(None, "SafeCumprod", [x]):
        x = tf.convert_to_tensor(x, name="x")
        tiny = np.finfo(x.dtype.as_numpy_dtype).tiny
        return tf.exp(tf.cumsum(tf.log(tf.clip_by_value(x, tiny, 1)), *args, **kwargs))


def monotonic_attention(p_choose_i, previous_attention, mode: str):
    """Distribution of attention over the memory, from the probability of stopping at each entry.

    p_choose_i: probability of stopping at entry i once it is reached, `[batch_size, max_time]`.
    previous_attention: the distribution of the previous step, `[batch_size, max_time]`.
    mode: "recursive" follows the definition entry by entry, q[i] = (1 - p[i-1]) q[i-1] + a[i] and
    attention[i] = p[i] q[i]; "parallel" is its closed form, p cumprod(1 - p) cumsum(a / cumprod);
    "hard" is for stopping probabilities that are all 0 or 1, as at inference.
    Source: Raffel et al. 2017, "Online and Linear-Time Attention by Enforcing Monotonic
    Alignments", equations 8 and 9 and appendix.

    Returns `[batch_size, max_time]`. Raises ValueError for another mode.
    """
    p = tf.convert_to_tensor(p_choose_i, name="p_choose_i")
    previous = tf.convert_to_tensor(previous_attention, name="previous_attention")
    if mode == "recursive":
        return _recursive(p, previous)
    if mode == "parallel":
        p_reached = safe_cumprod(1 - p, axis=1, exclusive=True)
        return p * p_reached * tf.cumsum(previous / tf.clip_by_value(p_reached, 1e-10, 1.0), axis=1)
    if mode == "hard":
        ahead = p * tf.cumsum(previous, axis=1)  # entries at or after the previous one
        return ahead * tf.cumprod(1 - ahead, axis=1, exclusive=True)
    raise ValueError(f"monotonic_attention: mode must be recursive, parallel or hard, not {mode!r}")


def _recursive(p, previous):
    batch_size = dimension(p, 0)
    p_passed = tf.concat([tf.ones([batch_size, 1], p.dtype), 1 - p[:, :-1]], 1)

    def pass_on(reached, step):
        passed, arrived = step
        return tf.reshape(passed * reached + arrived, [batch_size])

    steps = (tf.transpose(p_passed, [1, 0]), tf.transpose(previous, [1, 0]))
    p_reached = tf.scan(pass_on, steps, tf.zeros([batch_size], p.dtype))
    return p * tf.transpose(p_reached, [1, 0])


class MonotonicAttention(MemoryAttention):
    """Attention that starts at the memory's first entry; arguments as MemoryAttention."""

    def initial_alignments(self, batch_size, dtype):
        """Before the first step, attention to the first entry, `[batch_size, max_time]`."""
        first = tf.zeros((batch_size,), dtype=tf.int32)
        return tf.one_hot(first, self._alignments_size, dtype=dtype)


def monotonic_probabilities(score, previous_alignments, sigmoid_noise, mode, seed=None):
    """Alignments `[batch_size, max_time]` from scores, which say how likely it is to stop there.

    sigmoid_noise: standard deviation of the noise added to the scores, which drives them to be all
    or nothing in training; seed: its seed. mode: that of `monotonic_attention`; for "hard" the
    score's sign decides and no noise should be added.
    """
    if sigmoid_noise > 0:
        noise = tf.random_normal(tf.shape(score), dtype=score.dtype, seed=seed)
        score += sigmoid_noise * noise
    p_choose_i = tf.cast(score > 0, score.dtype) if mode == "hard" else tf.sigmoid(score)
    return monotonic_attention(p_choose_i, previous_alignments, mode)


class LuongMonotonicAttention(MonotonicAttention):
    """Monotonic attention with Luong's score, and a bias that starts at `score_bias_init`.

    The bias is negative for a long memory. sigmoid_noise, sigmoid_noise_seed and mode are those of
    `monotonic_probabilities`; the other arguments are LuongAttention's.
    Source: Raffel et al. 2017; Luong et al. 2015.
    """

    def __init__(
        self,
        num_units: int,
        memory,
        memory_sequence_length=None,
        scale: bool = False,
        score_mask_value: float | None = None,
        sigmoid_noise: float = 0.0,
        sigmoid_noise_seed: int | None = None,
        score_bias_init: float = 0.0,
        mode: str = "parallel",
        dtype=None,
        name: str = "LuongMonotonicAttention",
    ):
        super().__init__(
            query_layer=None,
            memory=memory,
            probability_fn=_probability_fn(sigmoid_noise, mode, sigmoid_noise_seed),
            memory_sequence_length=memory_sequence_length,
            memory_layer=layer_without_bias(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units, self._scale, self._name = num_units, scale, name
        self._score_bias_init = score_bias_init

    def __call__(self, query, state):
        """Alignments for `query` `[batch_size, num_units]`, and once more as the next state."""
        with tf.variable_scope(None, "luong_monotonic_attention", [query]):
            g = luong_variable(self._scale, query.dtype)
            score = luong_score(query, self._keys, g)
            score += _score_bias(self._score_bias_init, query.dtype)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


class BahdanauMonotonicAttention(MonotonicAttention):
    """Monotonic attention with Bahdanau's score, and a bias that starts at `score_bias_init`.

    The bias is negative for a long memory. sigmoid_noise, sigmoid_noise_seed and mode are those of
    `monotonic_probabilities`; the other arguments are BahdanauAttention's.
    Source: Raffel et al. 2017; Bahdanau et al. 2014.
    """

    def __init__(
        self,
        num_units: int,
        memory,
        memory_sequence_length=None,
        normalize: bool = False,
        score_mask_value: float | None = None,
        sigmoid_noise: float = 0.0,
        sigmoid_noise_seed: int | None = None,
        score_bias_init: float = 0.0,
        mode: str = "parallel",
        dtype=None,
        name: str = "BahdanauMonotonicAttention",
    ):
        super().__init__(
            query_layer=layer_without_bias(num_units, "query_layer", dtype),
            memory=memory,
            probability_fn=_probability_fn(sigmoid_noise, mode, sigmoid_noise_seed),
            memory_sequence_length=memory_sequence_length,
            memory_layer=layer_without_bias(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            name=name,
        )
        self._num_units, self._normalize, self._name = num_units, normalize, name
        self._score_bias_init = score_bias_init

    def __call__(self, query, state):
        """Alignments for `query` `[batch_size, query_depth]`, and once more as the next state."""
        with tf.variable_scope(None, "bahdanau_monotonic_attention", [query]):
            query = self._query_layer(query) if self._query_layer else query
            v, g, b = bahdanau_variables(self._num_units, self._normalize, query.dtype)
            score = bahdanau_score(query, self._keys, v, attention_g=g, attention_b=b)
            score += _score_bias(self._score_bias_init, query.dtype)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


def _probability_fn(sigmoid_noise, mode, seed):
    return functools.partial(
        monotonic_probabilities, sigmoid_noise=sigmoid_noise, mode=mode, seed=seed
    )


def _score_bias(initial_value, dtype):
    return tf.get_variable("attention_score_bias", dtype=dtype, initializer=initial_value)
