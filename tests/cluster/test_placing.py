"""A run on several servers: the listing's weights and losses, whatever computes them."""

import random

import numpy as np
import pytest

from tf1rnn import run_task, tf
from tf1rnn.registry import discovery
from tf1rnn.runs.folder.checkpoints import Checkpoints
from tf1rnn.runs.resuming import resume_task
from tf1rnn.tf1 import fast
from tf1rnn.tf1.graph.placed import PlacedGraph
from tf1rnn.tf1.graph.random_states import ResumableGraph

REGISTRY = discovery.discover()
CHIEF, WORKER, PS = (f"/job:{job}/task:0/device:CPU:0" for job in ("chief", "worker", "ps"))
TASKS = ["mnist", "mnist_lstm", "time_series", "translation", "word_embeddings"]
SMALL = {
    "mnist_lstm": {"n_neurons": 12, "n_epochs": 1, "batch_size": 20, "data": "drawn"},
    "translation": {"n_neurons": 8, "limit": 300, "n_held_out": 20, "n_epochs": 1},
}


def built(name, graph):
    """The seeds of a task's random operations in a graph, and the graph."""
    with graph.as_default():
        random.seed(1)
        np.random.seed(1)
        tf.set_random_seed(1)
        fast.enable(graph, 1, [WORKER] if isinstance(graph, PlacedGraph) else ())
        REGISTRY.get(name)().construct()
    beginnings = [
        tf.make_ndarray(o.get_attr("value")).tolist()
        for o in graph.get_operations()
        if o.type == "Const" and o.name.startswith("random_states/beginning")
    ]
    return beginnings, graph


@pytest.fixture(params=TASKS)
def placed(request):
    """The seeds of a task's graph as ever, those of a graph on servers, and that graph."""
    as_ever, _ = built(request.param, ResumableGraph())
    tf.enable_resource_variables()
    try:
        return as_ever, *built(request.param, PlacedGraph(CHIEF, [PS]))
    finally:
        tf.disable_resource_variables()


def test_weights_begin_as_ever_and_variables_and_their_sums_are_on_the_ps(placed):
    as_ever, on_servers, graph = placed
    assert on_servers == as_ever
    operations = graph.get_operations()
    placed_types = ("MatMul", "VarHandleOp", "ReadVariableOp", "AddN", "Placeholder")
    assert all("/job:" in o.device for o in operations if o.type in placed_types)
    assert not [o.name for o in operations if o.type == "VariableV2"], "these may be read torn"
    with graph.as_default():
        variables = tf.trainable_variables()
    assert {v.device for v in variables} == {"/job:ps/task:0/device:CPU:0"}
    assert {o.device for o in operations if "ResourceApply" in o.type} <= {PS}
    assert any("/job:worker" in operation.device for operation in operations)


def recorded(run):
    return run.recorded("loss")[1]


@pytest.mark.parametrize("name", SMALL)
def test_two_workers_give_the_losses_of_one_process(name, on_servers, tmp_path):
    task = REGISTRY.get(name)
    alone = run_task(task(**SMALL[name], replicas=2), tmp_path, device="cpu", echo=False)
    kept = on_servers(2, 1)
    led = run_task(task(**SMALL[name]), tmp_path, device="cpu", echo=False)
    assert len(kept) == 3
    assert led.task.facts["replicas"] == 2
    assert recorded(led) == pytest.approx(recorded(alone), rel=1e-4)
    assert "worker" in (led.folder / "params.json").read_text()


def test_a_run_moves_from_one_process_to_servers_and_back(on_servers, monkeypatch, tmp_path):
    def longer(n):
        return REGISTRY.get("time_series")(n_neurons=8, n_iterations=n, replicas=2)

    whole = run_task(longer(301), tmp_path, device="cpu", echo=False)
    moved = run_task(longer(100), tmp_path, device="cpu", echo=False)
    with monkeypatch.context() as led:
        on_servers(2, 0)
        resume_task(longer(201), moved.folder, device="cpu", echo=False)
        led.undo()
    monkeypatch.undo()
    back = resume_task(longer(301), moved.folder, device="cpu", echo=False)
    assert recorded(back) == pytest.approx(recorded(whole), rel=1e-4)
    assert Checkpoints(moved.folder / "checkpoints").newest()
