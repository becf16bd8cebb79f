"""Checkpoints that survive: whole or absent, verified by checksum, the last two kept."""

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tf1rnn.loops import check_place

STATE = "state.json"
CHECKSUMS = "sha256.json"
KEPT = 2


class Checkpoints:
    """The checkpoints of one run, each a numbered folder with its variables and `state.json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[Path] = []

    def save(self, write_variables: Callable[[Path], None], state: dict[str, Any]) -> Path:
        """Save the variables and a state as the newest checkpoint; raises OSError.

        Everything is written under a temporary name and flushed to the disk before the folder
        takes its own, so that a crash at any moment leaves the checkpoints before it intact.
        """
        self.folder.mkdir(exist_ok=True)
        numbers = [int(path.name) for path in self._all()]
        target = self.folder / f"{max(numbers, default=0) + 1:06d}"
        temporary = self.folder / f"saving-{os.getpid()}"
        shutil.rmtree(temporary, ignore_errors=True)
        try:
            temporary.mkdir()
            write_variables(temporary)
            # NumPy's generator state holds an array, which JSON takes as a list.
            text = json.dumps(state, default=lambda array: array.tolist())
            (temporary / STATE).write_text(text, encoding="utf-8")
            files = sorted(temporary.iterdir())
            checksums = json.dumps({path.name: _sha256(path) for path in files})
            (temporary / CHECKSUMS).write_text(checksums, encoding="utf-8")
            for path in [*files, temporary / CHECKSUMS, temporary]:
                _flush(path)
            temporary.rename(target)
            _flush(self.folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        for old in self._all()[:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
        return target

    def newest(self) -> tuple[Path, dict[str, Any]] | None:
        """The newest checkpoint that is intact, and its state; `damaged` then names the others."""
        self.damaged = []
        for path in reversed(self._all()):
            try:
                return path, _verified_state(path)
            except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
                self.damaged.append(path)
        return None

    def _all(self) -> list[Path]:
        with contextlib.suppress(OSError):
            return sorted(path for path in self.folder.iterdir() if path.name.isdecimal())
        return []


def _verified_state(checkpoint: Path) -> dict[str, Any]:
    """A checkpoint's state, once every file matches its checksum; raises ValueError otherwise."""
    checksums = json.loads((checkpoint / CHECKSUMS).read_text(encoding="utf-8"))
    present = {path.name for path in checkpoint.iterdir()} - {CHECKSUMS}
    if present != set(checksums) or STATE not in present:
        raise ValueError(f"{checkpoint}: files are missing or do not belong to it")
    for name in present:
        if _sha256(checkpoint / name) != checksums[name]:
            raise ValueError(f"{checkpoint / name}: damaged")
    state = json.loads((checkpoint / STATE).read_text(encoding="utf-8"))
    check_place(state["place"])
    for name in ("finished", "output", "rows"):
        if type(state[name]) is not int or state[name] < 0:
            raise ValueError(f"{checkpoint / STATE}: {name} is no count")
    return state


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _flush(path: Path) -> None:
    """Have the system write a file, or a folder's entries, to the disk itself."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
