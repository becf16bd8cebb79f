"""Weighted cross entropy over sequences, padding left out."""

from collections.abc import Callable

from tf1rnn.tf1 import tf


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps: bool = True,
    average_across_batch: bool = True,
    sum_over_timesteps: bool = False,
    sum_over_batch: bool = False,
    softmax_loss_function: Callable | None = None,
    name: str | None = None,
):
    """Cross entropy of each target under its logits, weighted, then averaged.

    logits: `[batch_size, n_steps, n_symbols]`; targets: integers `[batch_size, n_steps]`;
    weights: `[batch_size, n_steps]`, 1 for a real step and 0 for padding.
    Averaging divides by the sum of the weights, summing by the number of weights that are not 0.
    `softmax_loss_function(labels=, logits=)` replaces the softmax, for a sampled softmax.

    Returns a scalar if both dimensions are reduced, `[batch_size]` or `[n_steps]` if one is,
    `[batch_size, n_steps]` if none is.
    Raises ValueError for a wrong rank, or for averaging and summing the same dimension.
    """
    for argument, value, rank in (
        ("logits", logits, 3),
        ("targets", targets, 2),
        ("weights", weights, 2),
    ):
        shape = value.get_shape()
        if len(shape) != rank:
            raise ValueError(
                f"sequence_loss: {argument} must have rank {rank}, but has shape {shape}"
            )
    if average_across_timesteps and sum_over_timesteps:
        raise ValueError(
            "sequence_loss: set average_across_timesteps or sum_over_timesteps, not both"
        )
    if average_across_batch and sum_over_batch:
        raise ValueError("sequence_loss: set average_across_batch or sum_over_batch, not both")

    with tf.name_scope(name, "sequence_loss", [logits, targets, weights]):
        n_symbols = tf.shape(logits)[2]
        flat_logits = tf.reshape(logits, [-1, n_symbols])
        flat_targets = tf.reshape(targets, [-1])
        loss_function = softmax_loss_function or tf.nn.sparse_softmax_cross_entropy_with_logits
        xentropy = loss_function(labels=flat_targets, logits=flat_logits)
        xentropy *= tf.reshape(weights, [-1])

        if average_across_timesteps and average_across_batch:
            return tf.div_no_nan(tf.reduce_sum(xentropy), tf.reduce_sum(weights))
        if sum_over_timesteps and sum_over_batch:
            return _mean_of_counted(tf.reduce_sum(xentropy), weights)
        xentropy = tf.reshape(xentropy, tf.shape(logits)[0:2])
        if average_across_timesteps or average_across_batch:
            axis = [1] if average_across_timesteps else [0]
            return tf.div_no_nan(tf.reduce_sum(xentropy, axis), tf.reduce_sum(weights, axis))
        if sum_over_timesteps or sum_over_batch:
            axis = [1] if sum_over_timesteps else [0]
            return _mean_of_counted(tf.reduce_sum(xentropy, axis), weights, axis)
        return xentropy


def _mean_of_counted(total, weights, axis=None):
    count = tf.cast(tf.count_nonzero(weights, axis=axis), total.dtype)
    return tf.div_no_nan(total, count)


class SequenceLoss(tf.keras.losses.Loss):
    """`sequence_loss` as a loss of Keras, called with (targets, logits, weights).

    It sums over steps and batch unless told otherwise.
    """

    def __init__(
        self,
        average_across_timesteps: bool = False,
        average_across_batch: bool = False,
        sum_over_timesteps: bool = True,
        sum_over_batch: bool = True,
        softmax_loss_function: Callable | None = None,
        name: str | None = None,
    ):
        super().__init__(name=name)
        self.average_across_timesteps = average_across_timesteps
        self.average_across_batch = average_across_batch
        self.sum_over_timesteps, self.sum_over_batch = sum_over_timesteps, sum_over_batch
        self.softmax_loss_function = softmax_loss_function

    def __call__(self, y_true, y_pred, sample_weight=None):
        return sequence_loss(
            y_pred,
            y_true,
            sample_weight,
            self.average_across_timesteps,
            self.average_across_batch,
            self.sum_over_timesteps,
            self.sum_over_batch,
            self.softmax_loss_function,
            self.name,
        )

    def call(self, y_true, y_pred):
        """Nothing: the loss has to be called, since it reduces in its own way."""
