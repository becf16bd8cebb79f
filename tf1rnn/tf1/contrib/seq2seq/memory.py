"""What attention mechanisms share: a memory whose padding is left out, and alignments over it."""

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
        """Size of the state carried from step to step."""
        raise NotImplementedError


class MemoryAttention(AttentionMechanism):
    """An attention mechanism over a memory that stays the same throughout the decoding.

    query_layer: makes a query that can be compared with the keys, or None. memory: an encoder's
    outputs, `[batch_size, max_time, depth]`, or a nested structure of such; entries past
    `memory_sequence_length` `[batch_size]` are zeroed, and their scores are `score_mask_value`,
    minus infinity if left out. probability_fn(scores, previous alignments): alignments.
    memory_layer: makes the keys `[batch_size, max_time, num_units]` from the memory; without it
    they are the memory. custom_key_value_fn(keys, values): (keys, values) to use instead.
    Raises TypeError for a layer or function of another kind, and ValueError, if
    `check_inner_dims_defined`, unless the memory's depth is known.
    """

    def __init__(
        self,
        query_layer,
        memory,
        probability_fn: Callable,
        memory_sequence_length=None,
        memory_layer=None,
        check_inner_dims_defined: bool = True,
        score_mask_value: float | None = None,
        custom_key_value_fn: Callable | None = None,
        name: str | None = None,
    ):
        self._query_layer = _layer(query_layer, "query_layer")
        self._memory_layer = _layer(memory_layer, "memory_layer")
        self.dtype = getattr(memory_layer, "dtype", None) or tf.float32
        if not callable(probability_fn):
            kind = type(probability_fn).__name__
            raise TypeError(f"probability_fn must be callable, not {kind}")
        if score_mask_value is None:
            score_mask_value = tf.as_dtype(self.dtype).as_numpy_dtype(-np.inf)
        self._probability_fn = lambda score, previous_alignments: probability_fn(
            mask_score(
                score,
                memory_sequence_length=memory_sequence_length,
                score_mask_value=score_mask_value,
            ),
            previous_alignments,
        )
        with tf.name_scope(name, "BaseAttentionMechanismInit", tf.nest.flatten(memory)):
            self._values = prepare_memory(
                memory, memory_sequence_length, check_inner_dims_defined=check_inner_dims_defined
            )
            self._keys = self._values if memory_layer is None else memory_layer(self._values)
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


def prepare_memory(
    memory, memory_sequence_length=None, memory_mask=None, check_inner_dims_defined: bool = True
):
    """`memory`, `[batch_size, max_time, ...]` or a nested structure of such, its padding zeroed.

    The padding is what lies past `memory_sequence_length` `[batch_size]`, or where `memory_mask`
    `[batch_size, max_time]` is False. Raises ValueError if both are given, and, if
    `check_inner_dims_defined`, unless the dimensions after batch and time are known.
    """
    if memory_sequence_length is not None and memory_mask is not None:
        raise ValueError("set memory_sequence_length or memory_mask, not both")
    memory = tf.nest.map_structure(lambda part: tf.convert_to_tensor(part, name="memory"), memory)
    if memory_sequence_length is not None:
        memory_sequence_length = tf.convert_to_tensor(
            memory_sequence_length, name="memory_sequence_length"
        )
    if check_inner_dims_defined:
        for part in tf.nest.flatten(memory):
            if not part.shape[2:].is_fully_defined():
                raise ValueError(
                    "memory must have static dimensions after batch and time, but "
                    f"{part.name} has shape {part.shape}"
                )
    if memory_sequence_length is None and memory_mask is None:
        return memory
    first = tf.nest.flatten(memory)[0]
    if memory_mask is None:
        memory_mask = tf.sequence_mask(
            memory_sequence_length, maxlen=tf.shape(first)[1], dtype=first.dtype
        )
    else:
        memory_mask = tf.cast(memory_mask, first.dtype)
    return tf.nest.map_structure(lambda part: _masked(part, memory_mask), memory)


def _masked(memory, mask):
    rank, mask_rank = memory.shape.ndims, mask.shape.ndims
    rank = tf.rank(memory) if rank is None else rank
    mask_rank = tf.rank(mask) if mask_rank is None else mask_rank
    further_axes = tf.ones(rank - mask_rank, dtype=tf.int32)
    mask = tf.reshape(mask, tf.concat([tf.shape(mask), further_axes], 0))
    return memory * mask


def mask_score(score, memory_sequence_length=None, memory_mask=None, score_mask_value=None):
    """Scores `[batch_size, max_time]`, those of the padding replaced by `score_mask_value`.

    Which entries are padding is told as for prepare_memory. Raises ValueError if both are given,
    and InvalidArgumentError at run time for a length of 0.
    """
    if memory_sequence_length is None and memory_mask is None:
        return score
    if memory_sequence_length is not None and memory_mask is not None:
        raise ValueError("set memory_sequence_length or memory_mask, not both")
    if memory_mask is not None:
        return tf.where(memory_mask, score, score_mask_value * tf.ones_like(score))
    above_zero = tf.assert_positive(
        memory_sequence_length,
        message="memory_sequence_length must be above zero everywhere",
    )
    with tf.control_dependencies([above_zero]):
        mask = tf.sequence_mask(memory_sequence_length, maxlen=tf.shape(score)[1])
        return tf.where(mask, score, score_mask_value * tf.ones_like(score))


def dimension(tensor, axis: int):
    """A tensor's dimension as an integer where it is static, else as a scalar tensor."""
    static = tf.dimension_value(tensor.shape[axis])
    return tf.shape(tensor)[axis] if static is None else static


def _layer(layer, argument: str):
    if layer is not None and not isinstance(layer, tf.layers.Layer):
        kind = type(layer).__name__
        raise TypeError(f"{argument} must be a layer such as tf.layers.Dense, not {kind}")
    return layer
