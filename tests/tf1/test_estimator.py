"""tf.estimator trains, evaluates, predicts and exports, with the numbers of TensorFlow 1.15.5."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

rng = np.random.RandomState(0)
X = rng.randn(60, 5, 2).astype(np.float32)
Y = (X.sum((1, 2)) > 0).astype(np.int32) + (X[:, 0, 0] > 0)


def model_fn(features, labels, mode, params):
    cell = tf.nn.rnn_cell.GRUCell(params["n_neurons"])
    outputs, states = tf.nn.dynamic_rnn(cell, features["x"], dtype=tf.float32)
    logits = tf.layers.dense(states, 3)
    predictions = {"classes": tf.argmax(logits, 1), "probabilities": tf.nn.softmax(logits)}
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions=predictions)
    loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
    if mode == tf.estimator.ModeKeys.EVAL:
        accuracy = tf.metrics.accuracy(labels, predictions["classes"])
        return tf.estimator.EstimatorSpec(mode, loss=loss, eval_metric_ops={"accuracy": accuracy})
    training_op = tf.train.AdamOptimizer(0.01).minimize(loss, tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=training_op)


def dataset():
    return tf.data.Dataset.from_tensor_slices(({"x": X}, Y)).repeat().batch(16)


def arrays(**options):
    return tf.estimator.inputs.numpy_input_fn({"x": X}, Y, 16, shuffle=False, **options)


def estimator(folder, **options):
    config = tf.estimator.RunConfig(tf_random_seed=7, save_checkpoints_steps=20)
    return tf.estimator.Estimator(model_fn, str(folder), config, {"n_neurons": 4}, **options)


def numbers(metrics):
    return [float(metrics["accuracy"]), float(metrics["loss"]), int(metrics["global_step"])]


def test_a_dataset_trains_to_the_numbers_of_tensorflow_1(tmp_path):
    model = estimator(tmp_path)
    model.train(dataset, steps=30)
    assert numbers(model.evaluate(arrays())) == pytest.approx([0.6166667, 0.79035145, 30], 1e-5)
    prediction = next(model.predict(arrays()))
    assert prediction["classes"] == 1
    np.testing.assert_allclose(
        prediction["probabilities"], [0.05410335, 0.48559394, 0.4603028], rtol=1e-5
    )
    model.train(dataset, max_steps=50)
    metrics = model.evaluate(arrays(), steps=2, name="two_batches")
    assert numbers(metrics) == pytest.approx([0.90625, 0.54713845, 50], 1e-5)
    assert "rnn/gru_cell/gates/kernel" in model.get_variable_names()
    assert any((tmp_path / "eval_two_batches").iterdir())
    model.train(dataset, max_steps=50)  # which is reached already
    assert model.latest_checkpoint().endswith("model.ckpt-50")


def test_arrays_train_to_the_numbers_of_tensorflow_1(tmp_path):
    model = estimator(tmp_path)
    model.train(arrays(num_epochs=None), steps=30)
    assert numbers(model.evaluate(arrays())) == pytest.approx([0.35, 1.0631185, 30], 1e-5)
    model.train(arrays(num_epochs=None), max_steps=50)
    receiver = tf.estimator.export.build_raw_serving_input_receiver_fn(
        {"x": tf.placeholder(tf.float32, [None, 5, 2], "x")}
    )
    metrics, (folder,) = tf.estimator.train_and_evaluate(
        model,
        tf.estimator.TrainSpec(arrays(num_epochs=None), max_steps=100),
        tf.estimator.EvalSpec(
            arrays(), throttle_secs=0, exporters=tf.estimator.FinalExporter("last", receiver)
        ),
    )
    assert numbers(metrics) == pytest.approx([0.81666666, 0.6453779, 100], 1e-5)
    predict = tf.contrib.predictor.from_saved_model(folder)
    served = predict({"x": X[:3]})
    asked = [row["classes"] for _, row in zip(range(3), model.predict(arrays()), strict=False)]
    assert served["classes"].tolist() == asked
    with pytest.raises(ValueError, match=r"unexpected keys in input_dict: \['z'\]"):
        predict({"z": X})


def test_a_model_is_warm_started_from_another(tmp_path):
    first = estimator(tmp_path / "first").train(dataset, steps=5)
    kernel = first.get_variable_value("dense/kernel")
    second = estimator(tmp_path / "second", warm_start_from=str(tmp_path / "first"))
    second.train(lambda: dataset().take(1), steps=1)
    assert abs(second.get_variable_value("dense/kernel") - kernel).max() < 0.011  # one step of Adam


def test_batches_run_over_the_end_of_an_epoch():
    with tf.Graph().as_default(), tf.Session() as sess:
        batch = tf.estimator.inputs.numpy_input_fn(
            np.arange(5), batch_size=4, num_epochs=2, shuffle=False
        )()
        sess.run(tf.tables_initializer())
        assert sess.run(batch).tolist() == [0, 1, 2, 3]
        assert sess.run(batch).tolist() == [4, 0, 1, 2]
        assert sess.run(batch).tolist() == [3, 4]
        with pytest.raises(tf.errors.OutOfRangeError):
            sess.run(batch)


def test_missing_and_superfluous_arguments_are_reported(tmp_path):
    model = estimator(tmp_path / "new")
    with pytest.raises(ValueError, match="Could not find trained model in model_dir"):
        model.evaluate(arrays())
    with pytest.raises(ValueError, match="Can not provide both steps and max_steps"):
        model.train(dataset, steps=1, max_steps=1)
    with pytest.raises(ValueError, match="Missing loss"):
        tf.estimator.EstimatorSpec(tf.estimator.ModeKeys.TRAIN)
    with pytest.raises(ValueError, match="shuffle must be provided"):
        tf.estimator.inputs.numpy_input_fn(X)
    with pytest.raises(ValueError, match="cannot be both set"):
        tf.estimator.RunConfig(save_checkpoints_steps=1, save_checkpoints_secs=1)
    with pytest.raises(ValueError, match="does not include params argument"):
        tf.estimator.Estimator(lambda features, mode: None, params={"a": 1})
