"""The folder of a run, runs/<task>/<run>/: its name, params.json, status.json, its lock."""

import contextlib
import json
import platform
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.files import is_literal, read_text, write_text
from tf1rnn.runs import servers
from tf1rnn.runs.folder.checkpoints import STATE
from tf1rnn.runs.folder.locking import is_locked
from tf1rnn.task import Task, hyperparameters
from tf1rnn.text import typed

PARAMS = "params.json"
STATUS = "status.json"
OUTPUT = "output.txt"
METRICS = "metrics.csv"
LARGEST_SEED = 2**32 - 1  # NumPy's
DEFAULT_SEED = 42
CHECKPOINTS = "checkpoints"
EVENTS = "events"
UNFINISHED = ("interrupted", "failed")
STATES = ("running", "finished", *UNFINISHED)


def new_folder(runs_dir: Path, task_name: str) -> tuple[Path, list[Path]]:
    """Make a new folder runs_dir/<task>/<run>/, named by the time.

    Returns it and all folders that were made for it, the innermost first. Raises UserError, and
    leaves nothing behind, if it cannot be made.
    """
    _check_name(runs_dir)
    parent = runs_dir / task_name
    made: list[Path] = []
    try:
        made += [path for path in (parent, *parent.parents) if not path.exists()]
        parent.mkdir(parents=True, exist_ok=True)
        started = time.strftime("%Y-%m-%d_%H-%M-%S")
        for number in range(1, 10_000):
            folder = parent / (started if number == 1 else f"{started}_{number}")
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
                return folder, [folder, *made]
        raise OSError("ten thousand runs were started in this second")
    except OSError as error:
        remove_folders(made)
        reason = error.strerror or error
        raise UserError(
            f"--runs-dir {runs_dir}: cannot make a folder there: {reason}; "
            "name a folder that you may write to"
        ) from error


def _check_name(runs_dir: Path) -> None:
    try:
        str(runs_dir).encode()
    except UnicodeEncodeError as error:
        raise UserError(
            f"--runs-dir {runs_dir}: TensorFlow needs a name in UTF-8; rename the folder"
        ) from error
    if not is_literal(runs_dir.absolute()):
        raise UserError(
            f"--runs-dir {runs_dir.absolute()}: TensorFlow takes *, ?, [, ] and \\ in a folder's "
            "name as a pattern; rename the folder"
        )


def remove_folders(made: list[Path]) -> None:
    """Remove the folders made for a run that never began, unless they hold something else."""
    for path in made:
        with contextlib.suppress(OSError):
            path.rmdir()


def check_links(folder: Path) -> None:
    """Raise UserError if a run's folder holds a link, which would lead writes elsewhere."""
    for path in folder.rglob("*"):
        if path.is_symlink():
            raise UserError(f"{path}: is a link, which a run's folder may not hold; remove it")


