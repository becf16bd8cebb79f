"""tf.estimator.train_and_evaluate, on one machine."""

import os
import time

from tf1rnn.tf1 import tf


def train_and_evaluate(estimator, train_spec, eval_spec):
    """Train to `train_spec.max_steps`, evaluating at checkpoints; returns (metrics, exports).

    It evaluates at a checkpoint if the last evaluation began at least `eval_spec.throttle_secs`
    seconds before, and at the end of training.
    """
    evaluations = _Evaluations(estimator, eval_spec, train_spec.max_steps)
    listeners = [evaluations, *train_spec.saving_listeners]
    estimator.train(
        train_spec.input_fn,
        hooks=train_spec.hooks,
        max_steps=train_spec.max_steps,
        saving_listeners=listeners,
    )
    return evaluations.metrics, evaluations.exports


class _Evaluations(tf.train.CheckpointSaverListener):
    """Evaluates the checkpoints that training saves."""

    def __init__(self, estimator, eval_spec, max_steps):
        self.estimator, self.eval_spec, self.max_steps = estimator, eval_spec, max_steps
        self.metrics, self.exports = None, []
        self._first, self._began = True, None
        self._evaluated = None

    def after_save(self, session, global_step_value):
        """Evaluate a checkpoint, unless training starts from it or it comes too soon."""
        if self._first:
            self._first = False
            return
        is_last = self.max_steps is not None and global_step_value >= self.max_steps
        waited = self._began is None or time.time() - self._began >= self.eval_spec.throttle_secs
        if waited or is_last:
            self._evaluate(global_step_value, is_last)

    def end(self, session, global_step_value):
        """Evaluate the model at the end of training."""
        if self._evaluated != global_step_value:
            self._evaluate(global_step_value, True)

    def _evaluate(self, global_step, is_last):
        self._began, self._evaluated = time.time(), global_step
        spec = self.eval_spec
        checkpoint = self.estimator.latest_checkpoint()
        self.metrics = self.estimator.evaluate(
            spec.input_fn, spec.steps, spec.hooks, checkpoint, spec.name
        )
        self.exports = [
            exporter.export(
                self.estimator,
                os.path.join(self.estimator.model_dir, "export", exporter.name),
                checkpoint,
                self.metrics,
                is_last,
            )
            for exporter in spec.exporters
        ]
