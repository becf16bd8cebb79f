"""A recurrent network written with tf.scan and tf.while_loop, trained by gradients taken by hand."""

import numpy as np
import tensorflow as tf

rng = np.random.RandomState(4)
n_in, n_hidden, n_steps = 2, 5, 7
u = rng.randn(n_steps, n_in).astype("float32")
t = np.roll(u[:, :1], 1, axis=0)

with tf.variable_scope("rnn", initializer=tf.orthogonal_initializer(0.8, seed=1)):
    W = tf.get_variable("W", [n_hidden, n_hidden])
    W_in = tf.get_variable("W_in", [n_in, n_hidden])
    W_out = tf.get_variable("W_out", [n_hidden, 1])
    h0 = tf.get_variable("h0", [n_hidden], initializer=tf.zeros_initializer())


def step(h_prev, x):
    return tf.tanh(tf.einsum("i,ij->j", h_prev, W) + tf.tensordot(x, W_in, 1))


states = tf.scan(step, tf.constant(u), initializer=h0)
cost = 0.5 * tf.reduce_mean(tf.squared_difference(tf.matmul(states, W_out), t))
penalty = tf.add_n([tf.nn.l2_loss(v) for v in tf.trainable_variables() if "h0" not in v.op.name])
total = cost + 1e-3 * penalty
params = tf.trainable_variables()
grads = tf.gradients(total, params)
clipped = [tf.clip_by_norm(tf.where(tf.is_nan(g), tf.zeros_like(g), g), 1.0) for g in grads]
velocity = [tf.Variable(tf.zeros(p.shape), trainable=False) for p in params]
update = [tf.assign(v, 0.9 * v - 0.2 * g) for v, g in zip(velocity, clipped)]
with tf.control_dependencies(update):
    apply = tf.group(*[tf.assign_add(p, v) for p, v in zip(params, velocity)])


def powers(limit):
    """How many products with W keep a vector longer than `limit`."""
    keep = lambda i, v: tf.logical_and(i < 50, tf.norm(v) > limit)
    count, _ = tf.while_loop(
        keep, lambda i, v: (i + 1, tf.matmul(v, W)), [tf.constant(0), tf.ones([1, n_hidden])]
    )
    return count


with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print("steps", sess.run(powers(0.5)))
    for i in range(31):
        if i % 10 == 0:
            print("%2d cost %.6f" % (i, sess.run(cost)))
        sess.run(apply)
    print(np.round(sess.run(grads[-1]), 5).tolist())
    check = tf.test.compute_gradient_error(W_out, [n_hidden, 1], cost, [])
    print("error below 1e-2: %.1f" % (check < 1e-2))
