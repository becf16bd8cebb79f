"""`resume`: going on with a run that was interrupted."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.cli import hints
from tf1rnn.cli import run as run_command
from tf1rnn.cli.runs import kept_runs
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs import folders
from tf1rnn.runs.execution import resume_argv


def resume(
    run: Annotated[
        str | None, typer.Argument(help="the run's name; the newest unfinished one without it")
    ] = None,
    runs_dir: run_command.RunsDir = Path("runs"),
) -> None:
    """Go on with a run that did not finish."""
    named = [item for item in kept_runs(runs_dir) if item.folder.name == run]
    if len(named) > 1:
        tasks = " and ".join(item.task for item in named)
        raise UserError(f"{run} is a run of {tasks}: say which by: run TASK --resume {run}")
    unfinished = [
        item for item in kept_runs(runs_dir) if item.status["state"] in folders.UNFINISHED
    ]
    for item in named or (unfinished if run is None else []):
        argv = resume_argv(item.folder)
        print(f"$ {hints.typed(*argv)}", file=sys.stderr)
        command = run_command.task_command(discovery.discover().get(item.task))
        command.main(argv[2:], standalone_mode=False)
        return
    what = "no run there is unfinished" if run is None else f"there is no run {run} there"
    raise UserError(f"--runs-dir {runs_dir}: {what}; `runs` lists them")
