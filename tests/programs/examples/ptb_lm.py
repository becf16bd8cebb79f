"""A word-level language model trained by truncated backpropagation, with flags."""

from __future__ import absolute_import, division, print_function

import collections

import numpy as np
import tensorflow as tf

flags = tf.flags
flags.DEFINE_string("model", "small", "The configuration: small or tiny.")
flags.DEFINE_integer("max_epochs", 0, "Train for fewer epochs.")
flags.DEFINE_bool("use_block", False, "Take LSTMBlockCell.")
FLAGS = flags.FLAGS


class SmallConfig(object):
    init_scale = 0.1
    learning_rate = 1.0
    max_grad_norm = 5
    num_layers = 2
    num_steps = 8
    hidden_size = 24
    max_epoch = 2
    max_max_epoch = 4
    keep_prob = 0.8
    lr_decay = 0.5
    batch_size = 5


class TinyConfig(SmallConfig):
    num_layers = 1
    hidden_size = 8
    keep_prob = 1.0


def raw_data():
    random = np.random.RandomState(1)
    subjects = "the-dog the-cat a-bird my-friend".split()
    verbs = "sees hears likes follows".split()
    words = []
    for _ in range(150):
        first, second = random.choice(subjects, 2, replace=False)
        words += [first, random.choice(verbs), second, "<eos>"]
    counts = collections.Counter(words)
    ids = {w: i for i, (w, _) in enumerate(sorted(counts.items(), key=lambda x: (-x[1], x[0])))}
    data = [ids[word] for word in words]
    return data[:480], data[480:], len(ids)


def producer(data, batch_size, num_steps, name=None):
    with tf.name_scope(name, "Producer", [data, batch_size, num_steps]):
        raw = tf.convert_to_tensor(data, name="raw_data", dtype=tf.int32)
        data_len = tf.size(raw)
        batch_len = data_len // batch_size
        rows = tf.reshape(raw[0 : batch_size * batch_len], [batch_size, batch_len])
        epoch_size = (batch_len - 1) // num_steps
        assertion = tf.assert_positive(epoch_size, message="decrease batch_size or num_steps")
        with tf.control_dependencies([assertion]):
            epoch_size = tf.identity(epoch_size, name="epoch_size")
        i = tf.train.range_input_producer(epoch_size, shuffle=False).dequeue()
        x = tf.strided_slice(rows, [0, i * num_steps], [batch_size, (i + 1) * num_steps])
        x.set_shape([batch_size, num_steps])
        y = tf.strided_slice(rows, [0, i * num_steps + 1], [batch_size, (i + 1) * num_steps + 1])
        y.set_shape([batch_size, num_steps])
        return x, y


