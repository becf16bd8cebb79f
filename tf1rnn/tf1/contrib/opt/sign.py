"""Updates by whether gradient and momentum agree in sign (Bello et al., 2017)."""

import math

from tf1rnn.tf1 import tf


class _SignOptimizer(tf.train.Optimizer):
    def __init__(self, learning_rate, beta, sign_decay_fn, use_locking, name):
        super().__init__(use_locking, name)
        self._learning_rate, self._beta, self._sign_decay_fn = learning_rate, beta, sign_decay_fn

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        """Update the variables; `sign_decay_fn` takes `global_step`."""
        decay = 1.0 if self._sign_decay_fn is None else self._sign_decay_fn(global_step)
        self._arguments = {
            "lr": self._learning_rate,
            "beta": self._beta,
            "sign_decay": decay,
            **self._own(),
        }
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _create_slots(self, var_list):
        for variable in var_list:
            self._zeros_slot(variable, "m", self._name)

    def _prepare(self):
        self._arguments = {
            name: tf.convert_to_tensor(value, name=name) for name, value in self._arguments.items()
        }

    def _apply_dense(self, grad, var):
        m = self.get_slot(var, "m")
        return self._apply(self._operation, grad, var, m)

    def _resource_apply_dense(self, grad, var):
        m = self.get_slot(var, "m")
        return self._apply(self._resource_operation, grad, var.handle, m.handle)

    def _apply(self, operation, grad, var, m):
        arguments = {name: tf.cast(value, grad.dtype) for name, value in self._arguments.items()}
        return operation(var=var, m=m, grad=grad, use_locking=self._use_locking, **arguments)


class PowerSignOptimizer(_SignOptimizer):
    """Multiplies a gradient by base ** (sign_decay * sign(gradient) * sign(momentum))."""

    _operation = staticmethod(tf.raw_ops.ApplyPowerSign)
    _resource_operation = staticmethod(tf.raw_ops.ResourceApplyPowerSign)

    def __init__(
        self,
        learning_rate=0.1,
        base=math.e,
        beta=0.9,
        sign_decay_fn=None,
        use_locking=False,
        name="PowerSignOptimizer",
    ):
        super().__init__(learning_rate, beta, sign_decay_fn, use_locking, name)
        self._base = base

    def _own(self):
        return {"logbase": math.log(self._base)}


class AddSignOptimizer(_SignOptimizer):
    """Multiplies a gradient by alpha + sign_decay * sign(gradient) * sign(momentum)."""

    _operation = staticmethod(tf.raw_ops.ApplyAddSign)
    _resource_operation = staticmethod(tf.raw_ops.ResourceApplyAddSign)

    def __init__(
        self,
        learning_rate=0.1,
        alpha=1.0,
        beta=0.9,
        sign_decay_fn=None,
        use_locking=False,
        name="AddSignOptimizer",
    ):
        super().__init__(learning_rate, beta, sign_decay_fn, use_locking, name)
        self._alpha = alpha

    def _own(self):
        return {"alpha": self._alpha}
