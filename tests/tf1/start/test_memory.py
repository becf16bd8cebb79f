"""Memory: the collector ignores TensorFlow's objects, and steps reuse the tensors' memory."""

import platform
import subprocess
import sys

import pytest


def output_of(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize("state", ["enable", "disable"])
def test_the_collector_ignores_what_was_loaded_and_is_otherwise_unchanged(state):
    program = f"""
import gc
gc.{state}()
from tf1rnn import tf
tf.Graph
print(gc.get_freeze_count() > 100_000, gc.isenabled())
"""
    assert output_of(program) == ["True", str(state == "enable")]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is set to reuse memory")
def test_training_steps_take_almost_no_memory_from_the_system():
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
    (faults,) = output_of(program)
    assert float(faults) < 40  # pages of 4 KiB; without it 140, and more with replicas
