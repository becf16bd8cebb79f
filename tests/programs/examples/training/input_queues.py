"""Sequences of one TFRecord file, read by queue runners and padded in batches: before tf.data."""

from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import os
import tempfile

import numpy as np
import tensorflow as tf

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_integer("batch_size", 4, "examples in a batch")
tf.app.flags.DEFINE_integer("num_units", 5, "size of the cell")


def write(path):
    rng = np.random.RandomState(1)
    writer = tf.python_io.TFRecordWriter(path)
    for number in range(12):
        tokens = rng.randint(1, 9, size=2 + number % 4)
        example = tf.train.SequenceExample()
        example.context.feature["length"].int64_list.value.append(len(tokens))
        feature = example.feature_lists.feature_list["tokens"]
        for token in tokens:
            feature.feature.add().int64_list.value.append(token)
        writer.write(example.SerializeToString())
    writer.close()


def read(path):
    queue = tf.train.string_input_producer([path], num_epochs=1, shuffle=False)
    _, serialized = tf.TFRecordReader().read(queue)
    context, sequence = tf.parse_single_sequence_example(
        serialized,
        context_features={"length": tf.FixedLenFeature([], tf.int64)},
        sequence_features={"tokens": tf.FixedLenSequenceFeature([], tf.int64)},
    )
    return tf.train.batch(
        [context["length"], sequence["tokens"]], FLAGS.batch_size, dynamic_pad=True
    )


def main(_):
    path = os.path.join(tempfile.mkdtemp(), "sequences.tfrecord")
    write(path)
    tf.set_random_seed(2)
    lengths, tokens = read(path)
    with tf.variable_scope("model", initializer=tf.glorot_uniform_initializer(seed=5)):
        embedding = tf.get_variable("embedding", [10, 3])
        cell = tf.contrib.rnn.BasicLSTMCell(FLAGS.num_units)
        _, state = tf.nn.dynamic_rnn(
            cell, tf.nn.embedding_lookup(embedding, tokens), lengths, dtype=tf.float32
        )
    norm = tf.norm(state.h, axis=1)
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        coord = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess, coord)
        try:
            while not coord.should_stop():
                n, ids, norms = sess.run([lengths, tokens, norm])
                print(n.tolist(), ids.shape, " ".join("%.4f" % each for each in norms))
        except tf.errors.OutOfRangeError:
            print("all read")
        finally:
            coord.request_stop()
        coord.join(threads)


if __name__ == "__main__":
    tf.app.run()
