"""Distributions of classes as one-hot vectors, and of counts."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.base import VectorDistribution, logits_of
from tf1rnn.tf1.graph.seeds import count


class OneHotCategorical(VectorDistribution):
    """Classes as one-hot vectors [n_classes], given by `logits` or `probs` [..., n_classes]."""

    def __init__(
        self,
        logits=None,
        probs=None,
        dtype=tf.int32,
        validate_args=False,
        allow_nan_stats=True,
        name="OneHotCategorical",
    ):
        parameters = dict(locals())
        with tf.name_scope(name, values=[logits, probs]) as name:
            self.logits = logits_of(logits, probs)
            self.probs = tf.nn.softmax(self.logits)
            count(5 if logits is None else 6)
        super().__init__(
            self.logits,
            dtype,
            tf.distributions.NOT_REPARAMETERIZED,
            parameters,
            allow_nan_stats,
            name,
        )

    def _sample_n(self, n, seed=None):
        count(-4)
        n_classes = tf.shape(self.logits)[-1]
        rows = tf.reshape(self.logits, [-1, n_classes])
        classes = tf.transpose(tf.random.categorical(rows, n, seed=seed))
        count(-4)
        samples = tf.one_hot(classes, n_classes, dtype=self.dtype)
        return tf.reshape(samples, tf.concat([[n], tf.shape(self.logits)], 0))

    def _log_prob(self, x):
        count(39)
        return tf.reduce_sum(tf.cast(x, self.logits.dtype) * self._log_probs(), -1)

    def _log_probs(self):
        return tf.nn.log_softmax(self.logits)

    def _variance(self):
        return self.probs * (1.0 - self.probs)

    def _covariance(self):
        outer = tf.matmul(self.probs[..., tf.newaxis], self.probs[..., tf.newaxis, :])
        return tf.matrix_set_diag(-outer, self._variance())

    def _entropy(self):
        return -tf.reduce_sum(self.probs * self._log_probs(), -1)

    def _mode(self):
        count(-6)
        return tf.one_hot(tf.argmax(self.logits, -1), tf.shape(self.logits)[-1], dtype=self.dtype)


class Poisson(tf.distributions.Distribution):
    """Counts at a `rate`, or at exp(`log_rate`). Raises ValueError unless one is given."""

    def __init__(
        self,
        rate=None,
        log_rate=None,
        interpolate_nondiscrete=True,
        validate_args=False,
        allow_nan_stats=True,
        name="Poisson",
    ):
        parameters = dict(locals())
        if (rate is None) == (log_rate is None):
            raise ValueError("Must pass exactly one of rate and log_rate.")
        with tf.name_scope(name, values=[rate, log_rate]) as name:
            given = tf.convert_to_tensor(log_rate if rate is None else rate, name="rate")
            self.rate = tf.exp(given) if rate is None else given
            count(1 if log_rate is None else 0)
            self.log_rate = given if rate is None else tf.log(given)
        super().__init__(
            dtype=self.rate.dtype,
            reparameterization_type=tf.distributions.NOT_REPARAMETERIZED,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=[self.rate],
            name=name,
        )

    def _batch_shape_tensor(self):
        return tf.shape(self.rate)

    def _batch_shape(self):
        return self.rate.shape

    def _event_shape_tensor(self):
        return tf.constant([], tf.int32)

    def _event_shape(self):
        return tf.TensorShape([])

    def _sample_n(self, n, seed=None):
        return tf.random_poisson(self.rate, [n], dtype=self.dtype, seed=seed)

    def _log_prob(self, x):
        return x * self.log_rate - self.rate - tf.lgamma(1.0 + x)

    def _cdf(self, x):
        return tf.igammac(1.0 + x, self.rate)

    def _mean(self):
        return tf.identity(self.rate)

    _variance = _mean

    def _mode(self):
        return tf.floor(self.rate)


@tf.distributions.RegisterKL(OneHotCategorical, OneHotCategorical)
def _kl(a, b, name=None):
    with tf.name_scope(name, "kl_categorical_categorical", [a.logits, b.logits]):
        logs = tf.nn.log_softmax(a.logits) - tf.nn.log_softmax(b.logits)
        return tf.reduce_sum(tf.nn.softmax(a.logits) * logs, axis=-1)
