"""tf.contrib.learn.monitors: they watch training, step by step, as hooks did later."""

import inspect

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.every_n import BaseMonitor, EveryN, output_of
from tf1rnn.tf1.contrib.learn.validation import ValidationMonitor

__all__ = [
    "BaseMonitor",
    "CaptureVariable",
    "CheckpointSaver",
    "EveryN",
    "LoggingTrainable",
    "NanLoss",
    "NanLossDuringTrainingError",
    "PrintTensor",
    "RunHookAdapterForMonitors",
    "StopAtStep",
    "SummarySaver",
    "ValidationMonitor",
    "get_default_monitors",
    "replace_monitors_with_hooks",
]


class NanLossDuringTrainingError(RuntimeError):
    """The loss is no number."""

    def __str__(self):
        return "NaN loss during training."


class StopAtStep(BaseMonitor):
    """Stops training after `num_steps` more steps, or at the step `last_step`."""

    run_on_all_workers = True

    def __init__(self, num_steps: int | None = None, last_step: int | None = None):
        super().__init__()
        if (num_steps is None) == (last_step is None):
            raise ValueError("Exactly one of num_steps or last_step must be specified.")
        self._num_steps, self._last_step = num_steps, last_step

    def step_begin(self, step: int) -> list:
        super().step_begin(step)
        if self._last_step is None:
            self._last_step = step + self._num_steps - 1
        return []

    def step_end(self, step: int, output: dict) -> bool:
        super().step_end(step, output)
        return step >= self._last_step


class PrintTensor(EveryN):
    """Logs tensors by name every `every_n` steps, and at the first `first_n`."""

    def __init__(self, tensor_names, every_n: int = 100, first_n: int = 1):
        super().__init__(every_n, first_n)
        if not isinstance(tensor_names, dict):
            tensor_names = {name: name for name in tensor_names}
        self._tensor_names = tensor_names

    def every_n_step_begin(self, step: int) -> list:
        return list(self._tensor_names.values())

    def every_n_step_end(self, step: int, outputs: dict) -> None:
        tf.logging.info("Step %d: %s", step, _listed(self._tensor_names, outputs))


class LoggingTrainable(EveryN):
    """Logs the trainable variables of a scope."""

    def __init__(self, scope: str | None = None, every_n: int = 100, first_n: int = 1):
        super().__init__(every_n, first_n)
        self._scope = scope

    def every_n_step_begin(self, step: int) -> list:
        self._names = {v.name: v.value().name for v in tf.trainable_variables(self._scope)}
        return list(self._names.values())

    def every_n_step_end(self, step: int, outputs: dict) -> None:
        tf.logging.info("Logging Trainable: Step %d: %s", step, _listed(self._names, outputs))


def _listed(names: dict, outputs: dict) -> str:
    given = [(tag, name) for tag, name in names.items() if name in outputs]
    return ", ".join(f"{tag} = {output_of(outputs, name)}" for tag, name in given)


class SummarySaver(EveryN):
    """Writes a summary every `save_steps` steps."""

    def __init__(self, summary_op, save_steps=100, output_dir=None, summary_writer=None,
                 scaffold=None):  # fmt: skip
        super().__init__(save_steps)
        self._summary_op, self._scaffold = summary_op, scaffold
        self._writer = summary_writer
        if summary_writer is None and output_dir:
            self._writer = tf.summary.FileWriter(output_dir)

    def set_estimator(self, estimator) -> None:
        super().set_estimator(estimator)
        if self._writer is None:
            self._writer = tf.summary.FileWriter(estimator.model_dir)

    def every_n_step_begin(self, step: int) -> list:
        if self._summary_op is None and self._scaffold is not None:
            self._summary_op = self._scaffold.summary_op
        return [] if self._summary_op is None else [self._summary_op]

    def every_n_step_end(self, step: int, outputs: dict) -> bool:
        if self._summary_op is not None and self._writer:
            self._writer.add_summary(output_of(outputs, self._summary_op), step)
        return False

    def end(self, session=None) -> None:
        super().end(session)
        if self._writer:
            self._writer.flush()


class CaptureVariable(EveryN):
    """Keeps the values of a variable: {step: value} in `values`."""

    def __init__(self, var_name: str, every_n: int = 100, first_n: int = 1):
        super().__init__(every_n, first_n)
        self._var_name = var_name
        self.values: dict = {}

    def every_n_step_begin(self, step: int) -> list:
        return [self._var_name]

    def every_n_step_end(self, step: int, outputs: dict) -> None:
        self.values[step] = output_of(outputs, self._var_name)


