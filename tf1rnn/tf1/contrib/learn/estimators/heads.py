"""The ends of tf.contrib.learn's ready-made models: predictions, loss and metrics from logits."""

from collections.abc import Callable

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.model_fn import (
    MetricKey,
    ModeKeys,
    ModelFnOps,
    PredictionKey,
)

_THRESHOLD = "threshold_0.500000_mean"


class Head:
    """The end of a model: a subclass has its predictions, its loss and its metrics.

    `weight_column_name`: the feature that weights the examples, or None.
    """

    name = ""

    def __init__(self, logits_dimension: int, weight_column_name: str | None = None):
        self.logits_dimension = logits_dimension
        self._weight_column_name = weight_column_name

    def model(self, features: dict, labels, mode, logits, train_op_of: Callable) -> ModelFnOps:
        """The model's operations; `train_op_of(loss)` makes the one that trains."""
        loss = train_op = metrics = None
        with tf.variable_scope(None, self.name, [*features.values(), labels, logits]):
            if mode != ModeKeys.INFER and labels is not None:
                labels = tf.convert_to_tensor(labels)
            with tf.name_scope(None, "predictions", [logits]):
                predictions = self.predictions(logits)
            if mode != ModeKeys.INFER and labels is not None:
                weights = self._weights(features)
                loss, average = mean_loss(self.losses(labels, logits), weights)
                with tf.name_scope(""):
                    tf.summary.scalar(MetricKey.LOSS, tf.identity(average))
                if mode == ModeKeys.TRAIN:
                    _ = tf.shape(logits)[0]  # 1.15 read the batch size here, for a later bias
                    with tf.name_scope(None, "train_op", [loss, labels]):
                        train_op = train_op_of(loss)
                with tf.name_scope("metrics"):
                    metrics = {MetricKey.LOSS: tf.metrics.mean(average)}
                    metrics.update(self.metrics(labels, predictions, weights))
        return ModelFnOps(mode, predictions, loss, train_op, metrics)

    def _weights(self, features):
        if self._weight_column_name is None:
            return None
        weights = tf.cast(features[self._weight_column_name], tf.float32)
        return weights if weights.shape.ndims == 1 else tf.reshape(weights, (-1,))


class RegressionHead(Head):
    """Predicts numbers; its loss is the mean squared error."""

    name, loss_name = "regression_head", "mean_squared_loss"

    def predictions(self, logits) -> dict:
        """The scores."""
        if self.logits_dimension == 1:
            logits = tf.squeeze(logits, axis=(1,), name=PredictionKey.SCORES)
        return {PredictionKey.SCORES: tf.identity(logits)}

    def losses(self, labels, logits):
        """The squared error of each prediction."""
        with tf.name_scope(None, self.loss_name, [logits, labels]) as name:
            if labels.shape.ndims == 1:
                labels = tf.expand_dims(labels, axis=1)
            logits.shape.assert_is_compatible_with(labels.shape)
            return tf.squared_difference(logits, tf.cast(labels, tf.float32), name=name)

    def metrics(self, labels, predictions, weights) -> dict:
        """None but the loss."""
        return {}


