"""Monotonic attention: it moves through the memory only forward, as one hears speech."""

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.attention import (
    MemoryAttention,
    bahdanau_score,
    dimension,
    layer_without_bias,
    luong_score,
)


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
    """Attention that only moves forward: a score is turned into the probability of stopping there.

    The score has a bias, a variable that starts at `score_bias_init`: negative for a long memory.
    sigmoid_noise: standard deviation of the noise added to the scores, which drives the
    probabilities to 0 or 1 in training; sigmoid_noise_seed: its seed. mode: that of
    `monotonic_attention`; for "hard" the score's sign decides and no noise should be added.
    """

    def __init__(
        self,
        num_units,
        memory,
        memory_layer,
        query_layer,
        memory_sequence_length,
        score_mask_value,
        name,
        sigmoid_noise,
        sigmoid_noise_seed,
        score_bias_init,
        mode,
    ):
        self._sigmoid_noise = sigmoid_noise
        self._sigmoid_noise_seed = sigmoid_noise_seed
        self._score_bias_init = score_bias_init
        self._mode = mode
        super().__init__(
            num_units,
            memory,
            memory_layer,
            query_layer,
            memory_sequence_length,
            score_mask_value,
            name,
        )

    def initial_alignments(self, batch_size, dtype):
        """Before the first step, attention to the first entry, `[batch_size, max_time]`."""
        first = tf.zeros((batch_size,), dtype=tf.int32)
        return tf.one_hot(first, self._alignments_size, dtype=dtype)

    def _score(self, query):
        score = self._energy(query)
        return score + tf.get_variable(
            "attention_score_bias", dtype=query.dtype, initializer=self._score_bias_init
        )

    def _energy(self, query):
        raise NotImplementedError

    def _probabilities(self, score, previous_alignments):
        if self._sigmoid_noise > 0:
            noise = tf.random_normal(
                tf.shape(score), dtype=score.dtype, seed=self._sigmoid_noise_seed
            )
            score += self._sigmoid_noise * noise
        hard = self._mode == "hard"
        p_choose_i = tf.cast(score > 0, score.dtype) if hard else tf.sigmoid(score)
        return monotonic_attention(p_choose_i, previous_alignments, self._mode)


class LuongMonotonicAttention(MonotonicAttention):
    """Monotonic attention with Luong's score; arguments as LuongAttention and the base class.

    Source: Raffel et al. 2017; Luong et al. 2015.
    """

    variable_scope = "luong_monotonic_attention"

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
        self._scale = scale
        super().__init__(
            num_units,
            memory,
            layer_without_bias(num_units, "memory_layer", dtype),
            None,
            memory_sequence_length,
            score_mask_value,
            name,
            sigmoid_noise,
            sigmoid_noise_seed,
            score_bias_init,
            mode,
        )

    def _energy(self, query):
        return luong_score(query, self._keys, self._scale)


class BahdanauMonotonicAttention(MonotonicAttention):
    """Monotonic attention with Bahdanau's score; arguments as BahdanauAttention and the base class.

    Source: Raffel et al. 2017; Bahdanau et al. 2014.
    """

    variable_scope = "bahdanau_monotonic_attention"

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
        self._normalize = normalize
        super().__init__(
            num_units,
            memory,
            layer_without_bias(num_units, "memory_layer", dtype),
            layer_without_bias(num_units, "query_layer", dtype),
            memory_sequence_length,
            score_mask_value,
            name,
            sigmoid_noise,
            sigmoid_noise_seed,
            score_bias_init,
            mode,
        )

    def _energy(self, query):
        return bahdanau_score(self._query_layer(query), self._keys, self._normalize)
