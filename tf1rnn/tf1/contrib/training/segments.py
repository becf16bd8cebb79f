"""tf.contrib.training.batch_sequences_with_states: batches of segments of long sequences."""

import numbers

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.training import checks, sparse_segments
from tf1rnn.tf1.contrib.training.sparse_segments import is_sparse
from tf1rnn.tf1.contrib.training.state_saver import (
    NextQueuedSequenceBatch,
    SequenceQueueingStateSaver,
)
from tf1rnn.tf1.start.loading import control_flow_ops, tensor


def batch_sequences_with_states(
    input_key,
    input_sequences,
    input_context,
    input_length,
    initial_states,
    num_unroll,
    batch_size,
    num_threads=3,
    capacity=1000,
    allow_small_batch=True,
    pad=True,
    make_keys_unique=False,
    make_keys_unique_seed=None,
    name=None,
) -> NextQueuedSequenceBatch:
    """The next segments of `num_unroll` steps of `batch_size` sequences, with their states.

    One example is `input_key` [] of its own, `input_sequences` {name: [length, ...]},
    `input_context` {name: [...]}, of dense or sparse tensors, and `input_length` [] (None: the
    sequences' length). Its first segment has the `initial_states` {name: [...]}; each later one has
    what `save_state` of the batch got for the one before. With `pad` a sequence is filled up with
    zeros to a multiple of `num_unroll`. Queue runners read the examples in `num_threads` threads:
    start them with `tf.train.start_queue_runners`. `make_keys_unique` adds a random number to the
    key.

    Raises TypeError or ValueError for what is not of these forms.
    """
    given = [*input_sequences.values(), *input_context.values(), *initial_states.values()]
    with tf.name_scope(name, "batch_sequences_with_states", given):
        if pad:
            length, sequences = padded(input_sequences, num_unroll)
            input_length = length if input_length is None else input_length
        else:
            sequences = {
                k: _of_whole_segments(k, v, num_unroll) for k, v in input_sequences.items()
            }
        context = dict(input_context)
        sparse_segments.move_out(context, sequences, num_unroll)
        dense, sparse_names, stores = sparse_segments.stored(sequences)
        if make_keys_unique:
            number = tf.random_uniform(
                (), minval=0, maxval=100000000, dtype=tf.int32, seed=make_keys_unique_seed
            )
            input_key = tf.string_join([input_key, tf.as_string(number)])
        saver = SequenceQueueingStateSaver(
            batch_size,
            num_unroll,
            input_length=input_length,
            input_key=input_key,
            input_sequences=dense,
            input_context=context,
            initial_states=initial_states,
            capacity=capacity,
            allow_small_batch=allow_small_batch,
        )
        ready = f"queue/{saver.barrier.name}/ready_segment_batches_"
        tf.summary.scalar(ready, tf.cast(saver.barrier.ready_size(), tf.float32))
        runner = tf.train.QueueRunner(
            saver,
            [saver.prefetch_op] * num_threads,
            queue_closed_exception_types=(tf.errors.OutOfRangeError, tf.errors.CancelledError),
        )
        tf.train.add_queue_runner(runner)
        batch = saver.next_batch
        sparse_segments.restore(batch.sequences, sparse_names, stores, batch_size, num_unroll)
        sparse_segments.move_in(batch.context, batch.sequences)
        return batch


def padded(sequences: dict, num_unroll: int):
    """The sequences' length, and the sequences filled up to a multiple of `num_unroll`.

    Raises TypeError or ValueError for other than a dictionary by names, and other than a number.
    """
    if not isinstance(num_unroll, numbers.Integral):
        raise ValueError(f"Unsupported num_unroll expected int, got: {num_unroll}")
    if not isinstance(sequences, dict):
        raise TypeError(f"Unsupported sequences expected dict, got: {sequences}")
    for name in sequences:
        if not isinstance(name, str):
            raise TypeError(f"Unsupported sequences key expected string, got: {name}")
    if not sequences:
        return 0, {}
    sequences = {
        k: v if is_sparse(v) else tf.convert_to_tensor(v) for k, v in sorted(sequences.items())
    }
    length = _common_length(sequences)
    unit = tf.constant(num_unroll)
    whole = length + ((unit - (length % unit)) % unit)
    return length, {k: _filled_up(v, whole) for k, v in sequences.items()}


def _common_length(sequences: dict):
    dense = [v for v in sequences.values() if not is_sparse(v)]
    if not dense:
        return tf.reduce_max(tf.cast([v.dense_shape[0] for v in sequences.values()], tf.int32))
    lengths = [tf.shape(value)[0] for value in dense]
    asserts = []
    for length in lengths:
        is_same = tf.equal(length, lengths[0])
        said = ["All sequence lengths must match, but received lengths: ", tf.as_string(lengths)]
        asserts.append(tf.Assert(is_same, [tf.string_join(said)]))
    return control_flow_ops.with_dependencies(asserts, lengths[0])


def _filled_up(value, length):
    """A sequence [n, ...] as [length, ...], with zeros or empty strings at its end."""
    if is_sparse(value):
        shape = tf.concat([[tf.cast(length, tf.int64)], value.dense_shape[1:]], 0)
        return tf.SparseTensor(value.indices, value.values, shape)
    n_more = [length - tf.shape(value)[0]]
    shape = tf.concat((n_more, tf.shape(value)[1:]), 0)
    nothing = tf.constant("" if value.dtype == tf.string else 0, dtype=value.dtype)
    return tf.concat([value, tf.fill(dims=shape, value=nothing)], 0)


def _of_whole_segments(name: str, value, num_unroll: int):
    """A sequence, checked to have a multiple of `num_unroll` steps."""
    if is_sparse(value):
        with checks.of_multiple_length(value.dense_shape[0], num_unroll, f"SparseTensor {name}"):
            return tf.SparseTensor(
                tf.identity(value.indices, name="multiple_of_checked"),
                tf.identity(value.values, name="multiple_of_checked"),
                tf.identity(value.dense_shape, name="multiple_of_checked"),
            )
    if not isinstance(value, tensor.Tensor):
        try:
            value = tf.convert_to_tensor(value)
        except TypeError:
            raise TypeError(
                "Unsupported input_sequences expected Tensor or SparseTensor values, "
                f"got: {type(value)} for key {name}"
            ) from None
    with checks.of_multiple_length(tf.shape(value)[0], num_unroll, f"Tensor {name}"):
        return tf.identity(value, name="multiple_of_checked")
