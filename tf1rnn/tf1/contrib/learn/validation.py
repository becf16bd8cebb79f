"""ValidationMonitor: evaluates a model while it is trained, and may stop its training early."""

import copy
import time

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.every_n import EveryN


class ValidationMonitor(EveryN):
    """Evaluates the newest checkpoint every `every_n_steps` steps, if there is a new one.

    With `early_stopping_rounds`, training stops after so many steps in which the metric did not
    improve. Raises ValueError without `x` or `input_fn`.
    """

    def __init__(
        self,
        x=None,
        y=None,
        input_fn=None,
        batch_size=None,
        eval_steps=None,
        every_n_steps=100,
        metrics=None,
        hooks=None,
        early_stopping_rounds=None,
        early_stopping_metric="loss",
        early_stopping_metric_minimize=True,
        name=None,
        check_interval_secs=5,
    ):
        super().__init__(every_n_steps, first_n_steps=-1)
        if x is None and input_fn is None:
            raise ValueError("Either x or input_fn should be provided.")
        self.x, self.y, self.input_fn, self.batch_size = x, y, input_fn, batch_size
        self.eval_steps, self.metrics, self.hooks, self.name = eval_steps, metrics, hooks, name
        self.early_stopping_rounds = early_stopping_rounds
        self.early_stopping_metric = early_stopping_metric
        self.early_stopping_metric_minimize = early_stopping_metric_minimize
        self.early_stopped = False
        self.best_step = self.best_value = self.best_metrics = None
        self._check_interval_secs, self._checked, self._evaluated = check_interval_secs, None, None

    def every_n_step_end(self, step: int, outputs: dict) -> bool:
        """Evaluate, unless there is no new checkpoint; whether to stop."""
        if self._estimator is None:
            raise ValueError("Missing call to set_estimator.")
        now, interval = time.time(), self._check_interval_secs
        if None not in (interval, self._checked) and now - self._checked <= interval:
            return False
        self._checked = now
        checkpoint = tf.train.latest_checkpoint(self._estimator.model_dir)
        if checkpoint in (None, self._evaluated):
            return False
        self._evaluated = checkpoint
        results = self._evaluate()
        listed = ", ".join(f"{name} = {value!s}" for name, value in results.items())
        tf.logging.info("Validation (step %d): %s", step, listed)
        return self.early_stopping_rounds is not None and self._is_done(step, results)

    def _evaluate(self) -> dict:
        given = {"input_fn": self.input_fn, "steps": self.eval_steps, "hooks": self.hooks}
        arrays = {"x": self.x, "y": self.y, "batch_size": self.batch_size, "metrics": self.metrics}
        if not isinstance(self._estimator, tf.estimator.Estimator):
            given |= arrays
        elif any(value is not None for value in arrays.values()):
            raise ValueError(f"tf.estimator.Estimator does not support {', '.join(arrays)}.")
        return self._estimator.evaluate(name=self.name, **given)

    def _is_done(self, step: int, results: dict) -> bool:
        metric = self.early_stopping_metric
        if metric not in results:
            raise ValueError(f"Metric {metric} missing from outputs {set(results)}.")
        value, best = results[metric], self.best_value
        is_less = self.early_stopping_metric_minimize
        if best is None or (value < best if is_less else value > best):
            self.best_value, self.best_step = value, step
            self.best_metrics = copy.deepcopy(results)
        self.early_stopped = step - self.best_step >= self.early_stopping_rounds
        if self.early_stopped:
            tf.logging.info(
                "Stopping. Best step: %s with %s = %s.", self.best_step, metric, self.best_value
            )
        return self.early_stopped
