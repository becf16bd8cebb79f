"""dropout: a network that overfits, the same with dropout, and a verdict from the numbers."""

import re
import sys

import numpy as np
import pytest

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery

Dropout = discovery.discover().get("dropout")
verdict = sys.modules[Dropout.__module__].verdict
SMALL = {"n_neurons": 40, "n_layers": 2, "n_train": 15, "learning_rate": 0.003, "n_repeats": 1}


def run(folder, **values):
    return run_task(Dropout(**values), folder, device="cpu", echo=False)


def errors(output):
    """By iteration: train and test MSE without dropout, train and test MSE with it."""
    number = r"(\d+\.\d+)"
    line = rf"^ *(\d+)  .* dropout {number}, {number};.* dropout {number}, {number}$"
    return {int(i): tuple(map(float, mse)) for i, *mse in re.findall(line, output, re.M)}


def test_the_network_without_dropout_overfits_and_dropout_helps(tmp_path):
    finished = run(tmp_path, **SMALL, n_iterations=400)

    printed = errors(finished.output)
    train, test, train_with, test_with = printed[400]
    assert train < 0.5 < 1 < test, "it learns the noise of variance 1 by heart"
    assert test > min(mse[1] for mse in printed.values()) * 1.1, "and gets worse on new windows"
    assert train_with > train
    assert test_with < test
    assert "\nAt the end, dropout helped, in 1 of 1 pairs of networks: test MSE" in finished.output
    assert finished.output.endswith("would have been the better remedy\n")
    assert (finished.folder / "figures" / "dropout.png").exists()


def test_each_pair_of_networks_has_its_own_weights_and_windows_and_is_in_the_mean(tmp_path):
    finished = run(tmp_path, **{**SMALL, "n_repeats": 2}, n_iterations=1)
    rows = (finished.folder / "metrics.csv").read_text().splitlines()
    first = dict(zip(rows[0].split(","), map(float, rows[1].split(",")), strict=True))
    each = [first[f"test loss with dropout {i}"] for i in range(2)]
    assert each[0] != each[1]
    assert first["test loss with dropout"] == pytest.approx(np.mean(each), rel=1e-5)


def test_both_networks_start_from_the_same_weights_and_a_seed_decides_what_is_dropped(tmp_path):
    first, second = (run(tmp_path, **SMALL, n_iterations=20) for _ in range(2))
    train, test, train_with, test_with = errors(first.output)[0]
    assert (train, test) == (train_with, test_with)
    assert first.output == second.output
    train, _, train_with, _ = errors(first.output)[20]
    assert train != train_with


def test_dropping_nothing_makes_no_difference(tmp_path):
    finished = run(tmp_path, **SMALL, n_iterations=20, keep_prob=1.0)
    assert "At the end, dropout made no sure difference: test MSE" in finished.output
    train, test, train_with, test_with = errors(finished.output)[20]
    assert (train, test) == (train_with, test_with)


@pytest.mark.parametrize("drop", ["outputs", "inputs"])
def test_values_are_dropped_in_training_and_none_in_testing(drop):
    with tf.Graph().as_default(), tf.Session() as session:
        task = Dropout(**SMALL, drop=drop)
        task.construct()
        session.run(tf.global_variables_initializer())
        X_batch = np.random.RandomState(0).randn(1, 3, 20, 1)
        feeds = {"testing": {task.X: X_batch}}
        feeds["training"] = {**feeds["testing"], task.keep_prob_tensor: 0.5}
        same = {
            (phase, name): np.array_equal(
                session.run(outputs, feed_dict=feed), session.run(outputs, feed_dict=feed)
            )
            for phase, feed in feeds.items()
            for name, outputs in task.outputs.items()
        }
    assert same == {
        ("testing", "without dropout"): True,
        ("testing", "with dropout"): True,
        ("training", "without dropout"): True,
        ("training", "with dropout"): False,
    }


def test_the_verdict_follows_from_the_errors_only():
    rng = np.random.RandomState(0)
    low, high = 1 + 0.1 * rng.rand(2, 500), 2 + 0.1 * rng.rand(2, 500)
    helped, harmed = verdict(high, low), verdict(low, high)
    assert helped.startswith(
        "At the end, dropout helped, in 2 of 2 pairs of networks: test MSE 1.0"
    )
    assert harmed.startswith(
        "At the end, dropout did harm, in 2 of 2 pairs of networks: test MSE 2"
    )
    assert "no sure difference" in verdict(low, 1 + 0.1 * rng.rand(2, 500))
    assert "no sure difference" in verdict(np.stack([high[0], low[0]]), np.stack([low[0], high[0]]))


@pytest.mark.parametrize("keep_prob", [0, 1.5, "nan"])
def test_a_keep_prob_that_is_not_a_probability_is_refused(command, tmp_path, keep_prob):
    result = command("run", "dropout", "--keep-prob", keep_prob, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert "--keep-prob" in result.err
    assert not (tmp_path / "runs").exists()
