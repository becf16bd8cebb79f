"""The folder of a run, runs/<task>/<run>/: its name, params.json, status.json, its lock."""

import contextlib
import fcntl
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import tf1rnn
from tf1rnn import hints
from tf1rnn.checkpoints import STATE
from tf1rnn.errors import UserError
from tf1rnn.files import write_text
from tf1rnn.task import Task

PARAMS = "params.json"
STATUS = "status.json"
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
        reason = error.strerror or error
        raise UserError(
            f"--runs-dir {runs_dir}: cannot make a folder there: {reason}; "
            "name a folder that you may write to"
        ) from error


def remove_folder(folder: Path) -> None:
    """Take back the folder of a run that never began, and the parents if it was their first."""
    for path in (folder, folder.parent, folder.parent.parent):
        with contextlib.suppress(OSError):
            path.rmdir()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a run's folder for this process alone; the system releases it when the process ends.

    Raises UserError where another process holds it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UserError(f"{folder}: another process is writing this run") from error
        yield
    finally:
        os.close(handle)


def is_locked(folder: Path) -> bool:
    """Whether a process is writing this run now."""
    try:
        with locked(folder):
            return False
    except UserError:
        return True


def versions() -> dict[str, str]:
    """What a run's numbers depend on besides its parameters."""
    found = {"tf1rnn": tf1rnn.__version__, "python": platform.python_version()}
    for package in ("tensorflow", "tf-keras", "tf-slim", "numpy"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


def write_params(folder: Path, task: Task, seed: int, device: str) -> None:
    """Write params.json: the task, its hyperparameters and facts, and what else repeats the run."""
    params = {
        "task": task.name,
        "hyperparameters": task.values,
        "facts": task.facts,
        "seed": seed,
        "device": device,
        "started": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "command": sys.argv,
        "versions": versions(),
    }
    write_text(folder / PARAMS, json.dumps(params, indent=2, default=str) + "\n")


def read_params(folder: Path) -> dict[str, Any]:
    """A run's params.json; raises UserError where it is damaged."""
    path = folder / PARAMS
    try:
        params = json.loads(path.read_text(encoding="utf-8"))
        kinds = {"task": str, "hyperparameters": dict, "facts": dict, "seed": int}
        for name, kind in kinds.items():
            if not isinstance(params[name], kind):
                raise TypeError(f"{name} is no {kind.__name__}")
        return params
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UserError(f"{path}: not the params.json of a run: {reason}") from error


def task_of(folder: Path, task_class: type[Task]) -> Task:
    """The task with the hyperparameters of a run; raises UserError where they do not fit."""
    values = read_params(folder)["hyperparameters"]
    try:
        return task_class(**values)
    except UserError as error:
        raise UserError(f"{folder / PARAMS}: {error}") from error


def write_status(folder: Path, state: str, steps: int, rows: list[dict[str, float]]) -> None:
    """Write status.json: running, finished, interrupted or failed; steps done; the last metrics."""
    status = {"state": state, "steps": steps, "metrics": rows[-1] if rows else {}}
    write_text(folder / STATUS, json.dumps(status) + "\n")


def read_status(folder: Path) -> dict[str, Any]:
    """A run's status; where the process that ran it was killed, its state is `interrupted`."""
    status: dict[str, Any] = {"state": "interrupted", "steps": 0, "metrics": {}}
    with contextlib.suppress(OSError, ValueError, RecursionError):
        read = json.loads((folder / STATUS).read_text(encoding="utf-8"))
        if isinstance(read, dict):
            same_type = (n for n in status if type(read.get(n)) is type(status[n]))
            status |= {name: read[name] for name in same_type}
    if status["state"] == "running" and not is_locked(folder):
        status["state"] = "interrupted"
    return status


def find_run(
    runs_dir: Path, task_name: str, run: str | None, unfinished_first: bool = False
) -> Path:
    """The folder of the named run, or of the newest with a checkpoint; UserError if none.

    With `unfinished_first`, the newest that did not finish goes before any that did.
    """
    parent = runs_dir / task_name
    if run is not None:
        folder = parent / run
        if Path(run).name != run or not (folder / PARAMS).is_file():
            raise UserError(f"--run {run}: there is no such run in {parent}")
        return folder
    with contextlib.suppress(OSError):
        saved = parent.glob(f"*/{CHECKPOINTS}/*/{STATE}")
        times = {path.parent.parent.parent: path.stat().st_mtime for path in saved}

        def rank(folder: Path) -> tuple[bool, float]:
            unfinished = unfinished_first and read_status(folder)["state"] != "finished"
            return unfinished, times[folder]

        if times:
            return max(times, key=rank)
    raise UserError(
        f"--runs-dir {runs_dir}: no {task_name} run there has a checkpoint yet; "
        f"make one with: {hints.typed('run', task_name)}"
    )
