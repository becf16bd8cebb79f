"""Replicas on their own devices: here two CPU devices, which a session can be given."""

import re
from collections import Counter

import numpy as np
import pytest

from tf1rnn import tf
from tf1rnn.tf1 import fast

# A processor with AVX-512 or AMX has oneDNN's: _MklMatMul, _MklNativeFusedMatMul.
KERNELS = re.compile(r" = (\w*MatMul|LSTMBlockCell|LSTMBlockCellGrad)\(")
DEVICES = ["/cpu:0", "/cpu:1"]
CELLS = {
    "BasicRNNCell": lambda: tf.contrib.rnn.BasicRNNCell(5),
    "BasicLSTMCell": lambda: tf.contrib.rnn.BasicLSTMCell(5),
}


def trained(build, devices):
    """The losses of a training, and the devices on which matrix products were computed."""
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(1)
        fast.enable(graph, 2, devices)
        loss = build()
        training_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
        init = tf.global_variables_initializer()
    metadata = tf.RunMetadata()
    options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
    config = tf.ConfigProto(device_count={"CPU": 2})
    with tf.Session(graph=graph, config=config) as session:
        session.run(init)
        losses = [session.run([loss, training_op])[0] for _ in range(5)]
        session.run(training_op, options=options, run_metadata=metadata)
    products = Counter(
        device.device.rpartition("/")[2]
        for device in metadata.step_stats.dev_stats
        for node in device.node_stats
        if KERNELS.search(node.timeline_label)
    )
    return losses, products


def recurrent(cell):
    outputs, _ = tf.nn.dynamic_rnn(CELLS[cell](), tf.random_normal([8, 6, 3]), dtype=tf.float32)
    return tf.reduce_mean(tf.square(outputs - 0.3))


def sampled():
    noise = tf.constant([1, 2, 3], tf.int64), tf.ones([8, 1]), tf.ones([3])
    losses = tf.nn.sampled_softmax_loss(
        tf.Variable(tf.random_normal([9, 4])),
        tf.Variable(tf.zeros([9])),
        tf.range(8, dtype=tf.int64)[:, tf.newaxis],
        tf.layers.dense(tf.random_normal([8, 4]), 4),
        3,
        9,
        sampled_values=noise,
    )
    return tf.reduce_mean(losses)


@pytest.mark.parametrize(
    "build", [lambda: recurrent("BasicRNNCell"), lambda: recurrent("BasicLSTMCell"), sampled]
)
def test_each_device_computes_its_replica_forwards_and_backwards_to_the_same_numbers(build):
    losses, products = trained(build, DEVICES)
    others, together = trained(build, [])
    np.testing.assert_allclose(losses, others, rtol=1e-5)
    assert set(together) == {"device:CPU:0"}
    # Half of the products without the dense layer's two, forwards and backwards.
    half = (sum(together.values()) - 2) // 2
    assert products["device:CPU:1"] >= half
    assert products["device:CPU:0"] <= half + 3


@pytest.mark.parametrize(
    "function",
    [tf.tanh, tf.square, lambda x: x * x, tf.reduce_sum],
    ids=["tanh", "square", "product", "sum"],
)
def test_gradients_are_computed_on_the_device_of_their_operation(function):
    with tf.Graph().as_default() as graph:
        fast.enable(graph, 2, DEVICES)
        x = tf.ones([2, 3])
        with tf.device("/cpu:1"):
            y = function(x)
        before = set(graph.get_operations())
        tf.gradients(y, x, tf.ones(y.shape))
    added = {operation.device for operation in set(graph.get_operations()) - before}
    assert "/device:CPU:1" in added
