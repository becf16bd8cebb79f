"""What every registered task must do: plugins in plugins/ and $TF1RNN_PLUGINS included."""

import csv
import json

import numpy as np
import pytest

from tf1rnn import Inside, open_inside, run_task
from tf1rnn.registry import discovery
from tf1rnn.task import hyperparameters

REGISTRY = discovery.discover()
TASKS = [REGISTRY.get(task.name) for task in REGISTRY.tasks()]


def test_no_task_is_broken():
    assert [str(problem) for problem in REGISTRY.problems] == []


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_every_hyperparameter_says_what_it_means(task):
    assert [h.name for h in hyperparameters(task) if not h.option.help] == []


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_task_constructs_runs_prints_and_writes_a_well_formed_folder(task, tmp_path):
    run = run_task(task(**task.quick), tmp_path, device="cpu", echo=False, max_steps=2)

    assert run.output.strip()
    assert (run.folder / "output.txt").read_text(encoding="utf-8") == run.output
    params = json.loads((run.folder / "params.json").read_text(encoding="utf-8"))
    assert params["task"] == task.name
    assert set(params["hyperparameters"]) == {h.name for h in hyperparameters(task)}
    assert list((run.folder / "events").glob("events.out.tfevents.*"))
    assert list((run.folder / "checkpoints").glob("*/state.json"))
    if (run.folder / "metrics.csv").exists():
        with (run.folder / "metrics.csv").open(encoding="utf-8") as file:
            assert all(int(row["step"]) >= 0 for row in csv.DictReader(file))
    for figure in run.folder.glob("figures/*"):
        assert figure.read_bytes().startswith(b"\x89PNG\r\n")
    hidden = list(run.folder.rglob(".*"))
    assert hidden == [], "temporary files were left"

    if isinstance(task.inside, Inside) and REGISTRY.source(task.name) != "lesson":
        with open_inside(task, tmp_path) as network:
            walk = network.look()
        for part in walk.parts:
            assert part.n_steps == len(part.inputs) > 0
            for layer in part.layers:
                assert all(np.isfinite(values).all() for values in layer.values.values())
        assert json.loads(json.dumps(walk.to_json()))["task"] == task.name
