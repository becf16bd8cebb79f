"""The lesson's weights: that they follow from its printouts, by the code that recovered them."""

import importlib
import zlib

import numpy as np
import pytest

from tests.tasks import recover_weights as recovery
from tf1rnn import tf
from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry import discovery

LESSON = discovery.discover().get("basic_rnn").__module__.rpartition(".")[0]
weights = importlib.import_module(f"{LESSON}.parts.lesson_weights")
WX, WY = (np.array(values, np.float32) for values in (weights.WX, weights.WY))

X0 = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 0, 1]], np.float32)
X1 = np.array([[9, 8, 7], [0, 0, 0], [6, 5, 4], [3, 2, 1]], np.float32)
# The two tanh that the weights were found with, by their values at PROBE.
PROBE = np.linspace(-9, 9, 4096, dtype=np.float32)[:, np.newaxis]
FOUND_WITH = (4030096015, 405485643)  # TensorFlow 2.21


@pytest.fixture(scope="module")
def lesson():
    """Y0_val and Y1_val [4, 5] as the lesson prints them."""
    printouts = load_printouts(discovery.lesson_folder() / "printouts")
    (printout,) = (p for p in printouts if p.task == "basic_rnn")
    return [np.array(block.numbers).reshape(4, 5) for block in printout.blocks]


@pytest.fixture(scope="module")
def tanh_and_fused_tanh():
    """TensorFlow's tanh of a float32 array, alone and behind a matrix product, on the CPU."""
    with tf.Graph().as_default(), tf.Session(config=tf.ConfigProto(device_count={"GPU": 0})) as s:
        z = tf.placeholder(tf.float32, [None, 1])
        one, zero = tf.Variable([[1.0]]), tf.Variable([0.0])
        alone = tf.tanh(z)
        fused = tf.tanh(tf.nn.bias_add(tf.matmul(z, one), zero))
        s.run(tf.global_variables_initializer())

        def function(y):
            return lambda x: s.run(y, {z: x.reshape(-1, 1)}).reshape(x.shape)

        yield function(alone), function(fused)


@pytest.fixture(scope="module")
def recovered(lesson, tanh_and_fused_tanh):
    """Wx and Wy, recovered anew with the tanh of the TensorFlow installed."""
    return recovery.recover(X0, X1, *lesson, recovery.x86_platforms(*tanh_and_fused_tanh))


def outputs(platform, Wx, Wy):
    """Y0, Y1 from two products, and Y1 from BasicRNNCell's one product, all [4, 5]."""
    second = [platform.second_steps(X0, X1, Wx, Wx[:, [j]], Wy[:, [j]]) for j in range(5)]
    two, one = (np.concatenate(columns, axis=1) for columns in zip(*second, strict=True))
    return platform.first_step(X0, Wx), two, one


def n_digits(platform, Wx, Wy, lesson):
    """How many of the lesson's numbers come out to the last digit, out of 60."""
    Y0, Y1 = lesson
    pairs = zip(outputs(platform, Wx, Wy), (Y0, Y1, Y1), strict=True)
    return sum(np.sum(abs(ours - theirs) < recovery.HALF_A_DIGIT) for ours, theirs in pairs)


def test_recovery_finds_the_stored_weights_as_far_as_the_print_determines_them(recovered):
    Wx, Wy = recovered

    np.testing.assert_allclose(Wx, WX, rtol=0, atol=1e-3)
    np.testing.assert_allclose(Wy, WY, rtol=0, atol=2e-2)


def test_recovery_finds_the_stored_weights_bit_for_bit_with_the_same_tanh(
    recovered, tanh_and_fused_tanh
):
    if tuple(zlib.crc32(f(PROBE).tobytes()) for f in tanh_and_fused_tanh) != FOUND_WITH:
        pytest.skip("this TensorFlow's float32 tanh differs in last digits from TensorFlow 2.21's")
    Wx, Wy = recovered

    np.testing.assert_array_equal(Wx, WX)
    np.testing.assert_array_equal(Wy, WY)


def test_recovery_prints_no_fewer_digits_than_the_stored_weights(
    recovered, lesson, tanh_and_fused_tanh
):
    platform = recovery.x86_platforms(*tanh_and_fused_tanh)[0]

    found = n_digits(platform, *recovered, lesson)
    assert found >= n_digits(platform, WX, WY, lesson)
    assert found >= 40


def test_weights_that_nobody_rounded_or_fitted_are_recovered_too():
    rng = np.random.RandomState(5)
    Wx = rng.uniform(-0.3, 0.3, (3, 5)).astype(np.float32)
    Wy = rng.uniform(-0.6, 0.6, (5, 5)).astype(np.float32)
    platform = recovery.Platform()
    Y0, Y1, _ = outputs(platform, Wx, Wy)

    Wx_found, Wy_found = recovery.recover(X0, X1, Y0.round(8), Y1.round(8), [platform])

    np.testing.assert_allclose(Wx_found, Wx, rtol=0, atol=1e-4)
    np.testing.assert_allclose(Y0.astype(float) @ (Wy_found - Wy), 0, atol=5e-3)
    for ours, theirs in zip(outputs(platform, Wx_found, Wy_found), (Y0, Y1, Y1), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=recovery.TOLERANCE)


def test_the_weights_are_ones_that_glorots_uniform_initialiser_can_give():
    kernel = np.concatenate([WX, WY])

    assert np.abs(kernel).max() <= np.sqrt(6 / sum(kernel.shape))


@pytest.mark.parametrize("n_sums", [1, 2, 3])
def test_the_weights_serve_an_exact_tanh_and_other_orders_of_summation(lesson, n_sums):
    Y0, Y1 = lesson
    ours = outputs(recovery.Platform(n_sums=n_sums), WX, WY)

    for mine, theirs in zip(ours, (Y0, Y1, Y1), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=2.5e-7)


def test_no_weights_give_the_two_numbers_with_an_allowance(lesson):
    Y0, _ = lesson
    np.testing.assert_array_equal(X0[2], 2 * X0[1] - X0[0])
    # What may have been printed so: half a float32 step and half a digit to either side.
    reach = np.spacing(np.abs(Y0).astype(np.float32)) / 2 + recovery.HALF_A_DIGIT
    rounding = 2.4e-7  # of the float32 sums that were to be arctanh(Y0), whose terms reach 4
    low, high = np.arctanh(Y0 - reach) - rounding, np.arctanh(Y0 + reach) + rounding

    too_high = low[2] > 2 * high[1] - low[0]
    too_low = high[2] < 2 * low[1] - high[0]

    assert set(Y0[2][too_high | too_low]) == {0.99999976, -0.999933}
