"""CTC: a two-layer LSTM labels noisy signals; greedy and beam search decoding, edit distance."""

import numpy as np
import tensorflow as tf
from six.moves import range, zip

num_features, num_units, num_classes = 4, 12, 3 + 1  # and the blank


def sparse_tuple_from(sequences, dtype=np.int32):
    indices, values = [], []
    for n, seq in enumerate(sequences):
        indices.extend(zip([n] * len(seq), range(len(seq))))
        values.extend(seq)
    indices = np.asarray(indices, dtype=np.int64)
    shape = np.asarray([len(sequences), indices.max(0)[1] + 1], dtype=np.int64)
    return indices, np.asarray(values, dtype=dtype), shape


def signals(rng, n):
    labels = [rng.randint(0, 3, rng.randint(1, 4)) for _ in range(n)]
    lengths = np.array([4 * len(each) for each in labels])
    x = rng.normal(0, 0.1, [n, 12, num_features])
    for row, each in enumerate(labels):
        for place, label in enumerate(each):
            x[row, 4 * place : 4 * place + 3, label] += 1
    return x, sparse_tuple_from(labels), lengths


graph = tf.Graph()
with graph.as_default():
    tf.set_random_seed(23)
    inputs = tf.placeholder(tf.float32, [None, None, num_features])
    targets = tf.sparse_placeholder(tf.int32)
    seq_len = tf.placeholder(tf.int32, [None])
    cells = [tf.contrib.rnn.LSTMCell(num_units, state_is_tuple=True) for _ in range(2)]
    outputs, _ = tf.nn.dynamic_rnn(
        tf.contrib.rnn.MultiRNNCell(cells), inputs, seq_len, dtype=tf.float32
    )
    W = tf.Variable(tf.truncated_normal([num_units, num_classes], stddev=0.1))
    b = tf.Variable(tf.constant(0.0, shape=[num_classes]))
    logits = tf.matmul(tf.reshape(outputs, [-1, num_units]), W) + b
    logits = tf.transpose(tf.reshape(logits, [tf.shape(inputs)[0], -1, num_classes]), (1, 0, 2))
    cost = tf.reduce_mean(tf.nn.ctc_loss(targets, logits, seq_len))
    optimizer = tf.train.AdamOptimizer(0.03).minimize(cost)
    greedy, log_prob = tf.nn.ctc_greedy_decoder(logits, seq_len)
    beam, _ = tf.nn.ctc_beam_search_decoder(logits, seq_len, beam_width=10)
    ler = tf.reduce_mean(tf.edit_distance(tf.cast(beam[0], tf.int32), targets))

with tf.Session(graph=graph) as session:
    tf.global_variables_initializer().run()
    rng = np.random.RandomState(8)
    for step in range(1, 61):
        feed = dict(zip([inputs, targets, seq_len], signals(rng, 16)))
        batch_cost, _ = session.run([cost, optimizer], feed)
        if step % 15 == 0:
            print("step = {}, cost = {:.3f}".format(step, batch_cost))
    x, y, n = signals(np.random.RandomState(0), 20)
    feed = {inputs: x, targets: y, seq_len: n}
    print("label error rate %.3f" % session.run(ler, feed))
    decoded, probability = session.run([greedy[0], log_prob], feed)
    print(tf.SparseTensorValue(*decoded).dense_shape.tolist(), "%.3f" % probability.mean())
