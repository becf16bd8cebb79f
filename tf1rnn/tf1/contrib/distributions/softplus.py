"""Distributions whose parameters are the softplus of what is given, so that they are positive."""

from tf1rnn.tf1 import tf


class BetaWithSoftplusConcentration(tf.distributions.Beta):
    """Beta with softplus of `concentration1` and of `concentration0`."""

    def __init__(
        self,
        concentration1,
        concentration0,
        validate_args=False,
        allow_nan_stats=True,
        name="BetaWithSoftplusConcentration",
    ):
        with tf.name_scope(name, values=[concentration1, concentration0]) as scope:
            super().__init__(
                tf.nn.softplus(concentration1, name="softplus_concentration1"),
                tf.nn.softplus(concentration0, name="softplus_concentration0"),
                validate_args,
                allow_nan_stats,
                scope,
            )


class ExponentialWithSoftplusRate(tf.distributions.Exponential):
    """Exponential with softplus of `rate`."""

    def __init__(
        self, rate, validate_args=False, allow_nan_stats=True, name="ExponentialWithSoftplusRate"
    ):
        with tf.name_scope(name, values=[rate]) as scope:
            rate = tf.nn.softplus(rate, name="softplus_rate")
            super().__init__(rate, validate_args, allow_nan_stats, scope)


class GammaWithSoftplusConcentrationRate(tf.distributions.Gamma):
    """Gamma with softplus of `concentration` and of `rate`."""

    def __init__(
        self,
        concentration,
        rate,
        validate_args=False,
        allow_nan_stats=True,
        name="GammaWithSoftplusConcentrationRate",
    ):
        with tf.name_scope(name, values=[concentration, rate]) as scope:
            super().__init__(
                tf.nn.softplus(concentration, name="softplus_concentration"),
                tf.nn.softplus(rate, name="softplus_rate"),
                validate_args,
                allow_nan_stats,
                scope,
            )


class LaplaceWithSoftplusScale(tf.distributions.Laplace):
    """Laplace with softplus of `scale`."""

    def __init__(
        self,
        loc,
        scale,
        validate_args=False,
        allow_nan_stats=True,
        name="LaplaceWithSoftplusScale",
    ):
        with tf.name_scope(name, values=[loc, scale]) as scope:
            scale = tf.nn.softplus(scale, name="softplus_scale")
            super().__init__(loc, scale, validate_args, allow_nan_stats, scope)
