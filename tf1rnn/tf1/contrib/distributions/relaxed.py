"""Continuous relaxations of classes, through which gradients flow.

Maddison et al., "The Concrete Distribution" (2017), and Jang et al., "Categorical
Reparameterization with Gumbel-Softmax" (2017).
"""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions import bijectors
from tf1rnn.tf1.contrib.distributions.base import (
    VectorDistribution,
    check_one_given,
    logits_of,
    tiny,
)
from tf1rnn.tf1.contrib.distributions.real import Logistic
from tf1rnn.tf1.contrib.distributions.transformed import TransformedDistribution
from tf1rnn.tf1.graph.seeds import count


class ExpRelaxedOneHotCategorical(VectorDistribution):
    """The logarithms of a RelaxedOneHotCategorical, which are safer to compute with."""

    def __init__(
        self,
        temperature,
        logits=None,
        probs=None,
        dtype=None,
        validate_args=False,
        allow_nan_stats=True,
        name="ExpRelaxedOneHotCategorical",
    ):
        parameters = dict(locals())
        with tf.name_scope(name, values=[logits, probs, temperature]) as name:
            self.logits = logits_of(logits, probs)
            self.probs = tf.nn.softmax(self.logits)
            count(7 if logits is None else 8)
            self.temperature = tf.identity(
                tf.cast(temperature, dtype or self.logits.dtype), name="temperature"
            )
        kind = tf.distributions.FULLY_REPARAMETERIZED
        dtype = dtype or self.logits.dtype
        super().__init__(self.logits, dtype, kind, parameters, allow_nan_stats, name)

    def _sample_n(self, n, seed=None):
        count(7)
        shape = tf.concat([[n], tf.shape(self.logits)], 0)
        least, dtype = tiny(self.dtype), self.dtype
        uniform = tf.random_uniform(shape, minval=least, maxval=1.0, dtype=dtype, seed=seed)
        count(-3)
        gumbel = -tf.log(-tf.log(uniform))
        return tf.nn.log_softmax((gumbel + self.logits) / self.temperature[..., tf.newaxis])

    def _log_prob(self, x):
        """Maddison et al., equation 10, of the logarithms."""
        count(1)
        n = tf.cast(tf.shape(self.logits)[-1], self.dtype)
        scaled = self.logits - self.temperature[..., tf.newaxis] * x
        constant = tf.lgamma(n) + (n - 1.0) * tf.log(self.temperature)
        return constant + tf.reduce_sum(tf.nn.log_softmax(scaled), -1)


class RelaxedOneHotCategorical(TransformedDistribution):
    """Points of the simplex [n_classes], nearer to its corners the lower the `temperature` []."""

    def __init__(
        self,
        temperature,
        logits=None,
        probs=None,
        dtype=None,
        validate_args=False,
        allow_nan_stats=True,
        name="RelaxedOneHotCategorical",
    ):
        logs = ExpRelaxedOneHotCategorical(
            temperature, logits, probs, dtype, validate_args, allow_nan_stats
        )
        super().__init__(logs, bijectors.Exp(), name=name)

    @property
    def logits(self):
        """The classes' logits."""
        return self.distribution.logits

    @property
    def probs(self):
        """The classes' probabilities."""
        return self.distribution.probs

    @property
    def temperature(self):
        """How far from the corners the points are."""
        return self.distribution.temperature


class RelaxedBernoulli(TransformedDistribution):
    """Numbers in (0, 1), nearer to 0 and 1 the lower the `temperature`."""

    def __init__(
        self,
        temperature,
        logits=None,
        probs=None,
        validate_args=False,
        allow_nan_stats=True,
        name="RelaxedBernoulli",
    ):
        check_one_given(logits, probs)
        with tf.name_scope(name, values=[logits, probs, temperature]) as name:
            self.temperature = tf.identity(temperature, name="temperature")
            given = tf.convert_to_tensor(probs if logits is None else logits)
            self.logits = tf.log(given) - tf.log1p(-given) if logits is None else given
            self.probs = tf.sigmoid(self.logits) if probs is None else given
            logit = Logistic(
                self.logits / self.temperature,
                1.0 / self.temperature,
                validate_args=validate_args,
                allow_nan_stats=allow_nan_stats,
                name=f"{name}/Logistic",
            )
            super().__init__(logit, bijectors.Sigmoid(), validate_args=validate_args, name=name)
