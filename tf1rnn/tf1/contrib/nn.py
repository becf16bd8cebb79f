"""tf.contrib.nn: functions for networks that were only in tf.contrib."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import nn_impl, nn_ops

__all__ = [
    "alpha_dropout",
    "conv1d_transpose",
    "deprecated_flipped_sigmoid_cross_entropy_with_logits",
    "deprecated_flipped_softmax_cross_entropy_with_logits",
    "deprecated_flipped_sparse_softmax_cross_entropy_with_logits",
    "nth_element",
    "sampled_sparse_softmax_loss",
    "scaled_softplus",
]

_ALPHA = -1.7580993408473766  # minus scale times alpha of SELU (Klambauer et al., 2017)


def alpha_dropout(x, keep_prob, noise_shape=None, seed=None, name: str | None = None):
    """Dropout that keeps the mean and variance of SELU's activations: of the shape of `x`.

    Dropped units take SELU's lower limit, and all are scaled and shifted by the a and b of
    Klambauer et al., "Self-Normalizing Neural Networks" (2017), section 3. Raises ValueError for
    a `keep_prob` outside (0, 1].
    """
    if isinstance(keep_prob, (int, float)) and not 0 < keep_prob <= 1:
        raise ValueError(
            f"keep_prob must be a scalar tensor or a float in the range (0, 1], got {keep_prob:g}"
        )
    with tf.name_scope(name, "alpha_dropout", [x]):
        x = tf.convert_to_tensor(x, name="x")
        if keep_prob == 1.0:
            return x
        keep_prob = tf.convert_to_tensor(keep_prob, dtype=x.dtype, name="keep_prob")
        shape = tf.shape(x) if noise_shape is None else noise_shape
        random_tensor = tf.random_uniform(shape, seed=seed, dtype=x.dtype)
        mask = tf.cast(random_tensor >= 1.0 - keep_prob, x.dtype)
        selu = x * mask + _ALPHA * (1.0 - mask)
        a = (keep_prob + keep_prob * (1.0 - keep_prob) * _ALPHA**2) ** -0.5
        b = -a * _ALPHA * (1.0 - keep_prob)
        outputs = a * selu + b
        outputs.set_shape(x.shape)
        return outputs


def conv1d_transpose(
    input,
    filters,
    output_shape,
    strides,
    padding="SAME",
    data_format="NWC",
    dilations=None,
    name=None,
):
    """The transpose of tf.nn.conv1d: [batch_size, n_steps * strides, n_channels] or so."""
    return tf.nn.conv1d_transpose(
        input, filters, output_shape, strides, padding, data_format, dilations, name
    )


def deprecated_flipped_softmax_cross_entropy_with_logits(logits, labels, dim=-1, name=None):
    """tf.nn.softmax_cross_entropy_with_logits in the argument order of TensorFlow before 1.0."""
    return nn_ops.softmax_cross_entropy_with_logits(
        labels=labels, logits=logits, dim=dim, name=name
    )


def deprecated_flipped_sparse_softmax_cross_entropy_with_logits(logits, labels, name=None):
    """tf.nn.sparse_softmax_cross_entropy_with_logits in the argument order before 1.0."""
    return nn_ops.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)


def deprecated_flipped_sigmoid_cross_entropy_with_logits(logits, targets, name=None):
    """tf.nn.sigmoid_cross_entropy_with_logits in the argument order before 1.0."""
    return nn_impl.sigmoid_cross_entropy_with_logits(labels=targets, logits=logits, name=name)


def nth_element(input, n, reverse: bool = False, name: str | None = None):
    """The n-th smallest (`reverse`: largest) value of each row: the shape without the last."""
    return tf.raw_ops.NthElement(input=input, n=n, reverse=reverse, name=name)


def sampled_sparse_softmax_loss(
    weights,
    biases,
    labels,
    inputs,
    num_sampled,
    num_classes,
    sampled_values=None,
    remove_accidental_hits=True,
    partition_strategy="mod",
    name="sampled_sparse_softmax_loss",
):
    """tf.nn.sampled_softmax_loss for one true class an instance: [batch_size]."""
    return tf.nn.sampled_softmax_loss(
        weights,
        biases,
        tf.reshape(labels, [-1, 1]),
        inputs,
        num_sampled,
        num_classes,
        num_true=1,
        sampled_values=sampled_values,
        remove_accidental_hits=remove_accidental_hits,
        partition_strategy=partition_strategy,
        name=name,
    )


def scaled_softplus(x, alpha, clip=None, name: str | None = None):
    """alpha * log(1 + exp(x / alpha)), cut at `clip` if that is given: of the shape of `x`."""
    with tf.name_scope(name, "scaled_softplus", [x, alpha]):
        x = tf.convert_to_tensor(x, name="x")
        alpha = tf.convert_to_tensor(alpha, dtype=x.dtype, name="alpha")
        y = alpha * tf.nn.softplus(x / alpha)
        return y if clip is None else tf.minimum(y, tf.cast(clip, x.dtype))
