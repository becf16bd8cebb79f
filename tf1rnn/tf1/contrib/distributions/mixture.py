"""Mixture: one of several distributions, drawn for each sample."""

import hashlib

from tf1rnn.tf1 import tf


class Mixture(tf.distributions.Distribution):
    """The distribution `components[i]` with the probability that the Categorical `cat` gives i.

    Raises TypeError for arguments of another kind, ValueError if they do not fit each other.
    """

    def __init__(
        self,
        cat,
        components,
        validate_args=False,
        allow_nan_stats=True,
        use_static_graph=False,
        name="Mixture",
    ):
        parameters = dict(locals())
        _check(cat, components)
        self._cat, self._components = cat, list(components)
        self._use_static_graph = use_static_graph
        event_shape, batch_shape = components[0].event_shape, cat.batch_shape
        for component in components:
            event_shape = event_shape.merge_with(component.event_shape)
            batch_shape = batch_shape.merge_with(component.batch_shape)
        if event_shape.ndims is None:
            raise ValueError(
                "Expected to know rank(event_shape) from components, but none of the components "
                "provide a static number of ndims"
            )
        self._static_event_shape, self._static_batch_shape = event_shape, batch_shape
        n_classes = tf.dimension_value(cat.logits.shape[-1])
        if n_classes != len(components):
            raise ValueError(
                f"cat.num_classes != len(components): {n_classes} vs. {len(components)}"
            )
        super().__init__(
            dtype=components[0].dtype,
            reparameterization_type=tf.distributions.NOT_REPARAMETERIZED,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            name=name,
        )

    @property
    def cat(self):
        """The distribution of the component."""
        return self._cat

    @property
    def components(self) -> list:
        """The distributions that are mixed."""
        return self._components

    @property
    def num_components(self) -> int:
        """How many distributions are mixed."""
        return len(self._components)

    def _batch_shape_tensor(self):
        return self._cat.batch_shape_tensor()

    def _batch_shape(self):
        return self._static_batch_shape

    def _event_shape_tensor(self):
        return self._components[0].event_shape_tensor()

    def _event_shape(self):
        return self._static_event_shape

    def _probs(self) -> list:
        """The probability of each component, with an axis of 1 for each of an event's."""
        probs = tf.unstack(tf.nn.softmax(self._cat.logits), num=self.num_components, axis=-1)
        return [self._with_event_axes(p) for p in probs]

    def _with_event_axes(self, x):
        for _ in range(self.event_shape.ndims):
            x = tf.expand_dims(x, -1)
        return x

    def _mean(self):
        pairs = zip(self._probs(), self._components, strict=True)
        return tf.add_n([p * component.mean() for p, component in pairs])

    def _variance(self):
        mean = self._mean()
        pairs = zip(self._probs(), self._components, strict=True)
        squares = [p * (c.variance() + tf.square(c.mean() - mean)) for p, c in pairs]
        return tf.add_n(squares)

    def _stddev(self):
        return tf.sqrt(self._variance())

    def _log_prob(self, x):
        return self._log_sum("log_prob", x)

    def _prob(self, x):
        return tf.exp(self._log_prob(x))

    def _log_cdf(self, x):
        return self._log_sum("log_cdf", x)

    def _cdf(self, x):
        return tf.exp(self._log_cdf(x))

    def _log_sum(self, method, x):
        x = tf.convert_to_tensor(x, name="x")
        found = [getattr(component, method)(x) for component in self._components]
        logs = tf.nn.log_softmax(self._cat.logits)
        weights = tf.unstack(logs, num=self.num_components, axis=-1)
        terms = [weight + log for weight, log in zip(weights, found, strict=True)]
        return tf.reduce_logsumexp(tf.stack(terms, 0), [0])

    def _sample_n(self, n, seed=None):
        chosen = self._cat.sample(n, seed=seed)
        shape, n_batch = tf.shape(chosen), tf.reduce_prod(self.batch_shape_tensor())
        places = tf.reshape(tf.range(0, tf.size(chosen)), shape)
        if self._use_static_graph:
            return self._sample_all(n, chosen, seed)
        parts = tf.dynamic_partition(places, chosen, self.num_components)
        drawn = []
        for component, part in zip(self._components, parts, strict=True):
            seed = _next_seed(seed)
            samples = component.sample(tf.size(part), seed=seed)
            event = self.event_shape_tensor()
            samples = tf.reshape(samples, tf.concat([[tf.size(part) * n_batch], event], 0))
            own = n_batch * tf.range(tf.size(part)) + part % n_batch
            drawn.append(tf.gather(samples, own))
        result = tf.reshape(
            tf.dynamic_stitch(parts, drawn), tf.concat([shape, self.event_shape_tensor()], 0)
        )
        result.set_shape(chosen.shape.concatenate(self.event_shape))
        return result

    def _sample_all(self, n, chosen, seed):
        """Samples of all components, of which one each is chosen."""
        drawn = []
        for component in self._components:
            seed = _next_seed(seed)
            drawn.append(component.sample(n, seed=seed))
        axis = -self.event_shape.ndims - 1
        mask = tf.one_hot(chosen, self.num_components, dtype=self.dtype)
        return tf.reduce_sum(tf.stack(drawn, axis) * self._with_event_axes(mask), axis)

    def entropy_lower_bound(self, name="entropy_lower_bound"):
        """The entropies of the components, on average: the mixture's is at least that."""
        with tf.name_scope(name):
            probs = tf.unstack(tf.nn.softmax(self._cat.logits), num=self.num_components, axis=-1)
            pairs = zip(probs, self._components, strict=True)
            return tf.add_n([p * component.entropy() for p, component in pairs])


def _check(cat, components) -> None:
    if not isinstance(cat, tf.distributions.Categorical):
        raise TypeError(f"cat must be a Categorical distribution, but saw: {cat}")
    if not components:
        raise ValueError("components must be a non-empty list or tuple")
    for component in components:
        if not isinstance(component, tf.distributions.Distribution):
            raise TypeError(
                "all entries in components must be Distribution instances but saw: "
                f"{list(components)}"
            )
    if len({component.dtype for component in components}) > 1:
        found = [(component.name, component.dtype) for component in components]
        raise TypeError(f"All components must have the same dtype, but saw dtypes: {found}")


def _next_seed(seed):
    """The seed after `seed`, as 1.15 made it; None without one."""
    if seed is None:
        return None
    digest = hashlib.md5((str(seed) + "mixture").encode(), usedforsecurity=False)
    return int(digest.hexdigest()[:8], 16) & 0x7FFFFFFF
