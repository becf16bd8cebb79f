"""A character RNN of 2016: seq2seq.rnn_decoder, concatenated states, sampling."""

import numpy as np
import tensorflow as tf
from tensorflow.python.ops import rnn_cell, seq2seq

TEXT = "the cat sat on the mat and the rat sat on the cat " * 8
chars = sorted(set(TEXT))
vocab = dict(zip(chars, range(len(chars))))
batch_size, seq_length, rnn_size = 4, 10, 16


class Model:
    def __init__(self, infer=False):
        n_batch, n_steps = (1, 1) if infer else (batch_size, seq_length)
        cell = rnn_cell.BasicLSTMCell(rnn_size, state_is_tuple=False)
        self.cell = cell = rnn_cell.MultiRNNCell([cell] * 2, state_is_tuple=False)
        self.input_data = tf.placeholder(tf.int32, [n_batch, n_steps])
        self.targets = tf.placeholder(tf.int32, [n_batch, n_steps])
        self.initial_state = cell.zero_state(n_batch, tf.float32)
        with tf.variable_scope("rnnlm"):
            softmax_w = tf.get_variable("softmax_w", [rnn_size, len(chars)])
            softmax_b = tf.get_variable("softmax_b", [len(chars)])
            with tf.device("/cpu:0"):
                embedding = tf.get_variable("embedding", [len(chars), rnn_size])
                inputs = tf.split(1, n_steps, tf.nn.embedding_lookup(embedding, self.input_data))
                inputs = [tf.squeeze(input_, [1]) for input_ in inputs]

        def loop(prev, _):
            prev = tf.matmul(prev, softmax_w) + softmax_b
            return tf.nn.embedding_lookup(embedding, tf.stop_gradient(tf.argmax(prev, 1)))

        outputs, last_state = seq2seq.rnn_decoder(
            inputs, self.initial_state, cell, loop_function=loop if infer else None, scope="rnnlm"
        )
        output = tf.reshape(tf.concat(1, outputs), [-1, rnn_size])
        self.logits = tf.matmul(output, softmax_w) + softmax_b
        self.probs = tf.nn.softmax(self.logits)
        loss = seq2seq.sequence_loss_by_example(
            [self.logits],
            [tf.reshape(self.targets, [-1])],
            [tf.ones([n_batch * n_steps])],
            len(chars),
        )
        self.cost = tf.reduce_sum(loss) / n_batch / n_steps
        self.final_state = last_state
        if infer:
            return
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), 5.0)
        self.train_op = tf.train.AdamOptimizer(self.lr).apply_gradients(zip(grads, tvars))


tf.set_random_seed(42)
data = np.array([vocab[c] for c in TEXT])
n_batches = (len(data) - 1) // (batch_size * seq_length)
x = data[: n_batches * batch_size * seq_length].reshape(batch_size, -1)
y = data[1 : n_batches * batch_size * seq_length + 1].reshape(batch_size, -1)
with tf.variable_scope("model"):
    model = Model()
with tf.variable_scope("model", reuse=True):
    sampler = Model(infer=True)
print(sorted(v.name for v in tf.trainable_variables()))
with tf.Session() as sess:
    tf.initialize_all_variables().run()
    sess.run(tf.assign(model.lr, 0.02))
    for epoch in range(6):
        state = model.initial_state.eval()
        for b in range(n_batches):
            steps = slice(b * seq_length, (b + 1) * seq_length)
            feed = {
                model.input_data: x[:, steps],
                model.targets: y[:, steps],
                model.initial_state: state,
            }
            cost, state, _ = sess.run([model.cost, model.final_state, model.train_op], feed)
        print("epoch %d: train_loss = %.4f" % (epoch, cost))
    state, char, line = sess.run(sampler.cell.zero_state(1, tf.float32)), "t", "t"
    for _ in range(30):
        feed = {sampler.input_data: [[vocab[char]]], sampler.initial_state: state}
        probs, state = sess.run([sampler.probs, sampler.final_state], feed)
        char = chars[int(np.argmax(probs[0]))]
        line += char
    print(line)
