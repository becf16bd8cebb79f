"""Estimator, of a model function, and how it is saved for serving."""

import functools
import inspect
from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.estimator import BaseEstimator
from tf1rnn.tf1.contrib.learn.estimators.model_fn import ModeKeys, ModelFnOps
from tf1rnn.tf1.estimator import saving


class Estimator(BaseEstimator):
    """A model built by `model_fn(features, labels, mode, params, config, model_dir)`.

    The function takes those of its arguments that it names after the first two, and gives a
    ModelFnOps, or predictions, loss and training operation. `feature_engineering_fn` maps features
    and labels before it gets them. Raises ValueError if it takes no `params` though they are given.
    """

    def __init__(
        self,
        model_fn: Callable | None = None,
        model_dir: str | None = None,
        config=None,
        params=None,
        feature_engineering_fn: Callable | None = None,
    ):
        super().__init__(model_dir, config)
        if model_fn is not None and params is not None and "params" not in _takes(model_fn):
            raise ValueError(
                f"Estimator's model_fn ({model_fn}) does not have a params argument, but params "
                f"({params}) were passed to the Estimator's constructor."
            )
        self._model_fn, self.params = model_fn, params
        self._feature_engineering_fn = feature_engineering_fn

    @property
    def model_fn(self) -> Callable:
        """The model function, of features, labels, mode and config."""

        def public_model_fn(features, labels, mode, config):
            return self._call_model_fn(features, labels, mode, config)

        return public_model_fn

    def _call_model_fn(self, features, labels, mode, config=None) -> ModelFnOps:
        if self._feature_engineering_fn:
            features, labels = self._feature_engineering_fn(features, labels)
        given = {
            "mode": mode,
            "params": self.params,
            "config": config or self.config,
            "model_dir": self._model_dir,
        }
        takes = _takes(self._model_fn)
        named = {name: value for name, value in given.items() if name in takes}
        result = self._model_fn(features, labels, **named)
        if isinstance(result, ModelFnOps):
            return result
        if len(result) != 3:
            raise ValueError("Unrecognized value returned by model_fn, please return ModelFnOps.")
        return ModelFnOps(mode, *result)

    def export_savedmodel(
        self,
        export_dir_base: str,
        serving_input_fn: Callable,
        default_output_alternative_key=None,
        assets_extra: dict | None = None,
        as_text: bool = False,
        checkpoint_path: str | None = None,
        graph_rewrite_specs=None,
        strip_default_attrs: bool = False,
    ) -> bytes:
        """Save the model for serving in a new folder below `export_dir_base`; returns its path.

        Raises NotFittedError before training, ValueError without a `serving_input_fn`.
        """
        if serving_input_fn is None:
            raise ValueError("serving_input_fn must be defined.")
        checkpoint_path = self._trained(checkpoint_path)
        folder = saving.new_folder(export_dir_base)
        with tf.Graph().as_default() as graph, tf.Session() as session:
            tf.train.create_global_step(graph)
            inputs = serving_input_fn()
            model = self._call_model_fn(inputs.features, None, ModeKeys.INFER)
            saver = (model.scaffold and model.scaffold.saver) or tf.train.Saver(sharded=True)
            saver.restore(session, checkpoint_path)
            receiver = tf.estimator.export.ServingInputReceiver(
                inputs.features, inputs.default_inputs or inputs.features
            )
            spec = model.estimator_spec()
            saving.save_model(session, folder, spec, receiver, as_text, strip_default_attrs)
        saving.copy_assets(folder, assets_extra or {})
        return folder.encode()


def _takes(function: Callable) -> list[str]:
    """The arguments that a function takes by name, but those that functools.partial has set."""
    names = list(inspect.signature(function).parameters)
    fixed = function.keywords if isinstance(function, functools.partial) else ()
    return [name for name in names if name not in fixed]
