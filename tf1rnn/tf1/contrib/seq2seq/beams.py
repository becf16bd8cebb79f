"""Beams in tensors: tile, merge and split them, and follow each back to its start."""

import functools

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.seq2seq.memory import dimension


def tile_batch(t, multiplier: int, name: str | None = None):
    """Repeat each entry of a batch `multiplier` times in a row, as beam search needs it.

    t: a tensor `[batch_size, ...]` or a nested structure of such tensors; returns
    `[batch_size * multiplier, ...]` in the same structure.
    Raises ValueError for a tensor of unknown rank or a scalar.
    """
    with tf.name_scope(name, "tile_batch", [*tf.nest.flatten(t), multiplier]):
        return tf.nest.map_structure(lambda tensor: tile_one(tensor, multiplier), t)


def tile_one(t, multiplier: int):
    """Repeat each entry of a tensor `[batch_size, ...]` `multiplier` times in a row."""
    t = tf.convert_to_tensor(t, name="t")
    rank = t.shape.ndims
    if not rank:
        raise ValueError(
            f"tile_batch: t must have a known rank of at least 1, but has shape {t.shape}"
        )
    shape = tf.shape(t)
    multiples = [1, multiplier] + [1] * (rank - 1)
    tiled = tf.tile(tf.expand_dims(t, 1), multiples)
    tiled = tf.reshape(tiled, tf.concat([[shape[0] * multiplier], shape[1:]], 0))
    batch_size = tf.dimension_value(t.shape[0])
    tiled_batch_size = None if batch_size is None else batch_size * int(multiplier)
    tiled.set_shape(tf.TensorShape([tiled_batch_size]).concatenate(t.shape[1:]))
    return tiled


def check_rank(t) -> None:
    """Raise ValueError for a tensor of unknown rank."""
    if t.shape.ndims is None:
        raise ValueError(f"BeamSearchDecoder: a state must have a known rank, but {t} has none")


def has_batch(t) -> bool:
    """Whether a part of a cell's state has a batch dimension: arrays and scalars have none.

    Raises ValueError for a tensor of unknown rank.
    """
    if isinstance(t, tf.TensorArray):
        return False
    check_rank(t)
    return t.shape.ndims >= 1


def gather_beams(gather_indices, gather_from, batch_size, range_size, gather_shape, name=None):
    """For each batch entry, the rows of `gather_from` at `gather_indices` `[batch_size, n]`.

    `gather_from` is reshaped to `gather_shape`, in which each batch entry has `range_size` rows.
    """
    with tf.name_scope(name, "tensor_gather_helper"):
        first_rows = tf.expand_dims(tf.range(batch_size) * range_size, 1)
        rows = tf.reshape(gather_indices + first_rows, [-1])
        gathered = tf.gather(tf.reshape(gather_from, gather_shape), rows)
        shape = tf.shape(gather_from)[: 1 + len(gather_shape)]
        static_shape = gather_from.shape[: 1 + len(gather_shape)]
        output = tf.reshape(gathered, shape, name="output")
        output.set_shape(static_shape)
        return output


def gather_state(gather_indices, gather_from, batch_size, range_size, gather_shape):
    """gather_beams of a part of a state; arrays, and what has no beams, stay as they are.

    Raises ValueError for a tensor of unknown rank.
    """
    if isinstance(gather_from, tf.TensorArray):
        return gather_from
    check_rank(gather_from)
    if gather_from.shape.ndims < len(gather_shape):
        return gather_from
    return gather_beams(gather_indices, gather_from, batch_size, range_size, gather_shape)


