"""`notebook TASK` writes a notebook whose cells run, whatever the task."""

import contextlib
import inspect
import io
import json

import nbformat
import pytest

from tf1rnn.registry import discovery
from tf1rnn.report.notebooks.listing import phase
from tf1rnn.report.notebooks.writing import notebook
from tf1rnn.task import hyperparameters

REGISTRY = discovery.discover()
TASKS = [REGISTRY.get(task.name) for task in REGISTRY.tasks()]
BY_NAME = {task.name: task for task in TASKS}
# What makes a task's construction or its last cells cheap.
SMALL = {
    "n_neurons": 8,
    "n_repeats": 2,
    "n_steps": 10,
    "gaps": "2,4",
    "data": "drawn",
}


def small(task):
    """Hyperparameters of a run that takes little time; those with which a task cannot run stay."""
    values = dict(task.quick)
    for h in hyperparameters(task):
        if h.name in SMALL and isinstance(h.default, type(SMALL[h.name])):
            values[h.name] = SMALL[h.name]
    return values


def executed(written, tmp_path):
    """What the cells print; each runs as in a kernel, two steps of each loop."""
    names, printed = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for number, cell in enumerate(written.cells, 1):
            if cell.cell_type == "code":
                options = f"seed=42, max_steps=2, device='cpu', runs_dir={str(tmp_path)!r}"
                source = cell.source.replace("seed=42", options)
                exec(compile(source, f"cell {number}", "exec"), names)
    return printed.getvalue(), names


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_every_tasks_notebook_runs(task, tmp_path):
    written = notebook(task, small(task))
    nbformat.validate(written)
    printed, names = executed(written, tmp_path)
    assert printed == names["run"].output != ""
    assert json.loads((names["run"].folder / "status.json").read_text())["state"] == "finished"


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_notebook_holds_the_phases_of_the_listing_line_by_line(task):
    cells = "\n".join(cell.source for cell in notebook(task, {}).cells)
    for name in ("construct", "execute"):
        assert phase(task, name) is not None
        lines = inspect.getsource(getattr(task, name)).partition(":\n")[2].splitlines()
        assert [line for line in lines if line.strip().replace("self", "task") not in cells] == []
