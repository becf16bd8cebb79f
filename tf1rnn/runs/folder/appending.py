"""A file that a run appends to, made whole again if somebody deletes or changes it meanwhile."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from tf1rnn.files import replacing


class Appended:
    """An open file that only this process writes; `content` gives all that was written to it.

    `was_changed` says whether it had to be written again. Its methods raise OSError.
    """

    was_changed = False

    def __init__(self, path: Path, content: Callable[[], bytes]) -> None:
        self.path = path
        self._content = content
        self._open()

    def append(self, data: bytes) -> None:
        """Write at the end; `content` must give the data from now on."""
        if self._is_ours():
            self.size += len(data)
            while data:
                data = data[self._file.write(data) :]
        else:
            self._write_again()

    def make_whole(self) -> None:
        """Write the file again unless it is as this process left it."""
        if not self._is_ours():
            self._write_again()

    def replace(self) -> None:
        """Write `content` anew."""
        with replacing(self.path) as temporary:
            temporary.write_bytes(self._content())
        self._file.close()
        self._open()

    def flush(self) -> None:
        """Flush the file, which is whole, to the disk."""
        self.make_whole()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        with contextlib.suppress(OSError):
            self._file.close()

    def _open(self) -> None:
        self._file = self.path.open("ab", buffering=0)
        self.size = os.fstat(self._file.fileno()).st_size

    def _is_ours(self) -> bool:
        ours = os.fstat(self._file.fileno())
        try:
            return os.path.samestat(os.stat(self.path), ours) and ours.st_size == self.size
        except FileNotFoundError:
            return False

    def _write_again(self) -> None:
        self.was_changed = True
        self.replace()
