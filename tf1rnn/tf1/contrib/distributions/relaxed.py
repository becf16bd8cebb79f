"""Continuous relaxations of classes, through which gradients flow.

Maddison et al., "The Concrete Distribution" (2017), and Jang et al., "Categorical
Reparameterization with Gumbel-Softmax" (2017).
"""

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.base import VectorDistribution, logits_of


class RelaxedOneHotCategorical(VectorDistribution):
    """Points of the simplex [n_classes], nearer to its corners the lower the `temperature` []."""

    def __init__(
        self,
        temperature,
        logits=None,
        probs=None,
        validate_args=False,
        allow_nan_stats=True,
        name="RelaxedOneHotCategorical",
    ):
        parameters = dict(locals())
        with tf.name_scope(name, values=[logits, probs, temperature]):
            self.logits = logits_of(logits, probs)
            self.probs = tf.nn.softmax(self.logits)
            self.temperature = tf.convert_to_tensor(
                temperature, dtype=self.logits.dtype, name="temperature"
            )
        super().__init__(
            self.logits,
            self.logits.dtype,
            tf.distributions.FULLY_REPARAMETERIZED,
            parameters,
            allow_nan_stats,
            name,
        )

    def _sample_n(self, n, seed=None):
        shape = tf.concat([[n], tf.shape(self.logits)], 0)
        tiny = np.finfo(self.dtype.as_numpy_dtype).tiny  # log(0) would make infinite noise
        uniform = tf.random_uniform(shape, minval=tiny, maxval=1.0, dtype=self.dtype, seed=seed)
        gumbel = -tf.log(-tf.log(uniform))
        return tf.nn.softmax((gumbel + self.logits) / self.temperature[..., tf.newaxis])

    def _log_prob(self, x):
        """Maddison et al., equation 10."""
        n = tf.cast(tf.shape(self.logits)[-1], self.dtype)
        log_x = tf.log(x)
        scaled = self.logits - self.temperature[..., tf.newaxis] * log_x
        unnormalised = tf.reduce_sum(tf.nn.log_softmax(scaled) - log_x, -1)
        return unnormalised + tf.lgamma(n) + (n - 1.0) * tf.log(self.temperature)


class RelaxedBernoulli(tf.distributions.Distribution):
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
        parameters = dict(locals())
        if (logits is None) == (probs is None):
            raise ValueError("Must pass probs or logits, but not both.")
        with tf.name_scope(name, values=[logits, probs, temperature]):
            given = tf.convert_to_tensor(probs if logits is None else logits)
            self.logits = tf.log(given) - tf.log1p(-given) if logits is None else given
            self.probs = tf.sigmoid(self.logits)
            self.temperature = tf.convert_to_tensor(temperature, dtype=given.dtype)
        super().__init__(
            dtype=given.dtype,
            reparameterization_type=tf.distributions.FULLY_REPARAMETERIZED,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=[self.logits, self.temperature],
            name=name,
        )

    def _batch_shape_tensor(self):
        return tf.broadcast_dynamic_shape(tf.shape(self.temperature), tf.shape(self.logits))

    def _batch_shape(self):
        return tf.broadcast_static_shape(self.temperature.shape, self.logits.shape)

    def _event_shape_tensor(self):
        return tf.constant([], tf.int32)

    def _event_shape(self):
        return tf.TensorShape([])

    def _sample_n(self, n, seed=None):
        shape = tf.concat([[n], self.batch_shape_tensor()], 0)
        tiny = np.finfo(self.dtype.as_numpy_dtype).tiny
        uniform = tf.random_uniform(shape, minval=tiny, maxval=1.0, dtype=self.dtype, seed=seed)
        logistic = tf.log(uniform) - tf.log1p(-uniform)
        return tf.sigmoid((logistic + self.logits) / self.temperature)

    def _log_prob(self, x):
        """Maddison et al., equation 24, of the number's logit."""
        logit = tf.log(x) - tf.log1p(-x)
        scaled = self.temperature * logit - self.logits
        of_logit = tf.log(self.temperature) - scaled - 2.0 * tf.nn.softplus(-scaled)
        return of_logit - tf.log(x) - tf.log1p(-x)

    def _mean(self):
        return tf.identity(self.probs)
