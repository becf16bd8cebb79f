"""tf.contrib.distributions.bijectors: functions that have an inverse, and their slopes."""

import itertools

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.normal import softplus_inverse
from tf1rnn.tf1.graph.seeds import count
from tf1rnn.tf1.start.loading import bijector_impl, identity_bijector

Bijector, Identity = bijector_impl.Bijector, identity_bijector.Identity


class AffineScalar(Bijector):
    """`scale` * x + `shift`; either may be left out."""

    def __init__(self, shift=None, scale=None, validate_args=False, name="affine_scalar"):
        with tf.name_scope(f"{name}/init", values=[scale, shift]):
            self.shift = None if shift is None else tf.convert_to_tensor(shift, name="shift")
            self.scale = None if scale is None else tf.convert_to_tensor(scale, name="scale")
        super().__init__(
            forward_min_event_ndims=0,
            is_constant_jacobian=True,
            validate_args=validate_args,
            name=name,
        )

    def _forward(self, x):
        y = tf.identity(x)
        y = y if self.scale is None else y * self.scale
        return y if self.shift is None else y + self.shift

    def _inverse(self, y):
        x = tf.identity(y)
        x = x if self.shift is None else x - self.shift
        return x if self.scale is None else x / self.scale

    def _forward_log_det_jacobian(self, x):
        if self.scale is None:
            return tf.constant(0.0, dtype=x.dtype.base_dtype)
        return tf.log(tf.abs(self.scale))


class Exp(Bijector):
    """exp(x)."""

    def __init__(self, validate_args=False, name="exp"):
        count(1)
        super().__init__(forward_min_event_ndims=0, validate_args=validate_args, name=name)

    def _forward(self, x):
        return tf.exp(x)

    def _inverse(self, y):
        return tf.log(y)

    def _inverse_log_det_jacobian(self, y):
        return -1.0 * tf.log(y)

    def _forward_log_det_jacobian(self, x):
        return x


class Sigmoid(Bijector):
    """1 / (1 + exp(-x))."""

    def __init__(self, validate_args=False, name="sigmoid"):
        super().__init__(forward_min_event_ndims=0, validate_args=validate_args, name=name)

    def _forward(self, x):
        return tf.sigmoid(x)

    def _inverse(self, y):
        return tf.log(y) - tf.log1p(-y)

    def _inverse_log_det_jacobian(self, y):
        return -tf.log(y) - tf.log1p(-y)

    def _forward_log_det_jacobian(self, x):
        return -tf.nn.softplus(-x) - tf.nn.softplus(x)


class Softplus(Bijector):
    """log(1 + exp(x)), of x / `hinge_softness` and times it where this is given."""

    def __init__(self, hinge_softness=None, validate_args=False, name="softplus"):
        self.hinge_softness = hinge_softness
        if hinge_softness is not None:
            self.hinge_softness = tf.convert_to_tensor(hinge_softness, name="hinge_softness")
        super().__init__(forward_min_event_ndims=0, validate_args=validate_args, name=name)

    def _forward(self, x):
        return self._softened(tf.nn.softplus, x)

    def _inverse(self, y):
        return self._softened(softplus_inverse, y)

    def _inverse_log_det_jacobian(self, y):
        return -tf.log(-tf.math.expm1(-self._hardened(y)))

    def _forward_log_det_jacobian(self, x):
        return -tf.nn.softplus(-self._hardened(x))

    def _softened(self, function, x):
        found = function(self._hardened(x))
        if self.hinge_softness is None:
            return found
        return tf.cast(self.hinge_softness, x.dtype) * found

    def _hardened(self, x):
        if self.hinge_softness is None:
            return x
        return x / tf.cast(self.hinge_softness, x.dtype)


class Permute(Bijector):
    """The numbers of a vector in the order `permutation` [n]: y[i] = x[permutation[i]]."""

    def __init__(self, permutation, validate_args=False, name=None):
        with tf.name_scope(name or "permute", values=[permutation]):
            self.permutation = tf.convert_to_tensor(permutation, name="permutation")
        super().__init__(
            forward_min_event_ndims=1,
            is_constant_jacobian=True,
            validate_args=validate_args,
            name=name or "permute",
        )

    def _forward(self, x):
        return tf.gather(x, self.permutation, axis=-1)

    def _inverse(self, y):
        return tf.gather(y, tf.invert_permutation(self.permutation), axis=-1)

    def _inverse_log_det_jacobian(self, y):
        return tf.constant(0.0, dtype=y.dtype.base_dtype)

    def _forward_log_det_jacobian(self, x):
        return tf.constant(0.0, dtype=x.dtype.base_dtype)


