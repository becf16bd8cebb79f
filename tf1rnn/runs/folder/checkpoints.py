"""Checkpoints: whole or absent, verified by checksum; the newest two stay on the disk."""

import contextlib
import errno
import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tf1rnn.files import flush, literal, open_regular, read_text
from tf1rnn.runs.loops import check_place
from tf1rnn.tf1 import tf

STATE = "state.json"
ARRAYS = "arrays.npz"
CHECKSUMS = "sha256.json"
STORED = 2  # checkpoints of a run; older ones are deleted
SAVING = "saving"  # the folder of a checkpoint while it is written
UNREADABLE = (
    *(OSError, EOFError, ValueError, TypeError, LookupError, OverflowError),
    *(MemoryError, RuntimeError, zipfile.BadZipFile),  # RuntimeError: a member that is encrypted
)


class Checkpoints:
    """The checkpoints of one run: numbered folders of variables, `state.json` and `arrays.npz`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged: list[Path] = []

    def save(self, write_variables: Callable[[Path], None], state: dict[str, Any]) -> Path:
        """Save the variables and a state as the newest checkpoint; raises OSError.

        The state holds JSON values and NumPy arrays; anything else raises TypeError. The folder is
        written under a temporary name, flushed to the disk and renamed, so that a crash at any
        moment leaves the earlier checkpoints intact. Only the process that holds the run's lock
        may save.
        """
        self.folder.mkdir(exist_ok=True)
        numbers = [int(path.name) for path in self._all()]
        target = self.folder / f"{max(numbers, default=0) + 1:06d}"
        temporary = self.folder / SAVING
        shutil.rmtree(temporary, ignore_errors=True)
        try:
            temporary.mkdir()
            write_variables(temporary)
            _write_state(temporary, state)
            files = sorted(temporary.iterdir())
            checksums = json.dumps({path.name: _sha256(path) for path in files})
            (temporary / CHECKSUMS).write_text(checksums, encoding="utf-8")
            for path in [*files, temporary / CHECKSUMS, temporary]:
                flush(path)
            temporary.rename(target)
            flush(self.folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        for old in self._all()[:-STORED]:
            shutil.rmtree(old, ignore_errors=True)
        return target

    def newest(self) -> tuple[Path, dict[str, Any]] | None:
        """The newest intact checkpoint and its state; `damaged` lists the newer, damaged ones."""
        while True:
            self.damaged = []
            there = self._all()
            for path in reversed(there):
                try:
                    return path, _verified_state(path)
                except UNREADABLE:
                    self.damaged.append(path)
            if self._all() == there:  # else its run has saved and deleted some meanwhile
                return None

    def oldest(self) -> tuple[Path, dict[str, Any]] | None:
        """The oldest intact checkpoint and its state."""
        for path in self._all():
            with contextlib.suppress(*UNREADABLE):
                return path, _verified_state(path)
        return None

    def _all(self) -> list[Path]:
        with contextlib.suppress(OSError):
            numbered = [path for path in self.folder.iterdir() if path.name.isdecimal()]
            return sorted(numbered, key=lambda path: int(path.name))
        return []


def _verified_state(checkpoint: Path) -> dict[str, Any]:
    """A checkpoint's state; raises ValueError unless every file matches its checksum."""
    checksums = json.loads(read_text(checkpoint / CHECKSUMS))
    present = {path.name for path in checkpoint.iterdir()} - {CHECKSUMS}
    if present != set(checksums) or STATE not in present:
        raise ValueError(f"{checkpoint}: files are missing or do not belong to it")
    for name in present:
        if _sha256(checkpoint / name) != checksums[name]:
            raise ValueError(f"{checkpoint / name}: damaged")
    state = _read_state(checkpoint)
    check_place(state["place"])
    for name in ("finished", "output", "rows"):
        if type(state[name]) is not int or state[name] < 0:
            raise ValueError(f"{checkpoint / STATE}: {name} is not a count")
    return state


def _write_state(checkpoint: Path, state: dict[str, Any]) -> None:
    """Write state.json, in which `{"arrays.npz": 2}` stands for the third array of arrays.npz."""
    import numpy as np

    arrays = []

    def set_aside(value: Any) -> dict[str, int]:
        if not isinstance(value, np.ndarray) or value.dtype.hasobject:
            raise TypeError(f"a state holds JSON values and arrays of numbers, not {value!r}")
        arrays.append(value)
        return {ARRAYS: len(arrays) - 1}

    text = json.dumps(state, default=set_aside)
    (checkpoint / STATE).write_text(text, encoding="utf-8")
    np.savez(checkpoint / ARRAYS, *arrays)


def _read_state(checkpoint: Path) -> dict[str, Any]:
    arrays = _read_arrays(checkpoint / ARRAYS)

    def put_back(value: dict[str, Any]) -> Any:
        return arrays[value[ARRAYS]] if value.keys() == {ARRAYS} else value

    return json.loads(read_text(checkpoint / STATE), object_hook=put_back)


def _read_arrays(path: Path) -> list[Any]:
    """The arrays of arrays.npz, which take no more memory than the file has bytes."""
    import numpy as np

    with open_regular(path) as file:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
        claimed = sum(member.file_size for member in members)
        packed = any(member.compress_type != zipfile.ZIP_STORED for member in members)
        if packed or claimed > path.stat().st_size:
            raise ValueError(f"{path}: its arrays are compressed, or larger than the file")
        file.seek(0)
        with np.load(file, allow_pickle=False) as arrays:
            return [arrays[f"arr_{i}"] for i in range(len(members))]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open_regular(path) as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Variables:
    """The variables of a session's graph, of which a checkpoint holds all."""

    def __init__(self, session: "tf.Session") -> None:
        self._session = session
        variables = tf.global_variables()
        # A Saver needs at least one variable, and a task may have none.
        self._saver = tf.train.Saver(variables) if variables else None
        floating = [v for v in variables if v.dtype.base_dtype.is_floating]
        checks = [tf.reduce_all(tf.is_finite(v)) for v in floating]
        self._all_finite = tf.reduce_all(tf.stack(checks)) if checks else tf.constant(True)

    def __bool__(self) -> bool:
        return self._saver is not None

    @property
    def are_finite(self) -> bool:
        """Whether all hold finite numbers only, those that hold floating point numbers."""
        return self._session.run(self._all_finite)

    def write(self, folder: Path) -> None:
        """Write them to files in a folder; raises OSError or tf.errors.OpError."""
        options = {"write_meta_graph": False, "write_state": False}
        try:
            with literal(folder) as path:
                self._saver.save(self._session, str(path / "model"), **options)
        except ValueError as error:  # TensorFlow's error for a folder that was removed
            raise FileNotFoundError(errno.ENOENT, "its folder is gone") from error
