"""What the lesson's tasks declare of their insides, with networks as small as they can be."""

import numpy as np
import pytest

from tf1rnn import open_inside, run_task
from tf1rnn.inside import Inside
from tf1rnn.registry import discovery

REGISTRY = discovery.discover()
# The titles of the parts that are shown, and what makes a run small.
SMALL = {
    "static_rnn_packed": ([""], {}),
    "dynamic_rnn": ([""], {}),
    "basic_rnn": ([""], {}),
    "time_series": ([""], {"n_steps": 3, "n_neurons": 4}),
    "configurations": (
        [
            "sequence output",
            "sequence input",
            "sequence input and output",
            "synced input and output",
        ],
        {"n_neurons": 3},
    ),
    "memory": (["BasicRNNCell", "BasicLSTMCell"], {"gaps": "2", "n_neurons": 3}),
    "dropout": (
        ["without dropout", "with dropout"],
        {"n_repeats": 1, "n_steps": 3, "n_neurons": 3, "n_layers": 2, "n_train": 2},
    ),
}


@pytest.mark.parametrize("name", SMALL)
def test_a_task_shows_its_networks(name, tmp_path):
    task = REGISTRY.get(name)
    titles, values = SMALL[name]
    run_task(task(**values), tmp_path, device="cpu", echo=False, max_steps=1)
    check_walk(task, tmp_path, titles)


def check_walk(task, folder, titles):
    """That the last run in a folder shows the last of its examples in parts of these titles."""
    with open_inside(task, folder) as network:
        walk = network.look(network.names[-1])
    assert [part.title for part in walk.parts] == titles
    for part in walk.parts:
        assert part.n_steps == len(part.inputs) > 1
        for layer in part.layers:
            assert all(np.isfinite(values).all() for values in layer.values.values())
            if task.inside.loss:
                assert (layer.gradient_norms > 0).any()
        if part.targets is not None:
            assert (part.targets >= 0).any() or part.labels is None


@pytest.mark.parametrize("task", REGISTRY.tasks(), ids=lambda task: task.name)
def test_every_task_says_what_is_inside_or_why_there_is_nothing(task):
    assert isinstance(REGISTRY.get(task.name).inside, Inside) or REGISTRY.get(task.name).inside
