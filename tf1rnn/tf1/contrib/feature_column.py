"""tf.contrib.feature_column: the layer that reads columns of sequences."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.loading import feature_columns as library
from tf1rnn.tf1.start.loading import feature_columns_v2 as library_2

_SEQUENCES = library._SequenceDenseColumn, library_2.SequenceDenseColumn


def sequence_input_layer(features, feature_columns, weight_collections=None, trainable=True):
    """The sequences [batch, steps, n] that columns make of `features`, and their lengths [batch].

    The columns stand one after the other in the order of their names. A categorical column must be
    in an embedding or indicator column; raises ValueError if one is not, or if none is given.
    """
    columns = library_2._normalize_feature_columns(feature_columns)
    for column in columns:
        if not isinstance(column, _SEQUENCES):
            raise ValueError(
                "All feature_columns must be of type _SequenceDenseColumn. You can wrap a "
                "sequence_categorical_column with an embedding_column or indicator_column. "
                f"Given (type {type(column)}): {column}"
            )
    columns = sorted(columns, key=lambda column: column.name)
    with tf.variable_scope(None, "sequence_input_layer", features.values()):
        builder, cache = library._LazyBuilder(features), None
        sequences, lengths = [], []
        for column in columns:
            scope = getattr(column, "_var_scope_name", column.name)
            with tf.variable_scope(None, scope):
                if isinstance(column, library._SequenceDenseColumn):
                    dense, length = column._get_sequence_dense_tensor(
                        builder, weight_collections=weight_collections, trainable=trainable
                    )
                else:
                    cache = cache or library_2.FeatureTransformationCache(features)
                    dense, length = column.get_sequence_dense_tensor(cache, None)
                shape = tf.shape(dense)
                n = column.variable_shape.num_elements()
                sequences.append(tf.reshape(dense, [shape[0], shape[1], n]))
                lengths.append(length)
        library._verify_static_batch_size_equality(sequences, columns)
        length = _of_all(lengths)
        return tf.concat(sequences, -1), length


def _of_all(lengths: list):
    """The lengths of the sequences, checked to be the same in all columns."""
    with tf.name_scope(None, "assert_all_equal", values=lengths):
        if len(lengths) == 1:
            return lengths[0]
        asserts = [tf.assert_equal(lengths[0], length) for length in lengths[1:]]
        with tf.control_dependencies(asserts):
            return tf.identity(lengths[0])


__all__ = ["sequence_input_layer"]
