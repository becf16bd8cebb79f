"""Mixture: one of several distributions, drawn for each sample."""

import hashlib

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph.seeds import count


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
        count(2)
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

    def _stddev(self):
        means = tf.stack([component.mean() for component in self._components], axis=-1)
        stddevs = tf.stack([component.stddev() for component in self._components], axis=-1)
        probs = tf.stack(self._probs(), axis=-1) * tf.ones_like(means)
        rows = [tf.reshape(x, [-1, self.num_components]) for x in (probs, means, stddevs)]
        weights = tf.expand_dims(rows[0], axis=1)
        mean, stddev = (tf.expand_dims(x, axis=2) for x in rows[1:])

        def mixed(x):
            return tf.reshape(tf.matmul(weights, x), (-1,))

        squared_mean = tf.square(mixed(mean))
        squares = mixed(tf.square(stddev)) + mixed(tf.square(mean))
        return tf.reshape(tf.sqrt(squares - squared_mean), tf.shape(probs)[:-1])

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
        if self._use_static_graph:
            chosen = self._cat.sample(n, seed=seed)
            return self._sample_all(n, chosen, seed)
        n = tf.convert_to_tensor(n, name="n")
        known = tf.get_static_value(n)
        n = n if known is None else int(known)
        chosen = self._cat.sample(n, seed=seed)
        shape, size = _shape_and_size(chosen.shape, lambda: (tf.shape(chosen), tf.size(chosen)))
        _, n_batch = _shape_and_size(self.batch_shape, self._batch_shape_and_size)
        event = self.event_shape
        event = event.as_list() if event.is_fully_defined() else self.event_shape_tensor()
        places = tf.reshape(tf.range(0, size), shape)
        parts = tf.dynamic_partition(places, chosen, self.num_components)
        in_batch = tf.reshape(tf.tile(tf.range(0, n_batch), [n]), shape)
        batch_parts = tf.dynamic_partition(in_batch, chosen, self.num_components)
        drawn = []
        for component, part, own in zip(self._components, parts, batch_parts, strict=True):
            n_part = tf.size(part)
            seed = _next_seed(seed)
            samples = component.sample(n_part, seed=seed)
            rows = n_batch * tf.range(n_part) + own
            flat = tf.concat(
                [
                    [n_part * n_batch],
                    event if tf.contrib.framework.is_tensor(event) else np.array(event, np.int32),
                ],
                0,
            )
            drawn.append(tf.gather(tf.reshape(samples, flat), rows))
        result = tf.dynamic_stitch(parts, drawn)
        result = tf.reshape(result, tf.concat([shape, self.event_shape_tensor()], 0))
        result.set_shape(chosen.shape.concatenate(self.event_shape))
        return result

    def _batch_shape_and_size(self):
        shape = self.batch_shape_tensor()
        return shape, tf.reduce_prod(shape)

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


def _shape_and_size(static, dynamic):
    """A shape and how many numbers it has: as numbers where these are known, else as tensors."""
    if static.is_fully_defined():
        return static.as_list(), static.num_elements()
    return dynamic()


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
