"""A copying seq2seq model: Luong attention, scheduled sampling, greedy and beam search decoding."""

from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.contrib import seq2seq
from tensorflow.python.layers import core as layers_core

PAD, GO, END, VOCAB, UNITS = 0, 1, 2, 9, 16


class Model(object):
    def __init__(self, mode, iterator, beam_width=0):
        self.source, self.length, self.target = iterator
        self.mode, self.beam_width = mode, beam_width
        self.embedding = tf.get_variable("embedding", [VOCAB, 8])
        encoder_outputs, state = self._encode()
        self._decode(encoder_outputs, state)

    def _encode(self):
        with tf.variable_scope("encoder"):
            cell = tf.contrib.rnn.GRUBlockCellV2(UNITS)
            return tf.nn.dynamic_rnn(
                cell,
                tf.nn.embedding_lookup(self.embedding, self.source),
                sequence_length=self.length,
                dtype=tf.float32,
            )

    def _decode(self, memory, state):
        batch = tf.shape(self.source)[0]
        length = self.length
        if self.beam_width:
            memory, state, length = [
                seq2seq.tile_batch(each, self.beam_width) for each in (memory, state, length)
            ]
        with tf.variable_scope("decoder"):
            attention = seq2seq.LuongAttention(
                UNITS, memory, memory_sequence_length=length, scale=True
            )
            cell = seq2seq.AttentionWrapper(
                tf.contrib.rnn.GRUBlockCellV2(UNITS),
                attention,
                attention_layer_size=UNITS,
                alignment_history=self.mode == "infer" and not self.beam_width,
            )
            tiled = batch * max(self.beam_width, 1)
            state = cell.zero_state(tiled, tf.float32).clone(cell_state=state)
            output_layer = layers_core.Dense(VOCAB, use_bias=False, name="output")
            start, rounds = tf.fill([batch], GO), tf.reduce_max(self.length) + 2
            if self.mode == "train":
                inputs = tf.concat([tf.fill([batch, 1], GO), self.target[:, :-1]], 1)
                helper = seq2seq.ScheduledEmbeddingTrainingHelper(
                    tf.nn.embedding_lookup(self.embedding, inputs),
                    self.length + 1,
                    self.embedding,
                    0.0,
                )
                decoder = seq2seq.BasicDecoder(cell, helper, state, output_layer)
                outputs, _, _ = seq2seq.dynamic_decode(decoder)
                weights = tf.sequence_mask(self.length + 1, dtype=tf.float32)
                self.loss = seq2seq.sequence_loss(outputs.rnn_output, self.target, weights)
                optimizer = tf.train.AdamOptimizer(0.02)
                self.train = optimizer.minimize(self.loss)
            elif self.beam_width:
                decoder = seq2seq.BeamSearchDecoder(
                    cell,
                    self.embedding,
                    start,
                    END,
                    state,
                    self.beam_width,
                    output_layer,
                    length_penalty_weight=0.6,
                )
                outputs, last, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=rounds)
                self.ids, self.scores = outputs.predicted_ids, last.log_probs
            else:
                helper = seq2seq.GreedyEmbeddingHelper(self.embedding, start, END)
                decoder = seq2seq.BasicDecoder(cell, helper, state, output_layer)
                outputs, last, _ = seq2seq.dynamic_decode(decoder, maximum_iterations=rounds)
                self.ids = outputs.sample_id
                self.alignment = last.alignment_history.stack()


def batch(rng, size):
    lengths = rng.randint(2, 5, size)
    source, target = np.zeros([size, lengths.max()], int), np.zeros([size, lengths.max() + 1], int)
    for row, n in enumerate(lengths):
        source[row, :n] = rng.randint(3, VOCAB, n)
        target[row, :n], target[row, n] = source[row, :n][::-1], END
    return source, lengths, target


tf.set_random_seed(17)
feeds = [tf.placeholder(tf.int32, shape) for shape in ([None, None], [None], [None, None])]
with tf.variable_scope("model"):
    train = Model("train", feeds)
with tf.variable_scope("model", reuse=True):
    greedy = Model("infer", feeds)
with tf.variable_scope("model", reuse=True):
    beam = Model("infer", feeds, beam_width=3)
rng = np.random.RandomState(1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(1, 41):
        loss, _ = sess.run([train.loss, train.train], dict(zip(feeds, batch(rng, 24))))
        if step % 20 == 0:
            print("step %d loss %.4f" % (step, loss))
    test = dict(zip(feeds, batch(np.random.RandomState(5), 3)))
    ids, alignment = sess.run([greedy.ids, greedy.alignment], test)
    print("alignment", alignment.shape, "%.3f" % alignment.max(axis=2).mean())
    beams, scores = sess.run([beam.ids, beam.scores], test)
    for row in range(3):
        print(
            test[feeds[0]][row].tolist(),
            ids[row].tolist(),
            beams[row, :, 0].tolist(),
            "%.3f" % scores[row, 0],
        )
