"""A student's folder: a file for each exercise that was begun, and how far each one is."""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from tf1rnn import files
from tf1rnn.errors import UserError

FOLDER = Path("exercises")
PROGRESS = "progress.json"
SUFFIXES = (".py", ".ipynb")


@dataclass
class Record:
    """How far an exercise is: whether it passed, how often it was checked, what was shown."""

    done: bool = False
    checks: int = 0
    hints: int = 0
    solution: bool = False


class StudentFolder:
    """The folder with a student's files, by default `exercises` in the current one."""

    def __init__(self, path: Path = FOLDER) -> None:
        self.path = path

    def file(self, name: str) -> Path | None:
        """The student's file for an exercise; None if it was not begun."""
        paths = (self.path / f"{name}{suffix}" for suffix in SUFFIXES)
        return next((path for path in paths if path.is_file()), None)

    def records(self) -> dict[str, Record]:
        """How far each exercise is; an unreadable file counts as none."""
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            read = json.loads(files.read_text(self.path / PROGRESS))
            return {name: Record(**record) for name, record in read.items()}
        return {}

    def record(self, name: str) -> Record:
        return self.records().get(name, Record())

    def keep(self, name: str, record: Record) -> None:
        """Write down how far an exercise is."""
        records = {**self.records(), name: record}
        text = json.dumps({n: asdict(r) for n, r in sorted(records.items())}, indent=1) + "\n"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            files.write_text(self.path / PROGRESS, text)
        except OSError as error:
            raise UserError(
                f"{self.path / PROGRESS}: cannot be written: {error.strerror}"
            ) from error
