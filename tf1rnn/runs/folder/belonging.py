"""What a checkpoint belongs to: the run's parameters, facts and files, stored in its state."""

import hashlib
import json
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.runs.folder import folders
from tf1rnn.task import Task

RUN = "run"  # its name in a checkpoint's state; older checkpoints have none
_BOUND = ("seed", "hyperparameters", "facts", "started")  # the first that differs is named


def digest(text: str) -> str:
    """The SHA-256 of a text that a task wrote to a file of its run."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def belonging(params: dict[str, Any], trains_for: str, written: dict[str, str]) -> dict[str, Any]:
    """What decides a run's numbers; `written` are the digests of the files that the task wrote.

    How long it trains is not bound, for that may be raised.
    """
    bound = {name: params.get(name) for name in _BOUND}
    values = params["hyperparameters"].items()
    bound["hyperparameters"] = {name: v for name, v in values if name != trains_for}
    # As it will be read again.
    return json.loads(json.dumps({**bound, "files": written}))


def check_belonging(folder: Path, task: Task, checkpoint: Path, state: dict[str, Any]) -> None:
    """Raise UserError, which names what differs, unless a checkpoint is of this very run.

    Tells the task which texts its construction phase must find.
    """
    saved = state.get(RUN)
    if saved is None:  # an older tf1rnn saved it
        return
    now = belonging(folders.read_params(folder), task.trains_for, {})
    if saved.keys() != now.keys() or not isinstance(saved["files"], dict):
        raise UserError(f"{checkpoint}: is damaged; delete it to use the one before")
    if differing := list(_differing(saved, now)):
        name, then, here = differing[0]
        more = f" (and {len(differing) - 1} more)" if differing[1:] else ""
        raise UserError(
            f"{folder}: {folders.PARAMS} and {checkpoint.name} are not of the same run: {name} is "
            f"{here!r} in {folders.PARAMS}, but the checkpoint was saved with {then!r}{more}; put "
            "back the file that was changed, or start a new run"
        )
    rewritten = folders.read_status(folder)["rewritten"]
    task.texts = {n: d for n, d in saved["files"].items() if n not in rewritten}


def _differing(saved: dict[str, Any], now: dict[str, Any]) -> Any:
    for name in _BOUND:
        then, here = saved[name], now[name]
        if isinstance(then, dict) and isinstance(here, dict):
            for key in [*then, *(key for key in here if key not in then)]:
                if then.get(key) != here.get(key) or (key in then) != (key in here):
                    yield key, then.get(key), here.get(key)
        elif then != here:
            yield name, then, here
