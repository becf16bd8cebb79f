"""Relatives of Adam: AdaMax, Adam with Nesterov's momentum, and Adam for few rows at a time."""

from tf1rnn.tf1 import tf


class NadamOptimizer(tf.train.AdamOptimizer):
    """Adam with Nesterov's momentum (Dozat, 2016), in the form of TensorFlow's own operation."""

    def _apply_dense(self, grad, var):
        return self._apply(tf.raw_ops.ApplyAdam, grad, var, lambda tensor: tensor)

    def _resource_apply_dense(self, grad, var):
        handle = lambda tensor: tensor.handle  # noqa: E731
        return self._apply(tf.raw_ops.ResourceApplyAdam, grad, var, handle)

    def _apply(self, operation, grad, var, reference):
        beta1_power, beta2_power = self._get_beta_accumulators()
        dtype = var.dtype.base_dtype
        return operation(
            var=reference(var),
            m=reference(self.get_slot(var, "m")),
            v=reference(self.get_slot(var, "v")),
            beta1_power=tf.cast(beta1_power, dtype),
            beta2_power=tf.cast(beta2_power, dtype),
            lr=tf.cast(self._lr_t, dtype),
            beta1=tf.cast(self._beta1_t, dtype),
            beta2=tf.cast(self._beta2_t, dtype),
            epsilon=tf.cast(self._epsilon_t, dtype),
            grad=grad,
            use_locking=self._use_locking,
            use_nesterov=True,
        )


class AdaMaxOptimizer(tf.train.AdamOptimizer):
    """Adam by the infinity norm (Kingma and Ba, "Adam", 2015, section 7.1)."""

    def __init__(
        self,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-8,
        use_locking=False,
        name="AdaMax",
    ):
        super().__init__(learning_rate, beta1, beta2, epsilon, use_locking, name)

    def _create_slots(self, var_list):
        first = min(var_list, key=lambda variable: variable.name)
        self._create_non_slot_variable(self._beta1, "beta1_power", colocate_with=first)
        for variable in var_list:
            self._zeros_slot(variable, "m", self._name)
            self._zeros_slot(variable, "v", self._name)

    def _apply_dense(self, grad, var):
        return self._apply(tf.raw_ops.ApplyAdaMax, grad, var, lambda tensor: tensor)

    def _resource_apply_dense(self, grad, var):
        handle = lambda tensor: tensor.handle  # noqa: E731
        return self._apply(tf.raw_ops.ResourceApplyAdaMax, grad, var, handle)

    def _apply(self, operation, grad, var, reference):
        dtype = var.dtype.base_dtype
        return operation(
            var=reference(var),
            m=reference(self.get_slot(var, "m")),
            v=reference(self.get_slot(var, "v")),
            beta1_power=tf.cast(self._beta1_power(), dtype),
            lr=tf.cast(self._lr_t, dtype),
            beta1=tf.cast(self._beta1_t, dtype),
            beta2=tf.cast(self._beta2_t, dtype),
            epsilon=tf.cast(self._epsilon_t, dtype),
            grad=grad,
            use_locking=self._use_locking,
        )

    def _beta1_power(self):
        return self._get_non_slot_variable("beta1_power", graph=tf.get_default_graph())

    def _finish(self, update_ops, name_scope):
        power = self._beta1_power()
        with tf.control_dependencies(update_ops), tf.colocate_with(power):
            update = power.assign(power * self._beta1_t, use_locking=self._use_locking)
        return tf.group(*update_ops, update, name=name_scope)


class LazyAdamOptimizer(tf.train.AdamOptimizer):
    """Adam that updates only the rows in use, and their moments, of a table of embeddings."""

    def _apply_sparse(self, grad, var):
        dtype = var.dtype.base_dtype
        beta1_power, beta2_power = (tf.cast(p, dtype) for p in self._get_beta_accumulators())
        beta1, beta2 = tf.cast(self._beta1_t, dtype), tf.cast(self._beta2_t, dtype)
        rate = tf.cast(self._lr_t, dtype) * tf.sqrt(1 - beta2_power) / (1 - beta1_power)
        m, v = self.get_slot(var, "m"), self.get_slot(var, "v")
        m_rows = beta1 * tf.gather(m, grad.indices) + (1 - beta1) * grad.values
        v_rows = beta2 * tf.gather(v, grad.indices) + (1 - beta2) * tf.square(grad.values)
        step = rate * m_rows / (tf.sqrt(v_rows) + tf.cast(self._epsilon_t, dtype))
        updates = [
            tf.scatter_update(m, grad.indices, m_rows, use_locking=self._use_locking),
            tf.scatter_update(v, grad.indices, v_rows, use_locking=self._use_locking),
            tf.scatter_sub(var, grad.indices, step, use_locking=self._use_locking),
        ]
        return tf.group(*updates)

    def _resource_apply_sparse(self, grad, var, indices):
        return self._apply_sparse(tf.IndexedSlices(grad, indices), var)
