"""tf.contrib.learn.models: the last layer of a model, with its loss."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.learn import ops

__all__ = [
    "linear_regression",
    "linear_regression_zero_init",
    "logistic_regression",
    "logistic_regression_zero_init",
]


def linear_regression_zero_init(x, y):
    """`linear_regression` whose weights start at 0."""
    return linear_regression(x, y, init_mean=0.0, init_stddev=0.0)


def logistic_regression_zero_init(x, y):
    """`logistic_regression` whose weights start at 0."""
    return logistic_regression(x, y, init_mean=0.0, init_stddev=0.0)


def linear_regression(x, y, init_mean=None, init_stddev=1.0):
    """(predictions, loss): x . weights + bias, held against `y` by the mean squared error."""
    with tf.variable_scope("linear_regression"):
        n_outputs = 1 if len(y.shape) == 1 else y.shape[1]
        weights, bias = _layer(x, y, n_outputs, init_mean, init_stddev)
        return ops.mean_squared_error_regressor(x, y, weights, bias)


def logistic_regression(x, y, class_weight=None, init_mean=None, init_stddev=1.0):
    """(probabilities, loss): softmax(x . weights + bias), held against one-hot `y`."""
    with tf.variable_scope("logistic_regression"):
        weights, bias = _layer(x, y, y.shape[-1], init_mean, init_stddev)
        if not class_weight:
            try:
                class_weight = tf.get_default_graph().get_tensor_by_name("class_weight:0")
            except KeyError:
                class_weight = None
        return ops.softmax_classifier(x, y, weights, bias, class_weight)


def _layer(x, y, n_outputs, init_mean, init_stddev) -> tuple:
    """The weights and the bias, with histograms of them and of the data."""
    scope = tf.get_variable_scope().name
    tf.summary.histogram(f"{scope}.x", x)
    tf.summary.histogram(f"{scope}.y", y)
    dtype = x.dtype.base_dtype

    def variable(name, shape):
        initializer = None
        if init_mean is not None:
            initializer = tf.random_normal_initializer(init_mean, init_stddev, dtype=dtype)
        return tf.get_variable(name, shape, dtype, initializer)

    weights, bias = variable("weights", [x.shape[1], n_outputs]), variable("bias", [n_outputs])
    tf.summary.histogram(f"{scope}.weights", weights)
    tf.summary.histogram(f"{scope}.bias", bias)
    return weights, bias
