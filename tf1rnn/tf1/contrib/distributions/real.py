"""Distributions of real numbers that tf.distributions does not have."""

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.base import ScalarDistribution, check_one_given, tiny
from tf1rnn.tf1.graph.seeds import count

_REPARAMETERIZED = tf.distributions.FULLY_REPARAMETERIZED


class _LocationScale(ScalarDistribution):
    """Numbers around `loc`, `scale` wide."""

    def __init__(self, loc, scale, parameters, allow_nan_stats, name):
        with tf.name_scope(name, values=[loc, scale]) as name:
            self.loc, self.scale = tf.identity(loc, name="loc"), tf.identity(scale, name="scale")
        given = [self.loc, self.scale]
        super().__init__(given, _REPARAMETERIZED, parameters, allow_nan_stats, name)

    def _z(self, x):
        return (x - self.loc) / self.scale

    def _mode(self):
        return self._in_batch(self.loc)


class Logistic(_LocationScale):
    """Numbers with the logistic distribution: mean `loc`, width `scale`."""

    def __init__(
        self, loc, scale, validate_args=False, allow_nan_stats=True, name="Logistic"
    ) -> None:
        super().__init__(loc, scale, dict(locals()), allow_nan_stats, name)

    def _sample_n(self, n, seed=None):
        uniform = self._uniform(n, seed, tiny(self.dtype))
        return (tf.log(uniform) - tf.log1p(-1.0 * uniform)) * self.scale + self.loc

    def _log_prob(self, x):
        z = self._z(x)
        return -z - 2.0 * tf.nn.softplus(-z) - tf.log(self.scale)

    def _cdf(self, x):
        return tf.sigmoid(self._z(x))

    def _log_cdf(self, x):
        return -tf.nn.softplus(-self._z(x))

    def _survival_function(self, x):
        return tf.sigmoid(-self._z(x))

    def _log_survival_function(self, x):
        return -tf.nn.softplus(self._z(x))

    def _entropy(self):
        return 2 + tf.log(self._in_batch(self.scale))

    def _mean(self):
        return self._in_batch(self.loc)

    def _stddev(self):
        return self._in_batch(self.scale) * np.pi / np.sqrt(3)


class Cauchy(_LocationScale):
    """Numbers with the Cauchy distribution: no mean, mode `loc`, width `scale`."""

    def __init__(self, loc, scale, validate_args=False, allow_nan_stats=True, name="Cauchy"):
        super().__init__(loc, scale, dict(locals()), allow_nan_stats, name)

    def _sample_n(self, n, seed=None):
        return self._quantile(self._uniform(n, seed, 0.0))

    def _quantile(self, p):
        return self.loc + self.scale * tf.tan(np.pi * (p - 0.5))

    def _log_prob(self, x):
        return -tf.log1p(tf.square(self._z(x))) - (np.log(np.pi) + tf.log(self.scale))

    def _cdf(self, x):
        return tf.atan(self._z(x)) / np.pi + 0.5

    def _log_cdf(self, x):
        return tf.log1p(2 / np.pi * tf.atan(self._z(x))) - np.log(2)

    def _entropy(self):
        return self._in_batch(np.log(4 * np.pi) + tf.log(self.scale))

    def _mean(self):
        if not self.allow_nan_stats:
            raise ValueError("`mean` is undefined for Cauchy distribution.")
        return tf.fill(self.batch_shape_tensor(), self.dtype.as_numpy_dtype(np.nan))

    _stddev = _mean


class HalfNormal(ScalarDistribution):
    """The absolute values of normal numbers of mean 0 and standard deviation `scale`."""

    def __init__(self, scale, validate_args=False, allow_nan_stats=True, name="HalfNormal"):
        parameters = dict(locals())
        with tf.name_scope(name, values=[scale]) as name:
            self.scale = tf.identity(scale, name="scale")
        super().__init__([self.scale], _REPARAMETERIZED, parameters, allow_nan_stats, name)

    def _sample_n(self, n, seed=None):
        shape = tf.concat([[n], self.batch_shape_tensor()], 0)
        return tf.abs(tf.random_normal(shape, dtype=self.dtype, seed=seed) * self.scale)

    def _prob(self, x):
        height = np.sqrt(2) / self.scale / np.sqrt(np.pi)
        density = height * tf.exp(-0.5 * (x / self.scale) ** 2)
        return density * tf.cast(x >= 0, self.dtype)

    def _log_prob(self, x):
        return tf.log(self._prob(x))

    def _cdf(self, x):
        return tf.erf(tf.nn.relu(x) / self.scale / np.sqrt(2.0))

    def _entropy(self):
        return 0.5 * tf.log(np.pi * self.scale**2.0 / 2.0) + 0.5

    def _mean(self):
        return self.scale * np.sqrt(2.0) / np.sqrt(np.pi)

    def _mode(self):
        return tf.zeros(self.batch_shape_tensor())

    def _variance(self):
        return self.scale**2.0 * (1.0 - 2.0 / np.pi)


class Chi2(tf.distributions.Gamma):
    """Sums of the squares of `df` normal numbers."""

    def __init__(self, df, validate_args=False, allow_nan_stats=True, name="Chi2"):
        with tf.name_scope(name, values=[df]) as scope:
            self.df = tf.identity(df, name="df")
            super().__init__(
                concentration=0.5 * self.df,
                rate=tf.constant(0.5, dtype=self.df.dtype),
                validate_args=validate_args,
                allow_nan_stats=allow_nan_stats,
                name=scope,
            )


class Geometric(ScalarDistribution):
    """How often a trial fails before it succeeds, at `probs` or the probability of `logits`."""

    def __init__(
        self, logits=None, probs=None, validate_args=False, allow_nan_stats=True, name="Geometric"
    ):
        parameters = dict(locals())
        with tf.name_scope(name, values=[logits, probs]) as name:
            count(1)
            check_one_given(logits, probs)
            if logits is None:
                self.probs = tf.convert_to_tensor(probs, name="probs")
                self.logits = tf.log(self.probs) - tf.log1p(-1.0 * self.probs)
            else:
                self.logits = tf.convert_to_tensor(logits, name="logits")
                self.probs = tf.sigmoid(self.logits)
        kind = tf.distributions.NOT_REPARAMETERIZED
        super().__init__([self.probs, self.logits], kind, parameters, allow_nan_stats, name)

    def _sample_n(self, n, seed=None):
        return tf.floor(tf.log(self._uniform(n, seed, tiny(self.dtype))) / tf.log1p(-self.probs))

    def _cdf(self, x):
        x = tf.floor(x) * tf.ones_like(self.probs)
        reached = -tf.math.expm1((1.0 + x) * tf.log1p(-self.probs))
        return tf.where(x < 0.0, tf.zeros_like(x), reached)

    def _log_prob(self, x):
        x = tf.floor(x) * tf.ones_like(self.probs)
        probs = self.probs * tf.ones_like(x)
        failing = tf.where(tf.equal(x, 0.0), tf.zeros_like(probs), probs)
        return x * tf.log1p(-failing) + tf.log(probs)

    def _entropy(self):
        return tf.nn.softplus(self.logits) / self.probs - self.logits

    def _mean(self):
        return tf.exp(-self.logits)

    def _variance(self):
        return self._mean() / self.probs

    def _mode(self):
        return tf.zeros(self.batch_shape_tensor(), dtype=self.dtype)
