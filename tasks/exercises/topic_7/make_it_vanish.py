"""Make the gradient vanish, and let it arrive.

task: vanishing_gradients
place: 6

At every step back the gradient is multiplied by the recurrent weights and by the slope of tanh. The
recurrent weights here are an orthogonal matrix, which keeps a vector's length, times a gain. Choose
one gain with which less than a thousandth of the gradient at the last step reaches the first, and
one with which a share from 0.1 to 10 arrives.
"""

import numpy as np
import tensorflow as tf

n_steps = 30
n_neurons = 50

#: hole vanishing
#:     A gain with which the gradient vanishes, larger than 0.
vanishing = 0.7
#: hole arriving
#:     A gain with which a share from 0.1 to 10 arrives at the first step.
arriving = 1.1


def gradient_norms(gain):
    """The norm of the gradient with respect to the state at each step, from the first on."""
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        np.random.seed(1)
        W = tf.constant(gain * np.linalg.qr(np.random.randn(n_neurons, n_neurons))[0], tf.float32)
        inputs = np.random.randn(n_steps, 20, n_neurons).astype("float32") / 10
        state, states = tf.zeros([20, n_neurons]), []
        for t in range(n_steps):
            state = tf.tanh(tf.matmul(state, W) + inputs[t])
            states.append(state)
        gradients = tf.gradients(tf.reduce_sum(state), states)
        with tf.Session() as sess:
            return [np.linalg.norm(g) for g in sess.run(gradients)]


for gain in (vanishing, arriving):
    norms = gradient_norms(gain)
    print("gain", gain, ": the share that arrives is", norms[0] / norms[-1])

#: hint
#:     A gain below 1 makes the gradient smaller at each of the 29 steps back: 0.9 ** 29 is 0.05.
#: hint
#:     A thousandth needs a factor below 0.79 at each step: 0.79 ** 29 is about 0.001.
#: hint
#:     tanh's slope is below 1, too. So a gain a little above 1 makes up for it.
#: mistake
#:     1: 0.95
#:     The gradient gets smaller, but not by enough: over 29 steps a factor of 0.79 is needed.
#: mistake
#:     2: 3.0
#:     With so large a gain the gradient explodes, or tanh is driven to where its slope is near 0.
#:     Take a gain near 1.
#: mistake
#:     2: 0.7
#:     The gradient vanishes here, too. The gain must make up for the slope of tanh, below 1.
#: mistake
#:     1: 0.0
#:     With a gain of 0 there is no recurrence at all. Take a gain above 0.
#: mistake
#:     1: 1.1
#:     2: 0.7
#:     The two are exchanged: a small gain makes the gradient vanish.
#: check


def observe(program):
    shares = {}
    for name in ("vanishing", "arriving"):
        gain = float(getattr(program, name))
        norms = program.gradient_norms(gain) if gain > 0 else [0, 1]
        shares[name] = norms[0] / norms[-1]
    low, middle = shares["vanishing"], shares["arriving"]
    arrives = f"a share of {middle:.2g} arrives: " + ("too little" if middle < 0.1 else "too much")
    vanishes = f"a share of {low:.2g} arrives: " + ("too much" if low < 0.5 else "nearly all")
    if program.vanishing <= 0:
        vanishes = "it is not larger than 0"
    return {
        "vanishing": (low < 1e-3 and program.vanishing > 0, vanishes),
        "arriving": (0.1 <= middle <= 10, arrives),
    }
