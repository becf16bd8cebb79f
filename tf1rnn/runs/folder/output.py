"""What a run prints: output.txt, and the same text in memory."""

from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular
from tf1rnn.runs.folder.appending import Appended


class Output(Appended):
    """output.txt; a resumed run starts from its first `n_bytes` bytes. Methods raise OSError."""

    def __init__(self, path: Path, n_bytes: int) -> None:
        self._parts = [_beginning(path, n_bytes)]
        super().__init__(path, lambda: _encoded(self.text))
        if self.size != n_bytes:  # what was printed after the run was saved
            self.replace()

    @property
    def text(self) -> str:
        """All that was printed."""
        return "".join(self._parts)

    def add(self, text: str) -> None:
        """Print a text to the file."""
        self._parts.append(text)
        self.append(_encoded(text))


def _encoded(text: str) -> bytes:
    # A file name may hold bytes that are not characters.
    return text.encode("utf-8", "backslashreplace")


def _beginning(path: Path, n_bytes: int) -> str:
    data = b""
    if n_bytes:
        with open_regular(path) as file:
            data = file.read(n_bytes)
    if len(data) < n_bytes:
        raise UserError(f"{path}: is cut short; restore it, or start a new run")
    return data.decode("utf-8", "replace")
