"""Numbers and vectors that are always the same."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.base import ScalarDistribution, VectorDistribution


class _Fixed:
    """What the values and the vectors have in common: `loc`, and what counts as equal to it."""

    def _begin(self, loc, atol, rtol, name) -> str:
        """Take the parameters; returns the name scope that they are in."""
        with tf.name_scope(name, values=[loc, atol, rtol]) as scope:
            self.loc = tf.convert_to_tensor(loc, name="loc")
            self.atol, self.rtol = (
                tf.convert_to_tensor(0 if x is None else x, dtype=self.loc.dtype)
                for x in (atol, rtol)
            )
            self._slack = self.atol if rtol is None else self.atol + self.rtol * tf.abs(self.loc)
        return scope

    def _sample_n(self, n, seed=None):
        known = tf.get_static_value(tf.convert_to_tensor(n))
        if known is None or self.loc.shape.ndims is None:
            times = tf.concat(([n], tf.ones_like(tf.shape(self.loc))), axis=0)
        else:
            times = [known] + [1] * self.loc.shape.ndims
        return tf.tile(self.loc[tf.newaxis, ...], times)

    def _log_prob(self, x):
        return tf.log(self._prob(x))

    def _entropy(self):
        return tf.zeros(self.batch_shape_tensor(), dtype=self.dtype)

    def _mean(self):
        return tf.identity(self.loc)

    def _variance(self):
        return tf.zeros_like(self.loc)

    _mode = _mean


class Deterministic(_Fixed, ScalarDistribution):
    """Always the number `loc`; others count as it up to `atol` + `rtol` * its absolute value."""

    def __init__(
        self,
        loc,
        atol=None,
        rtol=None,
        validate_args=False,
        allow_nan_stats=True,
        name="Deterministic",
    ):
        parameters = dict(locals())
        name = self._begin(loc, atol, rtol, name)
        kind = tf.distributions.NOT_REPARAMETERIZED
        super().__init__([self.loc], kind, parameters, allow_nan_stats, name)

    def _prob(self, x):
        return tf.cast(tf.abs(x - self.loc) <= self._slack, self.dtype)

    def _cdf(self, x):
        return tf.cast(x >= self.loc - self._slack, self.dtype)


class VectorDeterministic(_Fixed, VectorDistribution):
    """Always the vector `loc`, [..., n]."""

    def __init__(
        self,
        loc,
        atol=None,
        rtol=None,
        validate_args=False,
        allow_nan_stats=True,
        name="VectorDeterministic",
    ):
        parameters = dict(locals())
        name = self._begin(loc, atol, rtol, name)
        kind = tf.distributions.NOT_REPARAMETERIZED
        super().__init__(self.loc, self.loc.dtype, kind, parameters, allow_nan_stats, name)

    def _prob(self, x):
        is_it = tf.reduce_all(tf.abs(x - self.loc) <= self._slack, axis=-1)
        return tf.cast(is_it, self.dtype)
