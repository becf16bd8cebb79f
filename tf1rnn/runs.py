"""The folder of a run, runs/<task>/<run>/: its name, its params.json, finding it again."""

import contextlib
import json
import platform
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import tf1rnn
from tf1rnn.errors import UserError
from tf1rnn.files import write_text
from tf1rnn.task import Task

PARAMS = "params.json"
CHECKPOINTS = "checkpoints"


def new_folder(runs_dir: Path, task_name: str) -> Path:
    """Make runs_dir/<task>/<run>/, named by the time, never one that exists.

    Raises UserError, leaving nothing behind, where it cannot be made.
    """
    parent = runs_dir / task_name
    made = [p for p in (parent, *parent.parents) if not p.exists()]
    try:
        parent.mkdir(parents=True, exist_ok=True)
        started = time.strftime("%Y-%m-%d_%H-%M-%S")
        for number in range(1, 10_000):
            folder = parent / (started if number == 1 else f"{started}_{number}")
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
                return folder
        raise OSError("ten thousand runs were started in this second")
    except OSError as error:
        for path in made:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise UserError(
            f"--runs-dir {runs_dir}: cannot make a folder there: {error.strerror or error}; "
            "name a folder that you may write to"
        ) from error


def remove_folder(folder: Path) -> None:
    """Take back the folder of a run that never began, and the parents if it was their first."""
    for path in (folder, folder.parent, folder.parent.parent):
        with contextlib.suppress(OSError):
            path.rmdir()


def versions() -> dict[str, str]:
    """What a run's numbers depend on besides its parameters."""
    found = {"tf1rnn": tf1rnn.__version__, "python": platform.python_version()}
    for package in ("tensorflow", "tf-keras", "tf-slim", "numpy"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


def write_params(folder: Path, task: Task, **how: Any) -> None:
    """Write params.json: the task, its hyperparameters and what else repeats the run."""
    params = {
        "task": task.name,
        "hyperparameters": task.values,
        **how,
        "started": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "command": sys.argv,
        "versions": versions(),
    }
    write_text(folder / PARAMS, json.dumps(params, indent=2, default=str) + "\n")


def read_hyperparameters(folder: Path, task: type[Task]) -> dict[str, Any]:
    """The hyperparameters that a run was given; raises UserError for a damaged params.json."""
    path = folder / PARAMS
    try:
        values = json.loads(path.read_text(encoding="utf-8"))["hyperparameters"]
        if isinstance(values, dict):
            return values
        raise TypeError("hyperparameters is no object")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UserError(f"{path}: not the params.json of a {task.name} run: {reason}") from error


def find_run(runs_dir: Path, task: type[Task], run: str | None) -> Path:
    """The folder of the named run, or of the newest with a checkpoint; UserError if none."""
    parent = runs_dir / task.name
    if run is not None:
        folder = parent / run
        if Path(run).name != run or not (folder / PARAMS).is_file():
            raise UserError(f"--run {run}: there is no such run in {parent}")
        if not (folder / CHECKPOINTS / "checkpoint").is_file():
            raise UserError(f"--run {run}: {folder} holds no checkpoint")
        return folder
    with contextlib.suppress(OSError):
        saved = sorted(parent.glob(f"*/{CHECKPOINTS}/checkpoint"), key=lambda p: p.stat().st_mtime)
        if saved:
            return saved[-1].parent.parent
    raise UserError(
        f"--runs-dir {runs_dir}: no {task.name} run there has a checkpoint yet; "
        f"make one with: run {task.name}"
    )
