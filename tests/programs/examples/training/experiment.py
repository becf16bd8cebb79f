"""An Estimator with feature columns of sequences, evaluated and used to predict; tf.app.flags."""

import tempfile

import numpy as np
import tensorflow as tf

flags = tf.flags
flags.DEFINE_string("model_dir", None, "where the model is kept")
flags.DEFINE_integer("steps", 20, "training steps")
FLAGS = flags.FLAGS


def input_fn(mode):
    def make():
        rng = np.random.RandomState(0 if mode == tf.estimator.ModeKeys.TRAIN else 1)
        tokens = rng.randint(1, 6, [32, 5])
        labels = (tokens == 3).any(axis=1).astype(np.int32)
        data = tf.data.Dataset.from_tensor_slices(({"tokens": tokens}, labels))
        if mode == tf.estimator.ModeKeys.TRAIN:
            data = data.repeat()
        return data.batch(8).make_one_shot_iterator().get_next()

    return make


def model_fn(features, labels, mode, params):
    tokens = tf.one_hot(features["tokens"], 6)
    cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(n) for n in params["layers"]])
    outputs, state = tf.nn.dynamic_rnn(cell, tokens, dtype=tf.float32)
    logits = tf.squeeze(tf.layers.dense(state[-1], 1), axis=1)
    predictions = {"probability": tf.sigmoid(logits), "found": tf.to_int32(logits > 0)}
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions=predictions)
    loss = tf.losses.sigmoid_cross_entropy(labels, logits)
    metrics = {"accuracy": tf.metrics.accuracy(labels, predictions["found"])}
    train_op = tf.contrib.layers.optimize_loss(
        loss, tf.train.get_global_step(), params["rate"], "Adam", clip_gradients=2.0, summaries=[]
    )
    return tf.estimator.EstimatorSpec(mode, predictions, loss, train_op, metrics)


def main(argv):
    config = tf.estimator.RunConfig(tf_random_seed=4, save_summary_steps=10**6)
    estimator = tf.estimator.Estimator(
        model_fn, FLAGS.model_dir or tempfile.mkdtemp(), config, {"layers": [6, 4], "rate": 0.05}
    )
    estimator.train(input_fn(tf.estimator.ModeKeys.TRAIN), steps=FLAGS.steps)
    scores = estimator.evaluate(input_fn(tf.estimator.ModeKeys.EVAL))
    print("step {global_step} loss {loss:.4f} accuracy {accuracy:.4f}".format(**scores))
    for number, each in enumerate(estimator.predict(input_fn("infer"))):
        if number < 3:
            print("%.4f" % each["probability"], each["found"])
    print(len(estimator.get_variable_names()), "variables")


if __name__ == "__main__":
    tf.logging.set_verbosity(tf.logging.ERROR)
    tf.app.run(main=main)
