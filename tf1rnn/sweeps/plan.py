"""sweep.json: what a sweep is to run, written once; its runs are found by their params.json."""

import json
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.runs import devices
from tf1rnn.runs.folder import folders
from tf1rnn.runs.options import checked_options
from tf1rnn.sweeps.grid import Row, checked, rows_of
from tf1rnn.task import Task
from tf1rnn.text import suggestion

SWEEPS = "sweeps"  # the folder in the runs' folder; a sweep's runs are in their task's
FILE = "sweep.json"


class Plan(NamedTuple):
    """A sweep: its folder, its task, the values along each axis, and what every run is given."""

    folder: Path
    task: type[Task]
    axes: dict[str, list[Any]]
    base: dict[str, Any]
    device: str
    save_every: float

    @property
    def rows(self) -> list[Row]:
        """Its runs."""
        return rows_of(self.task, self.axes, self.base)

    @property
    def runs_dir(self) -> Path:
        """The folder of all runs."""
        return self.folder.parent.parent

    def found(self) -> dict[int, Path]:
        """The folder of each row's run that there is, the newest if there are several."""
        there: dict[int, Path] = {}
        for path in sorted((self.runs_dir / self.task.name).glob(f"*/{folders.PARAMS}")):
            try:
                origin = folders.read_params_file(path).get("origin")
            except UserError:  # damaged, or deleted meanwhile: the row is run anew
                continue
            if isinstance(origin, dict) and origin.get("sweep") == self.folder.name:
                there[origin.get("row")] = path.parent
        return there


def new_plan(
    task: type[Task],
    given: dict[str, list[Any]],
    runs_dir: Path,
    device: str = "auto",
    save_every: float = 10.0,
    quick: bool = False,
) -> Plan:
    """Write a sweep's plan to a folder of its own; raises UserError if it cannot be run."""
    axes, base = checked(task, given), task.quick if quick else {}
    rows_of(task, axes, base)
    devices.check_device(device)
    folder, made = folders.new_folder(runs_dir, SWEEPS)
    written = {
        "task": task.name,
        "axes": axes,
        "base": base,
        "device": device,
        "save_every": save_every,
        "started": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "command": sys.argv,
    }
    try:
        files.write_text(folder / FILE, json.dumps(written, indent=2, default=str) + "\n")
    except BaseException:
        folders.remove_folders(made)
        raise
    return Plan(folder, task, axes, dict(base), device, save_every)


def find_sweep(runs_dir: Path, name: str | None) -> Path:
    """The folder of a sweep, of the newest without a name; raises UserError if there is none."""
    there = sorted((path.parent for path in (runs_dir / SWEEPS).glob(f"*/{FILE}")), key=_age)
    if not there:
        raise UserError(f"--runs-dir {runs_dir}: there is no sweep there; `sweep TASK` makes one")
    if name is None:
        return there[-1]
    for folder in there:
        if name in (folder.name, str(folder)):
            return folder
    names = [folder.name for folder in there]
    hint = suggestion(name, names, f"the newest is {names[-1]}")
    raise UserError(f"--resume {name}: {runs_dir / SWEEPS} holds no such sweep: {hint}")


def _age(folder: Path) -> float:
    return (folder / FILE).stat().st_mtime


def task_name(folder: Path) -> str:
    """The name of a sweep's task."""
    return _read(folder)["task"]


def read_plan(folder: Path, task: type[Task]) -> Plan:
    """The plan in a sweep's folder; raises UserError if it is damaged or no longer fits."""
    read = _read(folder)
    try:
        axes = checked(task, read["axes"])
        options = checked_options(device=read["device"], save_every=read["save_every"])
        devices.check_device(options["device"])
        plan = Plan(folder, task, axes, read["base"], **options)
        rows_of(task, axes, plan.base)
    except UserError as error:
        raise UserError(f"{folder / FILE}: {error}") from error
    return plan


def _read(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    kinds = {"task": str, "axes": dict, "base": dict, "device": str, "save_every": float}
    try:
        read = json.loads(files.read_text(path))
        for name, kind in kinds.items():
            if not isinstance(read[name], kind):
                raise TypeError(f"{name} is not of type {kind.__name__}")
        if not all(isinstance(values, list) for values in read["axes"].values()):
            raise TypeError("axes holds something else than lists")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(f"{path}: is not the plan of a sweep: {error}") from error
    return read
