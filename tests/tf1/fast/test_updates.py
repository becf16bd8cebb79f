"""Updates of single rows on the fast path: the library's numbers."""

import numpy as np
import pytest

from tf1rnn import tf
from tf1rnn.tf1 import fast
from tf1rnn.tf1.fast import updates

N_ROWS = 30
OPTIMIZERS = {
    "Adagrad": lambda: tf.train.AdagradOptimizer(0.1, initial_accumulator_value=1e-7),
    "Adam": lambda: tf.train.AdamOptimizer(0.01),
    "Momentum": lambda: tf.train.MomentumOptimizer(0.1, 0.9),
    "GradientDescent": lambda: tf.train.GradientDescentOptimizer(0.1),
}


def trained(optimizer, replicas, dtype=tf.int64):
    """A table and a row of values after some steps, a later draw, and the operations that ran."""
    graph = tf.Graph()
    with graph.as_default():
        tf.set_random_seed(1)
        if replicas:
            fast.enable(graph, replicas)
        table = tf.Variable(tf.random_normal([N_ROWS, 5]))
        biases = tf.Variable(tf.random_normal([N_ROWS]))
        rows = tf.placeholder(dtype, [None])
        scores = tf.reduce_sum(tf.gather(table, rows) ** 2, 1) + tf.gather(biases, rows) ** 2
        training_op = OPTIMIZERS[optimizer]().minimize(tf.reduce_mean(scores))
        after = tf.random_normal([3])  # seeded by the operations before it
        init = tf.global_variables_initializer()
    random = np.random.RandomState(0)
    options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
    metadata = tf.RunMetadata()
    with tf.Session(graph=graph) as session:
        session.run(init)
        for size in (40, 1, 7):
            feed_dict = {rows: random.randint(0, N_ROWS, size)}
            session.run(training_op, feed_dict, options, metadata)
        values = session.run([table, biases, after])
    labels = [n.timeline_label for d in metadata.step_stats.dev_stats for n in d.node_stats]
    return values, " ".join(labels)


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_rows_are_updated_as_by_the_library_except_for_rounding(optimizer, small, monkeypatch):
    if not small:
        monkeypatch.setattr(updates, "SMALL", 0)
    ours, _ = trained(optimizer, 2)
    for value, theirs in zip(ours, trained(optimizer, None)[0], strict=True):
        np.testing.assert_allclose(value, theirs, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("optimizer", "whole"), [("Adagrad", 2**18), ("Adagrad", 0), ("Adam", 0)])
def test_adam_and_small_variables_are_updated_as_a_whole(optimizer, whole, monkeypatch):
    monkeypatch.setattr(updates, "SMALL", whole)
    _, ran = trained(optimizer, 2, tf.int32)
    assert (f"= Apply{optimizer}(" in ran) == (whole > 0 or optimizer == "Adam")
    assert ("SparseApply" in ran) == (optimizer == "Adagrad" and not whole)
