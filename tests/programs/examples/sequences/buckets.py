"""Batches by length with group_by_window, and with contrib.training's queue of buckets."""

import numpy as np
import tensorflow as tf

lines = [list(range(1, 2 + n % 6)) for n in range(18)]


def generator():
    for line in lines:
        yield np.array(line, np.int32), len(line)


data = tf.data.Dataset.from_generator(generator, (tf.int32, tf.int32), ([None], []))
grouped = data.apply(
    tf.contrib.data.group_by_window(
        key_func=lambda ids, n: tf.to_int64((n + 1) // 2),
        reduce_func=lambda key, window: window.padded_batch(3, ([None], []), (0, 0)),
        window_size=3,
    )
)
ids, n = grouped.make_one_shot_iterator().get_next()
outputs, state = tf.nn.dynamic_rnn(
    tf.contrib.rnn.NASCell(3),
    tf.one_hot(ids, 7),
    n,
    dtype=tf.float32,
    scope=tf.VariableScope(
        reuse=tf.AUTO_REUSE, name="nas", initializer=tf.constant_initializer(0.1)
    ),
)
value = tf.reduce_sum(state.c)
by_length = (
    data.apply(tf.data.experimental.bucket_by_sequence_length(lambda ids, n: n, [3, 5], [2, 2, 2]))
    .make_one_shot_iterator()
    .get_next()
)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    try:
        while True:
            shape, total = sess.run([tf.shape(ids), value])
            print(shape.tolist(), "%.4f" % total)
    except tf.errors.OutOfRangeError:
        pass
    try:
        while True:
            print(sess.run(by_length)[1].tolist(), end=" ")
    except tf.errors.OutOfRangeError:
        print()

with tf.Graph().as_default(), tf.Session() as sess:
    counter = tf.train.input_producer(tf.range(1, 13), shuffle=False, num_epochs=1).dequeue()
    length, batch = tf.contrib.training.bucket_by_sequence_length(
        counter % 5 + 1,
        [tf.range(counter)],
        batch_size=2,
        bucket_boundaries=[3],
        dynamic_pad=True,
        allow_smaller_final_batch=True,
        num_threads=1,
    )
    sess.run(tf.local_variables_initializer())
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(coord=coord)
    seen = []
    try:
        while not coord.should_stop():
            lengths, rows = sess.run([length, batch[0]])
            assert ((lengths < 3) == (lengths[0] < 3)).all()
            seen += lengths.tolist()
    except tf.errors.OutOfRangeError:
        coord.request_stop()
    coord.join(threads)
    print(sorted(seen), "%.1f" % np.mean(seen))
