"""--replicas: chosen from the machine and the network, stored for resuming, 1 for the listing."""

import json
import os

import numpy as np
import pytest

from tests.forked import Forked
from tf1rnn import UserError, run_task, tf
from tf1rnn.registry import discovery
from tf1rnn.runs import replicas
from tf1rnn.runs.folder.checkpoints import Checkpoints
from tf1rnn.runs.resuming import resume_task

REGISTRY = discovery.discover()
SMALL = {"n_neurons": 20, "batch_size": 15, "n_iterations": 20}


@pytest.mark.parametrize(
    ("name", "values", "cores", "expected"),
    [
        ("mnist", {}, 2, 2),
        ("mnist", {}, 16, 2),
        ("mnist", {"batch_size": 1000}, 16, 16),
        ("mnist", {}, 1, 1),
        ("mnist", {"replicas": 5}, 2, 5),
        ("time_series", {}, 2, 1),
        ("word_embeddings", {}, 2, 2),
    ],
)
def test_replicas_follow_the_cores_and_the_size_of_the_network_if_none_are_asked_for(
    name, values, cores, expected, monkeypatch
):
    monkeypatch.setattr(replicas, "n_cores", lambda: cores)
    task = REGISTRY.get(name)(**values)
    assert replicas.settle(task, "cpu") == expected
    assert task.facts["replicas"] == expected


def test_each_gpu_takes_one_replica_and_one_replica_is_the_listing():
    assert replicas.settle(REGISTRY.get("mnist")(), "gpu:0") == 1
    assert replicas.settle(REGISTRY.get("mnist")(), "gpu:0,2,3") == 3
    assert replicas.settle(REGISTRY.get("mnist")(replicas=1), "cpu") is None
    assert replicas.settle(REGISTRY.get("basic_rnn")(), "cpu") is None


def test_a_damaged_number_of_replicas_is_refused_naming_the_file(tmp_path):
    task = REGISTRY.get("mnist")()
    task.folder, task.facts = tmp_path, {"replicas": "many"}
    with pytest.raises(UserError, match="params.json: replicas is 'many'"):
        replicas.settle(task, "cpu")


def test_a_run_from_before_replicas_existed_resumes_with_the_listings_operations(tmp_path):
    task = REGISTRY.get("mnist")()
    task.folder = tmp_path
    assert replicas.settle(task, "cpu") is None


@pytest.mark.parametrize(
    ("quota", "expected"), [("150000 100000", 2), ("max 100000", 4), ("50000 100000", 1), ("", 4)]
)
def test_cores_are_those_that_the_process_may_use(quota, expected, tmp_path, monkeypatch):
    (tmp_path / "cpu.max").write_text(quota)
    monkeypatch.setattr(replicas, "CGROUP", tmp_path / "cpu.max")
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1, 4, 5}, raising=False)
    assert replicas.n_cores() == expected


def test_each_replica_has_a_thread_and_kernels_share_the_other_cores(monkeypatch):
    monkeypatch.setattr(replicas, "n_cores", lambda: 8)
    mnist = REGISTRY.get("mnist")
    assert replicas.settle_threads(mnist(), 4, "cpu") == {"inter_op": 4, "intra_op": 2}
    assert replicas.settle_threads(mnist(), 1, "cpu") == {"inter_op": 1, "intra_op": 1}
    assert replicas.settle_threads(mnist(), None, "cpu") == {"inter_op": 8, "intra_op": 8}
    assert replicas.settle_threads(mnist(), None, "gpu:0") == {}


def test_a_run_has_the_threads_that_it_began_with_on_another_machine(monkeypatch):
    monkeypatch.setattr(replicas, "n_cores", lambda: 8)
    task = REGISTRY.get("basic_rnn")()
    task.facts = {"threads": {"inter_op": 2, "intra_op": 3}}
    assert replicas.settle_threads(task, None, "cpu") == {"inter_op": 2, "intra_op": 3}


@pytest.mark.parametrize("damaged", [3, {"inter_op": 2}, {"inter_op": 2, "intra_op": 10**9}])
def test_damaged_numbers_of_threads_are_refused_naming_the_file(damaged):
    task = REGISTRY.get("basic_rnn")()
    task.facts = {"threads": damaged}
    with pytest.raises(UserError, match="params.json: threads"):
        replicas.settle_threads(task, None, "cpu")


# Sums three million numbers in a session of so many threads, one number of threads after another.
SUMS = """
import sys
import numpy as np
from tf1rnn import tf
from tf1rnn.runs.replicas import set_threads
values = np.random.RandomState(0).rand(3_000_000).astype(np.float32)
for n_threads in map(int, sys.argv[1:]):
    with tf.Graph().as_default():
        numbers = tf.placeholder(tf.float32)
        total = tf.reduce_sum(numbers)
        config = set_threads(tf.ConfigProto(), {"inter_op": 2, "intra_op": n_threads})
        with tf.Session(config=config) as session:
            print(session.run(total, {numbers: values}).tobytes().hex())
"""


@pytest.fixture
def sums(tmp_path):
    """sums(*n_threads): the sums that a process of its own finds."""
    (tmp_path / "sums.py").write_text(SUMS)

    def run(*n_threads):
        process = Forked(tmp_path / "sums.py", *n_threads)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.split()

    return run


def test_a_session_computes_with_its_own_threads_whatever_ran_before_in_the_process(sums):
    (one,), (four,) = sums(1), sums(4)
    assert one != four, "so many threads add up in another order"
    assert sums(1, 4, 1) == [one, four, one]
    assert sums(4, 1) == [four, one]


def run(folder, **values):
    task = REGISTRY.get("time_series")(**{**SMALL, **values})
    return run_task(task, folder, device="cpu", echo=False)


def test_a_run_prints_the_listings_losses_whatever_its_replicas(tmp_path):
    listing, split = run(tmp_path, replicas=1), run(tmp_path, replicas=4)
    assert split.recorded("loss")[1] == pytest.approx(listing.recorded("loss")[1], rel=1e-5)
    facts = json.loads((split.folder / "params.json").read_text())["facts"]
    assert facts["replicas"] == 4


def test_a_resumed_run_has_the_same_replicas_on_another_machine(tmp_path, monkeypatch):
    def variables(finished):
        checkpoint, _ = Checkpoints(finished.folder / "checkpoints").newest()
        reader = tf.train.load_checkpoint(str(checkpoint / "model"))
        return {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}

    monkeypatch.setattr(replicas, "VALUES_PER_REPLICA", 100)
    monkeypatch.setattr(replicas, "n_cores", lambda: 2)
    whole = run(tmp_path)
    half = run(tmp_path, n_iterations=10)
    monkeypatch.setattr(replicas, "n_cores", lambda: 3)
    longer = REGISTRY.get("time_series")(**SMALL)
    rest = resume_task(longer, half.folder, device="cpu", echo=False)
    assert rest.task.facts["replicas"] == 2
    for name, value in variables(whole).items():
        np.testing.assert_array_equal(value, variables(rest)[name], err_msg=name)
