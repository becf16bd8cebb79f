"""tf.contrib.training: batches of examples of one bucket, such as sequences of similar length."""

import itertools
from collections.abc import Sequence

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import list_inputs, smart_cond

_AT_END = (tf.errors.OutOfRangeError, tf.errors.CancelledError)
to_tensor = tf.contrib.framework.convert_to_tensor_or_sparse_tensor


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
    sizes = _for_each_bucket("batch_size", batch_size, num_buckets)
    capacities = _for_each_bucket("bucket_capacities", bucket_capacities or capacity, num_buckets)
    examples = list_inputs._as_tensor_list(tensors)
    with tf.name_scope(name, "bucket", examples):
        examples = [to_tensor(example) for example in examples]
        if not examples:
            raise ValueError("Expected at least one tensor in bucket().")
        keep_input = list_inputs._validate_keep_input(keep_input, enqueue_many=False)
        examples, sparse = list_inputs._store_sparse_tensors(examples, False, keep_input)
        sizes = [tf.convert_to_tensor(size, tf.int32, name="batch_size") for size in sizes]
        known = tf.get_static_value(sizes[-1])
        if allow_smaller_final_batch or isinstance(batch_size, (list, tuple)):
            known = None
        types = list_inputs._dtypes([examples])
        shapes = list_inputs._shapes([examples], shapes, enqueue_many=False)
        which_bucket = tf.convert_to_tensor(which_bucket, tf.int32, name="which_bucket")
        queue_class = tf.PaddingFIFOQueue if dynamic_pad else tf.FIFOQueue
        queues = [
            queue_class(
                size,
                types,
                shapes,
                shared_name=shared_name and f"{shared_name}_{number}",
                name=f"bucket_queue_{number}",
            )
            for number, size in enumerate(capacities)
        ]
        top = tf.PaddingFIFOQueue(
            capacity,
            [tf.int32, *types],
            [
                tf.TensorShape([]),
                *(tf.TensorShape([known]).concatenate(s) for s in queues[0].shapes),
            ],
            shared_name=shared_name,
            name="top_queue",
        )
        _fill(queues, top, examples, which_bucket, keep_input, num_threads)
        _empty(queues, top, sizes, allow_smaller_final_batch)
        for queue in queues:
            tf.summary.scalar(f"bucket/{queue.name}/size", tf.cast(top.size(), tf.float32))
        full = f"bucket/{top.name}/fraction_of_{capacity}_full"
        tf.summary.scalar(full, tf.cast(top.size(), tf.float32) * (1 / capacity))
        number, *batch = top.dequeue(name="dequeue_top")
        batch = batch if len(batch) > 1 else batch[0]
        batch = list_inputs._restore_sparse_tensors(batch, sparse)
    return number, list_inputs._as_original_type(tensors, batch)


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
    examples = list_inputs._as_tensor_list(tensors)
    with tf.name_scope(name, "bucket_by_sequence_length", [input_length, *examples]):
        input_length = tf.convert_to_tensor(input_length, tf.int32, name="input_length")
        smallest = [np.iinfo(np.int32).min, *bucket_boundaries]
        too_large = [*bucket_boundaries, np.iinfo(np.int32).max]
        belongs = tf.logical_and(
            tf.less_equal(smallest, input_length), tf.less(input_length, too_large)
        )
        which_bucket = tf.cast(tf.reduce_min(tf.where_v2(belongs)), tf.int32)
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
    if isinstance(tensors, dict):
        return lengths, dict(zip(sorted(tensors), batch, strict=True))
    return lengths, batch


def _for_each_bucket(name: str, value, num_buckets: int) -> Sequence[int]:
    if not isinstance(value, (list, tuple)):
        return [value] * num_buckets
    if len(value) != num_buckets:
        raise ValueError(
            f"If {name} is a list it must have num_buckets elements: it must have exactly "
            f"num_buckets, {num_buckets}"
        )
    return list(value)


def _fill(queues, top, examples, which_bucket, keep_input, num_threads: int) -> None:
    """Let queue runners put each example into the queue of its bucket."""

    def enqueue():
        enqueues = [
            tf.cond(tf.equal(which_bucket, number), lambda q=queue: q.enqueue(examples), tf.no_op)
            for number, queue in enumerate(queues)
        ]
        return tf.group(*enqueues, name="group_enqueues")

    kept = smart_cond.smart_cond(keep_input, enqueue, tf.no_op)
    runner = tf.train.QueueRunner(
        top,
        [kept] * num_threads,
        close_op=tf.group(*(queue.close() for queue in queues)),
        cancel_op=tf.group(*(queue.close(cancel_pending_enqueues=True) for queue in queues)),
        queue_closed_exception_types=_AT_END,
    )
    tf.train.add_queue_runner(runner)


def _empty(queues, top, sizes, allow_smaller_final_batch: bool) -> None:
    """Let queue runners move batches from the queues of the buckets to `top`."""
    moves = []
    for number, (queue, size) in enumerate(zip(queues, sizes, strict=True)):
        take = queue.dequeue_up_to if allow_smaller_final_batch else queue.dequeue_many
        static = tf.get_static_value(size)
        bucket = tf.constant(number)
        batch = take(size if static is None else static, name=f"read_bucket_{number}")
        batch = batch if isinstance(batch, (list, tuple)) else [batch]
        moves.append(top.enqueue([bucket, *batch], name=f"enqueue_from_bucket_{number}"))
    runner = tf.train.QueueRunner(
        queues[0],
        moves,
        close_op=top.close(),
        cancel_op=top.close(cancel_pending_enqueues=True),
        queue_closed_exception_types=_AT_END,
    )
    tf.train.add_queue_runner(runner)
