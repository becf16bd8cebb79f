"""A character model with static_rnn: trained with truncated backpropagation, then sampled with temperature."""

import numpy as np
import tensorflow as tf
from tensorflow.contrib import legacy_seq2seq, rnn

text = "hello tensor flow, hello flow of tensors. " * 8
chars = sorted(set(text))
vocab = {char: i for i, char in enumerate(chars)}
tensor = np.array([vocab[char] for char in text])


class CharModel:
    def __init__(self, batch_size, seq_length, training):
        cell_fn = {"lstm": rnn.BasicLSTMCell, "gru": rnn.GRUCell, "nas": rnn.NASCell}["lstm"]
        cells = [cell_fn(20) for _ in range(2)]
        if training:
            cells = [rnn.DropoutWrapper(cell, output_keep_prob=1.0) for cell in cells]
        self.cell = cell = rnn.MultiRNNCell(cells, state_is_tuple=True)
        self.input_data = tf.placeholder(tf.int32, [batch_size, seq_length])
        self.targets = tf.placeholder(tf.int32, [batch_size, seq_length])
        self.initial_state = cell.zero_state(batch_size, tf.float32)
        with tf.variable_scope("rnnlm"):
            softmax_w = tf.get_variable("softmax_w", [20, len(chars)])
            softmax_b = tf.get_variable("softmax_b", [len(chars)])
        embedding = tf.get_variable("embedding", [len(chars), 20])
        inputs = tf.split(tf.nn.embedding_lookup(embedding, self.input_data), seq_length, 1)
        inputs = [tf.squeeze(each, [1]) for each in inputs]

        def loop(prev, _):
            prev = tf.matmul(prev, softmax_w) + softmax_b
            return tf.nn.embedding_lookup(embedding, tf.stop_gradient(tf.argmax(prev, 1)))

        outputs, self.final_state = legacy_seq2seq.rnn_decoder(
            inputs,
            self.initial_state,
            cell,
            loop_function=None if training else loop,
            scope="rnnlm",
        )
        output = tf.reshape(tf.concat(outputs, 1), [-1, 20])
        self.logits = tf.matmul(output, softmax_w) + softmax_b
        self.probs = tf.nn.softmax(self.logits)
        loss = legacy_seq2seq.sequence_loss_by_example(
            [self.logits], [tf.reshape(self.targets, [-1])], [tf.ones([batch_size * seq_length])]
        )
        self.cost = tf.reduce_sum(loss) / batch_size / seq_length
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), 5.0)
        self.train_op = tf.train.AdamOptimizer(self.lr).apply_gradients(zip(grads, tvars))


def sample(sess, model, prime, num, temperature):
    rng = np.random.RandomState(0)
    state = sess.run(model.initial_state)
    out = prime
    for char in prime[:-1]:
        state = sess.run(
            model.final_state, {model.input_data: [[vocab[char]]], model.initial_state: state}
        )
    char = prime[-1]
    for _ in range(num):
        probs, state = sess.run(
            [model.probs, model.final_state],
            {model.input_data: [[vocab[char]]], model.initial_state: state},
        )
        weights = np.exp(np.log(probs[0].astype(float)) / temperature)
        char = chars[int(np.searchsorted(np.cumsum(weights), rng.rand() * weights.sum()))]
        out += char
    return out


with tf.Graph().as_default(), tf.Session() as sess:
    tf.set_random_seed(37)
    with tf.variable_scope("char"):
        model = CharModel(4, 7, True)
    with tf.variable_scope("char", reuse=True):
        sampler = CharModel(1, 1, False)
    sess.run(tf.global_variables_initializer())
    xs = tensor[:336].reshape(4, -1)
    for epoch in range(8):
        sess.run(tf.assign(model.lr, 0.02 * 0.97**epoch))
        state = sess.run(model.initial_state)
        for start in range(0, 77, 7):
            feed = {
                model.input_data: xs[:, start : start + 7],
                model.targets: xs[:, start + 1 : start + 8],
            }
            for i, (c, h) in enumerate(model.initial_state):
                feed[c], feed[h] = state[i].c, state[i].h
            cost, state, _ = sess.run([model.cost, model.final_state, model.train_op], feed)
        if epoch % 2:
            print("epoch %d cost %.3f" % (epoch + 1, cost))
    print(sample(sess, sampler, "hello ", 24, 0.3))