def gather_tree(step_ids, parent_ids, max_sequence_lengths, end_token, name: str | None = None):
    """Each beam's tokens from first to last, where beams changed places from step to step.

    step_ids, parent_ids: int32 `[max_time, batch_size, beam_width]`, the tokens decoded and the
    beams that they extend; max_sequence_lengths: int32 `[batch_size]`; end_token: int32 scalar,
    fills a beam after its first end_token. Returns int32 `[max_time, batch_size, beam_width]`.
    Raises TypeError for an argument of another type.
    """
    with tf.name_scope(name, "GatherTree"):
        step_ids = _int32(step_ids, "step_ids")
        parent_ids = _int32(parent_ids, "parent_ids")
        max_sequence_lengths = _int32(max_sequence_lengths, "max_sequence_lengths")
        end_token = _int32(end_token, "end_token")
        # One operation of the graph, as TensorFlow 1's kernel GatherTree was.
        beams = _follow_parents()(step_ids, parent_ids, max_sequence_lengths, end_token)
        beams.set_shape(step_ids.shape)
        return beams


def _int32(value, name):
    value = tf.convert_to_tensor(value, name=name)
    if value.dtype != tf.int32:
        raise TypeError(f"gather_tree: {name} must be int32, not {value.dtype.name}")
    return value


@functools.cache
def _follow_parents():
    ids = tf.TensorSpec([None, None, None], tf.int32)

    @tf.function(
        autograph=False,
        input_signature=[ids, ids, tf.TensorSpec([None], tf.int32), tf.TensorSpec([], tf.int32)],
    )
    def follow_parents(step_ids, parent_ids, max_sequence_lengths, end_token):
        max_time, batch_size, beam_width = tf.unstack(tf.shape(step_ids))
        same_beam = tf.tile(tf.range(beam_width)[tf.newaxis], [batch_size, 1])

        def step_back(beam_and_tokens, step):
            beam, _ = beam_and_tokens
            time, tokens, parents = step
            reached = tf.broadcast_to((time < max_sequence_lengths)[:, tf.newaxis], tf.shape(beam))
            tokens = tf.gather(tokens, beam, batch_dims=1)
            tokens = tf.where(reached, tokens, tf.fill(tf.shape(beam), end_token))
            return tf.where(reached, tf.gather(parents, beam, batch_dims=1), beam), tokens

        steps = (tf.range(max_time), step_ids, parent_ids)
        _, tokens = tf.scan(step_back, steps, (same_beam, same_beam), reverse=True)
        ended = tf.cumsum(tf.cast(tf.equal(tokens, end_token), tf.int32), exclusive=True) > 0
        return tf.where(ended, tf.fill(tf.shape(tokens), end_token), tokens)

    return follow_parents


def gather_tree_from_array(t, parent_ids, sequence_length):
    """All steps' values of `t`, each beam's own from first to last.

    t: `[max_time, batch_size * beam_width, ...]` or `[max_time, batch_size, beam_width, ...]`;
    parent_ids: int32 `[max_time, batch_size, beam_width]`; sequence_length: `[batch_size,
    beam_width]`. Returns a tensor of t's shape.
    """
    max_time = dimension(parent_ids, 0)
    batch_size = dimension(parent_ids, 1)
    beam_width = dimension(parent_ids, 2)
    beam_ids = tf.expand_dims(tf.expand_dims(tf.range(beam_width), 0), 0)
    beam_ids = tf.tile(beam_ids, [max_time, batch_size, 1])
    max_lengths = tf.cast(tf.reduce_max(sequence_length, axis=1), tf.int32)
    sorted_ids = gather_tree(beam_ids, parent_ids, max_lengths, end_token=beam_width + 1)
    within = tf.transpose(tf.sequence_mask(sequence_length, maxlen=max_time), perm=[2, 0, 1])
    sorted_ids = tf.where(within, sorted_ids, beam_ids)
    time = tf.tile(tf.reshape(tf.range(max_time), [-1, 1, 1]), [1, batch_size, beam_width])
    batch = tf.tile(tf.reshape(tf.range(batch_size), [-1, 1, 1]), [1, max_time, beam_width])
    indices = tf.stack([time, tf.transpose(batch, perm=[1, 0, 2]), sorted_ids], -1)
    shape = tf.shape(t)
    by_beam = tf.reshape(t, [max_time, batch_size, beam_width, -1])
    ordered = tf.reshape(tf.gather_nd(by_beam, indices), shape)
    ordered.set_shape(t.shape)
    return ordered
