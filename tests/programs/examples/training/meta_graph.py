"""Saves a model, and goes on with nothing but its meta graph; then freezes it."""

import os
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow.python.framework import graph_util

prefix = os.path.join(tempfile.mkdtemp(), "model")
xs = np.linspace(0, 1, 24).reshape(2, 4, 3).astype(np.float32)


def build():
    x = tf.placeholder(tf.float32, [None, 4, 3], name="x")
    steps = tf.unstack(x, axis=1)
    cell = tf.contrib.rnn.LSTMCell(3, use_peepholes=True, num_proj=2)
    outputs, _ = tf.contrib.rnn.static_rnn(cell, steps, dtype=tf.float32)
    prediction = tf.identity(outputs[-1], name="prediction")
    loss = tf.reduce_sum(tf.square(prediction - 0.3), name="loss")
    tf.add_to_collection("train_op", tf.train.GradientDescentOptimizer(0.1).minimize(loss))


with tf.Graph().as_default():
    tf.set_random_seed(5)
    build()
    saver = tf.train.Saver(max_to_keep=2)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            sess.run(tf.get_collection("train_op"), {"x:0": xs})
            saver.save(sess, prefix, global_step=step)
        print("loss %.6f" % sess.run("loss:0", {"x:0": xs}))

with tf.Graph().as_default() as graph, tf.Session() as sess:
    latest = tf.train.latest_checkpoint(os.path.dirname(prefix))
    saver = tf.train.import_meta_graph(latest + ".meta")
    saver.restore(sess, latest)
    x, loss = graph.get_tensor_by_name("x:0"), graph.get_tensor_by_name("loss:0")
    print(os.path.basename(latest), "loss %.6f" % sess.run(loss, {x: xs}))
    for _ in range(3):
        sess.run(graph.get_collection("train_op"), {x: xs})
    print("loss %.6f" % sess.run(loss, {x: xs}))
    frozen = graph_util.convert_variables_to_constants(sess, graph.as_graph_def(), ["prediction"])
    reader = tf.train.NewCheckpointReader(latest)
    print(sorted(reader.get_variable_to_shape_map().items()))

with tf.Graph().as_default(), tf.Session() as sess:
    (prediction,) = tf.import_graph_def(frozen, return_elements=["prediction:0"], name="")
    print(" ".join("%.5f" % each for each in sess.run(prediction, {"x:0": xs}).ravel()))
    print(sorted({node.op for node in frozen.node} & {"Const", "VariableV2", "Sigmoid"}))
