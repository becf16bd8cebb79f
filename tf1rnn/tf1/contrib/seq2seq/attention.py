"""Attention mechanisms: how well a decoder's query agrees with each entry of a memory."""

import math
from collections.abc import Callable

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.decoder import zeros


class AttentionMechanism:
    """Called with a query and its state; gives (alignments `[batch_size, max_time]`, state)."""

    @property
    def alignments_size(self):
        """Number of memory entries, max_time."""
        raise NotImplementedError

    @property
    def state_size(self):
        """Size of the state passed from step to step."""
        raise NotImplementedError


class MemoryAttention(AttentionMechanism):
    """An attention mechanism over a memory that is the same at all steps.

    memory: an encoder's outputs, `[batch_size, max_time, depth]`; entries past
    `memory_sequence_length` `[batch_size]` are zeroed, and their scores are `score_mask_value`,
    minus infinity if left out. `memory_layer` makes the keys `[batch_size, max_time, num_units]`
    from the memory, `query_layer` (or None) the query that is compared with them.
    Raises ValueError unless the memory's depth is known.
    """

    variable_scope = "attention"

    def __init__(
        self,
        num_units: int,
        memory,
        memory_layer,
        query_layer,
        memory_sequence_length,
        score_mask_value,
        name: str | None,
        custom_key_value_fn: Callable | None = None,
    ):
        self._num_units = num_units
        self._name = name
        self._memory_layer = memory_layer
        self._query_layer = query_layer
        self.dtype = memory_layer.dtype
        self._memory_sequence_length = memory_sequence_length
        self._score_mask_value = -np.inf if score_mask_value is None else score_mask_value
        with tf.name_scope(name, "BaseAttentionMechanismInit", [memory]):
            self._values = _masked_memory(memory, memory_sequence_length, type(self).__name__)
            self._keys = memory_layer(self._values)
            if custom_key_value_fn is not None:
                self._keys, self._values = custom_key_value_fn(self._keys, self._values)
            self._batch_size = dimension(self._keys, 0)
            self._alignments_size = dimension(self._keys, 1)

    @property
    def memory_layer(self):
        return self._memory_layer

    @property
    def query_layer(self):
        return self._query_layer

    @property
    def keys(self):
        return self._keys

    @property
    def values(self):
        return self._values

    @property
    def batch_size(self):
        return self._batch_size

    @property
    def alignments_size(self):
        return self._alignments_size

    @property
    def state_size(self):
        return self._alignments_size

    def initial_alignments(self, batch_size, dtype):
        """Alignments before the first step, `[batch_size, max_time]`: zeros."""
        return zeros(batch_size, self._alignments_size, dtype)

    def initial_state(self, batch_size, dtype):
        """State before the first step: the initial alignments."""
        return self.initial_alignments(batch_size, dtype)

    def __call__(self, query, state):
        """Alignments for `query` `[batch_size, query_depth]`, and again as the next state.

        `state` is the alignments of the step before, `[batch_size, max_time]`.
        """
        with tf.variable_scope(None, self.variable_scope, [query]):
            score = self._score(query)
        alignments = self._probability_fn(score, state)
        return alignments, alignments

    def _probability_fn(self, score, previous_alignments):
        """Alignments from scores; mechanisms derived from these call it by TensorFlow 1's name."""
        return self._probabilities(self._masked(score), previous_alignments)

    def _score(self, query):
        raise NotImplementedError

    def _probabilities(self, score, previous_alignments):
        raise NotImplementedError

    def _masked(self, score):
        if self._memory_sequence_length is None:
            return score
        above_zero = tf.assert_positive(
            self._memory_sequence_length,
            message=f"{type(self).__name__}: memory_sequence_length must be above zero everywhere",
        )
        with tf.control_dependencies([above_zero]):
            mask = tf.sequence_mask(self._memory_sequence_length, maxlen=tf.shape(score)[1])
            return tf.where(mask, score, self._score_mask_value * tf.ones_like(score))


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

    variable_scope = "luong_attention"

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
        self._scale = scale
        self._alignments = probability_fn or tf.nn.softmax
        memory_layer = layer_without_bias(num_units, "memory_layer", dtype)
        super().__init__(
            num_units,
            memory,
            memory_layer,
            None,
            memory_sequence_length,
            score_mask_value,
            name,
            custom_key_value_fn,
        )

    def _score(self, query):
        return luong_score(query, self._keys, self._scale)

    def _probabilities(self, score, previous_alignments):
        return self._alignments(score)


