"""Files that are whole or absent: written under a temporary name, flushed, then renamed."""

import contextlib
import errno
import fcntl
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_PATTERN = set("*?[]\\")  # what TensorFlow takes as a pattern in a checkpoint's path
_DESCRIPTORS = Path("/proc/self/fd")
UNDER_WAY = ".writing-"  # begins a temporary name


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` to write to; it is renamed to `path` if all goes well."""
    handle, temporary = _locked_temporary(path)
    try:
        yield temporary
        # mkstemp makes files that only the owner can read; a run's files follow the umask.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        flush(temporary)  # otherwise a power cut may leave an empty file
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
        os.close(handle)


def _locked_temporary(path: Path) -> tuple[int, Path]:
    """A new temporary file beside `path`, locked as long as its handle is open."""
    while True:
        handle, name = tempfile.mkstemp(
            prefix=f"{UNDER_WAY}{path.stem}-", suffix=path.suffix, dir=path.parent
        )
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)  # swept in the moment before it was locked


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def flush(path: Path) -> None:
    """Make the system write a file, or a folder's entries, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, pattern: str = "**/*") -> None:
    """Remove the temporary files that a killed process left in a folder and those below it.

    One that a living process writes is locked, and stays.
    """
    for path in folder.glob(pattern):
        if path.name.startswith(UNDER_WAY):
            with contextlib.suppress(OSError), open_regular(path) as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)


def open_regular(path: Path) -> BinaryIO:
    """Open a file to read its bytes; raises OSError for anything but a regular file.

    A pipe or a device may never end; even opening a pipe waits for its other end.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except ValueError as error:  # a NUL in the name
        raise OSError(errno.EINVAL, "not a valid file name", repr(path)) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return os.fdopen(handle, "rb")


def read_text(path: Path, most: int = 2**24) -> str:
    """A UTF-8 text file of at most `most` bytes; raises OSError, or ValueError for other text."""
    with open_regular(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"it is longer than {most} bytes", str(path))
    return data.decode("utf-8")


def is_literal(path: Path) -> bool:
    """Whether TensorFlow can take a folder's path as it is, or reach the folder in another way."""
    return not _PATTERN & set(str(path)) or _DESCRIPTORS.is_dir()


@contextlib.contextmanager
def literal(folder: Path) -> Iterator[Path]:
    """A path to an existing folder in which TensorFlow sees no pattern.

    It takes `[x]` in a checkpoint's path for a pattern, and then finds no such file. A folder with
    such a name is reached by its descriptor.
    """
    if not _PATTERN & set(str(folder)):
        yield folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _DESCRIPTORS / str(handle)
    finally:
        os.close(handle)


def cache_folder() -> Path:
    """The folder for what can be made or downloaded again: $TF1RNN_CACHE, or ~/.cache/tf1rnn."""
    return Path(os.environ.get("TF1RNN_CACHE") or "~/.cache/tf1rnn").expanduser()
