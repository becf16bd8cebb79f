"""Runs that were made before: tasks found by name, runs read from their folders."""

from pathlib import Path
from typing import TYPE_CHECKING

from tf1rnn.errors import UserError
from tf1rnn.files import read_text
from tf1rnn.python.words import in_python
from tf1rnn.registry import discovery
from tf1rnn.runs.folder import folders
from tf1rnn.runs.shown import Shown
from tf1rnn.task import Task

if TYPE_CHECKING:
    from pandas import DataFrame

MOST_OUTPUT = 2**28  # bytes


def find_task(task: str | type[Task]) -> type[Task]:
    """The task of this name, the lesson's or a plugin's; a class stands for itself."""
    if isinstance(task, type) and issubclass(task, Task):
        return task
    with in_python():
        return discovery.discover().get(task)


def list_tasks() -> "DataFrame":
    """The tasks that can be run, in lesson order, as a table by name: topic and what each does."""
    import pandas as pd

    tasks = discovery.discover().tasks()
    rows = [[task.topic, task.use_case or task.configuration, task.summary] for task in tasks]
    index = pd.Index([task.name for task in tasks], name="task")
    table = pd.DataFrame(rows, index, ["topic", "kind", "summary"])
    return table.astype({"topic": "Int64"})  # which holds no topic, too


class PastRun(Shown):
    """A run that this or another process made before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folders.read_params(folder)  # raises UserError if it is none

    @property
    def task_class(self) -> type[Task]:
        return find_task(self.folder.parent.name)

    @property
    def output(self) -> str:
        """All that was printed."""
        path = self.folder / folders.OUTPUT
        try:
            return read_text(path, MOST_OUTPUT)
        except (OSError, ValueError) as error:
            raise UserError(f"{path}: cannot be read: {error}") from error
