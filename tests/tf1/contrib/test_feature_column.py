"""Columns of sequences are read as by tf.contrib.feature_column of TensorFlow 1.15.5."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph import seeds

contrib = tf.contrib.feature_column
PLACES = [[0, 0], [0, 1], [1, 0], [2, 0], [2, 1], [2, 2]]


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(5)
        yield graph


def features(ids=(1, 2, 3, 0, 4, 1)):
    numbers = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    return {
        "ids": tf.SparseTensor(PLACES, ids, [3, 3]),
        "num": tf.SparseTensor(PLACES, numbers, [3, 3]),
    }


def columns():
    classes = contrib.sequence_categorical_column_with_identity("ids", 5)
    return [tf.feature_column.embedding_column(classes, 2), contrib.sequence_numeric_column("num")]


def test_columns_stand_beside_each_other_in_the_order_of_their_names(graph):
    given, asked = features(), columns()
    before = seeds.size(graph)
    inputs, lengths = contrib.sequence_input_layer(given, asked)
    assert seeds.size(graph) - before == 251  # of 1.15.5
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        found, n = session.run([inputs, lengths])
        (weights,) = session.run(tf.global_variables())
    assert n.tolist() == [2, 1, 3]
    np.testing.assert_allclose(found[2, :, :2], weights[[0, 4, 1]])
    np.testing.assert_allclose(found[:2, :, 2], [[0.1, 0.2, 0], [0.3, 0, 0]])
    (variable,) = tf.global_variables()
    assert variable.name == "sequence_input_layer/ids_embedding/embedding_weights:0"


def test_a_number_that_is_no_class_is_refused():
    ids = tf.placeholder_with_default(np.int64([1, 2, 3, 0, 5, 1]), [6])
    inputs, _ = contrib.sequence_input_layer(features(ids=ids), columns())
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        with pytest.raises(tf.errors.InvalidArgumentError, match="exceeds number of buckets"):
            session.run(inputs)


def test_a_categorical_column_alone_is_refused():
    classes = contrib.sequence_categorical_column_with_identity("ids", 5)
    with pytest.raises(ValueError, match="You can wrap a sequence_categorical_column"):
        contrib.sequence_input_layer(features(), [classes])
