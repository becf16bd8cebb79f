"""The columns of real values of tf.contrib.layers, and the layers that take them."""

import collections
import math

from tf1rnn.tf1 import tf


class _RealValuedColumn(
    collections.namedtuple(
        "_RealValuedColumn", "column_name dimension default_value dtype normalizer"
    )
):
    """A column of real values `[batch_size, dimension]`; made by real_valued_column."""

    @property
    def name(self) -> str:
        """The name of the feature."""
        return self.column_name

    @property
    def config(self) -> dict:
        """How the column is parsed from an example."""
        default = None if self.default_value is None else list(self.default_value)
        return {self.column_name: tf.FixedLenFeature([self.dimension], self.dtype, default)}

    def tensor(self, features: dict):
        """The column's values in `features`, float32 `[batch_size, dimension]`."""
        values = features[self.column_name]
        if self.normalizer is not None:
            values = self.normalizer(values)
        values = tf.cast(values, tf.float32)
        rank = values.shape.ndims
        if rank is not None and rank != 2:
            n_values = math.prod(values.shape.as_list()[1:]) if rank > 2 else 1
            values = tf.reshape(values, [-1, n_values])
        return values


def real_valued_column(
    column_name, dimension=1, default_value=None, dtype=tf.float32, normalizer=None
):
    """A column of `dimension` real values; `normalizer` maps its tensor before it is used.

    Raises TypeError for a dimension that is no int, ValueError below 1 or for another type.
    """
    if not isinstance(dimension, int):
        raise TypeError(
            f"dimension must be an integer. dimension: {dimension}, column_name: {column_name}"
        )
    if dimension < 1:
        raise ValueError(
            f"dimension must be greater than 0. dimension: {dimension}, column_name: {column_name}"
        )
    if not (dtype.is_integer or dtype.is_floating):
        raise ValueError(
            f"dtype must be convertible to float. dtype: {dtype}, column_name: {column_name}"
        )
    if isinstance(default_value, (int, float)):
        default_value = [default_value] * dimension
    if default_value is not None:
        default_value = tuple(default_value)
    return _RealValuedColumn(column_name, dimension, default_value, dtype, normalizer)


def infer_real_valued_columns(features) -> list[_RealValuedColumn]:
    """A column for each tensor of a dict, or one without a name for a single tensor."""
    tensors = features if isinstance(features, dict) else {"": features}
    return [_column_for(name, tensor) for name, tensor in tensors.items()]


def _column_for(name, tensor):
    if isinstance(tensor, tf.SparseTensor):
        raise ValueError(
            "SparseTensor is not supported for auto detection. Please define corresponding "
            f"FeatureColumn for tensor {name} {tensor}."
        )
    if not (tensor.dtype.is_integer or tensor.dtype.is_floating):
        raise ValueError(
            "Non integer or non floating types are not supported for auto detection. Please define "
            f"corresponding FeatureColumn for tensor {name} {tensor}."
        )
    dimension = math.prod(tensor.shape.as_list()[1:])
    return real_valued_column(name, dimension=dimension, dtype=tensor.dtype)


def input_from_feature_columns(
    columns_to_tensors, feature_columns, weight_collections=None, trainable=True, scope=None
):
    """The values of all columns side by side, `[batch_size, n_values]`."""
    del weight_collections, trainable  # columns of real values have no weights here
    with tf.variable_scope(scope, "input_from_feature_columns", columns_to_tensors.values()):
        values = []
        for column in _in_order(feature_columns):
            with tf.variable_scope(None, column.name, columns_to_tensors.values()):
                values.append(column.tensor(columns_to_tensors))
        return tf.concat(values, 1)


def weighted_sum_from_feature_columns(
    columns_to_tensors,
    feature_columns,
    num_outputs,
    weight_collections=None,
    trainable=True,
    scope=None,
):
    """(Sums `[batch_size, num_outputs]`, the weights of each column, the bias): a linear model."""
    with tf.variable_scope(scope, "weighted_sum_from_feature_columns", columns_to_tensors.values()):
        sums, weights = [], {}
        for column in _in_order(feature_columns):
            with tf.variable_scope(None, column.name, columns_to_tensors.values()):
                values = column.tensor(columns_to_tensors)
                weight = _weights(
                    "weight", [values.shape[1], num_outputs], trainable, weight_collections
                )
                product = tf.matmul(values, weight, name="matmul")
            sums.append(tf.reshape(product, (-1, num_outputs)))
            weights[column] = [weight]
        total = tf.add_n(sums)
        bias = _weights("bias_weight", [num_outputs], trainable, weight_collections)
        return tf.nn.bias_add(total, bias), weights, bias


def _weights(name, shape, trainable, collections_of):
    return tf.contrib.framework.model_variable(
        name,
        shape=shape,
        initializer=tf.zeros_initializer(),
        trainable=trainable,
        collections=collections_of,
    )


def _in_order(columns):
    check_feature_columns(columns)
    return sorted(set(columns), key=lambda column: str(column._replace(normalizer=None)))


def check_feature_columns(feature_columns) -> None:
    """Raise ValueError for a column that stands twice, TypeError for one of another kind."""
    names = set()
    for column in feature_columns:
        if not isinstance(column, _RealValuedColumn):
            raise TypeError(
                f"{column} is not a column of tf.contrib.layers: give only such columns, or only "
                "those of tf.feature_column"
            )
        if column.name in names:
            raise ValueError(f"Duplicate feature column key found for column: {column.name}.")
        names.add(column.name)
