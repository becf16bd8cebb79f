"""`resume`: resumes a run that was interrupted."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.cli.run import tell_where
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs.folder.entries import Entry, runs_in
from tf1rnn.runs.folder.folders import resume_argv
from tf1rnn.runs.options import RunsDir
from tf1rnn.runs.resuming import resume_task, task_to_resume
from tf1rnn.text import printable, typed


def resume(
    run: Annotated[
        str | None, typer.Argument(help="the run's name; without it, the newest unfinished run")
    ] = None,
    runs_dir: RunsDir = Path("runs"),
) -> None:
    """Resume a run that did not finish."""
    found = discovery.discover()
    entry = _chosen(run, runs_dir, found)
    print(f"$ {typed(*resume_argv(entry.folder))}", file=sys.stderr)
    task_class = found.get(entry.task)
    tell_where(resume_task(task_to_resume(task_class, entry.folder, {}), entry.folder))


def _chosen(run: str | None, runs_dir: Path, found: discovery.Registry) -> Entry:
    """The run of this name, or the newest that did not finish and whose task is there."""
    entries = runs_in(runs_dir)
    named = [entry for entry in entries if entry.folder.name == run]
    if len(named) > 1:
        tasks = " and ".join(entry.task for entry in named)
        raise UserError(f"{run} is a run of {tasks}: choose with: run TASK --resume {run}")
    unfinished = [entry for entry in entries if entry.is_unfinished]
    if named:
        return named[0]
    for entry in unfinished if run is None else []:
        if entry.task in found.found:
            return entry
        there = f"{entry.folder} is skipped: there is no task {entry.task} now"
        print(f"tf1rnn: {printable(there)}", file=sys.stderr)
    what = "no run there is unfinished" if run is None else f"there is no run {run} there"
    raise UserError(f"--runs-dir {runs_dir}: {what}; `runs` lists them")
