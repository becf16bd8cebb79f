"""tf.contrib.training: batches of one bucket, as TensorFlow 1.15.5 gave them."""

import pytest

from tf1rnn.tf1 import tf


def batches(outputs, most=40):
    """All that is dequeued until the input ends, sorted by the last output."""
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess, coordinator)
        given = []
        with pytest.raises(tf.errors.OutOfRangeError):
            while len(given) < most:
                given.append(sess.run(outputs))
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=10)
    return sorted(given, key=lambda batch: batch[-1].tolist())


def example(n_examples=12):
    """One of `n_examples`: a sequence of 1 to 6 times its own number, and its length."""
    number = tf.train.range_input_producer(n_examples, num_epochs=1, shuffle=False).dequeue()
    length = number % 6 + 1
    return length, tf.fill([length], number), number


def test_sequences_are_batched_with_others_of_similar_length():
    with tf.Graph().as_default():
        length, sequence, number = example()
        lengths, outputs = tf.contrib.training.bucket_by_sequence_length(
            length,
            {"sequence": sequence, "number": number},
            batch_size=2,
            bucket_boundaries=[3, 5],
            dynamic_pad=True,
            allow_smaller_final_batch=True,
        )
        assert outputs["sequence"].shape.as_list() == [None, None]
        given = batches([lengths, outputs["sequence"], outputs["number"]])
    assert [[array.tolist() for array in batch] for batch in given] == [
        [[1, 2], [[0, 0], [1, 1]], [0, 1]],
        [[3, 4], [[2, 2, 2, 0], [3, 3, 3, 3]], [2, 3]],
        [[5, 6], [[4, 4, 4, 4, 4, 0], [5, 5, 5, 5, 5, 5]], [4, 5]],
        [[1, 2], [[6, 0], [7, 7]], [6, 7]],
        [[3, 4], [[8, 8, 8, 0], [9, 9, 9, 9]], [8, 9]],
        [[5, 6], [[10, 10, 10, 10, 10, 0], [11, 11, 11, 11, 11, 11]], [10, 11]],
    ]


def test_each_bucket_may_have_its_own_batch_size_and_leftovers_are_dropped():
    with tf.Graph().as_default():
        length, _, number = example(9)
        lengths, (numbers,) = tf.contrib.training.bucket_by_sequence_length(
            length, [number], batch_size=[3, 1], bucket_boundaries=[5], num_threads=2
        )
        given = batches([lengths, numbers])
    sizes = sorted(len(numbers) for _, numbers in given)
    assert sizes == [1, 1, 3, 3]
    assert all((lengths < 5).all() == (len(lengths) == 3) for lengths, _ in given)


def test_examples_go_to_the_bucket_that_they_name_or_are_left_out():
    with tf.Graph().as_default():
        _, _, number = example()
        which, numbers = tf.contrib.training.bucket(
            [number],
            number % 2,
            batch_size=2,
            num_buckets=2,
            keep_input=number < 7,
            allow_smaller_final_batch=True,
        )
        given = batches([which, numbers])
    assert [(which, numbers.tolist()) for which, numbers in given] == [
        (0, [0, 2]),
        (1, [1, 3]),
        (0, [4, 6]),
        (1, [5]),
    ]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"bucket_boundaries": 3}, TypeError, "must be a list or tuple"),
        ({"bucket_boundaries": []}, ValueError, "must not be empty"),
        ({"bucket_boundaries": [5, 3]}, ValueError, "but saw: 5 before 3"),
        ({"batch_size": [2, 2, 2]}, ValueError, "batch_size is a list it must have num_buckets"),
        ({"dynamic_pad": False}, ValueError, "All shapes must be fully defined"),
    ],
)
def test_impossible_buckets_are_refused(options, error, message):
    options = {"batch_size": 2, "bucket_boundaries": [4], "dynamic_pad": True, **options}
    with tf.Graph().as_default():
        length, sequence, _ = example()
        with pytest.raises(error, match=message):
            tf.contrib.training.bucket_by_sequence_length(length, [sequence], **options)


def test_sparse_examples_are_batched_and_the_queues_are_summarised():
    with tf.Graph().as_default():
        sparse = tf.SparseTensor([[0]], [7], [3])
        tensors = [sparse, tf.constant([1, 2])]
        number, (batch, dense) = tf.contrib.training.bucket(tensors, 1, 2, 3)
        names = [summary.op.name for summary in tf.get_collection(tf.GraphKeys.SUMMARIES)]
        assert names[0] == "bucket/bucket/bucket/bucket_queue_0/size"
        assert names[-1] == "bucket/bucket/bucket/top_queue/fraction_of_32_full"
        assert len(names) == 4
        with tf.Session() as sess:
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(sess, coordinator)
            given = sess.run([number, batch, dense])
            coordinator.request_stop()
            coordinator.join(threads, stop_grace_period_secs=10)
    assert given[0] == 1
    assert given[1].indices.tolist() == [[0, 0], [1, 0]]
    assert given[1].dense_shape.tolist() == [2, 3]
    assert given[2].tolist() == [[1, 2], [1, 2]]
