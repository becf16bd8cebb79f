"""tf.estimator.Estimator: trains, evaluates and exports what a model function builds."""

import inspect
import os
import tempfile
from collections.abc import Callable, Iterator

import numpy as np

from tf1rnn.tf1 import tf
from tf1rnn.tf1.estimator import saving
from tf1rnn.tf1.estimator.config import RunConfig
from tf1rnn.tf1.estimator.graphs import seeded_graph, step_of, with_saver
from tf1rnn.tf1.estimator.input_functions import features_and_labels
from tf1rnn.tf1.estimator.outcomes import chosen, record, values_of
from tf1rnn.tf1.estimator.specs import EstimatorSpec, ModeKeys, WarmStartSettings
from tf1rnn.tf1.start.loading import evaluation, training_util

_MODEL_FN_TAKES = ("features", "labels", "mode", "params", "config", "self")


class Estimator:
    """A model built by `model_fn(features, labels, mode, params, config)`, an EstimatorSpec.

    Checkpoints and events go to `model_dir`, from which training resumes; without one, to a
    temporary folder. Raises ValueError if `model_fn` does not take what it is given.
    """

    def __init__(
        self,
        model_fn: Callable,
        model_dir: str | None = None,
        config: RunConfig | None = None,
        params: dict | None = None,
        warm_start_from=None,
    ):
        config = config or RunConfig()
        model_dir = os.fspath(model_dir or config.model_dir or "")
        if not model_dir:
            model_dir = tempfile.mkdtemp()
            tf.logging.warning("Using temporary folder as model directory: %s", model_dir)
        self.config = config.replace(model_dir=model_dir)
        self._model_fn, self._params = model_fn, params or {}
        takes = inspect.signature(model_fn).parameters
        if "features" not in takes and not any(p.kind == p.VAR_POSITIONAL for p in takes.values()):
            raise ValueError(f"model_fn ({model_fn}) must include features argument.")
        if params is not None and "params" not in takes:
            raise ValueError(
                f"model_fn ({model_fn}) does not include params argument, but params ({params}) "
                "is passed to Estimator."
            )
        self._warm_start = warm_start_from
        if isinstance(warm_start_from, str):
            self._warm_start = WarmStartSettings(warm_start_from)

    @property
    def model_dir(self) -> str:
        """The folder of checkpoints and events."""
        return self.config.model_dir

    @property
    def params(self) -> dict:
        """A copy of what `model_fn` takes as `params`."""
        return dict(self._params) if isinstance(self._params, dict) else self._params

    @property
    def model_fn(self) -> Callable:
        """The model function, of features, labels, mode and config."""

        def public_model_fn(features, labels, mode, config):
            return self._call_model_fn(features, labels, mode, config)

        return public_model_fn

    def latest_checkpoint(self) -> str | None:
        """The newest checkpoint of `model_dir`."""
        return tf.train.latest_checkpoint(self.model_dir)

    def get_variable_names(self) -> list[str]:
        """The names of the variables of the newest checkpoint. Raises ValueError without one."""
        return [name for name, _ in tf.train.list_variables(self._trained())]

    def get_variable_value(self, name: str) -> np.ndarray:
        """The value of a variable of the newest checkpoint. Raises ValueError without one."""
        return tf.train.load_variable(self._trained(), name)

    def eval_dir(self, name: str | None = None) -> str:
        """The folder of an evaluation's events."""
        return os.path.join(self.model_dir, f"eval_{name}" if name else "eval")

    def _trained(self, checkpoint_path=None) -> str:
        checkpoint_path = checkpoint_path or self.latest_checkpoint()
        if not checkpoint_path:
            raise ValueError(f"Could not find trained model in model_dir: {self.model_dir}.")
        return checkpoint_path

    def _call_model_fn(self, features, labels, mode, config) -> EstimatorSpec:
        takes = inspect.signature(self._model_fn).parameters
        given = {"labels": labels, "mode": mode, "params": self.params, "config": config}
        if "labels" not in takes and labels is not None:
            raise ValueError("model_fn does not take labels, but input_fn returns labels.")
        given = {name: value for name, value in given.items() if name in takes}
        tf.logging.info("Calling model_fn.")
        spec = self._model_fn(features=features, **given)
        tf.logging.info("Done calling model_fn.")
        if not isinstance(spec, EstimatorSpec):
            raise ValueError("model_fn should return an EstimatorSpec.")
        return spec

    def _graph(self) -> tf.Graph:
        return seeded_graph(self.config.tf_random_seed)

    def train(
        self,
        input_fn: Callable,
        hooks=None,
        steps: int | None = None,
        max_steps: int | None = None,
        saving_listeners=None,
    ) -> "Estimator":
        """Train for `steps` more steps, to the global step `max_steps`, or to the end of the data.

        Raises ValueError if both are given or one is below 1.
        """
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        for name, value in (("steps", steps), ("max_steps", max_steps)):
            if value is not None and value <= 0:
                raise ValueError(f"Must specify {name} > 0, given: {value}")
        if max_steps is not None and step_of(self.latest_checkpoint()) >= max_steps:
            tf.logging.info("Skipping training since max_steps has already saved.")
            return self
        hooks = list(hooks or ())
        if steps is not None or max_steps is not None:
            hooks.append(tf.train.StopAtStepHook(steps, max_steps))
        config = self.config
        with self._graph().as_default(), tf.device(config.device_fn):
            global_step = tf.train.get_global_step()
            training_util._get_or_create_global_step_read()  # 1.15 read it before the model
            features, labels, input_hooks = features_and_labels(input_fn, ModeKeys.TRAIN, self)
            spec = self._call_model_fn(features, labels, ModeKeys.TRAIN, config)
            if self._warm_start and not self.latest_checkpoint():
                tf.train.warm_start(*self._warm_start)
            if not any(op.name == "loss" for op in tf.get_collection(tf.GraphKeys.SUMMARIES)):
                tf.summary.scalar("loss", spec.loss)
            logged = {"loss": spec.loss, "step": global_step}
            scaffold = with_saver(spec.scaffold, config)
            saving = tf.train.CheckpointSaverHook(
                self.model_dir,
                save_secs=config.save_checkpoints_secs,
                save_steps=config.save_checkpoints_steps,
                scaffold=scaffold,
                listeners=list(saving_listeners or ()),
            )
            hooks = [
                *input_hooks,
                *hooks,
                tf.train.NanTensorHook(spec.loss),
                *_logging(logged, config.log_step_count_steps),
                *spec.training_hooks,
            ]
            self._run_training(spec, scaffold, hooks, [saving, *spec.training_chief_hooks])
        return self

    def _run_training(self, spec, scaffold, hooks, chief_hooks) -> None:
        loss = None
        with tf.train.MonitoredTrainingSession(
            checkpoint_dir=self.model_dir,
            scaffold=scaffold,
            hooks=hooks,
            chief_only_hooks=chief_hooks,
            save_checkpoint_secs=0,
            save_checkpoint_steps=0,
            save_summaries_steps=self.config.save_summary_steps,
            config=self.config.session_config,
            log_step_count_steps=self.config.log_step_count_steps,
        ) as session:
            while not session.should_stop():
                _, loss = session.run([spec.train_op, spec.loss])
        tf.logging.info("Loss for final step: %s.", loss)

    def evaluate(
        self, input_fn: Callable, steps=None, hooks=None, checkpoint_path=None, name=None
    ) -> dict:
        """The metrics over `steps` batches, or all: {name: value}, with "loss" and "global_step".

        Raises ValueError without a checkpoint.
        """
        checkpoint_path = self._trained(checkpoint_path)
        hooks = list(hooks or ())
        with self._graph().as_default(), tf.device(self.config.device_fn):
            features, labels, input_hooks = features_and_labels(input_fn, ModeKeys.EVAL, self)
            spec = self._call_model_fn(features, labels, ModeKeys.EVAL, self.config)
            metrics = dict(spec.eval_metric_ops)
            metrics.setdefault("loss", tf.metrics.mean(spec.loss))
            metrics = {key: values_of(metric) for key, metric in metrics.items()}
            values = {key: value for key, (value, _) in metrics.items()}
            values["global_step"] = tf.train.get_global_step()
            if steps is not None:
                hooks.append(evaluation._StopAfterNEvalsHook(num_evals=steps))
            results = evaluation._evaluate_once(
                checkpoint_path,
                scaffold=spec.scaffold,
                eval_ops=tf.group(*(update for _, update in metrics.values())),
                final_ops=values,
                hooks=[*input_hooks, *hooks, *spec.evaluation_hooks],
                config=self.config.session_config,
            )
        record(results, self.eval_dir(name))
        return results

    def predict(
        self,
        input_fn: Callable,
        predict_keys=None,
        hooks=None,
        checkpoint_path=None,
        yield_single_examples: bool = True,
    ) -> Iterator:
        """The predictions for each instance (or each batch), one after the other.

        Raises ValueError without a checkpoint, or for keys that the model does not predict.
        """
        checkpoint_path = self._trained(checkpoint_path)
        with self._graph().as_default(), tf.device(self.config.device_fn):
            features, _, input_hooks = features_and_labels(input_fn, ModeKeys.PREDICT, self)
            spec = self._call_model_fn(features, None, ModeKeys.PREDICT, self.config)
            predictions = chosen(spec.predictions, predict_keys)
            with tf.train.MonitoredSession(
                tf.train.ChiefSessionCreator(
                    checkpoint_filename_with_path=checkpoint_path,
                    scaffold=spec.scaffold,
                    config=self.config.session_config,
                ),
                [*input_hooks, *(hooks or ()), *spec.prediction_hooks],
            ) as session:
                while not session.should_stop():
                    batch = session.run(predictions)
                    if not yield_single_examples:
                        yield batch
                    elif isinstance(batch, dict):
                        for i in range(len(next(iter(batch.values())))):
                            yield {key: value[i] for key, value in batch.items()}
                    else:
                        yield from batch

    def export_saved_model(
        self,
        export_dir_base: str,
        serving_input_receiver_fn: Callable,
        assets_extra: dict | None = None,
        as_text: bool = False,
        checkpoint_path: str | None = None,
        strip_default_attrs: bool = True,
    ) -> bytes:
        """Save the model for serving in a new folder below `export_dir_base`; returns its path.

        Raises ValueError without a checkpoint.
        """
        checkpoint_path = self._trained(checkpoint_path)
        folder = saving.new_folder(export_dir_base)
        with self._graph().as_default(), tf.Session(config=self.config.session_config) as session:
            receiver = serving_input_receiver_fn()
            spec = self._call_model_fn(receiver.features, None, ModeKeys.PREDICT, self.config)
            (spec.scaffold.saver or tf.train.Saver(sharded=True)).restore(session, checkpoint_path)
            saving.save_model(session, folder, spec, receiver, as_text, strip_default_attrs)
        saving.copy_assets(folder, assets_extra or {})
        return folder.encode()

    export_savedmodel = export_saved_model


def _logging(tensors, every_n_iter):
    return [tf.train.LoggingTensorHook(tensors, every_n_iter)] if every_n_iter else []
