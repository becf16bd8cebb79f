"""A language model with truncated BPTT, after the tutorial of 2016: state_is_tuple, two models."""

import time

import numpy as np
import tensorflow as tf

flags = tf.app.flags
flags.DEFINE_integer("hidden_size", 12, "units of each layer")
flags.DEFINE_float("keep_prob", 0.8, "of the outputs of each layer")
FLAGS = flags.FLAGS

vocab_size, batch_size, num_steps, num_layers = 17, 3, 5, 2


def batches(words):
    n = len(words) // batch_size
    data = words[: n * batch_size].reshape(batch_size, n)
    for i in range((n - 1) // num_steps):
        yield (
            data[:, i * num_steps : (i + 1) * num_steps],
            data[:, i * num_steps + 1 : (i + 1) * num_steps + 1],
        )


class PTBModel:
    def __init__(self, is_training):
        size = FLAGS.hidden_size
        self._input_data = tf.placeholder(tf.int32, [batch_size, num_steps])
        self._targets = tf.placeholder(tf.int32, [batch_size, num_steps])
        lstm_cell = tf.nn.rnn_cell.BasicLSTMCell(size, forget_bias=0.0, state_is_tuple=True)
        if is_training and FLAGS.keep_prob < 1:
            lstm_cell = tf.nn.rnn_cell.DropoutWrapper(lstm_cell, output_keep_prob=FLAGS.keep_prob)
        cell = tf.nn.rnn_cell.MultiRNNCell([lstm_cell] * num_layers, state_is_tuple=True)
        self._initial_state = cell.zero_state(batch_size, tf.float32)
        with tf.device("/cpu:0"):
            embedding = tf.get_variable("embedding", [vocab_size, size], dtype=tf.float32)
            inputs = tf.nn.embedding_lookup(embedding, self._input_data)
        if is_training and FLAGS.keep_prob < 1:
            inputs = tf.nn.dropout(inputs, FLAGS.keep_prob)
        outputs = []
        state = self._initial_state
        with tf.variable_scope("RNN"):
            for time_step in range(num_steps):
                if time_step > 0:
                    tf.get_variable_scope().reuse_variables()
                (cell_output, state) = cell(inputs[:, time_step, :], state)
                outputs.append(cell_output)
        output = tf.reshape(tf.concat(1, outputs), [-1, size])
        softmax_w = tf.get_variable("softmax_w", [size, vocab_size], dtype=tf.float32)
        softmax_b = tf.get_variable("softmax_b", [vocab_size], dtype=tf.float32)
        logits = tf.matmul(output, softmax_w) + softmax_b
        loss = tf.nn.seq2seq.sequence_loss_by_example(
            [logits],
            [tf.reshape(self._targets, [-1])],
            [tf.ones([batch_size * num_steps], dtype=tf.float32)],
        )
        self._cost = cost = tf.reduce_sum(loss) / batch_size
        self._final_state = state
        if not is_training:
            return
        self._lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(cost, tvars), 5)
        optimizer = tf.train.GradientDescentOptimizer(self._lr)
        self._train_op = optimizer.apply_gradients(zip(grads, tvars))
        self._new_lr = tf.placeholder(tf.float32, shape=[], name="new_learning_rate")
        self._lr_update = tf.assign(self._lr, self._new_lr)


def run_epoch(session, m, words, eval_op):
    started, costs, iters = time.time(), 0.0, 0
    state = session.run(m._initial_state)
    for x, y in batches(words):
        fetches = [m._cost, m._final_state, eval_op]
        feed_dict = {m._input_data: x, m._targets: y}
        for i, (c, h) in enumerate(m._initial_state):
            feed_dict[c] = state[i].c
            feed_dict[h] = state[i].h
        cost, state, _ = session.run(fetches, feed_dict)
        costs += cost
        iters += num_steps
    assert time.time() >= started
    return np.exp(costs / iters)


def main(_):
    words = np.arange(400) ** 2 % vocab_size
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        initializer = tf.random_uniform_initializer(-0.1, 0.1)
        with tf.variable_scope("model", reuse=None, initializer=initializer):
            m = PTBModel(is_training=True)
        with tf.variable_scope("model", reuse=True, initializer=initializer):
            mtest = PTBModel(is_training=False)
        tf.initialize_all_variables().run()
        for v in tf.trainable_variables():
            print(v.name, v.get_shape().as_list())
        for i in range(4):
            session.run(m._lr_update, feed_dict={m._new_lr: 1.0 * 0.5 ** max(i - 2, 0)})
            print(
                "Epoch %d Train Perplexity: %.4f" % (i, run_epoch(session, m, words, m._train_op))
            )
        print("Test Perplexity: %.4f" % run_epoch(session, mtest, words, tf.no_op()))


if __name__ == "__main__":
    tf.app.run()
