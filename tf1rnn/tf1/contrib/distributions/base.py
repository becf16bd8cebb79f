"""The bases of the distributions over numbers and over vectors."""

import functools

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count


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


class ScalarDistribution(tf.distributions.Distribution):
    """A distribution over numbers whose parameters `self._given` broadcast to one batch shape."""

    def __init__(self, given: list, reparameterization, parameters, allow_nan_stats, name):
        self._given = given
        super().__init__(
            dtype=given[0].dtype,
            reparameterization_type=reparameterization,
            validate_args=parameters["validate_args"],
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=given,
            name=name,
        )

    def _batch_shape_tensor(self):
        return functools.reduce(tf.broadcast_dynamic_shape, map(tf.shape, self._given))

    def _batch_shape(self):
        return functools.reduce(tf.broadcast_static_shape, (x.shape for x in self._given))

    def _event_shape_tensor(self):
        return tf.constant([], tf.int32)

    def _event_shape(self):
        return tf.TensorShape([])

    def _uniform(self, n, seed, minval):
        shape = tf.concat([[n], self.batch_shape_tensor()], 0)
        return tf.random_uniform(shape, minval=minval, maxval=1.0, dtype=self.dtype, seed=seed)

    def _in_batch(self, x):
        """A statistic of the first parameters, for each of the batch."""
        return x * tf.ones(self.batch_shape_tensor(), self.dtype)


class AffineVectorDistribution(VectorDistribution):
    """Vectors that 1.15 made of normal numbers by a bijector, which knows what it was made of.

    Each number of MORE is by how many operations 1.15 built more than we do.
    """

    MORE = {"sample": 0, "log_prob": 0, "log_prob of a sample": 0, "entropy": 0}

    def __init__(self, like, dtype, reparameterization, parameters, allow_nan_stats, name):
        super().__init__(like, dtype, reparameterization, parameters, allow_nan_stats, name)
        self._drawn = []

    def _call_sample_n(self, sample_shape, seed, name, **kwargs):
        count(2)
        drawn = super()._call_sample_n(sample_shape, seed, name, **kwargs)
        count(self.MORE["sample"] - 2)
        self._drawn.append(drawn)
        return drawn

    def _call_log_prob(self, value, name, **kwargs):
        self._count_log_prob(value)
        return super()._call_log_prob(value, name, **kwargs)

    def _call_prob(self, value, name, **kwargs):
        self._count_log_prob(value)
        count(1)
        return super()._call_prob(value, name, **kwargs)

    def _count_log_prob(self, value) -> None:
        is_own = any(value is drawn for drawn in self._drawn)
        count(self.MORE["log_prob of a sample" if is_own else "log_prob"])

    def entropy(self, name="entropy"):
        """Shannon's entropy in nats."""
        count(self.MORE["entropy"])
        return super().entropy(name)


LOG_2_PI = float(np.log(2 * np.pi))


def tiny(dtype):
    """The smallest number of a type whose logarithm is finite: log(0) would make infinite noise."""
    return np.finfo(dtype.as_numpy_dtype).tiny


def check_one_given(logits, probs) -> None:
    """Raise ValueError unless a distribution is given exactly one of the two."""
    if (logits is None) == (probs is None):
        raise ValueError("Must pass probs or logits, but not both.")


def logits_of(logits, probs):
    """The logits of a distribution, from its logits or its probabilities.

    Raises ValueError unless exactly one of the two is given.
    """
    check_one_given(logits, probs)
    if logits is not None:
        return tf.convert_to_tensor(logits, name="logits")
    return tf.log(tf.convert_to_tensor(probs, name="probs"))
