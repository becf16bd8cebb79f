"""tf.contrib.learn's ready-made models have the names and the numbers of TensorFlow 1.15.5."""

import numpy as np
import pytest

from tf1rnn.errors import AbsentName
from tf1rnn.tf1 import tf

learn = tf.contrib.learn
X = np.random.RandomState(0).rand(60, 4).astype(np.float32)
CLASSES = (X.sum(1) * 1.5).astype(np.int64) % 3
COLUMNS = [tf.contrib.layers.real_valued_column("", dimension=4)]


@pytest.fixture
def config(tmp_path):
    return learn.RunConfig(tf_random_seed=42, model_dir=str(tmp_path))


def trained(estimator, labels):
    estimator.fit(x=X, y=labels, steps=30, batch_size=20)
    return estimator.evaluate(x=X, y=labels, steps=1)


def test_columns_are_inferred_from_arrays_and_input_functions():
    assert learn.infer_real_valued_columns_from_input(X) == COLUMNS
    assert str(COLUMNS[0]) == (
        "_RealValuedColumn(column_name='', dimension=4, default_value=None, "
        "dtype=tf.float32, normalizer=None)"
    )
    columns = learn.infer_real_valued_columns_from_input_fn(
        lambda: ({"a": tf.ones([3, 2]), "b": tf.ones([3, 5], tf.int32)}, None)
    )
    assert [(c.name, c.dimension, c.dtype) for c in columns] == [
        ("a", 2, tf.float32),
        ("b", 5, tf.int32),
    ]


def test_a_network_for_three_classes(config):
    classifier = learn.DNNClassifier([10, 5], COLUMNS, n_classes=3, config=config)
    results = trained(classifier, CLASSES)
    assert results["loss"] == pytest.approx(1.0720959, rel=1e-5)
    assert results["accuracy"] == pytest.approx(0.41666666)
    assert classifier.get_variable_names() == [
        "dnn/hiddenlayer_0/biases",
        "dnn/hiddenlayer_0/biases/denlayer_0/biases/part_0/Adagrad",
        "dnn/hiddenlayer_0/weights",
        "dnn/hiddenlayer_0/weights/enlayer_0/weights/part_0/Adagrad",
        "dnn/hiddenlayer_1/biases",
        "dnn/hiddenlayer_1/biases/denlayer_1/biases/part_0/Adagrad",
        "dnn/hiddenlayer_1/weights",
        "dnn/hiddenlayer_1/weights/enlayer_1/weights/part_0/Adagrad",
        "dnn/logits/biases",
        "dnn/logits/biases/dnn/logits/biases/part_0/Adagrad",
        "dnn/logits/weights",
        "dnn/logits/weights/nn/logits/weights/part_0/Adagrad",
        "dnn/multi_class_head/dnn/learning_rate",
        "global_step",
    ]
    weights = classifier.get_variable_value("dnn/hiddenlayer_0/weights")
    np.testing.assert_allclose(weights[0, :3], [0.28442296, -0.31998226, -0.08741722], rtol=1e-5)
    assert list(classifier.predict(X[:3])) == [2, 2, 2]
    (first, *_) = classifier.predict_proba(X[:3])
    np.testing.assert_allclose(first, [0.34743184, 0.28720418, 0.365364], rtol=1e-5)
    predicted = learn.SKCompat(classifier).predict(X[:5])
    assert set(predicted) == {"classes", "logits", "probabilities"}
    assert predicted["probabilities"].shape == (5, 3)


def test_a_network_for_two_classes_with_dropout_has_all_metrics(config):
    classifier = learn.DNNClassifier([10, 5], COLUMNS, dropout=0.2, config=config)
    assert trained(classifier, (CLASSES > 1).astype(int)) == pytest.approx(
        {
            "accuracy": 0.5833333,
            "accuracy/baseline_label_mean": 0.41666666,
            "accuracy/threshold_0.500000_mean": 0.5833333,
            "auc": 0.5982857,
            "auc_precision_recall": 0.55389696,
            "global_step": 30,
            "labels/actual_label_mean": 0.41666666,
            "labels/prediction_mean": 0.41798,
            "loss": 0.67018163,
            "precision/positive_threshold_0.500000_mean": 0.0,
            "recall/positive_threshold_0.500000_mean": 0.0,
        },
        rel=1e-5,
    )


def test_a_network_for_numbers(config):
    regressor = learn.DNNRegressor([10, 5], COLUMNS, activation_fn=tf.nn.tanh, config=config)
    assert trained(regressor, X.sum(1))["loss"] == pytest.approx(0.14664677, rel=1e-5)
    scores = list(regressor.predict_scores(X[:3]))
    np.testing.assert_allclose(scores, [2.1378543, 2.212087, 2.1865916], rtol=1e-5)


def test_a_linear_model_for_three_classes(config):
    classifier = learn.LinearClassifier(COLUMNS, n_classes=3, config=config)
    assert trained(classifier, CLASSES)["loss"] == pytest.approx(1.0048254, rel=1e-5)
    assert classifier.get_variable_names() == [
        "global_step",
        "linear//weight",
        "linear//weight/d/linear//weight/part_0/Ftrl",
        "linear//weight/d/linear//weight/part_0/Ftrl_1",
        "linear/bias_weight",
        "linear/bias_weight/near/bias_weight/part_0/Ftrl",
        "linear/bias_weight/near/bias_weight/part_0/Ftrl_1",
    ]


def test_a_linear_model_for_numbers(config):
    regressor = learn.LinearRegressor(COLUMNS, config=config)
    assert trained(regressor, X.sum(1))["loss"] == pytest.approx(0.02946589, rel=1e-5)
    scores = list(regressor.predict(X[:3]))
    np.testing.assert_allclose(scores, [2.3046095, 2.2982125, 2.4919012], rtol=1e-5)


def test_weights_of_examples_count_in_the_loss(config):
    columns = [tf.contrib.layers.real_valued_column("x", dimension=4)]
    regressor = learn.LinearRegressor(columns, weight_column_name="w", config=config)

    def input_fn():
        features = {"x": tf.constant(X), "w": tf.constant([1.0] * 30 + [0.0] * 30)}
        return features, tf.constant(X.sum(1))

    regressor.fit(input_fn=input_fn, steps=1)
    expected = (X[:30].sum(1) - np.array(list(regressor.predict(input_fn=input_fn))[:30])) ** 2
    loss = regressor.evaluate(input_fn=input_fn, steps=1)["loss"]
    assert loss == pytest.approx(expected.mean(), rel=1e-5)


def test_columns_of_tf_feature_column_feed_a_network(config):
    classifier = learn.DNNClassifier(
        [4], [tf.feature_column.numeric_column("x", shape=(4,))], n_classes=3, config=config
    )
    classifier.fit(input_fn=lambda: ({"x": tf.constant(X)}, tf.constant(CLASSES)), steps=2)
    assert classifier.get_variable_value("dnn/hiddenlayer_0/weights").shape == (4, 4)


def test_what_ready_made_models_lack_is_said_in_one_line(config):
    with pytest.raises(AbsentName, match="DNNClassifier does not take label_keys here: leave it"):
        learn.DNNClassifier([4], COLUMNS, label_keys=["a", "b"], config=config)
    with pytest.raises(ValueError, match="n_classes must be > 1"):
        learn.LinearClassifier(COLUMNS, n_classes=1, config=config)
    numeric = [tf.feature_column.numeric_column("x")]
    with pytest.raises(TypeError, match=r"is not a column of tf\.contrib\.layers"):
        learn.LinearClassifier(numeric, config=config).fit(x=X, y=CLASSES, steps=1)
