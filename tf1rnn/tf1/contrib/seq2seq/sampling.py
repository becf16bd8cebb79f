"""Draws of tokens and coin flips inside a decoding loop.

The operations are those that TensorFlow 1 made for a draw, in their order: the op-level seeds of
all later random operations count them.
"""

from collections.abc import Callable

from tf1rnn.tf1 import tf


def categorical_sample(logits, dtype=tf.int32, sample_shape=(), seed: int | None = None):
    """Draw a token from each row of `logits` `[..., n_tokens]`: `[*sample_shape, ...]`."""
    logits = tf.convert_to_tensor(logits, name="logits")
    n_tokens = tf.shape(logits)[-1]
    batch_shape = tf.shape(logits)[:-1]

    def draw(n):
        rows = logits if logits.shape.ndims == 2 else tf.reshape(logits, [-1, n_tokens])
        tokens = tf.multinomial(rows, n, seed=seed, output_dtype=tf.int32)
        tokens = tf.reshape(tf.transpose(tokens, [1, 0]), tf.concat([[n], batch_shape], 0))
        return tf.cast(tokens, dtype)

    return call_sampler(draw, sample_shape)


def bernoulli_sample(
    probs=None, logits=None, dtype=tf.int32, sample_shape=(), seed: int | None = None
):
    """Flip coins, each of which shows 1 (or True) with its probability: `[*sample_shape, ...]`.

    probs: the probabilities, of any shape; logits: of probabilities, in their place.
    """
    if probs is None:
        probs = tf.sigmoid(logits, name="probs")
    else:
        probs = tf.convert_to_tensor(probs, name="probs")
    batch_shape = tf.shape(probs)

    def draw(n):
        shape = tf.concat([[n], batch_shape], 0)
        uniform = tf.random_uniform(shape, seed=seed, dtype=probs.dtype)
        return tf.cast(uniform < probs, dtype)

    return call_sampler(draw, sample_shape)


def call_sampler(sample_n_fn: Callable, sample_shape, name: str | None = None):
    """Call `sample_n_fn` with the number of draws in `sample_shape`, a vector or one dimension."""
    with tf.name_scope(name, "call_sampler", [sample_shape]):
        sample_shape = tf.convert_to_tensor(sample_shape, dtype=tf.int32, name="sample_shape")
        is_scalar = tf.cast(tf.equal(tf.rank(sample_shape), 0), tf.int32)
        as_vector = tf.pad(tf.shape(sample_shape), [[is_scalar, 0]], constant_values=1)
        sample_shape = tf.reshape(sample_shape, as_vector)
        samples = sample_n_fn(tf.reduce_prod(sample_shape))
        entry_shape = tf.shape(samples)[1:]
        return tf.reshape(samples, tf.concat([sample_shape, entry_shape], 0))