class PTBModel(object):
    def __init__(self, is_training, config, data, vocab_size, name):
        batch_size, num_steps, size = config.batch_size, config.num_steps, config.hidden_size
        self.epoch_size = (len(data) // batch_size - 1) // num_steps
        self.num_steps, self.batch_size = num_steps, batch_size
        input_data, targets = producer(data, batch_size, num_steps, name)

        def make_cell():
            if FLAGS.use_block:
                cell = tf.contrib.rnn.LSTMBlockCell(size, forget_bias=0.0)
            else:
                cell = tf.contrib.rnn.BasicLSTMCell(
                    size, forget_bias=0.0, state_is_tuple=True, reuse=not is_training
                )
            if is_training and config.keep_prob < 1:
                cell = tf.contrib.rnn.DropoutWrapper(cell, output_keep_prob=config.keep_prob)
            return cell

        cell = tf.contrib.rnn.MultiRNNCell(
            [make_cell() for _ in range(config.num_layers)], state_is_tuple=True
        )
        self.initial_state = cell.zero_state(batch_size, tf.float32)
        with tf.device("/cpu:0"):
            embedding = tf.get_variable("embedding", [vocab_size, size], dtype=tf.float32)
            inputs = tf.nn.embedding_lookup(embedding, input_data)
        if is_training and config.keep_prob < 1:
            inputs = tf.nn.dropout(inputs, config.keep_prob)

        outputs, state = [], self.initial_state
        with tf.variable_scope("RNN"):
            for time_step in range(num_steps):
                if time_step > 0:
                    tf.get_variable_scope().reuse_variables()
                cell_output, state = cell(inputs[:, time_step, :], state)
                outputs.append(cell_output)
        output = tf.reshape(tf.concat(outputs, 1), [-1, size])
        logits = tf.nn.xw_plus_b(
            output,
            tf.get_variable("softmax_w", [size, vocab_size], dtype=tf.float32),
            tf.get_variable("softmax_b", [vocab_size], dtype=tf.float32),
        )
        logits = tf.reshape(logits, [batch_size, num_steps, vocab_size])
        loss = tf.contrib.seq2seq.sequence_loss(
            logits,
            targets,
            tf.ones([batch_size, num_steps], dtype=tf.float32),
            average_across_timesteps=False,
            average_across_batch=True,
        )
        self.cost = tf.reduce_sum(loss)
        self.final_state = state
        self.train_op = tf.no_op()
        if not is_training:
            return
        self.lr = tf.Variable(0.0, trainable=False)
        tvars = tf.trainable_variables()
        grads, _ = tf.clip_by_global_norm(tf.gradients(self.cost, tvars), config.max_grad_norm)
        optimizer = tf.train.GradientDescentOptimizer(self.lr)
        self.train_op = optimizer.apply_gradients(
            zip(grads, tvars), global_step=tf.train.get_or_create_global_step()
        )
        self.new_lr = tf.placeholder(tf.float32, shape=[], name="new_learning_rate")
        self.lr_update = tf.assign(self.lr, self.new_lr)

    def assign_lr(self, session, value):
        session.run(self.lr_update, feed_dict={self.new_lr: value})


def run_epoch(session, model, verbose=False):
    costs, iters = 0.0, 0
    state = session.run(model.initial_state)
    fetches = {"cost": model.cost, "final_state": model.final_state, "op": model.train_op}
    for step in range(model.epoch_size):
        feed_dict = {}
        for i, (c, h) in enumerate(model.initial_state):
            feed_dict[c] = state[i].c
            feed_dict[h] = state[i].h
        values = session.run(fetches, feed_dict)
        state = values["final_state"]
        costs += values["cost"]
        iters += model.num_steps
        if verbose and step % 4 == 2:
            print("%.3f perplexity: %.3f" % (step / model.epoch_size, np.exp(costs / iters)))
    return np.exp(costs / iters)


def main(_):
    config = SmallConfig() if FLAGS.model == "small" else TinyConfig()
    epochs = FLAGS.max_epochs or config.max_max_epoch
    train_data, valid_data, vocab_size = raw_data()
    with tf.Graph().as_default():
        tf.set_random_seed(7)
        initializer = tf.random_uniform_initializer(-config.init_scale, config.init_scale)
        with tf.name_scope("Train"):
            with tf.variable_scope("Model", reuse=None, initializer=initializer):
                m = PTBModel(True, config, train_data, vocab_size, "TrainInput")
            tf.summary.scalar("Training_Loss", m.cost)
        with tf.name_scope("Valid"):
            with tf.variable_scope("Model", reuse=True, initializer=initializer):
                mvalid = PTBModel(False, config, valid_data, vocab_size, "ValidInput")
        sv = tf.train.Supervisor(logdir=None, summary_op=None)
        with sv.managed_session() as session:
            for i in range(epochs):
                lr_decay = config.lr_decay ** max(i + 1 - config.max_epoch, 0.0)
                m.assign_lr(session, config.learning_rate * lr_decay)
                print("Epoch: %d Learning rate: %.3f" % (i + 1, session.run(m.lr)))
                print("Train Perplexity: %.3f" % run_epoch(session, m, verbose=i == 0))
                print("Valid Perplexity: %.3f" % run_epoch(session, mvalid))


if __name__ == "__main__":
    tf.app.run()
