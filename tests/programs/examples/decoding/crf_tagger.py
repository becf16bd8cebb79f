"""A BiLSTM-CRF tagger with characters, configured by HParams; Viterbi decoding in NumPy and in the graph."""

import numpy as np
import tensorflow as tf
from tensorflow.contrib.training import HParams

hparams = HParams(words=15, chars=6, tags=3, word_dim=5, char_dim=3, units=6, rate=0.05)
hparams.parse("rate=0.04,units=7")


class Tagger(object):
    def __init__(self, hps):
        self.hps = hps
        self._add_placeholders()
        with tf.variable_scope("words"):
            words = list(self._embed())
        (fw, bw), _ = tf.nn.bidirectional_dynamic_rnn(
            tf.contrib.rnn.LSTMCell(hps.units, initializer=tf.glorot_uniform_initializer()),
            tf.contrib.rnn.LSTMCell(hps.units, initializer=tf.glorot_uniform_initializer()),
            tf.concat(words, -1),
            self.lengths,
            dtype=tf.float32,
        )
        self.scores = tf.layers.dense(
            tf.layers.dropout(tf.concat([fw, bw], -1), 0.2, training=False), hps.tags
        )
        likelihood, self.transitions = tf.contrib.crf.crf_log_likelihood(
            self.scores, self.tags, self.lengths
        )
        self.loss = tf.reduce_mean(-likelihood)
        self.decoded, self.best = tf.contrib.crf.crf_decode(
            self.scores, self.transitions, self.lengths
        )
        self.train_op = tf.contrib.opt.LazyAdamOptimizer(hps.rate).minimize(self.loss)

    def _add_placeholders(self):
        self.words = tf.placeholder(tf.int32, [None, None], "words")
        self.chars = tf.placeholder(tf.int32, [None, None, 4], "chars")
        self.lengths = tf.placeholder(tf.int32, [None], "lengths")
        self.tags = tf.placeholder(tf.int32, [None, None], "tags")

    def _embed(self):
        hps = self.hps
        yield tf.nn.embedding_lookup(tf.get_variable("word", [hps.words, hps.word_dim]), self.words)
        table = tf.get_variable("char", [hps.chars, hps.char_dim])
        shape = tf.shape(self.chars)
        chars = tf.nn.embedding_lookup(table, tf.reshape(self.chars, [-1, 4]))
        pooled = tf.reduce_max(tf.layers.conv1d(chars, 4, 2, activation=tf.nn.relu), axis=1)
        yield tf.reshape(pooled, [shape[0], shape[1], 4])


def sentences(rng, n):
    words = rng.randint(0, hparams.words, [n, 6])
    tags = np.where(words % 5 == 0, 1, np.where(np.roll(words, 1, 1) % 5 == 0, 2, 0))
    tags[:, 0] = words[:, 0] % 5 == 0
    chars = (words[:, :, None] + np.arange(4)) % hparams.chars
    return words, chars, rng.randint(3, 7, n), tags


tf.set_random_seed(29)
tagger = Tagger(hparams)
keys = tagger.words, tagger.chars, tagger.lengths, tagger.tags
rng = np.random.RandomState(2)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(3):
        for _ in range(12):
            loss, _ = sess.run([tagger.loss, tagger.train_op], dict(zip(keys, sentences(rng, 8))))
        print("epoch %d loss %.4f" % (epoch + 1, loss))
    feed = dict(zip(keys, sentences(np.random.RandomState(0), 5)))
    scores, transitions, decoded, best = sess.run(
        [tagger.scores, tagger.transitions, tagger.decoded, tagger.best], feed
    )
right = total = 0
for score, length, truth, path, value in zip(
    scores, feed[tagger.lengths], feed[tagger.tags], decoded, best
):
    viterbi, viterbi_score = tf.contrib.crf.viterbi_decode(score[:length], transitions)
    assert viterbi == path[:length].tolist()
    assert abs(value - viterbi_score) < 1e-3
    right += np.sum(np.array(viterbi) == truth[:length])
    total += length
print("accuracy %.3f of %d" % (right / total, total), sorted(hparams.values())[:3])