class BahdanauAttention(MemoryAttention):
    """Additive attention: the score of an entry is v · tanh(key + query), both num_units deep.

    With `normalize` v is g v / |v| and a bias b is added inside tanh. The other arguments are
    those of LuongAttention.
    Source: Bahdanau et al. 2014, "Neural Machine Translation by Jointly Learning to Align and
    Translate"; the normalised form as in Salimans and Kingma 2016, "Weight Normalization".
    """

    variable_scope = "bahdanau_attention"

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
        self._normalize = normalize
        self._alignments = probability_fn or tf.nn.softmax
        query_layer = layer_without_bias(num_units, "query_layer", dtype)
        memory_layer = layer_without_bias(num_units, "memory_layer", dtype)
        super().__init__(
            num_units,
            memory,
            memory_layer,
            query_layer,
            memory_sequence_length,
            score_mask_value,
            name,
            custom_key_value_fn,
        )

    def _score(self, query):
        return bahdanau_score(self._query_layer(query), self._keys, self._normalize)

    def _probabilities(self, score, previous_alignments):
        return self._alignments(score)


def luong_score(query, keys, scale: bool):
    """query · key for each key: `[batch_size, max_time]`."""
    depth, num_units = query.shape[-1], keys.shape[-1]
    if depth != num_units:
        raise ValueError(
            f"LuongAttention: query has depth {depth}, but num_units, the depth of the keys, is "
            f"{num_units}; they must be equal (BahdanauAttention projects the query)"
        )
    g = None
    if scale:
        g = tf.get_variable(
            "attention_g", shape=(), dtype=query.dtype, initializer=tf.ones_initializer
        )
    score = tf.matmul(tf.expand_dims(query, 1), keys, transpose_b=True)
    score = tf.squeeze(score, [1])
    return score if g is None else g * score


def bahdanau_score(query, keys, normalize: bool):
    """v · tanh(key + query) for each key, `[batch_size, max_time]`."""
    num_units = tf.dimension_value(keys.shape[2])
    dtype = query.dtype
    v = tf.get_variable("attention_v", [num_units], dtype=dtype)
    if not normalize:
        return tf.reduce_sum(v * tf.tanh(keys + tf.expand_dims(query, 1)), [2])
    g = tf.get_variable(
        "attention_g",
        shape=(),
        dtype=dtype,
        initializer=tf.constant_initializer(math.sqrt(1.0 / num_units)),
    )
    b = tf.get_variable("attention_b", [num_units], dtype=dtype, initializer=tf.zeros_initializer())
    query = tf.expand_dims(query, 1)
    unit_v = g * v * tf.rsqrt(tf.reduce_sum(tf.square(v)))
    return tf.reduce_sum(unit_v * tf.tanh(keys + query + b), [2])


def hardmax(logits, name: str | None = None):
    """1 for the largest logit, 0 for the others: `[..., n]` from `[..., n]`."""
    with tf.name_scope(name, "Hardmax", [logits]):
        logits = tf.convert_to_tensor(logits, name="logits")
        depth = tf.dimension_value(logits.shape[-1])
        if depth is None:
            depth = tf.shape(logits)[-1]
        return tf.one_hot(tf.argmax(logits, -1), depth, dtype=logits.dtype)


def layer_without_bias(num_units, name, dtype=None):
    """The layer that makes keys, queries or attentions: a product with a kernel, no bias."""
    return tf.layers.Dense(num_units, name=name, use_bias=False, dtype=dtype)


def dimension(tensor, axis: int):
    """A tensor's dimension as an integer if it is static, else as a scalar tensor."""
    static = tf.dimension_value(tensor.shape[axis])
    return tf.shape(tensor)[axis] if static is None else static


def _masked_memory(memory, memory_sequence_length, owner: str):
    memory = tf.convert_to_tensor(memory, name="memory")
    if not memory.shape[2:].is_fully_defined():
        raise ValueError(
            f"{owner}: memory must have static dimensions after batch and time, but has shape "
            f"{memory.shape}"
        )
    if memory_sequence_length is None:
        return memory
    lengths = tf.convert_to_tensor(memory_sequence_length, name="memory_sequence_length")
    mask = tf.sequence_mask(lengths, maxlen=tf.shape(memory)[1], dtype=memory.dtype)
    further_axes = tf.ones(max(memory.shape.ndims - 2, 0), dtype=tf.int32)
    return memory * tf.reshape(mask, tf.concat([tf.shape(mask), further_axes], 0))
