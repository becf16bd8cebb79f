"""A tf.estimator.Estimator over a recurrent network, with datasets and feature dictionaries."""

from __future__ import print_function

import tempfile

import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
X = rng.randn(80, 4, 2).astype(np.float32)
Y = (X.sum((1, 2)) > 0).astype(np.int32) + (X[:, 0, 0] > 0)


def model_fn(features, labels, mode, params):
    cells = [tf.nn.rnn_cell.GRUCell(units) for units in params["units"]]
    _, states = tf.nn.dynamic_rnn(
        tf.nn.rnn_cell.MultiRNNCell(cells), features["series"], dtype=tf.float32
    )
    net = tf.layers.batch_normalization(states[-1], training=mode == tf.estimator.ModeKeys.TRAIN)
    net = tf.layers.dropout(net, 0.2, training=mode == tf.estimator.ModeKeys.TRAIN)
    logits = tf.layers.dense(net, 3, kernel_initializer=tf.contrib.layers.xavier_initializer())
    predictions = {"class": tf.argmax(logits, axis=1), "probabilities": tf.nn.softmax(logits)}
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode=mode, predictions=predictions)
    loss = tf.losses.sparse_softmax_cross_entropy(labels=labels, logits=logits)
    if mode == tf.estimator.ModeKeys.TRAIN:
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            train_op = tf.train.AdamOptimizer(params["learning_rate"]).minimize(
                loss, global_step=tf.train.get_global_step()
            )
        return tf.estimator.EstimatorSpec(mode=mode, loss=loss, train_op=train_op)
    metrics = {
        "accuracy": tf.metrics.accuracy(labels, predictions["class"]),
        "rmse": tf.metrics.root_mean_squared_error(labels, tf.to_int32(predictions["class"])),
    }
    return tf.estimator.EstimatorSpec(mode=mode, loss=loss, eval_metric_ops=metrics)


def train_input_fn():
    dataset = tf.data.Dataset.from_tensor_slices(({"series": X}, Y))
    return dataset.repeat().batch(20).prefetch(1)


def main():
    config = tf.estimator.RunConfig(
        model_dir=tempfile.mkdtemp(), tf_random_seed=42, save_summary_steps=50
    )
    classifier = tf.estimator.Estimator(
        model_fn, config=config, params={"units": [8, 6], "learning_rate": 0.01}
    )
    eval_input_fn = tf.estimator.inputs.numpy_input_fn(
        x={"series": X}, y=Y, batch_size=32, num_epochs=1, shuffle=False
    )
    for _ in range(2):
        classifier.train(input_fn=train_input_fn, steps=20)
        results = classifier.evaluate(input_fn=eval_input_fn)
        print(
            "step {global_step}: accuracy {accuracy:.4f}, loss {loss:.5f}, rmse {rmse:.5f}".format(
                **results
            )
        )
    for i, row in enumerate(classifier.predict(input_fn=eval_input_fn)):
        if i < 3:
            print(row["class"], " ".join("%.5f" % p for p in row["probabilities"]))


if __name__ == "__main__":
    main()
