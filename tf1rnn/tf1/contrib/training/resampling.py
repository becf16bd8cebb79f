"""tf.contrib.training: examples of a batch drawn anew, more or less often than they came."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import moving_averages


def resample_at_rate(inputs, rates, scope=None, seed=None, back_prop=False) -> list:
    """The rows of `inputs`, each as often as a Poisson number of its rate of `rates`, [n], says.

    `inputs` is a list of tensors [n, ...]. Gradients flow to them, and with `back_prop` to the
    rates where these have any.
    """
    with tf.name_scope(scope, default_name="resample_at_rate", values=[*inputs, rates]):
        rates = tf.convert_to_tensor(rates, name="rates")
        counts = tf.cast(tf.random_poisson(rates, (), rates.dtype, seed=seed), tf.int32)
        rows = repeated_numbers(counts)
        if not back_prop:
            rows = tf.stop_gradient(rows)
        return [tf.gather(x, rows) for x in inputs]


def weighted_resample(inputs, weights, overall_rate, scope=None, mean_decay=0.999, seed=None):
    """The rows of `inputs`, drawn at `overall_rate` on average, in proportion to `weights`, [n].

    The mean of the weights so far is kept in a local variable. Returns the drawn rows, and the rate
    at which each of these was drawn.
    """
    with tf.name_scope(scope, "weighted_resample", inputs) as own_scope:
        with tf.variable_scope(scope, "estimate_mean", inputs):
            estimated = tf.get_local_variable(
                "estimated_mean", initializer=tf.cast(0, weights.dtype), dtype=weights.dtype
            )
            mean = tf.reduce_mean(weights)
            mean = moving_averages.assign_moving_average(estimated, mean, mean_decay)
        rates = weights * overall_rate / mean
        drawn = resample_at_rate([rates, *inputs], rates, scope=own_scope, seed=seed)
        return drawn[1:], drawn[0]


def repeated_numbers(counts, name=None):
    """Each number from 0 on, as often as `counts`, [n], says: [0, 0, 2] of [2, 0, 1]."""
    with tf.name_scope(name, "repeat_range", [counts]) as scope:
        counts = tf.convert_to_tensor(counts, name="counts")
        size = tf.shape(counts)[0]

        def body(rows, i):
            return rows.write(i, tf.fill(counts[i : i + 1], i)), i + 1

        rows, n_written = tf.while_loop(
            lambda rows, i: i < size,
            body,
            [tf.TensorArray(dtype=tf.int32, size=size, infer_shape=False), 0],
        )
        return tf.cond(
            n_written > 0, rows.concat, lambda: tf.zeros(shape=[0], dtype=tf.int32), name=scope
        )
