"""The base of the distributions over vectors."""

import numpy as np

from tf1rnn.tf1 import tf


class VectorDistribution(tf.distributions.Distribution):
    """A distribution over vectors whose parameters broadcast to `self._like` [..., n]."""

    def __init__(self, like, dtype, reparameterization, parameters, allow_nan_stats, name):
        self._like = like
        super().__init__(
            dtype=dtype,
            reparameterization_type=reparameterization,
            validate_args=parameters["validate_args"],
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=[like],
            name=name,
        )

    def _batch_shape_tensor(self):
        return tf.shape(self._like)[:-1]

    def _batch_shape(self):
        return self._like.shape[:-1]

    def _event_shape_tensor(self):
        return tf.shape(self._like)[-1:]

    def _event_shape(self):
        return self._like.shape[-1:]


LOG_2_PI = float(np.log(2 * np.pi))


def logits_of(logits, probs):
    """The logits of a distribution, from its logits or its probabilities.

    Raises ValueError unless exactly one of the two is given.
    """
    if (logits is None) == (probs is None):
        raise ValueError("Must pass probs or logits, but not both.")
    if logits is not None:
        return tf.convert_to_tensor(logits, name="logits")
    return tf.log(tf.convert_to_tensor(probs, name="probs"))
