"""Normal distributions: of vectors with a diagonal covariance, and with a softplus scale."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.base import LOG_2_PI, AffineVectorDistribution
from tf1rnn.tf1.graph.seeds import count


class MultivariateNormalDiag(AffineVectorDistribution):
    """Vectors [n] of independent normal numbers: mean `loc`, standard deviation `scale_diag`.

    The deviation is `scale_diag` + `scale_identity_multiplier`; either may be left out. Raises
    ValueError if `loc` and both of these are missing.
    """

    MORE = {"sample": 42, "log_prob": 52, "log_prob of a sample": 18, "entropy": 58}

    def __init__(
        self,
        loc=None,
        scale_diag=None,
        scale_identity_multiplier=None,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalDiag",
    ):
        parameters, given_loc = dict(locals()), loc
        if loc is None and scale_diag is None:
            raise ValueError("Must pass loc or scale_diag: they tell the number of dimensions.")
        with tf.name_scope(name, values=[loc, scale_diag, scale_identity_multiplier]) as name:
            scale = None if scale_diag is None else tf.convert_to_tensor(scale_diag, name="scale")
            loc = tf.convert_to_tensor(tf.zeros_like(scale) if loc is None else loc, name="loc")
            if scale_identity_multiplier is not None:
                multiplier = tf.convert_to_tensor(scale_identity_multiplier, dtype=loc.dtype)
                spread = multiplier[..., tf.newaxis]
                scale = spread * tf.ones_like(loc) if scale is None else scale + spread
            scale = tf.ones_like(loc) if scale is None else scale
            self._mu, self._sigma = loc + tf.zeros_like(scale), scale + tf.zeros_like(loc)
        n_more = 36 if tf.contrib.framework.is_tensor(given_loc) else 37
        self._is_dynamic = not self._mu.shape.is_fully_defined()
        n_more += 18 if self._is_dynamic else 0 if self._mu.shape.ndims == 1 else 3
        count(n_more)
        super().__init__(
            self._mu,
            self._mu.dtype,
            tf.distributions.FULLY_REPARAMETERIZED,
            parameters,
            allow_nan_stats,
            name,
        )

    @property
    def loc(self):
        """The mean: [..., n]."""
        return self._mu

    def _sample_n(self, n, seed=None):
        count(4 if self._is_dynamic else 0)
        shape = tf.concat([[n], tf.shape(self._mu)], 0)
        noise = tf.random_normal(shape, dtype=self.dtype, seed=seed)
        count(15 if self._is_dynamic else 0)
        return self._mu + self._sigma * noise

    def _log_prob(self, x):
        squares = tf.square((x - self._mu) / self._sigma)
        return -0.5 * tf.reduce_sum(squares + LOG_2_PI, -1) - self._log_scale()

    def _log_scale(self):
        return tf.reduce_sum(tf.log(tf.abs(self._sigma)), -1)

    def _entropy(self):
        count(25 if self._is_dynamic else 0 if self._mu.shape.ndims == 1 else 10)
        n = tf.cast(tf.shape(self._mu)[-1], self.dtype)
        return 0.5 * n * (1.0 + LOG_2_PI) + self._log_scale()

    def _mean(self):
        count(7 if self._is_dynamic else 0)
        return tf.identity(self._mu)

    _mode = _mean

    def _stddev(self):
        return tf.abs(self._sigma)

    def _variance(self):
        return tf.square(self._sigma)

    def _covariance(self):
        return tf.matrix_diag(tf.square(self._sigma))


class MultivariateNormalDiagWithSoftplusScale(MultivariateNormalDiag):
    """MultivariateNormalDiag whose deviation is the softplus of `scale_diag`."""

    def __init__(
        self,
        loc,
        scale_diag,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalDiagWithSoftplusScale",
    ):
        super().__init__(
            loc,
            tf.nn.softplus(scale_diag),
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            name=name,
        )


class NormalWithSoftplusScale(tf.distributions.Normal):
    """Normal numbers whose deviation is the softplus of `scale`."""

    def __init__(
        self, loc, scale, validate_args=False, allow_nan_stats=True, name="NormalWithSoftplusScale"
    ):
        super().__init__(loc, tf.nn.softplus(scale), validate_args, allow_nan_stats, name)


def softplus_inverse(x, name: str | None = None):
    """What tf.nn.softplus makes `x` of: log(exp(x) - 1), of the shape of `x`."""
    with tf.name_scope(name, "softplus_inverse", [x]):
        x = tf.convert_to_tensor(x, name="x")
        count(12)
        return x + tf.log(-tf.math.expm1(-x))


@tf.distributions.RegisterKL(MultivariateNormalDiag, MultivariateNormalDiag)
def _kl(a, b, name=None):
    count(28 + 7 * (a._is_dynamic + b._is_dynamic))
    with tf.name_scope(name, "kl_mvn"):
        ratio = tf.square(a._sigma / b._sigma)
        distance = tf.square((b._mu - a._mu) / b._sigma)
        return 0.5 * tf.reduce_sum(ratio + distance - 1.0 - tf.log(ratio), -1)
