"""An encoder-decoder with attention learns to reverse sequences; a beam search answers."""

import numpy as np
import tensorflow as tf
from tensorflow.contrib.rnn import GRUCell, LSTMCell, LSTMStateTuple, MultiRNNCell
from tensorflow.contrib.seq2seq import (
    AttentionWrapper,
    BahdanauAttention,
    BasicDecoder,
    BeamSearchDecoder,
    TrainingHelper,
    dynamic_decode,
    sequence_loss,
    tile_batch,
)
from tensorflow.python.layers.core import Dense

PAD, GO, EOS, FIRST = 0, 1, 2, 3
VOCAB, UNITS, BATCH, BEAM = 9, 20, 16, 3
rng = np.random.RandomState(5)


def batch():
    lengths = rng.randint(2, 6, size=BATCH)
    source = np.zeros([BATCH, lengths.max()], np.int32)
    target = np.zeros([BATCH, lengths.max() + 1], np.int32)
    for i, n in enumerate(lengths):
        source[i, :n] = rng.randint(FIRST, VOCAB, size=n)
        target[i, :n] = source[i, :n][::-1]
        target[i, n] = EOS
    return source, lengths, target, lengths + 1


class Seq2Seq(object):
    def __init__(self):
        self.source = tf.placeholder(tf.int32, [None, None], "source")
        self.source_length = tf.placeholder(tf.int32, [None], "source_length")
        self.target = tf.placeholder(tf.int32, [None, None], "target")
        self.target_length = tf.placeholder(tf.int32, [None], "target_length")
        self.batch_size = tf.shape(self.source)[0]
        self.embedding = tf.get_variable("embedding", [VOCAB, UNITS])
        self.encode()
        self.projection = Dense(VOCAB, use_bias=False, name="projection")
        self.train()
        self.infer()

    def encode(self):
        with tf.variable_scope("encoder"):
            inputs = tf.nn.embedding_lookup(self.embedding, self.source)
            (fw, bw), (fw_state, bw_state) = tf.nn.bidirectional_dynamic_rnn(
                LSTMCell(UNITS // 2),
                LSTMCell(UNITS // 2),
                inputs,
                sequence_length=self.source_length,
                dtype=tf.float32,
            )
            self.outputs = tf.concat([fw, bw], -1)
            c = tf.concat([fw_state.c, bw_state.c], 1)
            h = tf.concat([fw_state.h, bw_state.h], 1)
            self.state = LSTMStateTuple(c, h)

    def cell(self, memory, lengths, state, batch_size):
        attention = BahdanauAttention(UNITS, memory, memory_sequence_length=lengths)
        cells = MultiRNNCell([LSTMCell(UNITS), GRUCell(UNITS)])
        cell = AttentionWrapper(cells, attention, attention_layer_size=UNITS)
        initial = cell.zero_state(batch_size, tf.float32)
        return cell, initial.clone(cell_state=(state, state.h))

    def train(self):
        with tf.variable_scope("decoder"):
            cell, state = self.cell(self.outputs, self.source_length, self.state, self.batch_size)
            go = tf.fill([self.batch_size, 1], GO)
            inputs = tf.concat([go, self.target[:, :-1]], 1)
            helper = TrainingHelper(
                tf.nn.embedding_lookup(self.embedding, inputs), self.target_length
            )
            decoder = BasicDecoder(cell, helper, state, self.projection)
            outputs, _, _ = dynamic_decode(decoder, swap_memory=True)
        logits = tf.identity(outputs.rnn_output, "logits")
        mask = tf.sequence_mask(self.target_length, dtype=tf.float32)
        self.loss = sequence_loss(logits, self.target, mask)
        step = tf.Variable(0, trainable=False, name="global_step")
        rate = tf.train.exponential_decay(0.02, step, 50, 0.9, staircase=True)
        self.train_op = tf.contrib.layers.optimize_loss(
            self.loss, step, rate, optimizer="Adam", clip_gradients=1.0
        )

    def infer(self):
        with tf.variable_scope("decoder", reuse=True):
            state = tile_batch(self.state, BEAM)
            cell, state = self.cell(
                tile_batch(self.outputs, multiplier=BEAM),
                tile_batch(self.source_length, multiplier=BEAM),
                state,
                self.batch_size * BEAM,
            )
            decoder = BeamSearchDecoder(
                cell,
                self.embedding,
                tf.fill([self.batch_size], GO),
                EOS,
                state,
                BEAM,
                self.projection,
                length_penalty_weight=0.6,
            )
            outputs, final, lengths = dynamic_decode(decoder, maximum_iterations=8)
        self.answers = outputs.predicted_ids
        self.scores = final.log_probs


def main():
    tf.set_random_seed(11)
    model = Seq2Seq()
    print(len(tf.trainable_variables()), "variables")
    with tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as sess:
        sess.run([tf.global_variables_initializer(), tf.tables_initializer()])
        for step in range(41):
            feed = dict(
                zip(
                    [model.source, model.source_length, model.target, model.target_length],
                    batch(),
                )
            )
            loss, _ = sess.run([model.loss, model.train_op], feed)
            if step % 10 == 0:
                print("step %3d  loss %.4f" % (step, loss))
        source, lengths, _, _ = batch()
        answers, scores = sess.run(
            [model.answers, model.scores],
            {model.source: source[:3], model.source_length: lengths[:3]},
        )
        for i in range(3):
            print(source[i].tolist(), "->", answers[i, :, 0].tolist(), "%.3f" % scores[i, 0])


if __name__ == "__main__":
    main()
