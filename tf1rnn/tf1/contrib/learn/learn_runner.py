"""tf.contrib.learn.learn_runner: makes an experiment and runs it."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.run_config import RunConfig
from tf1rnn.tf1.contrib.learn.experiment import Experiment

__all__ = ["run", "tune"]


def run(
    experiment_fn: Callable,
    output_dir: str | None = None,
    schedule: str | None = None,
    run_config: RunConfig | None = None,
    hparams=None,
):
    """Run the experiment of `experiment_fn(output_dir)`, or of `(run_config, hparams)`.

    `schedule` is the method to run: train_and_evaluate without one. Raises ValueError for
    arguments that exclude each other and a schedule that is none, TypeError for what is no
    experiment, RuntimeError if its estimator has another configuration than `run_config`.
    """
    if (output_dir is None) == (run_config is None):
        raise ValueError("Provide one of `output_dir` and `run_config`, and not both.")
    if not callable(experiment_fn):
        raise TypeError(f'Experiment builder "{experiment_fn}" is not callable.')
    if run_config is not None:
        experiment = _experiment(experiment_fn, run_config, hparams)
    elif hparams is not None:
        raise ValueError("Must set `hparams` as None for `experiment_fn` with `output_dir`.")
    else:
        experiment = _checked(experiment_fn(output_dir=output_dir))
    task = getattr(experiment, schedule or "train_and_evaluate", None)
    if not callable(task):
        raise ValueError(f"Schedule references non-existent task {schedule}")
    return task()


def tune(experiment_fn: Callable, tuner) -> None:
    """Run an experiment for each trial of `tuner`, which gives the hyperparameters."""
    while tuner.next_trial():
        tuner.run_experiment(
            lambda run_config, hparams: _experiment(experiment_fn, run_config, hparams)
        )


def _experiment(experiment_fn, run_config, hparams) -> Experiment:
    if not isinstance(run_config, RunConfig):
        raise ValueError("`run_config` must be `tf.contrib.learn.RunConfig` instance")
    if not run_config.model_dir:
        raise ValueError("Must specify a model directory `model_dir` in `run_config`.")
    if hparams is not None and not isinstance(hparams, tf.contrib.training.HParams):
        raise ValueError("`hparams` must be `HParams` instance")
    expected = run_config.uid()
    experiment = _checked(experiment_fn(run_config, hparams))
    config = experiment.estimator.config
    if not hasattr(config, "uid") or config.uid() != expected:
        raise RuntimeError("Pass `run_config` of the `experiment_fn` to the Estimator, unchanged.")
    return experiment


def _checked(experiment) -> Experiment:
    if not isinstance(experiment, Experiment):
        raise TypeError(
            f"Experiment builder did not return an Experiment instance, got {type(experiment)}."
        )
    return experiment
