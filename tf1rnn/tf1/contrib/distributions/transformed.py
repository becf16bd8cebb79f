"""A distribution of what a bijector makes of the values of another."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count


class TransformedDistribution(tf.distributions.Distribution):
    """What `bijector` makes of the values of `distribution`; as they are without one.

    `batch_shape` or `event_shape`, known sizes, make many of a distribution that has none of its
    own. Raises ValueError for another.
    """

    def __init__(
        self,
        distribution,
        bijector=None,
        batch_shape=None,
        event_shape=None,
        validate_args=False,
        name=None,
    ):
        parameters = dict(locals())
        name = name or ("" if bijector is None else bijector.name) + distribution.name
        self.distribution = distribution
        self.bijector = bijector or tf.contrib.distributions.bijectors.Identity()
        count(28)
        self._batch, self._event = list(batch_shape or []), list(event_shape or [])
        if (self._batch and distribution.batch_shape.ndims) or (
            self._event and (distribution.event_shape.ndims or distribution.batch_shape.ndims)
        ):
            raise ValueError("base distribution not scalar")
        super().__init__(
            dtype=distribution.dtype,
            reparameterization_type=distribution.reparameterization_type,
            validate_args=validate_args,
            allow_nan_stats=distribution.allow_nan_stats,
            parameters=parameters,
            graph_parents=[*distribution._graph_parents, *self.bijector.graph_parents],
            name=name,
        )

    def _event_shape_tensor(self):
        inner = self._event or self.distribution.event_shape_tensor()
        return self.bijector.forward_event_shape_tensor(inner)

    def _event_shape(self):
        inner = tf.TensorShape(self._event) if self._event else self.distribution.event_shape
        return self.bijector.forward_event_shape(inner)

    def _batch_shape_tensor(self):
        return tf.constant(self._batch) if self._batch else self.distribution.batch_shape_tensor()

    def _batch_shape(self):
        return tf.TensorShape(self._batch) if self._batch else self.distribution.batch_shape

    def _call_sample_n(self, sample_shape, seed, name, **condition):
        with self._name_scope(name, values=[sample_shape]):
            shape = tf.convert_to_tensor(sample_shape, tf.int32, name="sample_shape")
            count(1)
            shape, n = self._expand_sample_shape_to_vector(shape, "sample_shape")
            x = self.distribution.sample([n, *self._batch, *self._event], seed=seed)
            x = tf.reshape(x, tf.concat([shape, tf.shape(x)[1:]], 0))
            # Last, so that the bijector knows its result, and what it was made of.
            y = self.bijector.forward(x, **condition)
            return self._set_sample_static_shape(y, shape)

    def _log_prob(self, y):
        count(self._n_axes() - 1)
        x = self.bijector.inverse(y)
        slope = self.bijector.inverse_log_det_jacobian(y, event_ndims=self._n_axes())
        return self._over_event(tf.reduce_sum, self.distribution.log_prob(x)) + slope

    def _prob(self, y):
        count(self._n_axes() - 1)
        x = self.bijector.inverse(y)
        slope = self.bijector.inverse_log_det_jacobian(y, event_ndims=self._n_axes())
        return self._over_event(tf.reduce_prod, self.distribution.prob(x)) * tf.exp(slope)

    def _n_axes(self) -> int:
        return self.event_shape.ndims

    def _over_event(self, reduce, x):
        return reduce(x, list(range(-len(self._event), 0))) if self._event else x

    def _log_cdf(self, y):
        return self._of_base("log_cdf", y)

    def _cdf(self, y):
        return self._of_base("cdf", y)

    def _log_survival_function(self, y):
        return self._of_base("log_survival_function", y)

    def _survival_function(self, y):
        return self._of_base("survival_function", y)

    def _of_base(self, method: str, y):
        if self._event:
            raise NotImplementedError(f"{method} is not implemented when overriding event_shape")
        return getattr(self.distribution, method)(self.bijector.inverse(y))

    def _quantile(self, value):
        if self._event:
            raise NotImplementedError("quantile is not implemented when overriding event_shape")
        return self.bijector.forward(self.distribution.quantile(value))

    def _entropy(self):
        if not self.bijector.is_constant_jacobian:
            raise NotImplementedError("entropy is not implemented")
        entropy = self.distribution.entropy()
        if self._event:
            entropy *= tf.cast(tf.reduce_prod(self._event), entropy.dtype)
        if self._batch:
            entropy *= tf.ones(self._batch, entropy.dtype)
        shape = tf.concat([self.batch_shape_tensor(), self.event_shape_tensor()], 0)
        zeros = tf.zeros(shape, self.dtype)
        slope = self.bijector.inverse_log_det_jacobian(zeros, event_ndims=self._n_axes())
        entropy -= tf.cast(slope, entropy.dtype)
        entropy.set_shape(self.batch_shape)
        return entropy
