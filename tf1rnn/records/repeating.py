"""`run --config`: a run repeated from a params.json, and what differs this time."""

from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.records.comparing import ABSENT, circumstances
from tf1rnn.records.record import value_text
from tf1rnn.runs import devices
from tf1rnn.runs.folder import folders
from tf1rnn.task import Task

_COMPUTED_WITH = ("replicas", "threads")  # facts of the machine that decide the digits


def read_config(path: Path) -> dict[str, Any]:
    """The parameters in a run's params.json, which `path` or a run's folder names."""
    return folders.read_params_file(path / folders.PARAMS if path.is_dir() else path)


def repeated(
    task_class: type[Task], config: Path, given: dict[str, Any], device: str
) -> tuple[Task, str]:
    """The task that a params.json describes, but for what was given; and the device to run on.

    `auto` means the run's own device where it is there. Raises UserError if the file is of another
    task, or does not fit it.
    """
    params = read_config(config)
    if params["task"] != task_class.name:
        raise UserError(
            f"--config {config}: is of a run of {params['task']}, not of {task_class.name}"
        )
    values = {**task_class.earlier, **params["hyperparameters"]}
    try:
        task = task_class(**values)
    except UserError as error:
        raise UserError(f"--config {config}: {error}") from error
    before, task = task.values, task_class(**{**task.values, **given})
    if before.get("replicas") == task.values.get("replicas"):
        task.facts |= {n: v for n, v in params["facts"].items() if n in _COMPUTED_WITH}
    return task, _device(params.get("device"), device)


def _device(then: Any, asked: str) -> str:
    """The device that was asked for, or the run's own if it is there."""
    if asked != "auto" or not isinstance(then, str):
        return asked
    try:
        return devices.resolve_device(then)
    except UserError:
        return asked


def differing(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What differs between two runs, a line each: hyperparameters, seed, device, versions, data."""
    lines = []
    pairs = [(_values(then), _values(now)), (circumstances(then), circumstances(now))]
    for before, here in pairs:
        for name in dict.fromkeys([*before, *here]):
            texts = [value_text(each[name]) if name in each else ABSENT for each in (before, here)]
            if texts[0] != texts[1]:
                lines.append(f"{name} was {texts[0]}, is now {texts[1]}")
    return lines


def _values(params: dict[str, Any]) -> dict[str, Any]:
    return {**params["hyperparameters"], "seed": params["seed"]}