def versions() -> dict[str, str]:
    """What a run's numbers depend on besides its parameters."""
    from tf1rnn import __version__  # which imports this module

    found = {"tf1rnn": __version__, "python": platform.python_version()}
    for package in ("tensorflow", "tf-keras", "tf-slim", "numpy"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


def write_params(
    folder: Path,
    task: Task,
    seed: int,
    device: str,
    constructed: bool = True,
    origin: dict[str, Any] | None = None,
) -> None:
    """Write params.json: the task, its hyperparameters and facts, and what repeats the run.

    `origin` says what the run was made for, such as a row of a sweep.
    """
    params = {
        "task": task.name,
        "hyperparameters": task.values,
        "defaults": {h.name: h.default for h in hyperparameters(type(task))},
        "facts": task.facts,
        "constructed": constructed,
        "seed": seed,
        "device": device,
        "started": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "command": sys.argv,
        "versions": versions(),
        **({"origin": origin} if origin else {}),
        **({"cluster": at.jobs} if (at := servers.here()) else {}),
    }
    write_text(folder / PARAMS, json.dumps(params, indent=2, default=str) + "\n")


def raise_values(folder: Path, task: Task) -> None:
    """Write to params.json how long a resumed run is to train, so that it can be resumed again."""
    params, name = read_params(folder), task.trains_for
    if name and params["hyperparameters"].get(name) != task.values[name]:
        params["hyperparameters"][name] = task.values[name]
        write_text(folder / PARAMS, json.dumps(params, indent=2) + "\n")


def read_params(folder: Path) -> dict[str, Any]:
    """A run's params.json; raises UserError if it is damaged."""
    return read_params_file(folder / PARAMS)


def read_params_file(path: Path) -> dict[str, Any]:
    """What a params.json holds; raises UserError if it is no such file."""
    try:
        params = json.loads(read_text(path))
        kinds = {"task": str, "hyperparameters": dict, "facts": dict, "seed": int}
        for name, kind in kinds.items():
            if not isinstance(params[name], kind):
                raise TypeError(f"{name} is not of type {kind.__name__}")
        if not 0 <= params["seed"] <= LARGEST_SEED:
            raise ValueError(f"seed is not in the range 0<=x<={LARGEST_SEED}")
        return params
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise UserError(f"{path}: is not the params.json of a run: {reason}") from error


def task_of(folder: Path, task_class: type[Task]) -> Task:
    """The task with the hyperparameters of a run; raises UserError if they do not fit."""
    params = read_params(folder)
    if params["task"] != task_class.name:
        raise UserError(
            f"{folder / PARAMS}: is of a run of {params['task']}, not of {task_class.name}; put "
            "back the file or the folder that was changed"
        )
    try:
        return task_class(**{**task_class.earlier, **params["hyperparameters"]})
    except UserError as error:
        raise UserError(f"{folder / PARAMS}: {error}") from error


def write_status(folder: Path, status: dict[str, Any]) -> None:
    """Write status.json.

    It holds the state (running, finished, interrupted or failed), the steps done, the last metrics,
    the files that the task wrote, and those of them that it wrote more than once.
    """
    write_text(folder / STATUS, json.dumps(status) + "\n")


def read_status(folder: Path) -> dict[str, Any]:
    """A run's status; its state is `interrupted` if its process was killed."""
    status: dict[str, Any] = {"state": "interrupted", "steps": 0, "metrics": {}}
    status |= {"files": [], "rewritten": []}
    with contextlib.suppress(OSError, ValueError, RecursionError):
        read = json.loads(read_text(folder / STATUS))
        if isinstance(read, dict):
            fits = {
                "state": read.get("state") in STATES,
                "steps": type(read.get("steps")) is int and 0 <= read["steps"] < 2**63,
                "metrics": isinstance(read.get("metrics"), dict),
                "files": _are_names(read.get("files")),
                "rewritten": _are_names(read.get("rewritten")),
            }
            status |= {name: read[name] for name in status if fits[name]}
    metrics = status["metrics"].items()
    status["metrics"] = {n: v for n, v in metrics if type(v) in (int, float) and abs(v) < 2**63}
    if status["state"] == "running" and not is_locked(folder):
        status["state"] = "interrupted"
    return status


def _are_names(value: object) -> bool:
    """Whether a value lists names of files in one folder."""
    return isinstance(value, list) and all(
        isinstance(name, str) and name not in ("", ".", "..") and not {"/", "\0"} & set(name)
        for name in value
    )


def find_run(runs_dir: Path, task_name: str, run: str | None, to_resume: bool = False) -> Path:
    """The folder of the named run, or of the newest with a checkpoint; UserError if none.

    With `to_resume` the run needs no checkpoint, and the newest unfinished run comes before all
    others.
    """
    _check_name(runs_dir)
    parent = runs_dir / task_name
    if run is not None:
        folder = parent / run
        if run in ("", ".", "..") or "/" in run or not (folder / PARAMS).is_file():
            option = "--resume" if to_resume else "--run"
            raise UserError(f"{option} {run}: there is no such run in {parent}; `runs` lists them")
        return folder
    times: dict[Path, float] = {}
    with contextlib.suppress(OSError):
        found = [(path, path.parent) for path in parent.glob(f"*/{PARAMS}") if to_resume]
        states = parent.glob(f"*/{CHECKPOINTS}/*/{STATE}")
        for path, folder in [*found, *((path, path.parent.parent.parent) for path in states)]:
            with contextlib.suppress(OSError):  # a checkpoint that its run deletes meanwhile
                times[folder] = max(path.stat().st_mtime, times.get(folder, 0.0))

    def rank(folder: Path) -> tuple[bool, float]:
        return to_resume and read_status(folder)["state"] in UNFINISHED, times[folder]

    if times:
        return max(times, key=rank)
    raise UserError(
        f"--runs-dir {runs_dir}: no {task_name} run there has a checkpoint yet; "
        f"make one with: {typed('run', task_name)}"
    )


def resume_argv(folder: Path) -> list[str]:
    """The arguments of the command that resumes a run, on the servers that it is on, if any."""
    led = servers.here()
    if led is not None and led.again:
        return [*led.again, "--resume", folder.name]
    argv = ["run", folder.parent.name, "--resume", folder.name]
    runs_dir = folder.parent.parent
    return argv if runs_dir == Path("runs") else [*argv, "--runs-dir", str(runs_dir)]


class Entry(NamedTuple):
    """A run as `runs` lists it."""

    folder: Path
    task: str
    status: dict[str, Any]
    changed: float  # seconds since the epoch
    size: int  # bytes

    @property
    def full_name(self) -> str:
        """Its task and its name, as in `mnist/2026-01-31_12-00-00`."""
        return f"{self.task}/{self.folder.name}"

    @property
    def is_unfinished(self) -> bool:
        """Whether it ended without finishing, so that it can be resumed."""
        return self.status["state"] in UNFINISHED


def runs_in(runs_dir: Path) -> list[Entry]:
    """Every run below a folder, the newest first; folders that hold no run are skipped."""
    found = []
    for params in runs_dir.glob(f"*/*/{PARAMS}"):
        folder = params.parent
        if not _is_run(folder):
            continue
        with contextlib.suppress(OSError):  # removed while we look
            stats = [params.stat()]
            stats += [path.lstat() for path in folder.rglob("*") if path.is_file()]
            changed = max(stat.st_mtime for stat in stats)
            size = sum(stat.st_size for stat in stats[1:])
            found.append(Entry(folder, folder.parent.name, read_status(folder), changed, size))
    return sorted(found, key=lambda entry: entry.changed, reverse=True)


def _is_run(folder: Path) -> bool:
    """Whether a folder is a run: other programs, too, write a params.json two folders down."""
    try:
        params = read_params(folder)
    except UserError:
        return False
    versions = params.get("versions")
    return isinstance(versions, dict) and "tf1rnn" in versions
