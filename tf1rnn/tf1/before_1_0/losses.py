"""Losses, lookup and dropout of tf.nn, with the argument orders of TensorFlow before 1.0."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count

__all__ = [
    "ctc_loss",
    "dropout",
    "embedding_lookup",
    "log_poisson_loss",
    "nce_loss",
    "sampled_softmax_loss",
    "sigmoid_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits",
    "sparse_softmax_cross_entropy_with_logits",
    "weighted_cross_entropy_with_logits",
]


def softmax_cross_entropy_with_logits(logits, labels, dim: int = -1, name: str | None = None):
    """Cross entropy of `labels` and the softmax of `logits`, both `[..., n_outputs]`: `[...]`."""
    count(-1)
    return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits, dim=dim, name=name)


def sparse_softmax_cross_entropy_with_logits(logits, labels, name: str | None = None):
    """Cross entropy of the classes `labels` `[batch_size]` and the softmax of `logits`."""
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name=name)


def sigmoid_cross_entropy_with_logits(logits, targets, name: str | None = None):
    """Cross entropy of `targets` and the sigmoid of `logits`, element by element."""
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=targets, logits=logits, name=name)


def weighted_cross_entropy_with_logits(logits, targets, pos_weight, name: str | None = None):
    """As the sigmoid's cross entropy, with the positive targets weighted by `pos_weight`."""
    return tf.nn.weighted_cross_entropy_with_logits(
        labels=targets, logits=logits, pos_weight=pos_weight, name=name
    )


def log_poisson_loss(log_input, targets, compute_full_loss: bool = False, name: str | None = None):
    """The negative log likelihood of `targets` under a Poisson distribution."""
    return tf.nn.log_poisson_loss(targets, log_input, compute_full_loss, name)


def nce_loss(weights, biases, inputs, labels, num_sampled: int, num_classes: int, *args, **kwargs):
    """Noise-contrastive estimation, `[batch_size]`: `inputs` came before `labels` until 1.0."""
    return tf.nn.nce_loss(
        weights, biases, labels, inputs, num_sampled, num_classes, *args, **kwargs
    )


def sampled_softmax_loss(
    weights, biases, inputs, labels, num_sampled: int, num_classes: int, *args, **kwargs
):
    """The softmax's loss over some classes, `[batch_size]`: `inputs` before `labels`."""
    return tf.nn.sampled_softmax_loss(
        weights, biases, labels, inputs, num_sampled, num_classes, *args, **kwargs
    )


def ctc_loss(inputs, labels, sequence_length, *args, **kwargs):
    """Connectionist temporal classification, `[batch_size]`: `inputs` before `labels`."""
    return tf.nn.ctc_loss(labels, inputs, sequence_length, *args, **kwargs)


def embedding_lookup(params, ids, *args, **kwargs):
    """tf.nn.embedding_lookup, which took one operation where `params` was one tensor."""
    if not isinstance(params, (list, tuple)):
        count(-2)
    return tf.nn.embedding_lookup(params, ids, *args, **kwargs)


def dropout(x, keep_prob, noise_shape=None, seed: int | None = None, name: str | None = None):
    """Keep each value with probability `keep_prob`, divided by it; set the others to zero.

    `noise_shape` is 1 in each dimension that one draw is for. Raises ValueError for a
    keep_prob outside (0, 1].
    """
    if isinstance(keep_prob, (int, float)):
        if not 0 < keep_prob <= 1:
            raise ValueError(
                f"keep_prob must be a scalar tensor or a float in the range (0, 1], got {keep_prob}"
            )
        if keep_prob == 1:
            return tf.convert_to_tensor(x)
    with tf.name_scope(name, "dropout", [x]):
        x = tf.convert_to_tensor(x, name="x")
        keep_prob = tf.convert_to_tensor(keep_prob, dtype=x.dtype, name="keep_prob")
        noise_shape = tf.shape(x) if noise_shape is None else noise_shape
        # In [keep_prob, 1 + keep_prob), so rounded down it is 1 with that probability.
        mask = tf.floor(keep_prob + tf.random_uniform(noise_shape, seed=seed, dtype=x.dtype))
        dropped = tf.div(x, keep_prob) * mask
        dropped.set_shape(x.get_shape())
        return dropped
