"""Attention mechanisms: how well a decoder's query agrees with each entry of a memory."""

import math
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.memory import MemoryAttention


class LuongAttention(MemoryAttention):
    """Multiplicative attention: the score of an entry is query · key, times g if `scale`.

    num_units: depth of the keys, which the query must have too. probability_fn: from scores to
    alignments, `tf.nn.softmax` if left out; `hardmax` attends to one entry only.
    custom_key_value_fn(keys, values): (keys, values) to use instead. memory,
    memory_sequence_length and score_mask_value: as in the base class.
    Source: Luong et al. 2015, "Effective Approaches to Attention-based Neural Machine
    Translation", the score "general"; g as in Salimans and Kingma 2016.
    Raises ValueError if query and keys differ in depth.
    """

    def __init__(
        self,
        num_units: int,
        memory,
        memory_sequence_length=None,
        scale: bool = False,
        probability_fn: Callable | None = None,
        score_mask_value: float | None = None,
        dtype=None,
        custom_key_value_fn: Callable | None = None,
        name: str = "LuongAttention",
    ):
        probabilities = probability_fn or tf.nn.softmax
        super().__init__(
            query_layer=None,
            memory=memory,
            probability_fn=lambda score, _: probabilities(score),
            memory_sequence_length=memory_sequence_length,
            memory_layer=layer_without_bias(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units, self._scale, self._name = num_units, scale, name

    def __call__(self, query, state):
        """Alignments for `query` `[batch_size, num_units]`, and once more as the next state.

        `state` are the alignments of the step before, `[batch_size, max_time]`.
        """
        with tf.variable_scope(None, "luong_attention", [query]):
            g = luong_variable(self._scale, query.dtype)
            score = luong_score(query, self._keys, g)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


class BahdanauAttention(MemoryAttention):
    """Additive attention: the score of an entry is v · tanh(key + query), both num_units deep.

    With `normalize` v is g v / |v| and a bias b is added inside tanh. The other arguments are
    those of LuongAttention.
    Source: Bahdanau et al. 2014, "Neural Machine Translation by Jointly Learning to Align and
    Translate"; the normalised form as in Salimans and Kingma 2016, "Weight Normalization".
    """

    def __init__(
        self,
        num_units: int,
        memory,
        memory_sequence_length=None,
        normalize: bool = False,
        probability_fn: Callable | None = None,
        score_mask_value: float | None = None,
        dtype=None,
        custom_key_value_fn: Callable | None = None,
        name: str = "BahdanauAttention",
    ):
        probabilities = probability_fn or tf.nn.softmax
        super().__init__(
            query_layer=layer_without_bias(num_units, "query_layer", dtype),
            memory=memory,
            probability_fn=lambda score, _: probabilities(score),
            memory_sequence_length=memory_sequence_length,
            memory_layer=layer_without_bias(num_units, "memory_layer", dtype),
            score_mask_value=score_mask_value,
            custom_key_value_fn=custom_key_value_fn,
            name=name,
        )
        self._num_units, self._normalize, self._name = num_units, normalize, name

    def __call__(self, query, state):
        """Alignments for `query` `[batch_size, query_depth]`, and once more as the next state.

        `state` are the alignments of the step before, `[batch_size, max_time]`.
        """
        with tf.variable_scope(None, "bahdanau_attention", [query]):
            query = self._query_layer(query) if self._query_layer else query
            v, g, b = bahdanau_variables(self._num_units, self._normalize, query.dtype)
            score = bahdanau_score(query, self._keys, v, attention_g=g, attention_b=b)
        alignments = self._probability_fn(score, state)
        return alignments, alignments


def luong_variable(scale: bool, dtype):
    """g `[]` of the current scope if `scale`, else None."""
    if not scale:
        return None
    return tf.get_variable("attention_g", shape=(), dtype=dtype, initializer=tf.ones_initializer)


def luong_score(query, keys, scale):
    """query · key for each key, times `scale` unless it is None: `[batch_size, max_time]`.

    query: `[batch_size, num_units]`; keys: `[batch_size, max_time, num_units]`.
    Raises ValueError if query and keys differ in depth.
    """
    depth, num_units = query.shape[-1], keys.shape[-1]
    if depth != num_units:
        raise ValueError(
            f"LuongAttention: query has depth {depth}, but num_units, the depth of the keys, is "
            f"{num_units}; they must be equal (BahdanauAttention projects the query)"
        )
    score = tf.matmul(tf.expand_dims(query, 1), keys, transpose_b=True)
    score = tf.squeeze(score, [1])
    return score if scale is None else scale * score


def bahdanau_variables(num_units: int, normalize: bool, dtype):
    """(v `[num_units]`, g `[]`, b `[num_units]`) of the current scope; v alone to normalise not."""
    v = tf.get_variable("attention_v", [num_units], dtype=dtype)
    if not normalize:
        return v, None, None
    g = tf.get_variable(
        "attention_g",
        shape=(),
        dtype=dtype,
        initializer=tf.constant_initializer(math.sqrt(1.0 / num_units)),
    )
    b = tf.get_variable("attention_b", [num_units], dtype=dtype, initializer=tf.zeros_initializer())
    return v, g, b


def bahdanau_score(processed_query, keys, attention_v, attention_g=None, attention_b=None):
    """v · tanh(key + query) for each key, `[batch_size, max_time]`.

    processed_query, attention_v: `[batch_size, num_units]` and `[num_units]`; keys: `[batch_size,
    max_time, num_units]`. With attention_g `[]` and attention_b `[num_units]` the score is
    g v / |v| · tanh(key + query + b).
    """
    query = tf.expand_dims(processed_query, 1)
    if attention_g is None or attention_b is None:
        return tf.reduce_sum(attention_v * tf.tanh(keys + query), [2])
    unit_v = attention_g * attention_v * tf.rsqrt(tf.reduce_sum(tf.square(attention_v)))
    return tf.reduce_sum(unit_v * tf.tanh(keys + query + attention_b), [2])


def hardmax(logits, name: str | None = None):
    """1 for the largest logit, 0 for the others: `[..., n]` from `[..., n]`."""
    with tf.name_scope(name, "Hardmax", [logits]):
        logits = tf.convert_to_tensor(logits, name="logits")
        depth = tf.dimension_value(logits.shape[-1])
        if depth is None:
            depth = tf.shape(logits)[-1]
        return tf.one_hot(tf.argmax(logits, -1), depth, dtype=logits.dtype)


def layer_without_bias(num_units, name, dtype=None):
    """The layer that makes keys or queries: a product with a kernel, float32 unless told."""
    return tf.layers.Dense(num_units, name=name, use_bias=False, dtype=dtype or tf.float32)
