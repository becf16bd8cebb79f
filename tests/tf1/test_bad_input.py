"""Wrong input raises what TensorFlow 1 raised, naming the argument."""

import pytest

from tf1rnn.tf1 import tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def placeholder(*shape, dtype="float32"):
    return tf.placeholder(dtype, shape)


def cell():
    return tf.nn.rnn_cell.BasicRNNCell(2)


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda: tf.nn.dynamic_rnn(tf.layers.Dense(2), placeholder(None, 3, 2), dtype="float32"),
            TypeError,
            r"The argument 'cell' .* is not an RNNCell: 'output_size' property is missing",
        ),
        (
            lambda: tf.nn.dynamic_rnn("lstm", placeholder(None, 3, 2), dtype="float32"),
            TypeError,
            "The argument 'cell' .* is not an RNNCell",
        ),
        (
            lambda: tf.nn.dynamic_rnn(cell(), placeholder(None), dtype="float32"),
            ValueError,
            "rank",
        ),
        (
            lambda: tf.nn.dynamic_rnn(cell(), placeholder(None, 3, 2)),
            ValueError,
            "dtype",
        ),
        (
            lambda: tf.nn.dynamic_rnn(cell(), placeholder(None, 3, None), dtype="float32"),
            ValueError,
            "depth",
        ),
        (
            lambda: tf.nn.static_rnn(cell(), placeholder(None, 3, 2), dtype="float32"),
            TypeError,
            "inputs.* must be a sequence",
        ),
        (
            lambda: tf.nn.dynamic_rnn(
                cell(),
                placeholder(None, 3, 2),
                placeholder(None, 1, dtype="int32"),
                dtype="float32",
            ),
            ValueError,
            "sequence_length must be a vector",
        ),
        (
            lambda: cell()(placeholder(None, 3, 2), None),
            ValueError,
            "expected ndim=2, found ndim=3",
        ),
        (lambda: tf.layers.dense(placeholder(3), 2), ValueError, "expected min_ndim=2"),
        (
            lambda: tf.nn.dropout(placeholder(3), keep_prob=1.5),
            ValueError,
            r"rate must be a scalar tensor or a float in the range \[0, 1\), got -0.5",
        ),
        (
            lambda: tf.nn.dropout(placeholder(3, dtype="int32"), rate=0.5),
            ValueError,
            "x has to be a floating point tensor since it's going to be scaled",
        ),
        (lambda: tf.nn.dropout(placeholder(3), rate=placeholder(2)), ValueError, "rank 0"),
        (
            lambda: tf.split(placeholder(None, 5), 2, axis=1),
            ValueError,
            "must evenly divide|evenly",
        ),
        (
            lambda: tf.tensordot(placeholder(2, 3), placeholder(4, 5), 1),
            ValueError,
            "must be equal",
        ),
    ],
)
def test_it_raises(build, error, message):
    with pytest.raises(error, match=message):
        build()
