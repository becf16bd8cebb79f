"""tf.contrib.learn.io: input functions of arrays and tables."""

from tf1rnn.tf1 import tf

__all__ = ["numpy_input_fn", "pandas_input_fn"]


def numpy_input_fn(
    x, y=None, batch_size=128, num_epochs=1, shuffle=True, queue_capacity=1000, num_threads=1
):
    """An input function of arrays by name, as tf.estimator's; shuffled unless told otherwise."""
    return tf.estimator.inputs.numpy_input_fn(
        x, y, batch_size, num_epochs, shuffle, queue_capacity, num_threads
    )


def pandas_input_fn(
    x,
    y=None,
    batch_size=128,
    num_epochs=1,
    shuffle=True,
    queue_capacity=1000,
    num_threads=1,
    target_column="target",
):
    """An input function of a table, as tf.estimator's; shuffled unless told otherwise."""
    return tf.estimator.inputs.pandas_input_fn(
        x, y, batch_size, num_epochs, shuffle, queue_capacity, num_threads, target_column
    )