class BinaryHead(Head):
    """Tells two classes apart by one logit."""

    name, loss_name = "binary_logistic_head", "log_loss_with_two_classes"

    def predictions(self, logits) -> dict:
        """Logits, the probability of class 1, those of both, and the classes."""
        two = tf.concat((tf.zeros_like(logits), logits), 1)
        return {
            PredictionKey.LOGITS: logits,
            PredictionKey.LOGISTIC: tf.sigmoid(logits, name=PredictionKey.LOGISTIC),
            PredictionKey.PROBABILITIES: tf.nn.softmax(two, name=PredictionKey.PROBABILITIES),
            PredictionKey.CLASSES: tf.argmax(two, 1, name=PredictionKey.CLASSES),
        }

    def losses(self, labels, logits):
        """The cross entropy of each example."""
        with tf.name_scope(None, self.loss_name, [logits, labels]) as name:
            labels = tf.cast(labels, tf.float32)
            if labels.shape.ndims == 1:
                labels = tf.expand_dims(labels, axis=1)
            return tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits, name=name)

    def metrics(self, labels, predictions, weights) -> dict:
        """Accuracy, areas under curves, and what the labels and predictions are on average."""
        scores = predictions[PredictionKey.LOGISTIC]
        if labels.shape.ndims == 1:
            labels = tf.expand_dims(labels, 1)
        if weights is not None:
            weights = tf.expand_dims(weights, 1)
        classes = tf.expand_dims(predictions[PredictionKey.CLASSES], 1)
        floats, positive = tf.cast(labels, tf.float32), tf.cast(labels, tf.bool)
        at = {"labels": positive, "predictions": scores, "thresholds": [0.5], "weights": weights}
        above = tf.cast(scores >= 0.5, tf.float32)
        return {
            MetricKey.ACCURACY: tf.metrics.accuracy(labels, classes, weights),
            MetricKey.PREDICTION_MEAN: tf.metrics.mean(scores, weights),
            MetricKey.LABEL_MEAN: tf.metrics.mean(floats, weights),
            MetricKey.ACCURACY_BASELINE: tf.metrics.mean(floats, weights),
            MetricKey.AUC: tf.metrics.auc(positive, scores, weights),
            MetricKey.AUC_PR: tf.metrics.auc(positive, scores, weights, curve="PR"),
            f"accuracy/{_THRESHOLD}": tf.metrics.accuracy(floats, above, weights),
            f"precision/positive_{_THRESHOLD}": _only(tf.metrics.precision_at_thresholds(**at)),
            f"recall/positive_{_THRESHOLD}": _only(tf.metrics.recall_at_thresholds(**at)),
        }


class MultiClassHead(Head):
    """Tells several classes apart by a logit for each."""

    name, loss_name = "multi_class_head", "softmax_cross_entropy_loss"

    def predictions(self, logits) -> dict:
        """Logits, the classes, and the probability of each."""
        classes = tf.argmax(logits, 1, name=PredictionKey.CLASSES)
        probabilities = tf.nn.softmax(logits, name=PredictionKey.PROBABILITIES)
        return {
            PredictionKey.LOGITS: logits,
            PredictionKey.PROBABILITIES: probabilities,
            PredictionKey.CLASSES: classes,
        }

    def losses(self, labels, logits):
        """The cross entropy of each example; raises ValueError unless labels are integers."""
        with tf.name_scope(None, self.loss_name, [logits, labels]) as name:
            if not labels.dtype.is_integer:
                raise ValueError(f"Labels dtype should be integer Instead got {labels.dtype}.")
            if labels.shape.ndims == 2:
                labels = tf.squeeze(labels, axis=(1,))
            return tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=labels, logits=logits, name=name
            )

    def metrics(self, labels, predictions, weights) -> dict:
        """The accuracy."""
        if labels.shape.ndims == 2:
            labels = tf.squeeze(labels, axis=(1,))
        accuracy = tf.metrics.accuracy(labels, predictions[PredictionKey.CLASSES], weights)
        return {MetricKey.ACCURACY: accuracy}


def classification_head(n_classes: int, weight_column_name: str | None = None) -> Head:
    """The head for so many classes; raises ValueError below 2."""
    if n_classes is None or n_classes < 2:
        raise ValueError(f"n_classes must be > 1 for classification: {n_classes}.")
    if n_classes == 2:
        return BinaryHead(1, weight_column_name)
    return MultiClassHead(n_classes, weight_column_name)


def mean_loss(losses, weights):
    """(The mean of weighted losses, their sum by the weights'); both the mean without weights."""
    with tf.name_scope(f"{losses.op.name}/loss/") as scope:
        if weights is None:
            mean = tf.reduce_mean(losses, name=scope)
            return mean, mean
        weights = tf.reshape(weights, [-1] + [1] * (losses.shape.ndims - 1))
        weighted = losses * weights
        total = tf.reduce_sum(weighted)
        n_weights = tf.maximum(tf.reduce_sum(weights * tf.ones_like(losses)), 1e-7)
        return tf.reduce_mean(weighted), tf.div(total, n_weights)


def _only(metric):
    """A metric of one threshold, as scalars."""
    return tuple(tf.squeeze(part) for part in metric)
