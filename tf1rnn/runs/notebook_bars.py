"""Progress bars in a notebook: a display of the running cell, updated as steps are done."""

import html
import time
from typing import Any

REFRESH = 0.25  # seconds; each update is a message to the browser


class _Bar:
    def __init__(self, description: str, total: int) -> None:
        self.description, self.total, self.completed = description, total, 0
        self.started = time.monotonic()

    def __str__(self) -> str:
        spent = time.monotonic() - self.started
        words = f"{self.description}: {self.completed} of {self.total}, {_clock(spent)}"
        if 0 < self.completed < self.total:
            left = spent / self.completed * (self.total - self.completed)
            words += f", {_clock(left)} left"
        return words


class NotebookBars:
    """The bars of nested loops; has the methods of rich's Progress that a run calls.

    Any front end shows it, for it takes no widgets. When the outermost loop ends, its bar stays.
    """

    def __init__(self) -> None:
        self._bars: dict[int, _Bar] = {}
        self._next = 0
        self._handle: Any = None
        self._refreshed = 0.0

    def start(self) -> None:
        """Nothing: the first bar opens the display."""

    def add_task(self, description: str, total: int) -> int:
        """Add a bar below the others; returns its number."""
        self._next += 1
        self._bars[self._next] = _Bar(description, total)
        self._show()
        return self._next

    def update(self, number: int, completed: int) -> None:
        """Say how many steps are done."""
        self._bars[number].completed = completed
        self._show()

    def remove_task(self, number: int) -> None:
        """Remove a bar; the outermost one stays as it was at the end."""
        if len(self._bars) == 1:
            self._show(at_once=True)
            self._handle = None
        del self._bars[number]

    def stop(self) -> None:
        """Forget the bars that an error left."""
        self._bars.clear()
        self._handle = None

    def _show(self, at_once: bool = False) -> None:
        now = time.monotonic()
        if not at_once and now - self._refreshed < REFRESH:
            return
        from IPython.display import display

        self._refreshed = now
        texts = {"text/plain": "\n".join(map(str, self._bars.values())), "text/html": self._html()}
        if self._handle is None:
            self._handle = display(texts, raw=True, display_id=True)
        else:
            self._handle.update(texts, raw=True)

    def _html(self) -> str:
        return "".join(
            f'<div><progress value="{bar.completed}" max="{bar.total}"></progress> '
            f"{html.escape(str(bar))}</div>"
            for bar in self._bars.values()
        )


def _clock(seconds: float) -> str:
    """A span of time as `1:02:03` or `2:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
