"""The benchmark command: what it measures, writes and refuses. The speed is not tested."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks import arrays, contestant, networks, skip_grams, table
from tf1rnn.datasets.digits import find_digits


@pytest.fixture
def benchmark(monkeypatch, capsys):
    """Run the command in this process; its contestants are processes of their own."""

    def run(*argv):
        monkeypatch.setattr(sys, "argv", ["benchmarks", *map(str, argv)])
        with pytest.raises(SystemExit) as exit_:
            benchmarks.main()
        return exit_.value.code or 0, *capsys.readouterr()

    return run


def test_a_short_benchmark_measures_tf1rnn_and_says_which_peer_is_not_available(
    benchmark, tmp_path
):
    file = tmp_path / "times.json"
    options = ("--tasks", "time_series", "--rounds", 1, "--seconds", 0.2, "--json", file)
    nowhere = tmp_path / "python"
    code, out, err = benchmark(*options, "--only", "tf1rnn,pytorch", "--pytorch", nowhere)

    assert (code, err) == (0, "")
    assert f"{nowhere}: No such file" in out
    result = json.loads(file.read_text())["tasks"]["time_series"]
    measured = result["contestants"]["tf1rnn"]
    # 100 neurons with their inputs and biases, and one that reads them.
    assert measured["parameters"] == (1 + 100 + 1) * 100 + 100 + 1
    before, after = measured["losses"]
    assert after < before
    assert f"{1000 * measured['step_s'][0]:.2f}" in out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("--tasks", "mnist,mnits"), "--tasks: 'mnits' is not one of mnist, mnist_deep"),
        (("--only", "jax"), "--only: 'jax' is the start of none of tf1rnn, plain compat.v1"),
        (("--json", "no/such/folder/times.json"), "--json no/such/folder/times.json: is a folder"),
        (("--rounds", "0"), "'--rounds'"),
        (("--seconds", "inf"), "'--seconds'"),
        (("--speed", "1"), "--speed"),
    ],
)
def test_an_invalid_option_is_refused_in_one_line(benchmark, argv, told):
    code, out, err = benchmark(*argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err


def test_a_dense_layer_takes_six_operations_per_weight_and_instance_and_four_on_raw_data():
    assert networks.Product(rows=10, depth=20, columns=30, n_trained=20).flops == 6 * 6000
    assert networks.Product(rows=10, depth=20, columns=30, n_trained=0).flops == 4 * 6000


def test_the_products_of_a_step_of_word_embeddings_are_those_of_its_embeddings_and_noise():
    data = {
        "check_inputs": np.zeros(1024, np.int32),
        "check_sampled": np.zeros(128, np.int64),
        "embeddings_shape": np.array([397, 150]),
    }
    flops = networks.flops_of_step("word_embeddings", data)
    # Forward and two gradients, of each word's product with the noise words and its right one.
    assert flops == 3 * 2 * 1024 * 150 * (128 + 1)
    assert json.dumps(flops)


@pytest.mark.parametrize("task", ["word_embeddings", "translation"])
def test_the_batches_of_all_contestants_are_made_from_the_tasks_own_data(tmp_path, task):
    made = arrays.make_arrays(task, tmp_path)
    assert networks.flops_of_step(task, made) > 1e8
    assert (tmp_path / f"arrays_of_{task}.npz").exists()


def test_the_classifiers_read_the_digits_that_lie_beside_the_arrays(tmp_path):
    made = arrays.make_arrays("mnist", tmp_path)
    images = find_digits(str(tmp_path)).mnist.train_images[5000:]
    assert np.array_equal(images / np.float32(255), made["X"])


def test_no_variable_meant_for_one_framework_reaches_a_contestant(monkeypatch):
    for name in ("PYTHONPATH", "TF_USE_LEGACY_KERAS", "OMP_NUM_THREADS", "TF1RNN_DATA"):
        monkeypatch.setenv(name, "1")
    passed = set(contestant.environment())
    assert not passed & {"PYTHONPATH", "TF_USE_LEGACY_KERAS", "OMP_NUM_THREADS"}
    assert {"TF1RNN_DATA", "PATH"} <= passed


def test_where_gensim_is_missing_the_race_says_so(tmp_path):
    skip_grams.write_text(tmp_path / "text.json")
    nowhere = str(tmp_path / "python")
    assert (
        skip_grams.theirs(nowhere, 0.1, 0.5, 1, tmp_path) == f"{nowhere}: No such file or directory"
    )
    told = skip_grams.theirs(sys.executable, 0.1, 0.5, 0.1, tmp_path)
    assert told == "gensim is not installed" or told[0][-1][2] > 0


def test_ratios_are_computed_for_each_round_and_their_median_is_shown():
    first, other = {"step_s": [1.0, 8.0, 3.0]}, {"step_s": [2.0, 10.0, 4.0]}
    assert table.ratio(first, other) == "0.75"


def test_the_summary_has_a_row_of_ratios_for_each_task():
    contestants = {
        "tf1rnn": {"step_s": [0.002, 0.002]},
        "Keras 3": {"step_s": [0.004, 0.004]},
        "PyTorch": {"failed": "torch is not installed"},
    }
    result = {"flops": 1e8, "peaks": [2e11, 2e11], "contestants": contestants}
    assert table.summary({"mnist": result}).splitlines() == [
        "| task | tf1rnn | to Keras 3 | to PyTorch | share of the peak |",
        "| --- | --- | --- | --- | --- |",
        "| `mnist` | 2.00 ms | 0.50 | - | 25% |",
    ]


def test_a_contestant_with_other_parameters_or_another_loss_gets_a_remark():
    def contestant(parameters, losses):
        return {"parameters": parameters, "losses": losses}

    contestants = {
        "tf1rnn": contestant(10, [2.3, 1.0]),
        "same": contestant(10, [2.4, 1.2]),
        "larger": contestant(20, [2.3, 1.0]),
        "slow": contestant(10, [2.3, 2.2]),
        "absent": {"failed": "not installed"},
    }
    assert table.differences({"contestants": contestants}) == [
        "  larger has 20 parameters: not the same work",
        "  slow learns differently: not the same work",
    ]


@pytest.mark.parametrize("way", ["swap_memory", "recompute_grad"])
def test_growth_reports_the_memory_of_a_step_with_and_without_recomputation(way):
    growth = Path(benchmarks.__file__).with_name("growth.py")
    told = subprocess.run([sys.executable, growth, "memory", way, "100"], capture_output=True)
    row = json.loads(told.stdout)
    assert row["mib"] > 0
    assert row["seconds"] > 0
