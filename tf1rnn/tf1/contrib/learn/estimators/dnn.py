"""tf.contrib.learn.DNNClassifier and DNNRegressor: layers of neurons over feature columns."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn.estimators.heads import RegressionHead, classification_head
from tf1rnn.tf1.contrib.learn.estimators.model_fn import ModeKeys
from tf1rnn.tf1.contrib.learn.estimators.ready_made import Classifier, Regressor, refuse

_SCOPE = "dnn"
_LEARNING_RATE = 0.05


def _model(features, labels, mode, params):
    features = features if isinstance(features, dict) else {"": features}
    inputs = tuple(features.values())
    # One part for each variable, as on a single machine: it adds part_0 to their names.
    partitioner = tf.min_max_variable_partitioner(max_partitions=1)
    with tf.variable_scope(_SCOPE, values=inputs, partitioner=partitioner):
        net = _input_layer(features, params["feature_columns"])
        for number, n_neurons in enumerate(params["hidden_units"]):
            with tf.variable_scope(f"hiddenlayer_{number}", values=(net,)) as scope:
                net = _connected(net, n_neurons, params["activation_fn"], scope)
                if params["dropout"] is not None and mode == ModeKeys.TRAIN:
                    net = tf.contrib.layers.dropout(net, keep_prob=1.0 - params["dropout"])
            _summarize(net, scope.name)
        with tf.variable_scope("logits", values=(net,)) as scope:
            logits = _connected(net, params["head"].logits_dimension, None, scope)
        _summarize(logits, scope.name)

        def train_op_of(loss):
            optimizer = params["optimizer"] or "Adagrad"
            return tf.contrib.layers.optimize_loss(
                loss=loss,
                global_step=tf.train.get_global_step(),
                learning_rate=_LEARNING_RATE,
                optimizer=optimizer() if callable(optimizer) else optimizer,
                clip_gradients=params["gradient_clip_norm"],
                name=_SCOPE,
                summaries=[],
            )

        return params["head"].model(features, labels, mode, logits, train_op_of)


def _input_layer(features, columns):
    with tf.variable_scope("input_from_feature_columns", values=features.values()) as scope:
        if _is_of_tf(columns):
            return tf.feature_column.input_layer(features, columns, weight_collections=[_SCOPE])
        return tf.contrib.layers.input_from_feature_columns(features, columns, scope=scope)


def _is_of_tf(columns) -> bool:
    return any(type(column).__module__.startswith("tensorflow.") for column in columns)


def _connected(net, n_neurons, activation_fn, scope):
    return tf.contrib.layers.fully_connected(
        net,
        n_neurons,
        activation_fn=activation_fn,
        variables_collections=[_SCOPE],
        scope=scope,
    )


def _summarize(net, name):
    tf.summary.scalar(f"{name}_fraction_of_zero_values", tf.nn.zero_fraction(net))
    tf.summary.histogram(f"{name}_activation", net)


class DNNClassifier(Classifier):
    """Layers of `hidden_units` neurons, then one output for each class.

    feature_columns: of tf.contrib.layers or tf.feature_column. optimizer: an optimizer, its name,
    or a function that makes it; Adagrad if left out. dropout: what is dropped after each layer.
    Raises ValueError for less than two classes, AbsentName for what is not available.
    """

    def __init__(
        self,
        hidden_units,
        feature_columns,
        model_dir=None,
        n_classes=2,
        weight_column_name=None,
        optimizer=None,
        activation_fn=tf.nn.relu,
        dropout=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        config=None,
        feature_engineering_fn=None,
        embedding_lr_multipliers=None,
        input_layer_min_slice_size=None,
        label_keys=None,
    ):
        refuse(
            "DNNClassifier",
            enable_centered_bias=enable_centered_bias,
            embedding_lr_multipliers=embedding_lr_multipliers,
            label_keys=label_keys,
        )
        del input_layer_min_slice_size  # for parameter servers
        params = {
            "head": classification_head(n_classes, weight_column_name),
            "hidden_units": hidden_units,
            "feature_columns": tuple(feature_columns or ()),
            "optimizer": optimizer,
            "activation_fn": activation_fn,
            "dropout": dropout,
            "gradient_clip_norm": gradient_clip_norm,
        }
        super().__init__(_model, model_dir, config, params, feature_engineering_fn)


class DNNRegressor(Regressor):
    """Layers of `hidden_units` neurons, then `label_dimension` numbers; else as DNNClassifier."""

    def __init__(
        self,
        hidden_units,
        feature_columns,
        model_dir=None,
        weight_column_name=None,
        optimizer=None,
        activation_fn=tf.nn.relu,
        dropout=None,
        gradient_clip_norm=None,
        enable_centered_bias=False,
        config=None,
        feature_engineering_fn=None,
        label_dimension=1,
        embedding_lr_multipliers=None,
        input_layer_min_slice_size=None,
    ):
        refuse(
            "DNNRegressor",
            enable_centered_bias=enable_centered_bias,
            embedding_lr_multipliers=embedding_lr_multipliers,
        )
        del input_layer_min_slice_size  # for parameter servers
        params = {
            "head": RegressionHead(label_dimension, weight_column_name),
            "hidden_units": hidden_units,
            "feature_columns": tuple(feature_columns or ()),
            "optimizer": optimizer,
            "activation_fn": activation_fn,
            "dropout": dropout,
            "gradient_clip_norm": gradient_clip_norm,
        }
        super().__init__(_model, model_dir, config, params, feature_engineering_fn)
