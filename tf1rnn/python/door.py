"""Runs tasks, resumes and reads their runs: the command line's `run`, `resume` and `runs`."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tf1rnn.python.past import PastRun, find_task
from tf1rnn.python.words import in_python
from tf1rnn.report.models import export as models
from tf1rnn.runs import devices, execution, resuming
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.entries import runs_in
from tf1rnn.runs.naming import named_run
from tf1rnn.runs.options import checked_options
from tf1rnn.runs.run import Run
from tf1rnn.runs.shown import Shown, cell_number
from tf1rnn.task import Task

if TYPE_CHECKING:
    from pandas import DataFrame

    from tf1rnn.tf1 import tf

RUNS = Path("runs")


def run(
    task: str | type[Task] | Task,
    /,
    *,
    seed: int = 42,
    device: str = "auto",
    runs_dir: str | Path = RUNS,
    quick: bool = False,
    save_every: float = 10.0,
    echo: bool = True,
    **values: Any,
) -> Run:
    """Run a task, by its name or class, and return its finished run.

    `values` are its hyperparameters; with `quick` its quick values are the defaults. The run has a
    folder of its own in `runs_dir`. With `echo=False` it prints to its output.txt alone. Raises
    UserError if a value or the task's data cannot be used, and Interrupted after Ctrl-C or a
    notebook's stop button: `resume` goes on from there.
    """
    with in_python():
        options = checked_options(
            seed=seed, device=device, runs_dir=runs_dir, quick=quick, save_every=save_every
        )
        if isinstance(task, Task):
            chosen = type(task)(**task.values | values)
        else:
            task_class = find_task(task)
            chosen = task_class(**({**task_class.quick, **values} if quick else values))
        del options["quick"]
        devices.check_device(device)
        return _noted(execution.run_task(chosen, echo=echo, **options), echo)


def resume(
    task: str | type[Task],
    /,
    name: str | None = None,
    *,
    device: str = "auto",
    runs_dir: str | Path = RUNS,
    save_every: float = 10.0,
    echo: bool = True,
    **values: Any,
) -> Run:
    """Resume a run of a task, the newest unfinished one if `name` is not given.

    `values` may raise the hyperparameter that says how long the task trains.
    """
    with in_python():
        options = checked_options(device=device, runs_dir=runs_dir, save_every=save_every)
        task_class = find_task(task)
        devices.check_device(device)
        folder = folders.find_run(options.pop("runs_dir"), task_class.name, name, to_resume=True)
        given = task_class(**values)  # raises UserError for what it does not have
        asked = {name: getattr(given, name) for name in values}
        resumed = resuming.task_to_resume(task_class, folder, asked)
        return _noted(resuming.resume_task(resumed, folder, echo=echo, **options), echo)


@contextlib.contextmanager
def open_run(
    task: str | type[Task], runs_dir: str | Path = RUNS, name: str | None = None
) -> Iterator[tuple[Task, "tf.Session"]]:
    """A trained task and its session, restored from a run's newest checkpoint.

    `task` is a task's name or class, `name` the run's name; the default is the newest run with a
    checkpoint. Raises UserError if there is no such run or its files are damaged.
    """
    with resuming.open_run(find_task(task), Path(runs_dir), name) as opened:
        yield opened


def load_run(
    task: str | type[Task], name: str | None = None, *, runs_dir: str | Path = RUNS
) -> PastRun:
    """A run made before: its output, metrics, figures; the newest if `name` is not given."""
    with in_python():
        task_name = task if isinstance(task, str) else task.name
        return PastRun(folders.find_run(Path(runs_dir), task_name, name))


def list_runs(task: str | type[Task] | None = None, *, runs_dir: str | Path = RUNS) -> "DataFrame":
    """All runs, or those of one task, the newest first, as a table.

    A row has the run's state, seed, hyperparameters and last metrics. Columns in which the runs
    hold no values are left out.
    """
    import pandas as pd

    name = getattr(task, "name", task)
    rows = []
    for entry in runs_in(Path(runs_dir)):
        if name in (None, entry.task):
            params = entry.params
            ends = {"task": entry.task, "run": entry.folder.name, "state": entry.status["state"]}
            last = {n: v for n, v in entry.status["metrics"].items() if n != "step"}
            rows.append(ends | {"seed": params["seed"]} | params["hyperparameters"] | last)
    columns = [] if rows else ["task", "run", "state", "seed"]
    return pd.DataFrame(rows, columns=columns or None).dropna(axis="columns", how="all")


def _noted(run: Run, echo: bool) -> Run:
    """The run, which knows whether the notebook's cell shows already what it printed."""
    run.printed_in = cell_number() if echo else None
    return run


def export(
    run: Shown | str,
    to: str = "saved_model",
    out: str | Path | None = None,
    *,
    output: Sequence[str] = (),
    runs_dir: str | Path = RUNS,
) -> models.Exported:
    """Export a run's trained network to a new folder, for plain TensorFlow 2.

    `run` is a run, its name, or a task's name for the newest. `to` is "saved_model", "frozen_graph"
    or "tflite", `output` names the task's tensors that the model gives. In this process TensorFlow
    is TensorFlow 1: load the model in another, a notebook with a kernel of its own.
    """
    with in_python():
        past = PastRun(named_run(Path(runs_dir), run)) if isinstance(run, str) else run
        names = [output] if isinstance(output, str) else output
        return models.export(past.task_class, past.folder, to, out and Path(out), names)
