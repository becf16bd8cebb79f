"""What a model function of tf.contrib.learn is called for, and what it returns."""

import collections

from tf1rnn.tf1 import tf


class ModeKeys:
    """The purposes that a model function is called for."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"


class PredictionKey:
    """The names of predictions."""

    CLASSES = "classes"
    PROBABILITIES = "probabilities"
    LOGITS = "logits"
    LOGISTIC = "logistic"
    SCORES = "scores"
    TOP_K = "top_k"
    GENERIC = "output"


class MetricKey:
    """The names of metrics."""

    LOSS = "loss"
    AUC = "auc"
    AUC_PR = "auc_precision_recall"
    PREDICTION_MEAN = "labels/prediction_mean"
    LABEL_MEAN = "labels/actual_label_mean"
    ACCURACY = "accuracy"
    ACCURACY_BASELINE = "accuracy/baseline_label_mean"


class ProblemType:
    """The kinds of problems that a model solves."""

    UNSPECIFIED = 0
    CLASSIFICATION = 1
    LINEAR_REGRESSION = 2
    LOGISTIC_REGRESSION = 3


class ModelFnOps(
    collections.namedtuple(
        "ModelFnOps",
        "predictions loss train_op eval_metric_ops output_alternatives training_chief_hooks "
        "training_hooks scaffold mode",
    )
):
    """The operations of a model: what to predict, its loss [], and how to train it.

    Raises ValueError if what `mode` needs is missing: `loss` and `train_op` to train, `loss` and
    `predictions` to evaluate, `predictions` to infer; TypeError for hooks that are none.
    """

    def __new__(
        cls,
        mode,
        predictions=None,
        loss=None,
        train_op=None,
        eval_metric_ops=None,
        output_alternatives=None,
        training_chief_hooks=None,
        training_hooks=None,
        scaffold=None,
    ):
        if mode not in (ModeKeys.TRAIN, ModeKeys.EVAL, ModeKeys.INFER):
            raise ValueError(f"Invalid mode {mode}.")
        if train_op is not None and not isinstance(train_op, tf.Operation):
            train_op = tf.convert_to_tensor(train_op).op
        elif train_op is None and mode == ModeKeys.TRAIN:
            raise ValueError("Missing train_op.")
        if predictions is None and mode != ModeKeys.TRAIN:
            raise ValueError("Missing predictions.")
        if not isinstance(eval_metric_ops or {}, dict):
            raise ValueError("eval_metric_ops must be a dict.")
        hooks, chief_hooks = list(training_hooks or ()), list(training_chief_hooks or ())
        for hook in hooks + chief_hooks:
            if not isinstance(hook, tf.train.SessionRunHook):
                raise TypeError(f"All hooks must be SessionRunHook instances, got: {hook}")
        return super().__new__(
            cls,
            _tensors(predictions),
            _scalar(loss, mode),
            train_op,
            eval_metric_ops or {},
            output_alternatives,
            chief_hooks,
            hooks,
            scaffold,
            mode,
        )

    def estimator_spec(self, default_serving_output_alternative_key=None):
        """The same as a tf.estimator.EstimatorSpec."""
        metrics = {name: ops for name, ops in self.eval_metric_ops.items() if name != "loss"}
        return tf.estimator.EstimatorSpec(
            self.mode,
            self.predictions,
            self.loss,
            self.train_op,
            metrics,
            training_chief_hooks=self.training_chief_hooks,
            training_hooks=self.training_hooks,
            scaffold=self.scaffold,
        )


def _tensors(predictions):
    if isinstance(predictions, dict):
        return {name: _tensors(value) for name, value in predictions.items()}
    if predictions is None:
        return None
    return tf.contrib.framework.convert_to_tensor_or_sparse_tensor(predictions)


def _scalar(loss, mode):
    if loss is None:
        if mode != ModeKeys.INFER:
            raise ValueError("Missing loss.")
        return None
    loss = tf.convert_to_tensor(loss)
    if loss.shape.num_elements() not in (None, 1):
        raise ValueError(f"Loss must be scalar: {loss}.")
    return loss if loss.shape.is_compatible_with([]) else tf.reshape(loss, [])
