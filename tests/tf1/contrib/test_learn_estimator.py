"""tf.contrib.learn's estimators, monitors and experiments give what TensorFlow 1.15.5 gave."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

learn = tf.contrib.learn
RNG = np.random.RandomState(0)
SERIES = RNG.rand(200, 5, 1).astype(np.float32)
SUMS = SERIES.sum(1)
X = RNG.rand(60, 4).astype(np.float32)
Y = (X.sum(1) * 1.49).astype(np.int64) % 3


def lstm_model(features, labels):
    cell = tf.contrib.rnn.BasicLSTMCell(4)
    outputs, _ = tf.contrib.rnn.static_rnn(cell, tf.unstack(features, axis=1), dtype=tf.float32)
    predictions, loss = learn.models.linear_regression(outputs[-1], labels)
    train_op = tf.contrib.layers.optimize_loss(
        loss, tf.train.get_global_step(), optimizer="Adagrad", learning_rate=0.1
    )
    return predictions, loss, train_op


def classifier(features, labels, mode, params):
    hidden = tf.layers.dense(features["x"], params["n"], tf.nn.relu)
    logits = tf.layers.dense(hidden, 3)
    predictions = {"classes": tf.argmax(logits, 1), "probabilities": tf.nn.softmax(logits)}
    if mode == learn.ModeKeys.INFER:
        return learn.ModelFnOps(mode, predictions)
    loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
    optimizer = tf.train.GradientDescentOptimizer(0.5)
    train_op = optimizer.minimize(loss, tf.train.get_global_step())
    metrics = {"accuracy": tf.metrics.accuracy(labels, predictions["classes"])}
    return learn.ModelFnOps(mode, predictions, loss, train_op, metrics)


def input_fn():
    return {"x": tf.constant(X)}, tf.constant(Y)


@pytest.fixture
def config(tmp_path):
    def make(seed):
        return learn.RunConfig(
            tf_random_seed=seed, model_dir=str(tmp_path / "model"), save_checkpoints_steps=20
        )

    return make


def test_a_regression_of_arrays_gives_the_numbers_of_1_15(config):
    estimator = learn.SKCompat(learn.Estimator(lstm_model, config=config(1)))
    validation = learn.monitors.ValidationMonitor(
        SERIES[:50], SUMS[:50], every_n_steps=20, check_interval_secs=None
    )
    seen = learn.monitors.CaptureVariable("linear_regression/bias/read", every_n=20)
    early = learn.monitors.ValidationMonitor(
        SERIES[:50], SUMS[:50], every_n_steps=20, early_stopping_rounds=99, check_interval_secs=None
    )
    estimator.fit(SERIES, SUMS, batch_size=32, steps=60, monitors=[validation, seen, early])
    predicted = estimator.predict(SERIES[:3])
    np.testing.assert_allclose(predicted.ravel(), [2.8280063, 3.155807, 2.7924469], rtol=1e-5)
    assert early.best_step == 60
    assert early.best_value == pytest.approx(0.013493433, rel=1e-4)
    assert sorted(seen.values) == [1, 21, 41]
    squared = learn.MetricSpec(tf.metrics.mean_squared_error)
    results = estimator.score(SERIES[:50], SUMS[:50], metrics={"squared": squared})
    assert results["squared"] == results["loss"]


def test_training_stops_early_where_the_metric_does_not_improve(config):
    monitor = learn.monitors.ValidationMonitor(
        input_fn=input_fn,
        eval_steps=1,
        every_n_steps=20,
        early_stopping_rounds=20,
        early_stopping_metric="loss",
        early_stopping_metric_minimize=False,
        check_interval_secs=None,
    )
    estimator = learn.Estimator(classifier, params={"n": 8}, config=config(3))
    estimator.fit(input_fn=input_fn, steps=200, monitors=[monitor])
    assert monitor.early_stopped
    assert estimator.get_variable_value("global_step") < 60


def test_an_experiment_trains_evaluates_and_gives_the_numbers_of_1_15(config):
    def experiment_fn(run_config, hparams):
        estimator = learn.Estimator(classifier, params={"n": hparams.n}, config=run_config)
        return learn.Experiment(
            estimator, input_fn, input_fn, train_steps=50, eval_steps=1, check_interval_secs=None
        )

    hparams = tf.contrib.training.HParams(n=8)
    results, exports = learn.learn_runner.run(experiment_fn, run_config=config(3), hparams=hparams)
    assert exports == []
    assert results["global_step"] == 50
    assert results["accuracy"] == pytest.approx(0.51666665)
    assert results["loss"] == pytest.approx(1.0067799, rel=1e-5)


def test_an_experiment_takes_an_estimator_of_tf_estimator_and_exports_it(tmp_path):
    def model_fn(features, labels, mode):
        return classifier(features, labels, mode, {"n": 2}).estimator_spec()

    estimator = tf.estimator.Estimator(model_fn, str(tmp_path))
    serving = learn.build_parsing_serving_input_fn({"x": tf.FixedLenFeature([4], tf.float32)})

    def export_fn(estimator, path):
        def receiver_fn():
            inputs = serving()
            receiver = tf.estimator.export.ServingInputReceiver
            return receiver(inputs.features, inputs.default_inputs)

        return estimator.export_savedmodel(path, receiver_fn)

    strategy = learn.ExportStrategy("ours", export_fn)
    experiment = learn.Experiment(
        estimator, input_fn, input_fn, train_steps=2, eval_steps=1, export_strategies=strategy
    )
    results, exports = experiment.train_and_evaluate()
    assert results["global_step"] == 2
    assert tf.gfile.Exists(exports[0])


def test_an_estimator_predicts_instances_and_exports_its_model(config, tmp_path):
    estimator = learn.Estimator(classifier, params={"n": 8}, config=config(3))
    with pytest.raises(learn.NotFittedError, match="trained model"):
        estimator.evaluate(input_fn=input_fn, steps=1)
    estimator.fit(input_fn=input_fn, max_steps=20)
    first = next(estimator.predict(input_fn=input_fn))
    np.testing.assert_allclose(
        first["probabilities"], [0.36644456, 0.19785511, 0.43570042], rtol=1e-5
    )
    assert estimator.fit(input_fn=input_fn, max_steps=20) is estimator
    assert estimator.get_variable_value("global_step") == 20
    serving = learn.build_parsing_serving_input_fn({"x": tf.FixedLenFeature([4], tf.float32)})
    export = learn.make_export_strategy(serving, exports_to_keep=1)
    folders = [export.export(estimator, str(tmp_path / "saved")) for _ in range(2)]
    assert [tf.gfile.Exists(folder) for folder in folders] == [False, True]


def test_iterators_are_fed_until_they_end(config):
    estimator = learn.SKCompat(learn.Estimator(lstm_model, config=config(1)))
    estimator.fit(iter(SERIES), iter(SUMS), batch_size=30)
    assert estimator._estimator.get_variable_value("global_step") == 7  # of 200 examples
    assert estimator.predict(iter(SERIES[:5]), batch_size=2).shape == (5,)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Either x or input_fn"),
        ({"x": X, "input_fn": input_fn}, "both input_fn and x"),
        ({"input_fn": input_fn, "batch_size": 3}, "both input_fn and batch_size"),
        ({"input_fn": input_fn, "steps": 1, "max_steps": 1}, "both steps and max_steps"),
        ({"x": X, "y": Y, "batch_size": 0}, "Invalid batch_size 0"),
    ],
)
def test_arguments_that_exclude_each_other_are_refused(config, given, message):
    estimator = learn.Estimator(classifier, params={"n": 8}, config=config(3))
    with pytest.raises(ValueError, match=message):
        estimator.fit(**given)


def test_a_metric_function_may_take_labels_and_predictions_by_any_name_or_order():
    specs = [
        learn.MetricSpec(lambda labels, predictions: (labels, predictions)),
        learn.MetricSpec(lambda logits, target: (target, logits)),
        learn.MetricSpec(lambda predicted, labels: (labels, predicted)),
        learn.MetricSpec(lambda labels, predicted: (labels, predicted)),
        learn.MetricSpec(lambda labels, predictions: (labels, predictions), "b", "a"),
    ]
    given = [spec.create_metric_ops({}, "L", "P") for spec in specs[:-1]]
    given.append(specs[-1].create_metric_ops({}, {"a": "L", "c": 0}, {"b": "P", "d": 0}))
    assert given == [("L", "P")] * 5
    with pytest.raises(ValueError, match="labels missing"):
        learn.MetricSpec(lambda predictions: predictions, label_key="a")


def test_run_n_and_run_feeds_give_values_in_a_session_of_their_own():
    with tf.Graph().as_default():
        two, three = tf.constant(2.0), tf.Variable(3.0)
        X = tf.placeholder(tf.float32, [None])
        assert learn.run_n({"product": two * three}, n=2) == [{"product": 6.0}] * 2
        given = learn.run_feeds({"scaled": X * three}, [{X: [1.0]}, {X: [2.0]}])
        assert [float(each["scaled"][0]) for each in given] == [3.0, 6.0]
