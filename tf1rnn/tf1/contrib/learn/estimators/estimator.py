"""tf.contrib.learn.Estimator, from before tf.estimator: trains, evaluates and predicts."""

import copy
import inspect
import os
import tempfile
from collections.abc import Callable, Iterator

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.arrays import SKCompat, input_of
from tf1rnn.tf1.contrib.learn.estimators.evaluating import metric_ops, record
from tf1rnn.tf1.contrib.learn.estimators.model_fn import ModeKeys, ModelFnOps
from tf1rnn.tf1.contrib.learn.estimators.run_config import RunConfig
from tf1rnn.tf1.contrib.learn.estimators.signatures import Signatures
from tf1rnn.tf1.contrib.learn.monitors import replace_monitors_with_hooks
from tf1rnn.tf1.estimator.graphs import seeded_graph, step_of, with_saver
from tf1rnn.tf1.estimator.outcomes import values_of
from tf1rnn.tf1.start.loading import evaluation, training_util


class NotFittedError(ValueError, AttributeError):
    """A model is used before it was trained."""


class Evaluable:
    """What can be evaluated."""


class Trainable:
    """What can be trained."""


class BaseEstimator(Evaluable, Trainable):
    """What trains a model and uses it; a subclass gives its operations by `_call_model_fn`.

    Checkpoints and events go to `model_dir`, from which training resumes; without one, to a
    temporary folder. Raises ValueError if `config` names another one.
    """

    def __init__(self, model_dir: str | None = None, config: RunConfig | None = None):
        config = config or RunConfig()
        if model_dir and config.model_dir and model_dir != config.model_dir:
            raise ValueError(
                "model_dir are set both in constructor and RunConfig, but with different values: "
                f"{model_dir!r} and {config.model_dir!r}"
            )
        self._model_dir = model_dir or config.model_dir
        if self._model_dir is None:
            self._model_dir = tempfile.mkdtemp()
            tf.logging.warning("Using temporary folder as model directory: %s", self._model_dir)
        self._config = config if config.model_dir else config.replace(model_dir=self._model_dir)
        self._session_config = config.session_config or tf.ConfigProto(allow_soft_placement=True)
        self._features, self._labels = Signatures("Features"), Signatures("Labels")

    @property
    def config(self) -> RunConfig:
        """A copy of the configuration."""
        return copy.deepcopy(self._config)

    @property
    def model_dir(self) -> str:
        """The folder of checkpoints and events."""
        return self._model_dir

    def get_variable_names(self) -> list[str]:
        """The names of the variables of the newest checkpoint."""
        return [name for name, _ in tf.train.list_variables(self._model_dir)]

    def get_variable_value(self, name: str):
        """The value of a variable of the newest checkpoint."""
        return tf.train.load_variable(self._model_dir, name)

    def get_params(self, deep: bool = True) -> dict:
        """The arguments of the constructor that are attributes, as scikit-learn's have them."""
        names = inspect.signature(type(self).__init__).parameters
        return {name: getattr(self, name) for name in names if hasattr(self, name)}

    def fit(
        self,
        x=None,
        y=None,
        input_fn: Callable | None = None,
        steps: int | None = None,
        batch_size: int | None = None,
        monitors=None,
        max_steps: int | None = None,
    ):
        """Train for `steps` more steps, to the global step `max_steps`, or to the end of the data.

        `monitors` may hold hooks, too. Raises ValueError for arguments that exclude each other.
        """
        if steps is not None and max_steps is not None:
            raise ValueError("Can not provide both steps and max_steps.")
        if input_of(x, y, input_fn, batch_size=batch_size) is None:
            SKCompat(self).fit(x, y, batch_size, steps, max_steps, monitors)
            return self
        latest = tf.train.latest_checkpoint(self._model_dir)
        if max_steps is not None and step_of(latest) >= max_steps:
            tf.logging.info("Skipping training since max_steps has already saved.")
            return self
        hooks = replace_monitors_with_hooks(monitors, self)
        if steps is not None or max_steps is not None:
            hooks.append(tf.train.StopAtStepHook(steps, max_steps))
        tf.logging.info("Loss for final step: %s.", self._train(input_fn, hooks))
        return self

    def partial_fit(self, x=None, y=None, input_fn=None, steps=1, batch_size=None, monitors=None):
        """Train for one more step, or for `steps`."""
        return self.fit(x, y, input_fn, steps, batch_size, monitors)

    def _graph(self) -> tf.Graph:
        return seeded_graph(self._config.tf_random_seed)

    def _train(self, input_fn: Callable, hooks: list):
        config = self._config
        with self._graph().as_default():
            global_step = tf.train.get_global_step()
            features, labels = input_fn()
            self._features.check(features)
            self._labels.check(labels)
            training_util._get_or_create_global_step_read()  # 1.15 read it before the model
            model = self._call_model_fn(features, labels, ModeKeys.TRAIN)
            tf.add_to_collection(tf.GraphKeys.LOSSES, model.loss)
            logged = tf.train.LoggingTensorHook({"loss": model.loss, "step": global_step}, 100)
            hooks = [*hooks, tf.train.NanTensorHook(model.loss), logged, *model.training_hooks]
            scaffold = with_saver(model.scaffold or tf.train.Scaffold(), config)
            with tf.train.MonitoredTrainingSession(
                checkpoint_dir=self._model_dir,
                scaffold=scaffold,
                hooks=hooks,
                chief_only_hooks=[*self._saving(scaffold, hooks), *model.training_chief_hooks],
                save_checkpoint_secs=0,
                save_checkpoint_steps=0,
                save_summaries_steps=config.save_summary_steps,
                config=self._session_config,
            ) as session:
                loss = None
                while not session.should_stop():
                    _, loss = session.run([model.train_op, model.loss])
        return loss

    def _saving(self, scaffold, hooks: list) -> list:
        """The hook that saves checkpoints, unless there is one."""
        secs, steps = self._config.save_checkpoints_secs, self._config.save_checkpoints_steps
        saver_hook = tf.train.CheckpointSaverHook
        if not (secs or steps) or any(isinstance(hook, saver_hook) for hook in hooks):
            return []
        return [saver_hook(self._model_dir, save_secs=secs, save_steps=steps, scaffold=scaffold)]

    def _trained(self, checkpoint_path=None) -> str:
        checkpoint_path = checkpoint_path or tf.train.latest_checkpoint(self._model_dir)
        if not checkpoint_path:
            raise NotFittedError(f"Couldn't find trained model at {self._model_dir}.")
        return checkpoint_path

    def evaluate(
        self,
        x=None,
        y=None,
        input_fn=None,
        feed_fn=None,
        batch_size=None,
        steps=None,
        metrics=None,
        name=None,
        checkpoint_path=None,
        hooks=None,
        log_progress=True,
    ) -> dict:
        """The metrics over `steps` batches, or all: {name: value}, with "loss" and "global_step".

        Raises NotFittedError before training, ValueError for arguments that exclude each other.
        """
        if input_of(x, y, input_fn, feed_fn, batch_size) is None:
            return SKCompat(self).score(x, y, batch_size, steps, metrics, name)
        if not isinstance(metrics or {}, dict):
            raise ValueError(f"Metrics argument should be None or dict. Got {metrics}.")
        checkpoint_path, hooks = self._trained(checkpoint_path), list(hooks or ())
        with self._graph().as_default():
            features, labels = input_fn()
            self._features.check(features)
            self._labels.check(labels)
            model = self._call_model_fn(features, labels, ModeKeys.EVAL)
            computed = {**model.eval_metric_ops, **metric_ops(metrics, features, labels, model)}
            computed.setdefault("loss", tf.metrics.mean(model.loss))
            if feed_fn:
                hooks.append(tf.train.FeedFnHook(feed_fn))
            if steps:
                hooks.append(evaluation._StopAfterNEvalsHook(steps, log_progress=log_progress))
            pairs = {key: values_of(metric) for key, metric in computed.items()}
            results = {k: p[0] if isinstance(p, (list, tuple)) else p for k, p in pairs.items()}
            updates = [p[1] for p in pairs.values() if isinstance(p, (list, tuple))]
            results["global_step"] = tf.train.get_global_step()
            results = evaluation._evaluate_once(
                checkpoint_path,
                scaffold=model.scaffold,
                eval_ops=tf.group(*updates) if updates else None,
                final_ops=results,
                hooks=hooks,
                config=self._session_config,
            )
        record(results, os.path.join(self._model_dir, f"eval_{name}" if name else "eval"))
        return results

    def predict(
        self,
        x=None,
        input_fn=None,
        batch_size=None,
        outputs=None,
        as_iterable=True,
        iterate_batches=False,
    ):
        """The predictions for each instance (or each batch), one after the other.

        Raises NotFittedError before training, ValueError for arguments that exclude each other.
        """
        return self._infer(x, input_fn, batch_size, outputs, as_iterable, iterate_batches)

    def _infer(self, x, input_fn, batch_size, outputs, as_iterable=True, iterate_batches=False):
        """All predictions of the model, whatever `predict` of a subclass chooses of them."""
        given = input_of(x, None, input_fn, batch_size=batch_size)
        if given is None and not as_iterable:
            return SKCompat(self).predict(x, batch_size, outputs)
        input_fn, feed_fn = given or input_of(x, None, batch_size=batch_size, feeding=(False, 1))
        checkpoint_path = self._trained()
        if as_iterable:
            return self._predictions(checkpoint_path, input_fn, feed_fn, outputs, iterate_batches)
        return next(self._predictions(checkpoint_path, input_fn, feed_fn, outputs, True))

    def _predictions(self, checkpoint_path, input_fn, feed_fn, outputs, batches) -> Iterator:
        graph = self._graph()
        with graph.as_default():
            features = input_fn()
            features = features[0] if isinstance(features, (list, tuple)) else features
            model = self._call_model_fn(features, self._labels.placeholders(), ModeKeys.INFER)
            predictions = _chosen(model.predictions, outputs)
            creator = tf.train.ChiefSessionCreator(
                checkpoint_filename_with_path=checkpoint_path,
                scaffold=model.scaffold,
                config=self._session_config,
            )
            session = tf.train.MonitoredSession(creator)
        once = not feed_fn and not graph.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
        with session:
            while not session.should_stop():
                batch = session.run(predictions, feed_fn() if feed_fn else None)
                if batches:
                    yield batch
                elif isinstance(batch, dict):
                    for i in range(len(next(iter(batch.values())))):
                        yield {key: value[i] for key, value in batch.items()}
                else:
                    yield from batch
                if once:
                    return

    def _call_model_fn(self, features, labels, mode) -> ModelFnOps:
        raise NotImplementedError


def _chosen(predictions, outputs):
    if not outputs:
        return predictions
    if not isinstance(predictions, dict):
        raise ValueError("outputs argument is not valid in case of non-dict predictions.")
    left = {key: value for key, value in predictions.items() if key in outputs}
    if not left:
        raise ValueError(
            f"Expected to run at least one output from {list(predictions)}, provided {outputs}."
        )
    return left
