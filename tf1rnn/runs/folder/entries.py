"""The runs below a folder, as `runs` lists them."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.runs.folder.folders import PARAMS, STATUS, UNFINISHED, read_params, read_status


class Entry(NamedTuple):
    """A run as `runs` lists it."""

    folder: Path
    task: str
    params: dict[str, Any]
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
    return entries_of(folders_in(runs_dir))


def folders_in(runs_dir: Path) -> list[Path]:
    """The folders below a folder that seem to be runs, by when their status last changed.

    The newest come first. This is quick where there are thousands: no file is read.
    """
    times = {}
    for path in runs_dir.glob(f"*/*/{PARAMS}"):
        with contextlib.suppress(OSError):  # removed while we look
            status = path.with_name(STATUS)
            times[path.parent] = (status if status.exists() else path).stat().st_mtime
    return sorted(times, key=times.__getitem__, reverse=True)


def entries_of(candidates: Iterable[Path]) -> list[Entry]:
    """What is listed of these folders, the newest first; those that are no runs are skipped."""
    found = []
    for folder in candidates:
        params = _params(folder)
        if params is None:
            continue
        with contextlib.suppress(OSError):  # removed while we look
            stats = [(folder / PARAMS).stat(), *_stats(folder)]
            changed = max(stat.st_mtime for stat in stats)
            size = sum(stat.st_size for stat in stats[1:])
            status = read_status(folder)
            found.append(Entry(folder, folder.parent.name, params, status, changed, size))
    return sorted(found, key=lambda entry: entry.changed, reverse=True)


def _params(folder: Path) -> dict[str, Any] | None:
    """A run's params.json; None if it is another program's: many write one two folders down."""
    try:
        params = read_params(folder)
    except UserError:
        return None
    versions = params.get("versions")
    return params if isinstance(versions, dict) and "tf1rnn" in versions else None


def _stats(folder: Path | str) -> list[os.stat_result]:
    """What the system knows of each file in a folder, those in its folders too."""
    # Path.rglob takes several times as long, and there may be thousands of runs.
    found, inside = [], []
    with os.scandir(folder) as children:
        for child in children:
            if child.is_dir(follow_symlinks=False):
                inside.append(child.path)
            elif child.is_file():
                found.append(child.stat(follow_symlinks=False))
    for path in inside:
        found += _stats(path)
    return found
