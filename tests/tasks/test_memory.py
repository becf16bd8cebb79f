"""memory: an LSTM cell recalls the first symbol after gaps where a BasicRNNCell has lost it."""

import csv
import re
import sys

import numpy as np
import pytest

from tf1rnn import registry, run_task, tf
from tf1rnn.execution import resume_task

Memory = registry.discover().get("memory")
module = sys.modules[Memory.__module__]


def accuracies(output):
    """By gap: the BasicRNNCell's and the LSTM cell's accuracy, in percent."""
    lines = re.findall(r"^ +(\d+) +(\d+\.\d)% +(\d+\.\d)%", output, re.M)
    return {int(gap): (float(basic), float(lstm)) for gap, basic, lstm in lines}


def test_the_lstm_cell_remembers_where_the_basic_cell_forgets(tmp_path):
    task = Memory(n_symbols=20, max_gap=12, n_neurons=40, n_iterations=300)
    finished = run_task(task, tmp_path, device="cpu", echo=False)

    printed = accuracies(finished.output)
    assert list(printed) == [1, 2, 3, 4, 6, 8, 12, 18, 24]
    assert all(lstm > 95 for _, lstm in printed.values()), "longer than in training too"
    assert all(basic < 80 for gap, (basic, _) in printed.items() if gap > 3)
    assert "BasicLSTMCell: at least 90% right at every gap up to 24" in finished.output
    assert (finished.folder / "figures" / "memory.png").exists()


def test_the_label_is_the_first_symbol_and_padding_plays_no_part():
    with tf.Graph().as_default(), tf.Session() as session:
        task = Memory(n_symbols=5, n_neurons=4, max_gap=6)
        task.construct()
        session.run(tf.global_variables_initializer())
        np.random.seed(0)
        feed_dict = task.feed(np.array([1, 2, 6]))
        losses = session.run(task.losses, feed_dict)

        symbols = feed_dict[task.symbols]
        padded = symbols.copy()
        padded[0, 2:], padded[1, 3:] = (padded[0, 2:] + 1) % 5, (padded[1, 3:] + 1) % 5
        assert session.run(task.losses, {**feed_dict, task.symbols: padded}) == losses

        seen = symbols.copy()
        seen[0, 1] = (seen[0, 1] + 1) % 5
        assert session.run(task.losses, {**feed_dict, task.symbols: seen}) != losses


def test_the_gaps_in_training_reach_from_1_to_max_gap():
    with tf.Graph().as_default():
        task = Memory(n_symbols=3, max_gap=4, batch_size=300)
        task.construct()
        np.random.seed(0)
        feed_dict = task.next_batch()
    assert set(feed_dict[task.seq_length]) == {2, 3, 4, 5}, "the first symbol and the gap"
    assert feed_dict[task.symbols].shape == (300, 5)
    assert set(feed_dict[task.symbols].ravel()) == {0, 1, 2}


@pytest.mark.parametrize(("max_gap", "last"), [(1, 2), (2, 4), (50, 100)])
def test_gaps_are_tested_up_to_twice_the_longest_in_training(max_gap, last):
    gaps = module.tested_gaps(max_gap)
    assert gaps == sorted(set(gaps))
    assert gaps[0] == 1
    assert gaps[-1] == last
    assert max_gap in gaps


@pytest.mark.parametrize(
    ("accuracies", "said"),
    [
        ([0.95, 0.9, 1.0], "at least 90% right at every gap up to 40, the longest tested"),
        ([0.95, 0.8, 1.0], "at least 90% right up to a gap of 10, 80.0% at 20"),
        ([0.89, 0.9, 1.0], "less than 90% right even at a gap of 10"),
    ],
)
def test_how_far_a_network_remembers_follows_from_its_accuracies(accuracies, said):
    assert module.memory_span([10.0, 20.0, 40.0], accuracies) == said


def test_a_run_taken_up_again_ends_as_if_it_had_not_been_interrupted(tmp_path):
    task = Memory(n_symbols=3, max_gap=4, n_neurons=5, n_iterations=30)
    whole = run_task(task, tmp_path, device="cpu", echo=False)
    part = run_task(task, tmp_path, device="cpu", echo=False, max_steps=12)
    rest = resume_task(task, part.folder, device="cpu", echo=False)
    assert accuracies(rest.output) == accuracies(whole.output)
    losses = [
        [row["loss BasicLSTMCell"] for row in csv.DictReader((f / "metrics.csv").open())][:30]
        for f in (whole.folder, rest.folder)
    ]
    assert losses[0] == losses[1]


@pytest.mark.parametrize("option", ["--n-symbols", "--max-gap"])
def test_nothing_to_tell_apart_or_no_gap_is_refused(command, tmp_path, option):
    value = {"--n-symbols": 1, "--max-gap": 0}[option]
    result = command("run", "memory", option, value, "--runs-dir", tmp_path / "runs")
    assert result.code == 2
    assert option in result.err
    assert not (tmp_path / "runs").exists()
