"""A task's phases carried out by hand, one after the other: for the cells of a notebook."""

import contextlib
from pathlib import Path
from typing import Any

from tf1rnn.python.words import in_python
from tf1rnn.runs import devices, execution
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.locking import locked
from tf1rnn.runs.interruption import Interruptions
from tf1rnn.runs.run import Run
from tf1rnn.runs.shown import cell_number
from tf1rnn.task import Task

_under_way: list["Phases"] = []  # at most one: its graph is the default graph


class Phases:
    """The phases of one run: its graph is open, then its session, until it ends."""

    def __init__(
        self, task: Task, runs_dir: Path, seed: int, device: str, options: dict[str, Any]
    ) -> None:
        self._task, self._seed, self._options = task, seed, options
        self._open = contextlib.ExitStack()
        self._run: Run | None = None
        self._device = devices.resolve_device(device)
        folder, _ = folders.new_folder(runs_dir, task.name)
        self._held = self._open.enter_context(locked(folder))
        self._write_params(constructed=False)
        graph = execution.construction(task, seed, self._device)
        self._graph, self._n_replicas = self._open.enter_context(graph)

    def session(self) -> Run:
        """A session for what was built, its variables initialised; returns the run that has it."""
        with in_python():
            session, init = execution.session_for(
                self._task, self._graph, self._n_replicas, self._device
            )
            self._write_params(constructed=True)
            self._open.enter_context(session)
            session.run(init)
            self._run = Run(self._task, self._held, session, Interruptions(), **self._options)
            self._open.callback(self._run.close)
            self._run.start()
            self._task.begin(self._run)
        return self._run

    def end(self) -> Run | None:
        """Save the network and close the session and the graph; returns the run."""
        with in_python():
            try:
                if self._run is not None:
                    self._run.save_last()
                    self._run.end("finished")
                    self._run.printed_in = cell_number()
            finally:
                self.leave()
        return self._run

    def leave(self) -> None:
        """Close the session and the graph; nothing more is saved."""
        if self in _under_way:
            _under_way.remove(self)
        self._open.close()

    def _write_params(self, constructed: bool) -> None:
        with self._held.writing():
            folder = self._held.folder
            folders.write_params(folder, self._task, self._seed, self._device, constructed)


def by_hand(
    task: Task,
    /,
    *,
    seed: int = 42,
    device: str = "auto",
    runs_dir: str | Path = "runs",
    **options: Any,
) -> Phases:
    """Open an empty graph as the default graph, and a run's folder, for a construction phase.

    `session()` of what is returned opens a session for the execution phase, `end()` ends the run.
    What was under way by hand before is left as it is.
    """
    for phases in list(_under_way):
        phases.leave()
    with in_python():
        devices.check_device(device)
        _under_way.append(Phases(task, Path(runs_dir), seed, device, options))
    return _under_way[0]
