"""Lists of steps that the legacy_seq2seq programs share: tokens of seven symbols, and values."""

import numpy as np

from .program import uniform

N_SYMBOLS = 7


def tokens(tf, n_steps, name):
    """Placeholders of `n_steps` tokens, and what to feed them."""
    rng = np.random.RandomState(n_steps)
    steps = [tf.placeholder(tf.int32, [None], name="%s_%d" % (name, i)) for i in range(n_steps)]
    return steps, {step: rng.randint(0, N_SYMBOLS, 3) for step in steps}


def translation(tf):
    """Encoder inputs, decoder inputs, and what to feed them."""
    encoder_inputs, feed = tokens(tf, 2, "source")
    decoder_inputs, decoder_feed = tokens(tf, 3, "target")
    feed.update(decoder_feed)
    return encoder_inputs, decoder_inputs, feed


def values(tf, n_steps, n_inputs=4):
    """Placeholders of `n_steps` inputs, and what to feed them."""
    steps = [tf.placeholder(tf.float32, [None, n_inputs]) for _ in range(n_steps)]
    return steps, {step: uniform(n_steps, 3, n_inputs)[i] for i, step in enumerate(steps)}


def projection(tf):
    """Variables that project five outputs on the symbols."""
    return tf.get_variable("w", [5, N_SYMBOLS]), tf.get_variable("b", [N_SYMBOLS])


def basic_cell(tf, n_neurons=5):
    """A cell of five neurons, by default."""
    return tf.nn.rnn_cell.BasicRNNCell(n_neurons)
