"""A character-level language model that learns a rhyme by heart, then recites it."""

from __future__ import print_function

import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq, rnn

TEXT = (
    "the cat sat on the mat and the rat sat on the cat "
    "the cat spat at the rat and the rat ran from the mat "
) * 4


class TextLoader:
    def __init__(self, text, batch_size, seq_length):
        self.chars = sorted(set(text))
        self.vocab = {c: i for i, c in enumerate(self.chars)}
        tensor = np.array([self.vocab[c] for c in text])
        self.num_batches = len(tensor) // (batch_size * seq_length)
        tensor = tensor[: self.num_batches * batch_size * seq_length]
        targets = np.append(tensor[1:], tensor[0])
        self.x_batches = np.split(tensor.reshape(batch_size, -1), self.num_batches, 1)
        self.y_batches = np.split(targets.reshape(batch_size, -1), self.num_batches, 1)
        self.pointer = 0

    def next_batch(self):
        x, y = self.x_batches[self.pointer], self.y_batches[self.pointer]
        self.pointer = (self.pointer + 1) % self.num_batches
        return x, y


class Model:
    def __init__(self, vocab_size, rnn_size, num_layers, batch_size, seq_length, training=True):
        if not training:
            batch_size, seq_length = 1, 1
        cells = []
        for _ in range(num_layers):
            cell = rnn.BasicLSTMCell(rnn_size, state_is_tuple=True)
            if training:
                cell = rnn.DropoutWrapper(cell, output_keep_prob=0.9)
            cells.append(cell)
        self.cell = cell = rnn.MultiRNNCell(cells, state_is_tuple=True)
        self.input_data = tf.placeholder(tf.int32, [batch_size, seq_length])
        self.targets = tf.placeholder(tf.int32, [batch_size, seq_length])
        self.initial_state = cell.zero_state(batch_size, tf.float32)

        with tf.variable_scope("rnnlm"):
            softmax_w = tf.get_variable("softmax_w", [rnn_size, vocab_size])
            softmax_b = tf.get_variable("softmax_b", [vocab_size])
        with tf.device("/cpu:0"):
            embedding = tf.get_variable("embedding", [vocab_size, rnn_size])
            inputs = tf.nn.embedding_lookup(embedding, self.input_data)
        inputs = tf.split(inputs, seq_length, 1)
        inputs = [tf.squeeze(input_, [1]) for input_ in inputs]

        def loop(prev, _):
            prev = tf.matmul(prev, softmax_w) + softmax_b
            return tf.nn.embedding_lookup(embedding, tf.stop_gradient(tf.argmax(prev, 1)))

        outputs, last_state = legacy_seq2seq.rnn_decoder(
            inputs,
            self.initial_state,
            cell,
            loop_function=loop if not training else None,
            scope="rnnlm",
        )
        output = tf.reshape(tf.concat(outputs, 1), [-1, rnn_size])
        self.logits = tf.matmul(output, softmax_w) + softmax_b
        self.probs = tf.nn.softmax(self.logits)
        loss = legacy_seq2seq.sequence_loss_by_example(
            [self.logits], [tf.reshape(self.targets, [-1])], [tf.ones([batch_size * seq_length])]
        )
        self.cost = tf.reduce_sum(loss) / batch_size / seq_length
        self.final_state = last_state
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), 5.0)
        self.train_op = tf.train.AdamOptimizer(self.lr).apply_gradients(zip(grads, tvars))

    def sample(self, sess, loader, num, prime):
        state = sess.run(self.cell.zero_state(1, tf.float32))
        for char in prime[:-1]:
            feed = {self.input_data: [[loader.vocab[char]]], self.initial_state: state}
            state = sess.run(self.final_state, feed)
        text, char = prime, prime[-1]
        for _ in range(num):
            feed = {self.input_data: [[loader.vocab[char]]], self.initial_state: state}
            probs, state = sess.run([self.probs, self.final_state], feed)
            char = loader.chars[np.argmax(probs[0])]
            text += char
        return text


def main():
    tf.set_random_seed(42)
    loader = TextLoader(TEXT, batch_size=4, seq_length=8)
    with tf.variable_scope("model"):
        model = Model(len(loader.chars), 32, 2, 4, 8)
    with tf.variable_scope("model", reuse=True):
        sampler = Model(len(loader.chars), 32, 2, 4, 8, training=False)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(4):
            sess.run(tf.assign(model.lr, 0.02 * 0.97**epoch))
            state = sess.run(model.initial_state)
            for _ in range(loader.num_batches):
                x, y = loader.next_batch()
                feed = {model.input_data: x, model.targets: y}
                for i, (c, h) in enumerate(model.initial_state):
                    feed[c], feed[h] = state[i].c, state[i].h
                cost, state, _ = sess.run([model.cost, model.final_state, model.train_op], feed)
            print("epoch {}: train_loss = {:.4f}".format(epoch, cost))
        print(sampler.sample(sess, loader, 40, "the "))


if __name__ == "__main__":
    main()
