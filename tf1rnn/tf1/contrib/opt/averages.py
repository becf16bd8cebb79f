"""An optimizer whose saver saves moving averages of the variables instead of their values."""

from tf1rnn.tf1 import tf


class MovingAverageOptimizer(tf.train.Optimizer):
    """Updates as the optimizer `opt` does, and maintains a moving average of each variable.

    `sequential_update` averages the values after the update, not at the same time.
    """

    def __init__(self, opt, average_decay=0.9999, num_updates=None, sequential_update=True):
        super().__init__(opt._use_locking, opt._name)
        self._optimizer, self._sequential_update = opt, sequential_update
        self._average = tf.train.ExponentialMovingAverage(average_decay, num_updates=num_updates)
        self._averaged = {}

    def compute_gradients(self, *args, **kwargs):
        """The gradients of the optimizer `opt`: pairs (gradient, variable)."""
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        """Update the variables and their averages."""
        grads_and_vars = list(grads_and_vars)
        train_op = self._optimizer.apply_gradients(grads_and_vars, global_step, name)
        variables = [variable for _, variable in grads_and_vars]
        with tf.control_dependencies([train_op] if self._sequential_update else []):
            average_op = self._average.apply(variables)
        for variable in variables:
            self._averaged[variable.op.name] = self._average.average(variable)
        return tf.group(train_op, average_op, name="train_with_avg")

    def swapping_saver(self, var_list=None, name="swapping_saver", **kwargs):
        """A saver that swaps the names of each variable and its average.

        A program that restores the variables then gets the averages.

        Raises RuntimeError before apply_gradients.
        """
        if not self._averaged:
            raise RuntimeError("Must call apply_gradients or minimize before the swapping_saver")
        saved = {variable.op.name: variable for variable in var_list or tf.global_variables()}
        swapped = dict(saved)
        for variable_name, average in self._averaged.items():
            if variable_name in saved and average.op.name in saved:
                swapped[variable_name] = average
                swapped[average.op.name] = saved[variable_name]
        return tf.train.Saver(swapped, name=name, **kwargs)
