"""Memory: TensorFlow's objects are passed over by the collector, a step's tensors are reused."""

import platform
import subprocess
import sys

import pytest


def told(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("state", ["enable", "disable"])
def test_the_collector_passes_over_what_was_loaded_and_is_as_it_was(state):
    program = f"""
import gc
gc.{state}()
from tf1rnn import tf
tf.Graph
print(gc.get_freeze_count() > 100_000, gc.isenabled())
"""
    assert told(program) == ["True", str(state == "enable")]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told to keep memory")
def test_training_steps_take_hardly_any_memory_from_the_system():
    program = """
import resource
import numpy as np
from tf1rnn import tf
X = tf.placeholder(tf.float32, [None, 28, 28])
_, states = tf.nn.dynamic_rnn(tf.contrib.rnn.BasicRNNCell(150), X, dtype=tf.float32)
training_op = tf.train.AdamOptimizer().minimize(tf.reduce_mean(tf.square(states)))
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    step = [training_op, {X: np.ones([150, 28, 28])}]
    for _ in range(20):
        session.run(*step)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        session.run(*step)
    print((resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / 20)
"""
    (faults,) = told(program)
    assert float(faults) < 40  # pages of 4 KiB; without it 140, and more where there are replicas
