"""slim.learning.train with arg_scope: one shared text classifier for two tasks."""

import tempfile

import numpy as np
import tensorflow as tf
import tensorflow.contrib.slim as slim

tf.logging.set_verbosity(tf.logging.ERROR)
CLASSES = {"task_a": 2, "task_b": 3}


def arg_scope(weight_decay=0.001):
    with slim.arg_scope(
        [slim.fully_connected],
        activation_fn=tf.nn.elu,
        weights_initializer=slim.variance_scaling_initializer(seed=3),
        weights_regularizer=slim.l2_regularizer(weight_decay),
    ) as scope:
        return scope


def network(tokens, name):
    end_points = {}
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        embedded = slim.embedding_ops.embedding_lookup_unique(
            slim.model_variable(
                "embedding", [9, 5], initializer=tf.random_normal_initializer(stddev=0.1, seed=1)
            ),
            tokens,
        )
        with tf.variable_scope("rnn", initializer=tf.glorot_uniform_initializer(seed=2)):
            _, state = tf.nn.dynamic_rnn(tf.contrib.rnn.GRUCell(6), embedded, dtype=tf.float32)
        end_points["state"] = state
        net = slim.stack(state, slim.fully_connected, [8, 6], scope="fc")
    end_points[name] = slim.fully_connected(net, CLASSES[name], activation_fn=None, scope=name)
    return end_points


rng = np.random.RandomState(0)
tokens = rng.randint(0, 9, [24, 5]).astype(np.int64)
labels = {"task_a": (tokens[:, 0] > 4).astype(np.int64), "task_b": tokens[:, 1] % 3}
with tf.Graph().as_default():
    tf.set_random_seed(1)
    with slim.arg_scope(arg_scope()):
        for name in sorted(CLASSES):
            logits = network(tf.constant(tokens), name)[name]
            slim.losses.sparse_softmax_cross_entropy(logits, tf.constant(labels[name]))
    total = slim.losses.get_total_loss()
    train_op = slim.learning.create_train_op(
        total, tf.train.AdamOptimizer(0.02), clip_gradient_norm=4.0
    )
    variables = slim.get_variables_to_restore(include=["shared/fc"])
    final = slim.learning.train(
        train_op,
        tempfile.mkdtemp(),
        number_of_steps=30,
        save_summaries_secs=None,
        log_every_n_steps=0,
    )
    print("after %d steps: %.4f" % (30, final))
    print(
        len(slim.get_model_variables()),
        len(slim.losses.get_losses()),
        len(slim.losses.get_regularization_losses()),
    )
    print(sorted(v.op.name for v in variables))
