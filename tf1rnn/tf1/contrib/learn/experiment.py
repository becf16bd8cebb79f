"""tf.contrib.learn.Experiment: an estimator with the data that it is trained and evaluated on."""

import collections
import contextlib
import inspect
import os
import time
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.estimator import Evaluable
from tf1rnn.tf1.contrib.learn.monitors import ValidationMonitor, replace_monitors_with_hooks


class ExportStrategy(
    collections.namedtuple("ExportStrategy", "name export_fn strip_default_attrs", defaults=(None,))
):
    """How, and under which name, a model is exported: `export_fn(estimator, export_path)`."""

    def export(self, estimator, export_path, checkpoint_path=None, eval_result=None):
        """Export, giving the function what it takes."""
        takes = inspect.signature(self.export_fn).parameters
        given = {
            "checkpoint_path": checkpoint_path,
            "eval_result": eval_result,
            "strip_default_attrs": self.strip_default_attrs,
        }
        named = {name: value for name, value in given.items() if name in takes}
        return self.export_fn(estimator, export_path, **named)


class Experiment:
    """An estimator, of tf.contrib.learn or tf.estimator, and how to train and evaluate it.

    Raises ValueError for what is no estimator.
    """

    def __init__(
        self,
        estimator,
        train_input_fn: Callable,
        eval_input_fn: Callable,
        eval_metrics=None,
        train_steps: int | None = None,
        eval_steps: int | None = 100,
        train_monitors=None,
        eval_hooks=None,
        local_eval_frequency=None,
        eval_delay_secs: float = 120,
        continuous_eval_throttle_secs: float = 60,
        min_eval_frequency: int | None = None,
        delay_workers_by_global_step: bool = False,
        export_strategies=None,
        train_steps_per_iteration: int | None = None,
        checkpoint_and_export: bool = False,
        saving_listeners=None,
        check_interval_secs: float = 5,
    ):
        self._is_core = isinstance(estimator, tf.estimator.Estimator)
        if not self._is_core and not isinstance(estimator, Evaluable):
            raise ValueError(
                "`estimator` must implement `tf.contrib.learn.Evaluable` or be a "
                "`tf.estimator.Estimator`."
            )
        if self._is_core and eval_metrics is not None:
            raise ValueError("`eval_metrics` must be `None` with `tf.estimator.Estimator`.")
        self.estimator, self.eval_metrics = estimator, eval_metrics
        self.train_steps, self.eval_steps = train_steps, eval_steps
        self._train_input_fn, self._eval_input_fn = train_input_fn, eval_input_fn
        self._monitors, self._eval_hooks = list(train_monitors or ()), list(eval_hooks or ())
        self._local_eval_frequency, self._eval_delay_secs = local_eval_frequency, eval_delay_secs
        self._throttle_secs = continuous_eval_throttle_secs
        self._frequency = 1 if min_eval_frequency is None else min_eval_frequency
        self._steps_at_once = train_steps_per_iteration
        self._saving_listeners, self._check_interval_secs = saving_listeners, check_interval_secs
        self.reset_export_strategies(export_strategies)

    def extend_train_hooks(self, additional_hooks) -> None:
        """Add hooks or monitors to training."""
        self._monitors.extend(additional_hooks)

    def reset_export_strategies(self, new_export_strategies=None) -> tuple:
        """Take other export strategies; returns those before."""
        before = getattr(self, "_exports", ())
        given = new_export_strategies or ()
        self._exports = (given,) if isinstance(given, ExportStrategy) else tuple(given)
        return before

    def train(self, delay_secs: float | None = None):
        """Train up to `train_steps`."""
        if delay_secs:
            time.sleep(delay_secs)
        return self._train(self._monitors, max_steps=self.train_steps)

    def evaluate(self, delay_secs: float | None = None, name: str | None = None) -> dict:
        """Evaluate the newest checkpoint, after a delay."""
        delay_secs = self._eval_delay_secs if delay_secs is None else delay_secs
        if delay_secs:
            tf.logging.info("Waiting %d secs before starting eval.", delay_secs)
            time.sleep(delay_secs)
        return self._evaluate(name=name or "one_pass")

    def train_and_evaluate(self) -> tuple:
        """Train, evaluating new checkpoints, then evaluate and export: (metrics, exports)."""
        monitors = list(self._monitors)
        if self._frequency:
            monitors.append(
                ValidationMonitor(
                    input_fn=self._eval_input_fn,
                    eval_steps=self.eval_steps,
                    metrics=self.eval_metrics,
                    every_n_steps=self._frequency,
                    check_interval_secs=self._check_interval_secs,
                    hooks=self._eval_hooks,
                )
            )
        self._train(monitors, max_steps=self.train_steps)
        results = self._evaluate()
        return results, self._export(results)

    def local_run(self) -> tuple:
        """train_and_evaluate, evaluating every `local_eval_frequency` steps."""
        with self._every(self._local_eval_frequency):
            return self.train_and_evaluate()

    @contextlib.contextmanager
    def _every(self, frequency):
        before, self._frequency = self._frequency, frequency
        try:
            yield
        finally:
            self._frequency = before

    def continuous_train_and_eval(self, continuous_eval_predicate_fn: Callable | None = None):
        """Train some steps and evaluate, by turns, up to `train_steps`: (metrics, exports)."""
        steps = self._steps_at_once or (self.train_steps // 10 if self.train_steps else 1000)
        results = exports = None
        while not continuous_eval_predicate_fn or continuous_eval_predicate_fn(results):
            if results and self.train_steps and results["global_step"] >= self.train_steps:
                break
            self._train(self._monitors, steps=steps)
            results = self._evaluate(name="one_pass")
            exports = self._export(results)
        return results, exports

    def continuous_eval(
        self,
        delay_secs=None,
        throttle_delay_secs=None,
        evaluate_checkpoint_only_once=True,
        continuous_eval_predicate_fn=None,
        name="continuous",
    ) -> None:
        """Evaluate each new checkpoint, until one is of the last step."""
        throttle_secs = self._throttle_secs if throttle_delay_secs is None else throttle_delay_secs
        time.sleep(self._eval_delay_secs if delay_secs is None else delay_secs)
        results, seen = None, None
        while not continuous_eval_predicate_fn or continuous_eval_predicate_fn(results):
            if results and self.train_steps and results["global_step"] >= self.train_steps:
                return
            began = time.time()
            checkpoint = tf.train.latest_checkpoint(self.estimator.model_dir)
            if checkpoint and not (evaluate_checkpoint_only_once and checkpoint == seen):
                results, seen = self._evaluate(name=name, checkpoint_path=checkpoint), checkpoint
                self._export(results, checkpoint)
            time.sleep(max(0, began + throttle_secs - time.time()))

    def test(self) -> dict:
        """Train for one step, evaluate one and export, to see that it can be done."""
        self._train(self._monitors, steps=1)
        results = self._evaluate(steps=1, name="one_pass")
        self._export(results)
        return results

    def _train(self, monitors, **steps):
        hooks = replace_monitors_with_hooks(monitors, self.estimator)
        if self._is_core:
            listeners = self._saving_listeners
            return self.estimator.train(
                self._train_input_fn, hooks=hooks, saving_listeners=listeners, **steps
            )
        return self.estimator.fit(input_fn=self._train_input_fn, monitors=hooks, **steps)

    def _evaluate(self, steps=None, name=None, checkpoint_path=None) -> dict:
        given = {} if self._is_core else {"metrics": self.eval_metrics}
        return self.estimator.evaluate(
            input_fn=self._eval_input_fn,
            steps=steps or self.eval_steps,
            name=name,
            checkpoint_path=checkpoint_path,
            hooks=self._eval_hooks,
            **given,
        )

    def _export(self, results, checkpoint_path=None) -> list:
        base = os.path.join(self.estimator.model_dir, "export")
        return [
            strategy.export(
                self.estimator, os.path.join(base, strategy.name), checkpoint_path, results
            )
            for strategy in self._exports
        ]
