"""The text files of a run that are written whole: params.json, and what its task writes."""

from typing import Any

from tf1rnn import files
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.belonging import belonging, digest
from tf1rnn.runs.folder.locking import Held
from tf1rnn.task import Task


class Texts:
    """These files of one run, remembered so that one that is deleted meanwhile is written again."""

    def __init__(self, task: Task, held: Held, resumed: bool) -> None:
        self._folder = held.folder
        self._trains_for = task.trains_for
        self._params = folders.read_params(self._folder)
        self._params_text = files.read_text(self._folder / folders.PARAMS)
        self._texts: dict[str, str | None] = {}  # by file name; None for what cannot be read
        self._digests: dict[str, str] = {}
        self.rewritten: set[str] = set()  # no checkpoint depends on what these files hold
        if resumed:
            status = folders.read_status(self._folder)
            self.rewritten = set(status["rewritten"])
            for name in status["files"]:
                self._remember(name, self._read(name))

    @property
    def names(self) -> list[str]:
        """The names of the files that the task wrote."""
        return sorted(self._texts)

    def is_rewritten_by(self, name: str, text: str) -> bool:
        """Whether this text would be the second of its file; it is not bound from now on."""
        if name in self.rewritten or self._texts.get(name, text) == text:
            return False
        self.rewritten.add(name)
        return True

    def write(self, name: str, text: str) -> None:
        """Write a file of the task's; raises OSError."""
        files.write_text(self._folder / name, text)
        self._remember(name, text)

    def make_whole(self) -> None:
        """Write again what somebody deleted; raises OSError."""
        for name, text in {folders.PARAMS: self._params_text, **self._texts}.items():
            if text is not None and not (self._folder / name).exists():
                files.write_text(self._folder / name, text)

    def belonging(self) -> dict[str, Any]:
        """What a checkpoint saved now belongs to."""
        bound = {n: d for n, d in self._digests.items() if n not in self.rewritten}
        return belonging(self._params, self._trains_for, bound)

    def _read(self, name: str) -> str | None:
        try:
            return files.read_text(self._folder / name)
        except (OSError, ValueError):
            return None

    def _remember(self, name: str, text: str | None) -> None:
        self._texts[name] = text
        if text is not None:
            self._digests[name] = digest(text)
