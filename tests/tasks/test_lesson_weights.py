"""The lesson's weights: that they follow from its printouts, by the code that recovered them."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.tasks import recover_weights as recovery
from tests.tasks.demo_1 import outputs as demo_1
from tests.tasks.demo_1.platforms import Platform, other_platforms
from tests.tasks.recover_weights import X0, X1

CHECKOUT = Path(__file__).resolve().parents[2]
LESSON = demo_1.lesson_weights()
WX, WY = np.array(LESSON.WX, np.float32), np.array(LESSON.WY, np.float32)
FOUND_WITH = 405485643  # the checksum of oneDNN's tanh in TensorFlow 2.16 and 2.21
# A platform, and what makes TensorFlow compute like it where the processor can.
SETTINGS = {
    "AVX-512 with oneDNN": {"TF_ENABLE_ONEDNN_OPTS": "1"},
    "AVX-512 without oneDNN": {"TF_ENABLE_ONEDNN_OPTS": "0"},
    "AVX2 with oneDNN": {"TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": "AVX2"},
    "AVX2 without oneDNN": {"TF_ENABLE_ONEDNN_OPTS": "0", "ONEDNN_MAX_CPU_ISA": "AVX2"},
}


def start(module, **environment):
    """A module of the tests as a program of its own, in an environment with these variables."""
    return subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def output_of(process):
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return out


@pytest.fixture(scope="module")
def lesson():
    """Y0_val and Y1_val [4, 5] as the lesson prints them."""
    return demo_1.printed_outputs()


@pytest.fixture(scope="module")
def recovered():
    """What the program that recovers the weights prints on this processor, and on a lesser one.

    For the latter NumPy and its BLAS, and TensorFlow, do without this processor's instructions.
    """
    found = np.show_config(mode="dicts").get("SIMD Extensions", {}).get("found", [])
    lesser = {
        "NPY_DISABLE_CPU_FEATURES": " ".join(found),
        "OPENBLAS_CORETYPE": "Prescott",
        "ONEDNN_MAX_CPU_ISA": "AVX2",
    }
    processes = [start("tests.tasks.recover_weights", **each) for each in ({}, lesser)]
    return [output_of(process) for process in processes]


def weights(printed, name):
    (values,) = re.findall(rf"^{name} = (.*)$", printed, re.M)
    return np.array(ast.literal_eval(values), np.float32)


def table(text):
    """By platform: how many of Y0's and Y1's digits come out, by hand and by cell."""
    rows = re.findall(r"^[# ] +(AVX.*oneDNN) +(\d+) +(\d+) +(\d+) +(\d+)$", text, re.M)
    return {name: list(map(int, numbers)) for name, *numbers in rows}


def needs_the_same_tanh(checksum):
    if checksum != FOUND_WITH:
        pytest.skip("this TensorFlow's fused tanh is not oneDNN's of TensorFlow 2.21")


def test_recovery_finds_the_stored_weights_as_far_as_the_print_determines_them(recovered):
    for printed in recovered:
        np.testing.assert_allclose(weights(printed, "WX"), WX, rtol=0, atol=1e-3)
        np.testing.assert_allclose(weights(printed, "WY"), WY, rtol=0, atol=2e-2)


def test_recovery_finds_the_stored_weights_bit_for_bit_whatever_the_processor(recovered):
    for printed in recovered:
        (checksum,) = re.findall(r"^tanh = (\d+)$", printed, re.M)
        needs_the_same_tanh(int(checksum))
        np.testing.assert_array_equal(weights(printed, "WX"), WX)
        np.testing.assert_array_equal(weights(printed, "WY"), WY)


def test_the_lessons_weights_tell_how_many_digits_they_print_on_each_platform(recovered):
    for printed in recovered:
        (checksum,) = re.findall(r"^tanh = (\d+)$", printed, re.M)
        needs_the_same_tanh(int(checksum))
        assert table(printed) == table(LESSON.__doc__)
        assert list(table(printed)) == list(SETTINGS)


@pytest.fixture(scope="module")
def tensorflows():
    """By platform, what TensorFlow itself gives in its setting: see demo_1/outputs.py."""
    processes = {
        name: start("tests.tasks.demo_1.outputs", **setting) for name, setting in SETTINGS.items()
    }
    return {name: json.loads(output_of(process)) for name, process in processes.items()}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_platform_computes_bit_for_bit_as_tensorflow_does(tensorflows, name):
    ours = tensorflows[name]
    if "oneDNN" in name and "without" not in name:
        needs_the_same_tanh(ours["tanh"])
    # Where the processor has no AVX-512, TensorFlow computes as with AVX2.
    (platform,) = {name, name.replace("AVX-512", "AVX2")} & set(ours["same"]) or {None}

    assert ours["digits"] == table(LESSON.__doc__)[platform]


def test_weights_that_nobody_rounded_or_fitted_are_recovered_too():
    rng = np.random.RandomState(5)
    Wx = rng.uniform(-0.3, 0.3, (3, 5)).astype(np.float32)
    Wy = rng.uniform(-0.6, 0.6, (5, 5)).astype(np.float32)
    platform = Platform("exact", rounded_tanh, rounded_tanh, n_sums=1)
    Y0, Y1, *by_cell = platform.outputs(X0, X1, Wx, Wy)
    printed = (Y.astype(float).round(8) for Y in (Y0, Y1))

    Wx_found, Wy_found = recovery.recover(*printed, [platform])

    np.testing.assert_allclose(Wx_found, Wx, rtol=0, atol=1e-4)
    np.testing.assert_allclose(Y0.astype(float) @ (Wy_found - Wy), 0, atol=5e-3)
    ours = platform.outputs(X0, X1, Wx_found, Wy_found)
    for mine, theirs in zip(ours, (Y0, Y1, *by_cell), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=recovery.TOLERANCE)


def rounded_tanh(z):
    """tanh of float32 values, correctly rounded to float32."""
    return np.tanh(z.astype(np.float64)).astype(np.float32)


def test_the_weights_are_ones_that_glorots_uniform_initialiser_can_give():
    kernel = np.concatenate([WX, WY])

    assert np.abs(kernel).max() <= np.sqrt(6 / sum(kernel.shape))


@pytest.mark.parametrize("n_sums", [1, 2, 3])
def test_the_weights_serve_an_exact_tanh_and_other_orders_of_summation(lesson, n_sums):
    ours = Platform("exact", rounded_tanh, rounded_tanh, n_sums).outputs(X0, X1, WX, WY)

    for mine, theirs in zip(ours, lesson * 2, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=0, atol=2.5e-7)


def test_the_weights_serve_the_oldest_tensorflow_and_arm_too(lesson):
    tanh = demo_1.fused_tanh()
    platforms = [
        platform
        for platform in other_platforms(tanh)
        if platform.fused_tanh is not tanh or demo_1.checksum(tanh) == FOUND_WITH
    ]

    assert len(platforms) >= 3
    for platform in platforms:
        ours = platform.outputs(X0, X1, WX, WY)
        for mine, theirs in zip(ours, lesson * 2, strict=True):
            reachable = ~np.isin(theirs, recovery.OUT_OF_REACH)
            errors = np.abs(mine - theirs)
            assert errors[reachable].max() <= recovery.TOLERANCE
            assert errors.max() <= recovery.ALLOWANCE


def test_no_weights_give_the_two_numbers_with_an_allowance(lesson):
    Y0, _ = lesson
    np.testing.assert_array_equal(X0[2], 2 * X0[1] - X0[0])
    # What may have been printed so: half a float32 step and half a digit to either side.
    reach = np.spacing(np.abs(Y0).astype(np.float32)) / 2 + recovery.HALF_A_DIGIT
    rounding = 2.4e-7  # of the float32 sums that were to be arctanh(Y0), whose terms reach 4
    low, high = np.arctanh(Y0 - reach) - rounding, np.arctanh(Y0 + reach) + rounding

    too_high = low[2] > 2 * high[1] - low[0]
    too_low = high[2] < 2 * low[1] - high[0]

    assert set(Y0[2][too_high | too_low]) == set(recovery.OUT_OF_REACH)
