"""tf.data with padded batches and two datasets behind one reinitializable iterator."""

import numpy as np
import tensorflow as tf

tf.logging.set_verbosity(tf.logging.ERROR)
VOCABULARY = ["<pad>", "the", "cat", "sat", "on", "mat", "dog", "ran", "far"]
TRAIN = ["the cat sat on the mat", "the dog ran far", "the cat ran", "dog sat on the cat"]
TEST = ["the dog sat", "the mat ran far on"]


def dataset(lines, repeats):
    table = tf.contrib.lookup.index_table_from_tensor(VOCABULARY, default_value=0)
    words = tf.data.Dataset.from_tensor_slices(lines).repeat(repeats)
    words = words.map(lambda line: tf.string_split([line]).values)
    ids = words.map(lambda each: tf.cast(table.lookup(each), tf.int32))
    pairs = ids.map(lambda each: (each[:-1], each[1:], tf.size(each) - 1))
    return pairs.padded_batch(2, ([None], [None], []))


with tf.Session() as sess:
    tf.set_random_seed(11)
    train, test = dataset(TRAIN, 10), dataset(TEST, 1)
    iterator = tf.data.Iterator.from_structure(train.output_types, train.output_shapes)
    to_train, to_test = iterator.make_initializer(train), iterator.make_initializer(test)
    inputs, targets, lengths = iterator.get_next()
    with tf.variable_scope("lm", initializer=tf.random_uniform_initializer(-0.1, 0.1)):
        embedded = tf.contrib.layers.embed_sequence(inputs, len(VOCABULARY), 4)
        outputs, _ = tf.nn.dynamic_rnn(
            tf.contrib.rnn.UGRNNCell(7), embedded, lengths, dtype=tf.float32
        )
        logits = tf.layers.dense(outputs, len(VOCABULARY), name="out")
    weights = tf.sequence_mask(lengths, dtype=tf.float32)
    loss = tf.contrib.seq2seq.sequence_loss(logits, targets, weights)
    optimizer = tf.train.RMSPropOptimizer(0.05)
    gradients, variables = zip(*optimizer.compute_gradients(loss))
    clipped, norm = tf.clip_by_global_norm(gradients, 1.0)
    update = optimizer.apply_gradients(zip(clipped, variables))
    sess.run([tf.global_variables_initializer(), tf.tables_initializer()])
    sess.run(to_train)
    step = 0
    while True:
        try:
            value, length, _ = sess.run([loss, norm, update])
        except tf.errors.OutOfRangeError:
            break
        step += 1
        if step % 5 == 0:
            print("step", step, "loss %.4f" % value, "norm %.4f" % length)
    sess.run(to_test)
    print("test perplexity %.3f" % np.exp(sess.run(loss)))
