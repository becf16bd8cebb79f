"""The stand-ins for TensorFlow's functions give the same values."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

A = np.random.RandomState(0).uniform(size=(2, 3, 4)).astype(np.float32)
B = np.random.RandomState(1).uniform(size=(4, 3, 5)).astype(np.float32)


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def evaluate(fetches, feed_dict=None):
    with tf.Session() as sess:
        return sess.run(fetches, feed_dict)


@pytest.mark.parametrize("shape", [(2, 3, 4), (None, 3, 4), (None, None, None), None], ids=str)
@pytest.mark.parametrize("axes", [0, [[2], [0]], [[1, 2], [1, 0]], [[-1], [0]]], ids=str)
def test_tensordot_contracts_axes(axes, shape):
    a, b = tf.placeholder_with_default(A, shape), tf.constant(B)
    product = tf.tensordot(a, b, axes)
    np.testing.assert_allclose(evaluate(product), np.tensordot(A, B, axes), rtol=1e-5)
    if shape == (None, 3, 4) and axes == [[2], [0]]:
        assert product.shape.as_list() == [None, 3, 3, 5]


def test_tensordot_by_a_number_of_axes_gives_a_scalar_for_all():
    assert evaluate(tf.tensordot(A, A, 3)) == pytest.approx(np.sum(A * A), rel=1e-5)


def test_einsum_sums_products():
    a, b = tf.placeholder_with_default(A, [None, 3, 4]), tf.constant(B)
    summed = evaluate(tf.einsum("bij,jkl->bil", a, b))
    np.testing.assert_allclose(summed, np.einsum("bij,jkl->bil", A, B), rtol=1e-5)
    moved = evaluate(tf.einsum("...j->j...", a))
    np.testing.assert_allclose(moved, np.einsum("...j->j...", A))


def test_one_hot_takes_the_programs_own_values():
    hot = tf.one_hot([0, 2, -1], 3, on_value=5.0, off_value=-1.0)
    assert evaluate(hot).tolist() == [[5, -1, -1], [-1, -1, 5], [-1, -1, -1]]
    assert hot.dtype == tf.float32
    with pytest.raises(TypeError, match="on_value"):
        tf.one_hot([0], 3, on_value=1.0, dtype=tf.int32)


def test_diagonals_are_made_read_and_set():
    matrix = tf.matrix_set_diag(tf.matrix_diag([1.0, 2.0]) + 3.0, [7.0, 8.0])
    assert evaluate(matrix).tolist() == [[7, 3], [3, 8]]
    assert evaluate(tf.matrix_diag_part(matrix)).tolist() == [7, 8]
    assert evaluate(tf.linalg.diag([1.0], k=1)).tolist() == [[0, 1], [0, 0]]
    assert evaluate(tf.linalg.diag_part(matrix, k=1)).tolist() == [3]


def test_numbers_are_spaced_evenly():
    assert evaluate(tf.linspace(0.0, 1.0, 5)).tolist() == [0, 0.25, 0.5, 0.75, 1]


def test_zeros_and_ones_take_sizes_that_are_tensors():
    n = tf.placeholder_with_default(2, [])
    assert evaluate(tf.zeros([n, 3])).shape == (2, 3)
    assert evaluate(tf.ones([3, n, 1], tf.int32)).tolist() == [[[1], [1]]] * 3


def test_dropout_scales_what_it_does_not_drop():
    x = tf.ones([1000])
    for dropped in (tf.nn.dropout(x, keep_prob=0.8), tf.layers.dropout(x, 0.2, training=True)):
        values = evaluate(dropped)
        assert set(values.round(3).tolist()) == {0.0, 1.25}
        assert np.mean(values) == pytest.approx(1, abs=0.1)
    assert tf.nn.dropout(x, keep_prob=1.0) is x


def test_samples_have_their_ranges_and_means():
    uniform, gamma = tf.random_uniform([2000]), tf.random_gamma([2000], [2.0, 3.0], beta=2.0)
    uniform, gamma = evaluate([uniform, gamma])
    assert 0 <= np.min(uniform) < 0.05 < 0.95 < np.max(uniform) < 1
    np.testing.assert_allclose(np.mean(gamma, axis=0), [1.0, 1.5], atol=0.1)


def test_a_flattened_tensor_has_the_sizes_that_are_known():
    flat = tf.layers.flatten(tf.placeholder(tf.float32, [None, 3, 4]))
    assert flat.shape.as_list() == [None, 12]


def test_a_tensor_array_knows_its_size_when_it_runs():
    array = tf.TensorArray(tf.float32, 1, dynamic_size=True, clear_after_read=False)
    array = array.unstack(tf.constant([[1.0], [2.0]]))
    size, stacked, joined = evaluate([array.size(), array.stack(), array.concat()])
    assert (size, stacked.tolist(), joined.tolist()) == (2, [[1], [2]], [1, 2])


def test_a_regularizer_is_called_once():
    asked = []

    def regularizer(variable):
        asked.append(variable.op.name)
        return tf.nn.l2_loss(variable)

    tf.get_variable("v", [2], regularizer=regularizer)
    assert asked == ["v"]
    assert [loss.op.name for loss in tf.losses.get_regularization_losses()] == [
        "v/Regularizer/L2Loss"
    ]
