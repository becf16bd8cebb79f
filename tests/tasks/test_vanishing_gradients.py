"""vanishing_gradients: gradients that vanish, explode or arrive, and what each remedy does."""

import re
import sys

import numpy as np
import pytest

from tests.inside.test_tasks import check_walk
from tf1rnn import run_task, tf
from tf1rnn.registry import discovery

VanishingGradients = discovery.discover().get("vanishing_gradients")
module = sys.modules[VanishingGradients.__module__]
state_gradients = sys.modules[module.state_gradients.__module__]
Network = state_gradients.Network


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return run_task(
        VanishingGradients(n_steps=14, n_iterations=11),
        tmp_path_factory.mktemp("runs"),
        device="cpu",
        echo=False,
    )


@pytest.fixture(scope="module")
def followed(finished):
    """By label: the norms printed, from the last step to the first, the factor and the fate."""
    row = r"^ (.+?)((?:  +\d\.\de[+-]\d\d){4})  (\d+\.\d\d) (\w+)$"
    return {
        label: (*map(float, norms.split()), float(factor), fate)
        for label, norms, factor, fate in re.findall(row, finished.output, re.M)
    }


def fates(followed, labels):
    return [followed[label][-1] for label in labels]


def test_bad_initialisation_makes_gradients_vanish_or_explode_and_good_lets_them_arrive(followed):
    for cell in ("tanh", "relu"):
        labels = [f"{cell}, {start}" for start in ("too small", "good", "too large")]
        assert fates(followed, labels) == ["vanishes", "arrives", "explodes"]


def test_large_inputs_saturate_tanh_but_not_relu(followed):
    assert fates(followed, ["tanh, inputs x 10", "relu, inputs x 10"]) == ["vanishes", "arrives"]


def test_with_batch_normalization_the_size_of_the_weights_does_not_matter(followed):
    starts = ("too small", "good", "too large")
    factors = [followed[f"tanh, {start}, normalized"][-2] for start in starts]
    assert max(factors) - min(factors) < 0.05
    without = [followed[f"tanh, {start}"][-2] for start in starts]
    assert max(without) - min(without) > 0.3


def test_clipping_bounds_gradients_that_explode(followed):
    for cell in ("tanh", "relu"):
        *norms, _, fate = followed[f"{cell}, too large, clipped"]
        assert max(norms) <= 1.0
        assert fate == "arrives"


def test_an_untrained_lstm_cell_needs_an_open_forget_gate(followed):
    assert fates(followed, ["LSTM, forget bias 1", "LSTM, forget bias 5"]) == [
        "vanishes",
        "arrives",
    ]


def test_all_optimizers_are_reported_from_all_initialisations_and_figures_are_drawn(finished):
    shown = re.findall(
        r"^  (\S.*?) +\d+\.\d% +\d+\.\d% +\d+\.\d%   learned from: ", finished.output, re.M
    )
    assert shown == list(module.OPTIMIZERS)
    assert len(finished.recorded("loss too large, with clipping")[1]) == 3
    for name in ("gradients", "training"):
        assert (finished.folder / "figures" / f"{name}.png").exists()


def test_the_networks_that_adam_trains_can_be_looked_into(finished):
    titles = [f"start {start}, Adam" for start in ("too small", "good", "too large")]
    check_walk(VanishingGradients, finished.folder.parent.parent, titles)


def test_the_gradients_are_those_of_the_chain_rule():
    rng = np.random.RandomState(0)
    X_val, y_val = rng.rand(3, 6, 2), [0, 1, 1]
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(0)
        task = VanishingGradients(n_neurons=4)
        X, y = tf.constant(X_val, tf.float32), tf.constant(y_val)
        gradients = state_gradients.state_gradients(task, Network("", "tanh", "good"), X, y)
        session.run(tf.global_variables_initializer())
        gradients_val = session.run(gradients)
        kernel, bias = session.run(tf.trainable_variables()[:2])
    states = [np.zeros([3, 4])]
    for x in X_val.transpose(1, 0, 2):
        states.append(np.tanh(np.concatenate([x, states[-1]], axis=1) @ kernel + bias))
    W_y = kernel[2:]
    for t in range(5):
        expected = (gradients_val[t + 1] * (1 - states[t + 2] ** 2)) @ W_y.T
        np.testing.assert_allclose(gradients_val[t], expected, rtol=1e-4, atol=1e-7)


