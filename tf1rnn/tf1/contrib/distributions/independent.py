"""Many distributions as one: of their values as one event, or mixed."""

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count


class Independent(tf.distributions.Distribution):
    """The last `reinterpreted_batch_ndims` axes of a distribution's batch as axes of its event.

    Left out, these are all axes but the first. Raises ValueError for more axes than there are.
    """

    def __init__(
        self, distribution, reinterpreted_batch_ndims=None, validate_args=False, name=None
    ):
        parameters = dict(locals())
        n_axes = distribution.batch_shape.ndims
        if n_axes is None:
            raise ValueError("The rank of distribution.batch_shape must be known.")
        n = max(0, n_axes - 1) if reinterpreted_batch_ndims is None else reinterpreted_batch_ndims
        if n > n_axes:
            raise ValueError(
                f"reinterpreted_batch_ndims({n}) cannot exceed distribution.batch_ndims({n_axes})"
            )
        self.distribution, self.reinterpreted_batch_ndims = distribution, n
        self._n_kept = n_axes - n
        count(1)
        super().__init__(
            dtype=distribution.dtype,
            reparameterization_type=distribution.reparameterization_type,
            validate_args=validate_args,
            allow_nan_stats=distribution.allow_nan_stats,
            parameters=parameters,
            graph_parents=distribution._graph_parents,
            name=name or f"Independent{distribution.name}",
        )

    def _batch_shape_tensor(self):
        return self.distribution.batch_shape_tensor()[: self._n_kept]

    def _batch_shape(self):
        return self.distribution.batch_shape[: self._n_kept]

    def _event_shape_tensor(self):
        further = self.distribution.batch_shape_tensor()[self._n_kept :]
        return tf.concat([further, self.distribution.event_shape_tensor()], axis=0)

    def _event_shape(self):
        further = self.distribution.batch_shape[self._n_kept :]
        return further.concatenate(self.distribution.event_shape)

    def _sample_n(self, n, seed=None):
        return self.distribution.sample(sample_shape=n, seed=seed)

    def _log_prob(self, x):
        return self._summed(self.distribution.log_prob(x))

    def _entropy(self):
        return self._summed(self.distribution.entropy())

    def _summed(self, x):
        return tf.reduce_sum(x, axis=-1 - np.arange(self.reinterpreted_batch_ndims))

    def _mean(self):
        return self.distribution.mean()

    def _variance(self):
        return self.distribution.variance()

    def _stddev(self):
        return self.distribution.stddev()

    def _mode(self):
        return self.distribution.mode()


@tf.distributions.RegisterKL(Independent, Independent)
def _kl(a, b, name=None):
    if a.event_shape != b.event_shape:
        raise ValueError("Event shapes do not match.")
    with tf.name_scope(name, "kl_independent"):
        return a._summed(tf.distributions.kl_divergence(a.distribution, b.distribution))


class MixtureSameFamily(tf.distributions.Distribution):
    """A number or vector of one of the distributions along the last batch axis of another.

    `mixture_distribution` tells which: a Categorical. Raises ValueError if it is of other than
    integers, or does not fit `components_distribution`.
    """

    def __init__(
        self,
        mixture_distribution,
        components_distribution,
        validate_args=False,
        allow_nan_stats=True,
        name="MixtureSameFamily",
    ):
        parameters = dict(locals())
        self.mixture_distribution = mixture_distribution
        self.components_distribution = components_distribution
        _check(mixture_distribution, components_distribution)
        count(1)
        self._n_axes = components_distribution.event_shape.ndims
        super().__init__(
            dtype=components_distribution.dtype,
            reparameterization_type=tf.distributions.NOT_REPARAMETERIZED,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=[
                *mixture_distribution._graph_parents,
                *components_distribution._graph_parents,
            ],
            name=name,
        )

    def _batch_shape_tensor(self):
        return self.components_distribution.batch_shape_tensor()[:-1]

    def _batch_shape(self):
        return self.components_distribution.batch_shape.with_rank_at_least(1)[:-1]

    def _event_shape_tensor(self):
        return self.components_distribution.event_shape_tensor()

    def _event_shape(self):
        return self.components_distribution.event_shape

    def _sample_n(self, n, seed=None):
        # As in 1.15, the seed that is given goes to neither.
        drawn = self.components_distribution.sample(n)
        count(-5)
        n_components = self.components_distribution.batch_shape_tensor()[-1]
        chosen = tf.one_hot(self.mixture_distribution.sample(n), n_components, dtype=self.dtype)
        count(25 - 2 * self._n_axes)
        return self._over_components(drawn * self._padded(chosen))

    def _log_prob(self, x):
        return self._mixed_logs(self.components_distribution.log_prob(self._with_axis(x)))

    def _log_cdf(self, x):
        return self._mixed_logs(self.components_distribution.log_cdf(self._with_axis(x)))

    def _mixed_logs(self, logs):
        count(11)
        return tf.reduce_logsumexp(
            logs + tf.nn.log_softmax(self.mixture_distribution.logits), axis=-1
        )

    def _probs(self):
        return self._padded(self.mixture_distribution.probs)

    def _mean(self):
        count(22 - 2 * self._n_axes)
        return self._over_components(self._probs() * self.components_distribution.mean())

    def _variance(self):
        count(32 - 4 * self._n_axes)
        within = self._over_components(self._probs() * self.components_distribution.variance())
        off = self.components_distribution.mean() - self._with_axis(self._mean())
        return within + self._over_components(self._probs() * tf.square(off))

    def _covariance(self):
        if self._n_axes != 1:
            raise NotImplementedError("covariance is not implemented")
        probs = self._probs()[..., tf.newaxis]
        within = tf.reduce_sum(probs * self.components_distribution.covariance(), axis=-3)
        off = self.components_distribution.mean() - self._with_axis(self._mean())
        outer = off[..., tf.newaxis, :] * off[..., tf.newaxis]
        return within + tf.reduce_sum(probs * outer, axis=-3)

    def _padded(self, x):
        """A value for each component, [..., n], with an axis of 1 for each of an event's."""
        for _ in range(self._n_axes):
            x = tf.expand_dims(x, -1)
        return x

    def _with_axis(self, x):
        """Values, with an axis for the components before those of an event."""
        return tf.expand_dims(x, -1 - self._n_axes)

    def _over_components(self, x):
        return tf.reduce_sum(x, axis=-1 - self._n_axes)


def _check(mixture, components) -> None:
    if not mixture.dtype.is_integer:
        raise ValueError(
            f"`mixture_distribution.dtype` ({mixture.dtype.name}) is not over integers"
        )
    if mixture.event_shape.ndims:
        raise ValueError("`mixture_distribution` must have scalar `event_dim`s")
    batch = components.batch_shape.with_rank_at_least(1)
    own = mixture.batch_shape
    is_known = own.is_fully_defined() and batch[:-1].is_fully_defined()
    if is_known and own.ndims and own != batch[:-1]:
        raise ValueError(
            f"`mixture_distribution.batch_shape` (`{own.as_list()}`) is not compatible with "
            f"`components_distribution.batch_shape` (`{batch[:-1].as_list()}`)"
        )
    n = tf.dimension_value(mixture.logits.shape.with_rank_at_least(1)[-1])
    n_components = tf.dimension_value(batch[-1])
    if n is not None and n_components is not None and n != n_components:
        raise ValueError(
            f"`mixture_distribution components` ({n}) does not equal "
            f"`components_distribution.batch_shape[-1]` ({n_components})"
        )