class NanLoss(EveryN):
    """Stops training, with an error unless told otherwise, where the loss is no number."""

    def __init__(self, loss_tensor, every_n_steps: int = 100, fail_on_nan_loss: bool = True):
        super().__init__(every_n_steps)
        self._loss_tensor, self._fail = loss_tensor, fail_on_nan_loss

    def every_n_step_begin(self, step: int) -> list:
        return [self._loss_tensor]

    def every_n_step_end(self, step: int, outputs: dict) -> bool:
        if not np.isnan(output_of(outputs, self._loss_tensor)):
            return False
        if self._fail:
            tf.logging.error("Model diverged with loss = NaN.")
            raise NanLossDuringTrainingError
        tf.logging.warning("Model diverged with loss = NaN.")
        return True


class CheckpointSaver(BaseMonitor):
    """Saves a checkpoint every `save_secs` seconds or every `save_steps` steps."""

    def __init__(
        self,
        checkpoint_dir,
        save_secs=None,
        save_steps=None,
        saver=None,
        checkpoint_basename="model.ckpt",
        scaffold=None,
    ):
        super().__init__()
        self._hook = tf.train.CheckpointSaverHook(
            checkpoint_dir, save_secs, save_steps, saver, checkpoint_basename, scaffold
        )

    def as_hook(self):
        """The hook that does this."""
        return self._hook


def get_default_monitors(
    loss_op=None, summary_op=None, save_summary_steps=100, output_dir=None, summary_writer=None
) -> list:
    """A monitor that prints the loss, and one that writes summaries."""
    monitors: list = []
    if loss_op is not None:
        monitors.append(PrintTensor({"loss": loss_op.name}))
    if summary_op is not None:
        monitors.append(SummarySaver(summary_op, save_summary_steps, output_dir, summary_writer))
    return monitors


class RunHookAdapterForMonitors(tf.train.SessionRunHook):
    """A hook that calls monitors at each step."""

    def __init__(self, monitors: list):
        self._monitors = monitors

    def begin(self) -> None:
        """Find the global step, and begin."""
        self._step = None
        self._global_step = tf.train.get_global_step()
        for monitor in self._monitors:
            monitor.begin(max_steps=None)

    def before_run(self, run_context):
        """Ask for what the monitors want to see at this step."""
        if self._step is None:
            self._step = run_context.session.run(self._global_step) + 1
        wanted = [
            name for monitor in self._monitors for name in monitor.step_begin(self._step) or ()
        ]
        fetches = {"step": self._global_step}
        self._wanted = wanted
        if wanted:
            fetches["monitors"] = [_element(name) for name in wanted]
        return tf.train.SessionRunArgs(fetches)

    def after_run(self, run_context, run_values) -> None:
        """Show it to them; stop if one says so."""
        seen = run_values.results.get("monitors", [])
        outputs = dict(zip(self._wanted, seen, strict=True))
        stops = [monitor.step_end(self._step, outputs) for monitor in self._monitors]
        if any(stops):
            run_context.request_stop()
        for monitor in self._monitors:
            monitor.post_step(self._step, run_context.session)
        self._step = run_values.results["step"] + 1

    def end(self, session) -> None:
        """End them."""
        for monitor in self._monitors:
            takes = inspect.signature(monitor.end).parameters
            monitor.end(**({"session": session} if "session" in takes else {}))


def _element(wanted):
    """The tensor or operation of a name; of an operation's name, its only output."""
    if not isinstance(wanted, str):
        return wanted
    graph = tf.get_default_graph()
    if ":" in wanted:
        return graph.as_graph_element(wanted)
    operation = graph.get_operation_by_name(wanted)
    if len(operation.outputs) > 1:
        raise ValueError(f"Name {wanted} is ambiguous, as its operation has multiple outputs.")
    return operation.outputs[0]


def replace_monitors_with_hooks(monitors_or_hooks, estimator) -> list:
    """The hooks, with one that calls the monitors, which get to know the estimator."""
    given = list(monitors_or_hooks or ())
    hooks = [each for each in given if isinstance(each, tf.train.SessionRunHook)]
    monitors = [each for each in given if not isinstance(each, tf.train.SessionRunHook)]
    hooks += [monitor.as_hook() for monitor in monitors if hasattr(monitor, "as_hook")]
    monitors = [monitor for monitor in monitors if not hasattr(monitor, "as_hook")]
    for monitor in monitors:
        monitor.set_estimator(estimator)
    return [*hooks, RunHookAdapterForMonitors(monitors)] if monitors else hooks
