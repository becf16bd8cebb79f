"""tf.contrib.learn.LinearClassifier and LinearRegressor: weighted sums of feature columns."""

import math

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.heads import RegressionHead, classification_head
from tf1rnn.tf1.contrib.learn.estimators.ready_made import Classifier, Regressor, refuse

_SCOPE = "linear"
_LEARNING_RATE = 0.2


def _model(features, labels, mode, params):
    features = features if isinstance(features, dict) else {"": features}
    # One part for each variable, as on a single machine: it adds part_0 to their names.
    partitioner = tf.min_max_variable_partitioner(max_partitions=1)
    values = tuple(features.values())
    with tf.variable_scope(_SCOPE, values=values, partitioner=partitioner) as scope:
        logits, _, _ = tf.contrib.layers.weighted_sum_from_feature_columns(
            features,
            params["feature_columns"],
            params["head"].logits_dimension,
            weight_collections=[_SCOPE],
            scope=scope,
        )

        def train_op_of(loss):
            variables = tf.get_collection(_SCOPE)
            gradients = tf.gradients(loss, variables)
            if params["gradient_clip_norm"]:
                gradients, _ = tf.clip_by_global_norm(gradients, params["gradient_clip_norm"])
            return _optimizer(params).apply_gradients(
                zip(gradients, variables, strict=True), global_step=tf.train.get_global_step()
            )

        return params["head"].model(features, labels, mode, logits, train_op_of)


def _optimizer(params):
    optimizer = params["optimizer"]
    if optimizer is None:
        rate = min(_LEARNING_RATE, 1.0 / math.sqrt(len(params["feature_columns"])))
        return tf.train.FtrlOptimizer(learning_rate=rate)
    if isinstance(optimizer, str):
        return tf.contrib.layers.OPTIMIZER_CLS_NAMES[optimizer](learning_rate=_LEARNING_RATE)
    return optimizer() if callable(optimizer) else optimizer


class LinearClassifier(Classifier):
    """A weighted sum of the columns for each class.

    feature_columns: of tf.contrib.layers. optimizer: an optimizer, its name, or a function that
    makes it; Ftrl if left out. Raises ValueError for less than two classes, AbsentName for what is
    not available.
    """

    def __init__(
        self,
        feature_columns,
        model_dir=None,
        n_classes=2,
        weight_column_name=None,
        optimizer=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        _joint_weight=False,
        config=None,
        feature_engineering_fn=None,
        label_keys=None,
    ):
        refuse(
            "LinearClassifier",
            enable_centered_bias=enable_centered_bias,
            _joint_weight=_joint_weight,
            label_keys=label_keys,
        )
        params = {
            "head": classification_head(n_classes, weight_column_name),
            "feature_columns": tuple(feature_columns),
            "optimizer": optimizer,
            "gradient_clip_norm": gradient_clip_norm,
        }
        super().__init__(_model, model_dir, config, params, feature_engineering_fn)


class LinearRegressor(Regressor):
    """A weighted sum of the columns for each of `label_dimension` numbers."""

    def __init__(
        self,
        feature_columns,
        model_dir=None,
        weight_column_name=None,
        optimizer=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        label_dimension=1,
        _joint_weights=False,
        config=None,
        feature_engineering_fn=None,
    ):
        refuse(
            "LinearRegressor",
            enable_centered_bias=enable_centered_bias,
            _joint_weights=_joint_weights,
        )
        params = {
            "head": RegressionHead(label_dimension, weight_column_name),
            "feature_columns": tuple(feature_columns),
            "optimizer": optimizer,
            "gradient_clip_norm": gradient_clip_norm,
        }
        super().__init__(_model, model_dir, config, params, feature_engineering_fn)
