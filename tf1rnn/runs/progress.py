"""Progress bars on a terminal or in a notebook: one a loop, inner loops below outer ones."""

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tf1rnn.runs.notebook_bars import NotebookBars
from tf1rnn.runs.shown import notebook_shell

if TYPE_CHECKING:
    from rich.progress import Progress

REFRESH = 0.1  # seconds; a bar that moved with every step would slow short steps down


def tell(line: str) -> None:
    """Say on stderr what comes next, on a terminal only."""
    if sys.stderr.isatty():
        print(line, file=sys.stderr, flush=True)


class Bars:
    """The progress bars of a run, on stderr or in a notebook; without either there are none."""

    def __init__(self) -> None:
        self._progress: Progress | NotebookBars | None = None
        self._make = NotebookBars if notebook_shell() else _progress
        self._shown = sys.stderr.isatty() or self._make is NotebookBars

    def track(self, steps: Iterator[int], n: int, description: str) -> Iterator[int]:
        """Iterate over steps of 0 .. n-1 behind a bar."""
        if not self._shown:
            yield from steps
            return
        outermost = self._progress is None
        progress = self._progress = self._progress or self._make()
        progress.start()
        bar = progress.add_task(description, total=n)
        refreshed = 0.0
        try:
            for step in steps:
                if time.monotonic() - refreshed > REFRESH:
                    progress.update(bar, completed=step)
                    refreshed = time.monotonic()
                yield step
            progress.update(bar, completed=n)
        finally:
            progress.remove_task(bar)
            if outermost:
                self.stop()

    def stop(self) -> None:
        """Remove all bars; after an error the loops cannot do it themselves."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        # What a task prints goes above the bar; it stays in stdout if that is not a terminal.
        redirect_stdout=sys.stdout.isatty(),
    )
