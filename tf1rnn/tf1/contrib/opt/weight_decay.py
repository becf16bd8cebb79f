"""Weight decay separate from the gradients: w <- w - weight_decay * w before each update.

Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019).
"""

from tf1rnn.tf1 import tf


class DecoupledWeightDecayExtension:
    """A mixin before an optimizer: decays the weights whenever they are updated.

    `weight_decay` is the share of its value that a weight loses with each update; it is not
    multiplied by the learning rate. Of weights looked up by index, only the rows in use decay.
    """

    def __init__(self, weight_decay, **kwargs):
        self._weight_decay, self._decay_var_list = weight_decay, None
        super().__init__(**kwargs)

    def minimize(self, loss, *args, decay_var_list=None, **kwargs):
        """As the optimizer's; if given, decays only the variables of `decay_var_list`."""
        self._decay_only(decay_var_list)
        return super().minimize(loss, *args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None, decay_var_list=None):
        """As the optimizer's; if given, decays only the variables of `decay_var_list`."""
        if decay_var_list is not None:
            self._decay_only(decay_var_list)
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _decay_only(self, variables) -> None:
        self._decay_var_list = variables and {variable.ref() for variable in variables}

    def _prepare(self):
        if callable(self._weight_decay):
            self._weight_decay = self._weight_decay()
        tf.convert_to_tensor(self._weight_decay, name="weight_decay")
        super()._prepare()

    def _decayed(self, variable, gradient, indices=None):
        """Decay `variable` once its gradient has been taken: control dependencies."""
        if self._decay_var_list and variable.ref() not in self._decay_var_list:
            return tf.control_dependencies([])
        with tf.control_dependencies([gradient]):
            if indices is None:
                decay = variable.assign_sub(self._weight_decay * variable, self._use_locking)
            else:
                lost = self._weight_decay * tf.gather(variable, indices)
                decay = tf.scatter_sub(variable, indices, lost)
        return tf.control_dependencies([decay])

    def _apply_dense(self, grad, var):
        with self._decayed(var, grad):
            return super()._apply_dense(grad, var)

    def _resource_apply_dense(self, grad, var):
        with self._decayed(var, grad):
            return super()._resource_apply_dense(grad, var)

    def _apply_sparse(self, grad, var):
        with self._decayed(var, grad.values, grad.indices):
            return super()._apply_sparse(grad, var)

    def _resource_apply_sparse(self, grad, var, indices):
        with self._decayed(var, grad, indices):
            return super()._resource_apply_sparse(grad, var, indices)


def extend_with_decoupled_weight_decay(base_optimizer: type) -> type:
    """A class like `base_optimizer` whose first argument is a `weight_decay`."""

    class Extended(DecoupledWeightDecayExtension, base_optimizer):
        """The optimizer with decoupled weight decay."""

        def __init__(self, weight_decay, *args, **kwargs):
            self._weight_decay, self._decay_var_list = weight_decay, None
            base_optimizer.__init__(self, *args, **kwargs)

    return Extended


class AdamWOptimizer(DecoupledWeightDecayExtension, tf.train.AdamOptimizer):
    """Adam with decoupled weight decay."""

    def __init__(
        self,
        weight_decay,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-8,
        use_locking=False,
        name="AdamW",
    ):
        super().__init__(
            weight_decay,
            learning_rate=learning_rate,
            beta1=beta1,
            beta2=beta2,
            epsilon=epsilon,
            use_locking=use_locking,
            name=name,
        )


class MomentumWOptimizer(DecoupledWeightDecayExtension, tf.train.MomentumOptimizer):
    """Gradient descent with momentum and decoupled weight decay."""

    def __init__(
        self,
        weight_decay,
        learning_rate,
        momentum,
        use_locking=False,
        name="MomentumW",
        use_nesterov=False,
    ):
        super().__init__(
            weight_decay,
            learning_rate=learning_rate,
            momentum=momentum,
            use_locking=use_locking,
            name=name,
            use_nesterov=use_nesterov,
        )
