"""tf.contrib.training: batches of examples of one bucket, such as sequences of similar length."""

import itertools
from collections.abc import Sequence

from tf1rnn.tf1 import tf


def bucket(
    tensors,
    which_bucket,
    batch_size: int | Sequence[int],
    num_buckets: int,
    num_threads: int = 1,
    capacity: int = 32,
    bucket_capacities: Sequence[int] | None = None,
    shapes=None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    keep_input=True,
    shared_name: str | None = None,
    name: str | None = None,
):
    """Collect examples in buckets, and give a batch when a bucket has `batch_size` of them.

    `tensors` (a list or dictionary) is one example and `which_bucket`, [], the number of its bucket
    from 0 on. `batch_size` and `bucket_capacities` are for all buckets or a list, one for each.
    With `dynamic_pad` the examples of a batch are padded with zeros to the longest. Queue runners
    read the examples: start them with `tf.train.start_queue_runners`. When the input ends, the
    output ends with OutOfRangeError, after smaller final batches if those are allowed.

    Returns the bucket's number, [], and the batch, [batch_size, ...], as `tensors` was given (a
    list of one tensor as that tensor). Raises ValueError without tensors, for lists of the wrong
    length, and for shapes that are not fully known without `dynamic_pad`.
    """
    names = sorted(tensors) if isinstance(tensors, dict) else None
    examples = [tensors[key] for key in names] if names else list(tensors)
    if not examples:
        raise ValueError("Expected at least one tensor in bucket().")
    sizes = _for_each_bucket("batch_size", batch_size, num_buckets)
    capacities = _for_each_bucket("bucket_capacities", bucket_capacities or capacity, num_buckets)
    with tf.name_scope(name, "bucket", examples):
        examples = [tf.convert_to_tensor(example) for example in examples]
        types = [example.dtype for example in examples]
        shapes = [tf.TensorShape(shape) for shape in shapes or [e.shape for e in examples]]
        if not dynamic_pad and not all(shape.is_fully_defined() for shape in shapes):
            raise ValueError(f"All shapes must be fully defined: {shapes}; see dynamic_pad")
        queue_class = tf.PaddingFIFOQueue if dynamic_pad else tf.FIFOQueue
        queues = [queue_class(capacity, types, shapes) for capacity in capacities]
        _fill(queues, examples, which_bucket, keep_input, num_threads)

        top = tf.FIFOQueue(capacity, [tf.int32, *types], shared_name=shared_name, name="top_queue")
        moves = []
        for number, (queue, size) in enumerate(zip(queues, sizes, strict=True)):
            take = queue.dequeue_up_to if allow_smaller_final_batch else queue.dequeue_many
            batch = take(size)
            moves.append(top.enqueue([number, *(batch if len(types) > 1 else [batch])]))
        tf.train.add_queue_runner(_runner(top, moves, [top]))

        number, *batch = top.dequeue(name="dequeue_top")
        number.set_shape([])
        known = None if allow_smaller_final_batch or len(set(sizes)) > 1 else sizes[0]
        for tensor, shape in zip(batch, shapes, strict=True):
            tensor.set_shape(tf.TensorShape([known]).concatenate(shape))
    if names:
        return number, dict(zip(names, batch, strict=True))
    return number, batch if len(batch) > 1 else batch[0]


def bucket_by_sequence_length(
    input_length,
    tensors,
    batch_size: int | Sequence[int],
    bucket_boundaries: Sequence[int],
    num_threads: int = 1,
    capacity: int = 32,
    bucket_capacities: Sequence[int] | None = None,
    shapes=None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    keep_input=True,
    shared_name: str | None = None,
    name: str | None = None,
):
    """Batch sequences with others of similar length, so that little is padded; see `bucket`.

    `input_length`, [], is the length of the example `tensors`. The increasing `bucket_boundaries`
    separate the buckets: with [10, 20] those of lengths below 10, from 10 to 19, and from 20 on.

    Returns the lengths, [batch_size], and the batch, a list or dictionary as `tensors` was.
    Raises TypeError if `bucket_boundaries` is not a list of integers, ValueError if it is empty or
    does not increase.
    """
    if not isinstance(bucket_boundaries, (list, tuple)):
        raise TypeError(
            f"bucket_boundaries must be a list or tuple, but received: {bucket_boundaries}"
        )
    if not bucket_boundaries:
        raise ValueError("bucket_boundaries must not be empty")
    for shorter, longer in itertools.pairwise(bucket_boundaries):
        if shorter >= longer:
            raise ValueError(
                "Buckets must contain sequential increasing lengths, "
                f"but saw: {shorter} before {longer}"
            )
    names = sorted(tensors) if isinstance(tensors, dict) else None
    examples = [tensors[key] for key in names] if names else list(tensors)
    with tf.name_scope(name, "bucket_by_sequence_length", [input_length, *examples]):
        input_length = tf.convert_to_tensor(input_length, name="input_length")
        boundaries = tf.constant(list(bucket_boundaries), input_length.dtype)
        which_bucket = tf.reduce_sum(tf.cast(boundaries <= input_length, tf.int32))
        _, (lengths, *batch) = bucket(
            [input_length, *examples],
            which_bucket,
            batch_size,
            len(bucket_boundaries) + 1,
            num_threads,
            capacity,
            bucket_capacities,
            [[], *shapes] if shapes else None,
            dynamic_pad,
            allow_smaller_final_batch,
            keep_input,
            shared_name,
        )
    return lengths, dict(zip(names, batch, strict=True)) if names else batch


def _for_each_bucket(name: str, value, num_buckets: int) -> Sequence[int]:
    if not isinstance(value, (list, tuple)):
        return [value] * num_buckets
    if len(value) != num_buckets:
        raise ValueError(f"If {name} is a list it must have num_buckets elements")
    return value


def _fill(queues, examples, which_bucket, keep_input, num_threads: int) -> None:
    """Let queue runners put each example into the queue of its bucket."""
    enqueues = []
    for number, queue in enumerate(queues):
        belongs = tf.logical_and(tf.equal(which_bucket, number), keep_input)
        enqueues.append(
            tf.cond(belongs, lambda queue=queue: _enqueue(queue, examples), tf.no_op).op
        )
    tf.train.add_queue_runner(_runner(queues[0], [tf.group(*enqueues)] * num_threads, queues))


def _enqueue(queue, examples):
    with tf.control_dependencies([queue.enqueue(examples)]):
        return tf.no_op()


def _runner(queue, enqueue_ops, queues):
    """A queue runner that closes all of `queues` when the input ends."""
    return tf.train.QueueRunner(
        queue,
        enqueue_ops,
        close_op=tf.group(*(queue.close() for queue in queues)),
        cancel_op=tf.group(*(queue.close(cancel_pending_enqueues=True) for queue in queues)),
        queue_closed_exception_types=(tf.errors.OutOfRangeError, tf.errors.CancelledError),
    )
