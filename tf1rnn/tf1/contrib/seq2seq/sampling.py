"""Draws of tokens and coin flips inside a decoding loop.

The operations are those that TensorFlow 1 made for a draw, in their order: the op-level seeds of
all later random operations count them.
"""

from collections.abc import Callable

from tf1rnn.tf1 import tf


def categorical(logits, seed: int | None = None):
    """Draw a token from each row of `logits`, `[batch_size, n_tokens]`: int32 `[batch_size]`."""
    tf.shape(logits)[-1]  # the number of tokens, which TensorFlow 1 had in the graph unused
    batch_shape = tf.shape(logits)[:-1]

    def draw(n):
        tokens = tf.multinomial(logits, n, seed=seed, output_dtype=tf.int32)
        return tf.reshape(tf.transpose(tokens, [1, 0]), tf.concat([[n], batch_shape], 0))

    return _call_sampler(draw, ())


def bernoulli(probability, n, dtype, seed: int | None = None):
    """Flip `n` coins, each 1 (or True) with this probability: `[n]` of `dtype`."""
    batch_shape = tf.shape(probability)

    def draw(n):
        shape = tf.concat([[n], batch_shape], 0)
        uniform = tf.random_uniform(shape, seed=seed, dtype=probability.dtype)
        return tf.cast(uniform < probability, dtype)

    return _call_sampler(draw, n)


def _call_sampler(draw: Callable, sample_shape):
    """Call `draw` with the number of draws in `sample_shape`, a vector or a single dimension."""
    with tf.name_scope(None, "call_sampler", [sample_shape]):
        sample_shape = tf.convert_to_tensor(sample_shape, dtype=tf.int32, name="sample_shape")
        is_scalar = tf.cast(tf.equal(tf.rank(sample_shape), 0), tf.int32)
        as_vector = tf.pad(tf.shape(sample_shape), [[is_scalar, 0]], constant_values=1)
        sample_shape = tf.reshape(sample_shape, as_vector)
        samples = draw(tf.reduce_prod(sample_shape))
        entry_shape = tf.shape(samples)[1:]
        return tf.reshape(samples, tf.concat([sample_shape, entry_shape], 0))