def test_an_lstm_cells_gradients_are_those_of_both_its_states():
    with tf.Graph().as_default(), tf.Session() as session:
        task = VanishingGradients(n_neurons=4)
        X = tf.constant(np.random.RandomState(0).rand(3, 6, 2), tf.float32)
        gradients = state_gradients.state_gradients(
            task, Network("", "LSTM"), X, tf.constant([0, 1, 1])
        )
        session.run(tf.global_variables_initializer())
        of_c, of_h = np.split(session.run(gradients), 2, axis=2)
    assert of_c.shape == of_h.shape == (6, 3, 4)
    assert (of_c != 0).all()
    assert (of_h != 0).all()


def test_clipping_bounds_each_instances_gradient_and_leaves_the_state_as_it_is():
    with tf.Graph().as_default(), tf.Session() as session:
        state = tf.constant([[1.0, 2.0], [3.0, 4.0]])
        same = state_gradients.clip_on_the_way_back(state, 2.0)
        (gradient,) = tf.gradients(same * [[3.0, 4.0], [0.3, 0.4]], state)
        same_val, gradient_val = session.run([same, gradient])
    np.testing.assert_array_equal(same_val, [[1, 2], [3, 4]])
    np.testing.assert_allclose(gradient_val, [[1.2, 1.6], [0.3, 0.4]], rtol=1e-6)


def test_clipping_bounds_the_step_of_gradient_descent():
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(0)
        task = VanishingGradients(n_steps=20, clip_norm=0.1, learning_rate=0.5, too_large=3.0)
        X, y = tf.constant(np.random.RandomState(0).rand(50, 20, 2), tf.float32), [0, 1] * 25
        for name in ("gradient descent", "with clipping"):
            task.training_ops, task.losses, task.accuracies = [], {}, {}
            first = len(tf.trainable_variables())
            task.construct_training("too large", name, X, tf.constant(y))
            weights = tf.trainable_variables()[first:]
            session.run(tf.global_variables_initializer())
            before = session.run(weights)
            session.run(task.training_ops)
            after = session.run(weights)
            step = np.sqrt(sum(np.sum((a - b) ** 2) for a, b in zip(after, before, strict=True)))
            if name == "with clipping":
                assert step == pytest.approx(0.5 * 0.1, rel=1e-2)
            else:
                assert step > 1


@pytest.mark.parametrize(
    ("norms", "factor", "fate"),
    [
        ([1.0, 2.0, 4.0], 0.5, "arrives"),
        ([0.09, 0.3, 1.0], 0.3, "vanishes"),
        ([44.0, 6.0, 4.0], 11**0.5, "explodes"),
        ([0.0, 0.1, 1.0], 0.1, "vanishes"),
        ([0.0, 0.0, 1.0], 0.0, "vanishes"),
        ([0.0, 0.0, 0.0], 0.0, "vanishes"),
        ([np.inf, 1.0, 1.0], np.inf, "overflows"),
    ],
)
def test_a_fate_follows_from_the_norms_only(norms, factor, fate):
    norms = np.array(norms)
    assert module.fate(norms) == fate
    assert module.factor(norms) == pytest.approx(factor)


@pytest.mark.parametrize(
    ("option", "value"), [("--too-small", 1.5), ("--too-large", 0.5), ("--clip-norm", "nan")]
)
def test_initialisations_that_are_not_what_they_are_called_are_refused(
    command, tmp_path, option, value
):
    result = command("run", "vanishing_gradients", option, value, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert option in result.err
    assert not (tmp_path / "runs").exists()
