"""REINFORCE for a recurrent policy: TensorArrays in a while_loop, categorical sampling fed from outside."""

import argparse

import numpy as np
import tensorflow as tf
from tensorflow.python.ops import control_flow_ops, tensor_array_ops

parser = argparse.ArgumentParser()
parser.add_argument("--steps", type=int, default=4)
parser.add_argument("--hidden", type=int, default=6)
parser.add_argument("--seed", type=int, default=41)
args, _ = parser.parse_known_args()
if args.seed is not None:
    tf.set_random_seed(args.seed)
ACTIONS = 3


class Policy(object):
    def __init__(self):
        self.params = []
        with tf.variable_scope("policy"):
            self.noise = tf.placeholder(tf.float32, [args.steps, None, ACTIONS])
            self.advantage = tf.placeholder(tf.float32, [None])
            unit = self.create_unit()
        batch = tf.shape(self.noise)[1]
        logp = tensor_array_ops.TensorArray(
            dtype=tf.float32, size=args.steps, dynamic_size=False, infer_shape=True
        )
        taken = tensor_array_ops.TensorArray(tf.int32, size=args.steps)
        noise = tensor_array_ops.TensorArray(tf.float32, size=args.steps).unstack(self.noise)

        def body(i, x, h, logp, taken):
            h = unit(x, h)
            logits = tf.log(tf.nn.softmax(tf.matmul(h, self.out)))
            action = tf.cast(tf.argmax(logits + noise.read(i), 1), tf.int32)
            chosen = tf.reduce_sum(tf.one_hot(action, ACTIONS, 1.0, 0.0) * logits, 1)
            return (
                i + 1,
                tf.one_hot(action, ACTIONS),
                h,
                logp.write(i, chosen),
                taken.write(i, action),
            )

        _, _, _, logp, taken = control_flow_ops.while_loop(
            lambda i, *_: i < args.steps,
            body,
            (
                tf.constant(0),
                tf.zeros([batch, ACTIONS]),
                tf.zeros([batch, args.hidden]),
                logp,
                taken,
            ),
            shape_invariants=(
                tf.TensorShape([]),
                tf.TensorShape([None, ACTIONS]),
                tf.TensorShape([None, args.hidden]),
                tf.TensorShape(None),
                tf.TensorShape(None),
            ),
        )
        self.actions = tf.transpose(taken.stack())
        self.loss = -tf.reduce_mean(tf.reduce_sum(logp.stack(), 0) * self.advantage)
        optimizer = tf.train.AdamOptimizer(0.1)
        grads = tf.tuple(tf.gradients(self.loss, self.params))
        self.update = optimizer.apply_gradients(zip(grads, self.params))

    def matrix(self, shape):
        self.params.append(tf.Variable(tf.random_normal(shape, stddev=0.1)))
        return self.params[-1]

    def create_unit(self):
        wx, wh = self.matrix([ACTIONS, args.hidden]), self.matrix([args.hidden, args.hidden])
        self.out = self.matrix([args.hidden, ACTIONS])
        return lambda x, h: tf.tanh(tf.matmul(x, wx) + tf.matmul(h, wh) + 0.1)


def main():
    policy = Policy()
    rng = np.random.RandomState(6)
    baseline = 0.0
    with tf.Session(config=tf.ConfigProto(allow_soft_placement=True)) as sess:
        sess.run(tf.global_variables_initializer())
        for episode in range(1, 13):
            feed = {policy.noise: rng.gumbel(size=[args.steps, 32, ACTIONS])}
            actions = sess.run(policy.actions, feed)
            reward = (actions == np.arange(args.steps) % ACTIONS).mean(axis=1)
            baseline = 0.9 * baseline + 0.1 * reward.mean()
            feed[policy.advantage] = reward - baseline
            loss, _ = sess.run([policy.loss, policy.update], feed)
            if episode % 3 == 0:
                print("episode %d reward %.3f loss %.4f" % (episode, reward.mean(), loss))


if __name__ == "__main__":
    main()
