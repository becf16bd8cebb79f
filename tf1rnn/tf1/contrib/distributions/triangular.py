"""Normal distributions of vectors whose numbers depend on each other."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.base import LOG_2_PI, AffineVectorDistribution
from tf1rnn.tf1.contrib.distributions.normal import MultivariateNormalDiag
from tf1rnn.tf1.graph.seeds import count


class MultivariateNormalTriL(AffineVectorDistribution):
    """Vectors [n]: mean `loc`, covariance the product of `scale_tril` [n, n] and its transpose.

    Of `scale_tril`, what is above the diagonal is not used. Either may be left out; raises
    ValueError if both are.
    """

    MORE = {"sample": 35, "log_prob": 37, "log_prob of a sample": 4, "entropy": 64}

    def __init__(
        self,
        loc=None,
        scale_tril=None,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalTriL",
    ):
        parameters = dict(locals())
        if loc is None and scale_tril is None:
            raise ValueError("Must specify one or both of `loc`, `scale_tril`.")
        with tf.name_scope(name, values=[loc, scale_tril]) as name:
            if scale_tril is None:
                loc = tf.convert_to_tensor(loc, name="loc")
                self._tril = tf.eye(tf.shape(loc)[-1], dtype=loc.dtype)
            else:
                scale_tril = tf.convert_to_tensor(scale_tril, name="scale_tril")
                self._tril = tf.matrix_band_part(scale_tril, -1, 0)
            self._diagonal = tf.matrix_diag_part(self._tril)
            zeros = tf.zeros_like(self._diagonal)
            self.loc = zeros if loc is None else tf.convert_to_tensor(loc, name="loc") + zeros
        count(37)
        kind = tf.distributions.FULLY_REPARAMETERIZED
        super().__init__(self.loc, self.loc.dtype, kind, parameters, allow_nan_stats, name)

    def _sample_n(self, n, seed=None):
        shape = tf.concat([[n], tf.shape(self.loc)], 0)
        noise = tf.random_normal(shape, dtype=self.dtype, seed=seed)
        return self.loc + tf.matmul(self._tril, noise[..., tf.newaxis])[..., 0]

    def _log_prob(self, x):
        z = _solved(self._tril, x - self.loc)
        return -0.5 * tf.reduce_sum(tf.square(z) + LOG_2_PI, -1) - self._log_scale()

    def _log_scale(self):
        return tf.reduce_sum(tf.log(tf.abs(self._diagonal)), -1)

    def _entropy(self):
        n = tf.cast(tf.shape(self.loc)[-1], self.dtype)
        zeros = tf.zeros(self.batch_shape_tensor(), self.dtype)
        return 0.5 * n * (1.0 + LOG_2_PI) + self._log_scale() + zeros

    def _mean(self):
        return tf.identity(self.loc)

    _mode = _mean

    def _covariance(self):
        count(6)
        return tf.matmul(self._tril, self._tril, transpose_b=True)

    def _variance(self):
        return tf.matrix_diag_part(self._covariance())

    def _stddev(self):
        return tf.sqrt(self._variance())


class MultivariateNormalFullCovariance(MultivariateNormalTriL):
    """MultivariateNormalTriL with a `covariance_matrix` [n, n]."""

    def __init__(
        self,
        loc=None,
        covariance_matrix=None,
        validate_args=False,
        allow_nan_stats=True,
        name="MultivariateNormalFullCovariance",
    ):
        with tf.name_scope(name, values=[loc, covariance_matrix]) as scope:
            tril = None if covariance_matrix is None else tf.cholesky(covariance_matrix)
            super().__init__(loc, tril, validate_args, allow_nan_stats, name=scope)


@tf.distributions.RegisterKL(MultivariateNormalTriL, MultivariateNormalTriL)
def _kl(a, b, name=None):
    with tf.name_scope(name, "kl_mvn"):
        count(40 if a._tril.shape.ndims == 2 else -5)
        return _divergence(a, a._tril, b, b._tril)


@tf.distributions.RegisterKL(MultivariateNormalTriL, MultivariateNormalDiag)
def _kl_to_diagonal(a, b, name=None):
    with tf.name_scope(name, "kl_mvn"):
        return _divergence(a, a._tril, b, tf.matrix_diag(b._sigma))


@tf.distributions.RegisterKL(MultivariateNormalDiag, MultivariateNormalTriL)
def _kl_from_diagonal(a, b, name=None):
    with tf.name_scope(name, "kl_mvn"):
        return _divergence(a, tf.matrix_diag(a._sigma), b, b._tril)


def _divergence(a, tril_a, b, tril_b):
    ratio = tf.matrix_triangular_solve(tril_b, tril_a + tf.zeros_like(tril_b))
    distance = _solved(tril_b, b.mean() - a.mean())
    squares = tf.reduce_sum(tf.square(ratio), [-2, -1]) + tf.reduce_sum(tf.square(distance), -1)
    n = tf.cast(tf.shape(distance)[-1], a.dtype)
    return b._log_scale() - a._log_scale() + 0.5 * (squares - n)


def _solved(tril, x):
    """What the matrices `tril` make the vectors `x` of."""
    wide = tril + tf.zeros(tf.concat([tf.shape(x), [1]], 0), tril.dtype)
    return tf.matrix_triangular_solve(wide, x[..., tf.newaxis])[..., 0]
