"""The lock of a run's folder: one process writes a run, and it writes in the folder it locked."""

import contextlib
import errno
import fcntl
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.tf1 import tf


class Held:
    """A run's folder that this process has locked."""

    def __init__(self, folder: Path, handle: int) -> None:
        self.folder = folder
        self._own = os.fstat(handle)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Turn the errors of a full or missing disk into one clear line about the folder."""
        try:
            if not self.is_in_place():
                raise OSError(errno.ENOENT, "it was moved, or another folder is in its place")
            yield
        except (OSError, tf.errors.OpError) as error:
            # TensorFlow hides the system's words in a line `path; No space left on device`.
            told = re.search(r"; ([^;\n]+)$", str(error), re.MULTILINE)
            reason = getattr(error, "strerror", None) or (told or [str(error)] * 2)[1]
            raise UserError(
                f"{self.folder}: cannot be written any more: {reason}; "
                "the checkpoints saved before are intact"
            ) from error

    def is_in_place(self) -> bool:
        """Whether the path still leads to this folder: to a copy of it, others may write."""
        try:
            return os.path.samestat(os.stat(self.folder), self._own)
        except FileNotFoundError:
            return False


@contextlib.contextmanager
def locked(folder: Path, shared: bool = False) -> Iterator[Held]:
    """Lock a run's folder for this process; the system unlocks it when the process ends.

    `shared`, with others that share it. Raises UserError if another process has locked it.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise UserError(f"{folder}: cannot be opened: {error.strerror}") from error
    try:
        _lock(handle, folder, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield Held(folder, handle)
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path, how: int) -> None:
    # Try again: `runs` locks a folder for a moment, to see whether another process has.
    for pause in (0.01, 0.05, 0.2, 0):
        try:
            return fcntl.flock(handle, how | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(pause)
        except OSError as error:
            raise UserError(f"{folder}: cannot be locked: {error.strerror}") from error
    raise UserError(f"{folder}: another process is writing this run; wait until it ends")


def is_locked(folder: Path) -> bool:
    """Whether a process is writing this run now."""
    try:
        with locked(folder):
            return False
    except UserError:
        return True
