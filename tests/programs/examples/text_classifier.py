"""Sentences into two classes: a vocabulary of tf.contrib.learn, slim's layers, HParams."""

import numpy as np
import tensorflow as tf
from tensorflow.contrib import learn
from tensorflow.contrib.framework import arg_scope

slim = tf.contrib.slim
layers = tf.contrib.layers

hparams = tf.contrib.training.HParams(embedding_size=10, num_units=12, learning_rate=0.02)
hparams.parse("num_units=14,learning_rate=0.03")

good = "good great fine lovely brilliant funny".split()
bad = "bad dull poor awful boring slow".split()
rng = np.random.RandomState(2)
sentences, labels = [], []
for i in range(64):
    words = ["the", rng.choice(["film", "play", "book"]), "was"]
    words += list(rng.choice(good if i % 2 else bad, size=rng.randint(1, 4)))
    sentences.append(" ".join(words))
    labels.append(i % 2)

vocab_processor = learn.preprocessing.VocabularyProcessor(max_document_length=6)
x = np.array(list(vocab_processor.fit_transform(sentences)))
y = np.array(labels)
print("Vocabulary Size: {:d}".format(len(vocab_processor.vocabulary_)))
lengths = (x > 0).sum(1)

graph = tf.Graph()
with graph.as_default():
    tf.set_random_seed(3)
    ids = tf.placeholder(tf.int64, [None, 6])
    length = tf.placeholder(tf.int64, [None])
    target = tf.placeholder(tf.int64, [None])
    keep_prob = tf.placeholder_with_default(1.0, [])
    embedded = layers.embed_sequence(
        ids, vocab_size=len(vocab_processor.vocabulary_), embed_dim=hparams.embedding_size
    )
    cell = tf.contrib.rnn.GRUCell(hparams.num_units)
    cell = tf.contrib.rnn.DropoutWrapper(cell, input_keep_prob=keep_prob)
    (fw, bw), _ = tf.nn.bidirectional_dynamic_rnn(
        cell,
        tf.contrib.rnn.LayerNormBasicLSTMCell(hparams.num_units),
        embedded,
        sequence_length=length,
        dtype=tf.float32,
    )
    pooled = tf.reduce_max(tf.concat([fw, bw], 2), 1)
    with arg_scope(
        [slim.fully_connected],
        activation_fn=tf.nn.relu,
        weights_regularizer=slim.l2_regularizer(0.001),
    ):
        net = slim.stack(pooled, slim.fully_connected, [10, 8], scope="fc")
        net = slim.dropout(net, keep_prob)
        logits = slim.fully_connected(net, 2, activation_fn=None, scope="logits")
    slim.losses.sparse_softmax_cross_entropy(logits, target)
    total_loss = slim.losses.get_total_loss()
    optimizer = tf.contrib.opt.LazyAdamOptimizer(hparams.learning_rate)
    train_op = slim.learning.create_train_op(total_loss, optimizer, clip_gradient_norm=2.0)
    accuracy = tf.contrib.metrics.accuracy(tf.argmax(logits, 1), target)

# On several threads 1.15 itself prints other losses from time to time.
config = tf.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
with tf.Session(graph=graph, config=config) as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    for epoch in range(8):
        for i in range(0, 64, 16):
            part = slice(i, i + 16)
            feed = {ids: x[part], length: lengths[part], target: y[part], keep_prob: 0.8}
            loss = sess.run(train_op, feed)
        print("epoch %d: loss %.5f" % (epoch, loss))
    print("accuracy %.4f" % sess.run(accuracy, {ids: x, length: lengths, target: y}))
    for sentence in ["the play was lovely", "the film was dull and slow"]:
        row = np.array(list(vocab_processor.transform([sentence])))
        p = sess.run(tf.nn.softmax(logits), {ids: row, length: (row > 0).sum(1)})
        print("%s: %.4f" % (sentence, p[0, 1]))
