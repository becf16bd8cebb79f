"""Losses over lists of steps, and one model for each bucket of lengths."""

from collections.abc import Callable, Sequence

from tf1rnn.tf1 import tf


def sequence_loss_by_example(
    logits: Sequence,
    targets: Sequence,
    weights: Sequence,
    average_across_timesteps: bool = True,
    softmax_loss_function: Callable | None = None,
    name: str | None = None,
):
    """Cross entropy of each sequence, `[batch_size]`, weighted and averaged over the steps.

    logits: a list of `[batch_size, n_symbols]`; targets: a list of int32 `[batch_size]`; weights: a
    list of `[batch_size]`. `softmax_loss_function(labels=, logits=)` replaces the softmax.
    Raises ValueError unless the lists have one length.
    """
    _check_lengths(logits, targets, weights)
    with tf.name_scope(name, "sequence_loss_by_example", [*logits, *targets, *weights]):
        losses = []
        for logit, target, weight in zip(logits, targets, weights, strict=True):
            if softmax_loss_function is None:
                target = tf.reshape(target, [-1])
                xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(
                    labels=target, logits=logit
                )
            else:
                xentropy = softmax_loss_function(labels=target, logits=logit)
            losses.append(xentropy * weight)
        loss = tf.add_n(losses)
        if average_across_timesteps:
            loss /= tf.add_n(weights) + 1e-12  # never 0 / 0 where all weights are 0
    return loss


def sequence_loss(
    logits: Sequence,
    targets: Sequence,
    weights: Sequence,
    average_across_timesteps: bool = True,
    average_across_batch: bool = True,
    softmax_loss_function: Callable | None = None,
    name: str | None = None,
):
    """Cross entropy of the batch, a scalar; arguments as `sequence_loss_by_example`."""
    with tf.name_scope(name, "sequence_loss", [*logits, *targets, *weights]):
        loss = tf.reduce_sum(
            sequence_loss_by_example(
                logits,
                targets,
                weights,
                average_across_timesteps=average_across_timesteps,
                softmax_loss_function=softmax_loss_function,
            )
        )
        if not average_across_batch:
            return loss
        batch_size = tf.shape(targets[0])[0]
        return loss / tf.cast(batch_size, loss.dtype)


def model_with_buckets(
    encoder_inputs: Sequence,
    decoder_inputs: Sequence,
    targets: Sequence,
    weights: Sequence,
    buckets: Sequence[tuple[int, int]],
    seq2seq: Callable,
    softmax_loss_function: Callable | None = None,
    per_example_loss: bool = False,
    name: str | None = None,
):
    """One model for each bucket (encoder steps, decoder steps), all with the same variables.

    seq2seq(encoder_inputs, decoder_inputs): (outputs, state); it must construct its cell, since a
    cell that was used cannot belong to another model. The rest as `sequence_loss`.

    Returns (outputs of each bucket, losses of each bucket: scalars, or `[batch_size]` where
    `per_example_loss`).
    Raises ValueError for fewer inputs, targets or weights than the last bucket takes.
    """
    n_encoder_steps, n_decoder_steps = buckets[-1]
    for argument, steps, needed in (
        ("encoder_inputs", encoder_inputs, n_encoder_steps),
        ("targets", targets, n_decoder_steps),
        ("weights", weights, n_decoder_steps),
    ):
        if len(steps) < needed:
            raise ValueError(
                f"model_with_buckets: {argument} has {len(steps)} steps, but the last of the "
                f"buckets takes {needed}"
            )
    bucket_loss = sequence_loss_by_example if per_example_loss else sequence_loss
    losses, outputs = [], []
    all_inputs = [*encoder_inputs, *decoder_inputs, *targets, *weights]
    with tf.name_scope(name, "model_with_buckets", all_inputs):
        for i, (n_encoder_steps, n_decoder_steps) in enumerate(buckets):
            with tf.variable_scope(tf.get_variable_scope(), reuse=True if i > 0 else None):
                bucket_outputs, _ = seq2seq(
                    encoder_inputs[:n_encoder_steps], decoder_inputs[:n_decoder_steps]
                )
                outputs.append(bucket_outputs)
                losses.append(
                    bucket_loss(
                        bucket_outputs,
                        targets[:n_decoder_steps],
                        weights[:n_decoder_steps],
                        softmax_loss_function=softmax_loss_function,
                    )
                )
    return outputs, losses


def _check_lengths(logits, targets, weights) -> None:
    for argument, steps in (("targets", targets), ("weights", weights)):
        if len(steps) != len(logits):
            raise ValueError(
                f"sequence_loss: {argument} must have as many steps as logits, {len(logits)}, but "
                f"has {len(steps)}"
            )
