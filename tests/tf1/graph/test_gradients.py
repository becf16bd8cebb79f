"""The gradients that replace TensorFlow's are right, whatever their operations."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

X = np.random.RandomState(0).uniform(0.2, 1.0, (3, 4))
Y = np.random.RandomState(1).uniform(0.2, 1.0, (1, 4))
Z = np.random.RandomState(2).uniform(0.2, 1.0, (4,))

FUNCTIONS = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: y - x,
    "multiply": lambda x, y: x * y,
    "divide": lambda x, y: y / x,
    "divide_no_nan": lambda x, y: tf.div_no_nan(x, y),
    "floor_mod": lambda x, y: (5.0 * x) % y,
    "power": lambda x, y: x**y,
    "squared_difference": lambda x, y: tf.squared_difference(x, y),
    "maximum": lambda x, y: tf.maximum(x, y),
    "minimum": lambda x, y: tf.minimum(y, x),
    "atan2": lambda x, y: tf.atan2(x, y + x * 0),
    "sum": lambda x, y: tf.reduce_sum(x * y, 1) + tf.reduce_sum(x, -1) + tf.reduce_sum(y),
    "mean": lambda x, y: tf.reduce_mean(x * y, 0, keepdims=True) * tf.reduce_mean(x),
    "extremes": lambda x, y: tf.reduce_max(x * y, 1) - tf.reduce_min(x, [0, 1]),
    "product": lambda x, y: tf.reduce_prod(x * y, 1),
    "slice": lambda x, y: tf.reduce_sum(x[1:, ::2] * x[0, 1]) + y[..., tf.newaxis, -1],
    "gather": lambda x, y: tf.gather(x, [2, 0, 2]) * y + tf.gather(x, [1, 1], axis=1)[:, :1],
    "broadcast": lambda x, y: tf.broadcast_to(y, [2, 3, 4]) * x,
    "matrices": lambda x, y: tf.matmul(tf.expand_dims(x, 0), tf.expand_dims(x * y, 0), False, True),
    "segments": lambda x, y: tf.unsorted_segment_sum(x * y, [1, 0, 1], 2),
}


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.mark.parametrize("known", [True, False], ids=["known shapes", "unknown shapes"])
@pytest.mark.parametrize("other", [X + 0.05, Y, Z], ids=["alike", "row", "vector"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_gradient_is_the_limit_of_differences(name, other, known):
    x, y = (
        tf.placeholder_with_default(values, values.shape if known else [None] * values.ndim)
        for values in (X, other)
    )
    output = tf.reduce_sum(tf.sin(FUNCTIONS[name](x, y)))
    with tf.Session() as sess:
        gradients = sess.run(tf.gradients(output, [x, y]))
        for tensor, values, gradient in zip((x, y), (X, other), gradients, strict=True):
            direction = np.random.RandomState(3).normal(size=values.shape)
            step = 1e-6
            higher, lower = (
                sess.run(output, {tensor: values + sign * step * direction}) for sign in (1, -1)
            )
            slope = (higher - lower) / (2 * step)
            assert np.sum(gradient * direction) == pytest.approx(slope, abs=1e-5)


def test_a_gradient_that_the_program_overrides_is_not_replaced(graph):
    @tf.RegisterGradient("Tenfold")
    def tenfold(op, grad):
        return 10.0 * grad, 10.0 * grad

    with graph.gradient_override_map({"Mul": "Tenfold"}):
        product = tf.multiply(tf.constant(2.0), tf.constant(3.0))
    gradient = tf.gradients(product, product.op.inputs[0])[0]
    with tf.Session() as sess:
        assert sess.run(gradient) == 10.0


def test_sparse_cross_entropy_has_no_second_derivative():
    logits = tf.constant([[1.0, 2.0]])
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0], logits=logits)
    first = tf.gradients(loss, logits)[0]
    with pytest.raises(LookupError, match="no second derivative"):
        tf.gradients(first, logits)


def test_a_program_may_register_a_gradient_that_1_15_had_not():
    @tf.RegisterGradient("RandomShuffle")
    def _shuffled(op, grad):
        return 3 * grad

    x = tf.constant([1.0, 2.0])
    with tf.Session() as session:
        assert session.run(tf.gradients(tf.random_shuffle(x), x)[0]).tolist() == [3, 3]
    with pytest.raises(KeyError, match="RandomShuffle"):
        tf.RegisterGradient("RandomShuffle")(_shuffled)
    with pytest.raises(KeyError, match="MatMul"):
        tf.RegisterGradient("MatMul")(_shuffled)


def test_the_second_derivative_of_relu_squared_is_two_where_it_is_not_cut():
    x = tf.constant([-1.0, 2.0, 7.0])
    given = []
    for function in (tf.nn.relu, tf.nn.relu6):
        gradient = tf.gradients(function(x) ** 2, x)[0]
        given.append(tf.gradients(gradient, x)[0])
    with tf.Session() as session:
        relu, relu6 = session.run(given)
    assert (relu.tolist(), relu6.tolist()) == ([0, 2, 2], [0, 2, 0])
