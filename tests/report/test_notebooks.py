"""`notebook TASK` writes a notebook whose cells run, whatever the task, as a run of it does."""

import contextlib
import inspect
import io
import json
import re

import nbformat
import pytest

from tests.small import smallest
from tf1rnn import conformance
from tf1rnn.registry import discovery
from tf1rnn.report.notebooks.listing import phase
from tf1rnn.report.notebooks.writing import notebook
from tf1rnn.task import hyperparameters

REGISTRY = discovery.discover()
TASKS = [REGISTRY.get(task.name) for task in REGISTRY.tasks()]


def small(task):
    """Hyperparameters of a run that takes little time."""
    values = smallest(task)
    if any("drawn" in (h.option.metavar or "") for h in hyperparameters(task)):
        values["data"] = "drawn"
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
def test_every_tasks_notebook_runs_prints_and_leaves_a_well_formed_folder(task, tmp_path):
    written = notebook(task, small(task))
    nbformat.validate(written)
    own = dict(vars(task))
    try:
        printed, names = executed(written, tmp_path)
    finally:  # a plugin's class is the registry's, and cells set its methods
        for name in set(task.__dict__) & set(own) - {"__dict__", "__weakref__"}:
            if vars(task)[name] is not own[name]:
                setattr(task, name, own[name])
    assert printed == names["run"].output != ""
    assert json.loads((names["run"].folder / "status.json").read_text())["state"] == "finished"
    conformance.check_folder(task, names["run"])


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_notebook_holds_the_phases_of_the_listing_line_by_line(task):
    cells = "\n".join(cell.source for cell in notebook(task, {}).cells)
    for name in ("construct", "execute"):
        assert phase(task, name) is not None
        lines = inspect.getsource(getattr(task, name)).partition(":\n")[2].splitlines()
        lines = [re.sub(r"\bself\b", "task", line.strip()) for line in lines]
        assert [line for line in lines if line not in cells] == []


PLUGIN = """
from pathlib import Path
from tf1rnn import Option, Task, UserError, tf
from ._shared import double
from typing import Annotated

START = 2.0


class Doubled(Task):
    '''Double a number <b>, as `--n-times 3` says.'''

    configuration = "none"
    n_times: Annotated[int, Option(min=1, help="how often")] = 2
    where: Annotated[Path | None, Option(help="a file that is not read")] = None

    def construct(self):
        # The first comment.
        self.start = tf.Variable(START)

    def execute(self, run):
        run.print(self.doubled(run.session.run(self.start)))
        if self.n_times > 9:
            return

    def doubled(self, value):
        for _ in range(self.n_times):
            value = double(value)
        return value
"""


def test_a_plugins_notebook_runs_with_what_lies_beside_it(plugins, tmp_path):
    folder = plugins("doubled", PLUGIN)
    (folder / "_shared.py").write_text("def double(value):\n    return 2 * value\n")
    written = notebook(discovery.discover().get("doubled"), {"n_times": 3})
    printed, _ = executed(written, tmp_path / "runs")
    assert printed == "16.0\n"
    text = "\n".join(cell.source for cell in written.cells)
    assert "# The first comment.\ntask.start = tf.Variable(START)" in text
    assert "task.execute(run)" in text  # a `return` means nothing in a cell
    assert r"number \<b>, as `n_times=3` says" in text


def test_a_method_that_a_cell_changes_is_the_one_that_the_phases_call(plugins, tmp_path):
    (plugins("doubled", PLUGIN) / "_shared.py").write_text("double = float\n")
    written = notebook(discovery.discover().get("doubled"), {})
    for cell in written.cells:
        cell.source = cell.source.replace("    return value\n", "    return 'changed'\n")
    printed, _ = executed(written, tmp_path / "runs")
    assert printed == "changed\n"


def test_the_command_writes_a_new_file_only(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert command("notebook", "basic_rnn").out.startswith("Wrote basic_rnn.ipynb.")
    again = command("notebook", "basic_rnn")
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert "--out basic_rnn.ipynb: exists already" in again.err
    assert "ends in .ipynb" in command("notebook", "basic_rnn", "--out", "a.txt").err
    assert "cannot be written" in command("notebook", "basic_rnn", "--out", "no/a.ipynb").err
    assert "did you mean basic_rnn" in command("notebook", "basic_rn").err
    assert [path.name for path in tmp_path.iterdir()] == ["basic_rnn.ipynb"]


def test_a_notebook_is_headed_by_what_the_lesson_says_of_its_topic():
    cells = notebook(REGISTRY.get("translation"), {}).cells
    assert cells[0].source.startswith("# Translate English into French")
    assert "<summary>Topic 8: Word Embedding</summary>" in cells[1].source
    assert r"it begins with \<go>" in " ".join(cells[1].source.split())