class Invert(Bijector):
    """The inverse of `bijector`."""

    def __init__(self, bijector, validate_args=False, name=None):
        self.bijector = bijector
        super().__init__(
            graph_parents=bijector.graph_parents,
            forward_min_event_ndims=bijector.inverse_min_event_ndims,
            inverse_min_event_ndims=bijector.forward_min_event_ndims,
            is_constant_jacobian=bijector.is_constant_jacobian,
            validate_args=validate_args,
            dtype=bijector.dtype,
            name=name or f"invert_{bijector.name}",
        )

    def _forward(self, x, **condition):
        return self.bijector._inverse(x, **condition)

    def _inverse(self, y, **condition):
        return self.bijector._forward(y, **condition)

    def _inverse_log_det_jacobian(self, y, **condition):
        return self.bijector._forward_log_det_jacobian(y, **condition)

    def _forward_log_det_jacobian(self, x, **condition):
        return self.bijector._inverse_log_det_jacobian(x, **condition)


class Chain(Bijector):
    """Several bijectors, one after the other, the last of the list first."""

    def __init__(self, bijectors=None, validate_args=False, name=None):
        self.bijectors = list(bijectors or ())
        n_axes = max((b.forward_min_event_ndims for b in self.bijectors), default=0)
        types = {b.dtype for b in self.bijectors} - {None}
        if len(types) > 1:
            raise ValueError(f"incompatible dtypes: {sorted(t.name for t in types)}")
        own = "_of_".join(["chain", *(b.name for b in self.bijectors)])
        super().__init__(
            graph_parents=list(itertools.chain(*(b.graph_parents for b in self.bijectors))),
            forward_min_event_ndims=n_axes,
            is_constant_jacobian=all(b.is_constant_jacobian for b in self.bijectors),
            validate_args=validate_args,
            dtype=next(iter(types), None),
            name=name or (own if self.bijectors else "identity"),
        )

    def _forward(self, x):
        for bijector in reversed(self.bijectors):
            x = bijector.forward(x)
        return x

    def _inverse(self, y):
        for bijector in self.bijectors:
            y = bijector.inverse(y)
        return y

    def _inverse_log_det_jacobian(self, y):
        y = tf.convert_to_tensor(y, name="y")
        count(-1)
        slope = tf.cast(0.0, y.dtype.base_dtype)
        for bijector in self.bijectors:
            slope += bijector.inverse_log_det_jacobian(y, event_ndims=self.forward_min_event_ndims)
            y = bijector.inverse(y)
        return slope

    def _forward_log_det_jacobian(self, x):
        x = tf.convert_to_tensor(x, name="x")
        slope = tf.cast(0.0, x.dtype.base_dtype)
        for bijector in reversed(self.bijectors):
            slope += bijector.forward_log_det_jacobian(x, event_ndims=self.forward_min_event_ndims)
            x = bijector.forward(x)
        return slope


class Inline(Bijector):
    """A bijector of functions that are given; a shape that they change is not told."""

    def __init__(
        self,
        forward_fn=None,
        inverse_fn=None,
        inverse_log_det_jacobian_fn=None,
        forward_log_det_jacobian_fn=None,
        forward_event_shape_fn=None,
        forward_event_shape_tensor_fn=None,
        inverse_event_shape_fn=None,
        inverse_event_shape_tensor_fn=None,
        is_constant_jacobian=False,
        validate_args=False,
        forward_min_event_ndims=None,
        inverse_min_event_ndims=None,
        name="inline",
    ):
        given = {
            "_forward": forward_fn,
            "_inverse": inverse_fn,
            "_inverse_log_det_jacobian": inverse_log_det_jacobian_fn,
            "_forward_log_det_jacobian": forward_log_det_jacobian_fn,
            "_forward_event_shape": forward_event_shape_fn,
            "_forward_event_shape_tensor": forward_event_shape_tensor_fn,
            "_inverse_event_shape": inverse_event_shape_fn,
            "_inverse_event_shape_tensor": inverse_event_shape_tensor_fn,
        }
        for method, function in given.items():
            if callable(function):
                setattr(self, method, function)
        super().__init__(
            forward_min_event_ndims=forward_min_event_ndims,
            inverse_min_event_ndims=inverse_min_event_ndims,
            is_constant_jacobian=is_constant_jacobian,
            validate_args=validate_args,
            name=name,
        )


__all__ = [
    "AffineScalar",
    "Bijector",
    "Chain",
    "Exp",
    "Identity",
    "Inline",
    "Invert",
    "Permute",
    "Sigmoid",
    "Softplus",
]
