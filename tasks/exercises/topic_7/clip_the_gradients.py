"""Clip the gradients.

task: truncated_bptt
place: 4

Gradients that explode throw the weights far off in one step of training. Clipping keeps their
direction and limits their length: all gradients together are scaled so that their common norm is at
most clip_norm. An optimizer's minimize() is two steps, and clipping goes between them: compute the
gradients, clip them, apply them.
"""

import numpy as np
import tensorflow as tf

clip_norm = 1.0
learning_rate = 0.1

weights = [tf.Variable([3.0, 4.0]), tf.Variable([[1.0], [2.0]])]
scale = tf.placeholder_with_default(100.0, shape=[])
loss = scale * (tf.reduce_sum(weights[0]) + tf.reduce_sum(tf.square(weights[1])) / 2)

#: hole gradients
#:     The gradients of the loss with respect to all weights: a list.
gradients = tf.gradients(loss, weights)
#: hole clipped
#:     The gradients, scaled so that their norm together is at most clip_norm.
clipped, norm = tf.clip_by_global_norm(gradients, clip_norm)
optimizer = tf.train.GradientDescentOptimizer(learning_rate)
#: hole training_op
#:     The operation that applies the clipped gradients to the weights.
training_op = optimizer.apply_gradients(zip(clipped, weights))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    before = sess.run(weights)
    sess.run(training_op)
    after = sess.run(weights)
moved = np.sqrt(sum(np.sum((a - b) ** 2) for a, b in zip(after, before)))
print("the weights moved by", moved)

#: hint
#:     tf.gradients(loss, weights) gives a list with a gradient for each of the weights.
#: hint
#:     tf.clip_by_global_norm(gradients, clip_norm) returns two things: the clipped gradients and
#:     the norm that they had.
#: hint
#:     optimizer.apply_gradients wants pairs (gradient, weight): zip(clipped, weights).
#: mistake
#:     3: optimizer.apply_gradients(zip(gradients, weights))
#:     Nothing is clipped: the gradients are applied as they were before. optimizer.minimize(loss)
#:     would do the same, for it computes them anew.
#: mistake
#:     2: ([tf.clip_by_norm(g, clip_norm) for g in gradients], None)
#:     Each gradient is clipped by itself, so that their common direction changes. Clip by the norm
#:     of all together: tf.clip_by_global_norm.
#: mistake
#:     2: ([tf.clip_by_value(g, -clip_norm, clip_norm) for g in gradients], None)
#:     Each number is clipped by itself, so that the direction changes. Clip by the norm of all
#:     together: tf.clip_by_global_norm.
#: mistake
#:     3: optimizer.apply_gradients(zip(weights, clipped))
#:     The pairs are the wrong way round: first the gradient, then the weight.
#: mistake
#:     2: ([g / tf.global_norm(gradients) for g in gradients], None)
#:     The gradients are always scaled to the norm, even where they are smaller. Clipping leaves
#:     small gradients as they are.
#: check


def observe(program):
    values = {}
    with tf.Session() as sess:
        for name, scale in (("large", 100.0), ("small", 0.001)):
            sess.run(tf.global_variables_initializer())
            before = sess.run(program.weights)
            sess.run(program.training_op, feed_dict={program.scale: scale})
            moved = [b - a for a, b in zip(sess.run(program.weights), before)]
            step = np.concatenate([m.ravel() for m in moved]) / (0.1 * min(scale, 1))
            values[f"a step with {name} gradients"] = step
    return values
