"""Starting TensorFlow: only errors appear on the screen."""

import io
import os
import subprocess
import sys

import pytest

from tf1rnn.tf1.start import chatter, quiet

PROGRAM = """
from tf1rnn import tf
with tf.Session() as sess:
    cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.LSTMCell(2)])
    X = tf.ones([1, 3, 2])
    outputs, _ = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
    tf.layers.dense(outputs, 2)
    sess.run(tf.global_variables_initializer())
    sess.run(outputs)
"""


def stderr_of(program, **environment):
    environment = {**os.environ, **environment}
    for name in [name for name, value in environment.items() if value is None]:
        del environment[name]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment
    )
    return done.stderr


def passed_on(*lines, has_gpu=False):
    screen = io.StringIO()
    chatter.pass_on([line + "\n" for line in lines], screen, has_gpu)
    return screen.getvalue().splitlines()


def test_a_program_that_builds_and_runs_a_graph_writes_nothing_of_its_own():
    assert stderr_of(PROGRAM, TF_CPP_MIN_LOG_LEVEL=None) == ""


def test_everything_appears_if_the_user_asks_for_it():
    assert stderr_of("from tf1rnn import tf; tf.zeros", TF_CPP_MIN_LOG_LEVEL="0") != ""


def test_information_and_warnings_are_chatter():
    lines = (
        "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR",
        "I0000 00:00:1795414855.392373    6012 port.cc:153] oneDNN custom operations are on.",
        "To turn them off, set the environment variable `TF_ENABLE_ONEDNN_OPTS=0`.",
        "2024-03-09 10:11:12.131415: I tensorflow/core/util/port.cc:113] oneDNN",
        "W0000 00:00:1795414855.392373    6012 computation_placer.cc:177] already registered",
        "2024-03-09 10:11:12.131415: E cuda_fft.cc:479] Unable to register cuFFT factory: twice",
    )
    assert passed_on(*lines) == []


def test_errors_are_not():
    lines = (
        "E0000 00:00:1795414855.392373    6012 bfc_allocator.cc:467] out of memory",
        "2024-03-09 10:11:12.131415: F tensorflow/core/platform/cpu_feature_guard.cc] AVX",
        "Traceback (most recent call last):",
    )
    assert passed_on(*lines) == list(lines)


def test_a_failing_driver_is_an_error_only_where_there_is_a_driver():
    line = "E0000 00:00:1795414860.043564 6074 cuda_platform.cc:52] failed call to cuInit: INTERNAL"
    assert passed_on(line) == []
    assert passed_on(line, has_gpu=True) == [line]


@pytest.mark.skipif(not sys.executable, reason="needs a Python to start")
def test_an_error_appears_even_if_it_ends_the_process():
    program = """
import os
from tf1rnn.tf1.start import quiet
with quiet.start_up():
    os.write(2, b"I0000 chatter\\nF0000 no AVX\\n")
    os.abort()
"""
    assert stderr_of(program) == "F0000 no AVX\n"


def test_what_python_writes_meanwhile_appears(capfd):
    with quiet.start_up():
        print("Traceback", file=sys.__stderr__, flush=True)
        os.write(2, b"I0000 00:00:1 chatter\nan error\n")
    assert "an error" in capfd.readouterr().err


@pytest.mark.parametrize("missing", ["sys.executable = ''", "os.close(2)"])
def test_it_works_without_another_python_or_a_screen(missing):
    program = f"""
import os, sys
{missing}
from tf1rnn.tf1.start import quiet
with quiet.start_up():
    done = True
os._exit(0 if done else 1)
"""
    assert stderr_of(program) == ""


def test_seeds_may_be_imported_first():
    program = """
from tf1rnn.tf1.graph import seeds
seeds.disable()
from tf1rnn import tf
tf.nn.dropout
"""
    assert stderr_of(program, TF_CPP_MIN_LOG_LEVEL=None, TF_USE_LEGACY_KERAS="0") == ""
