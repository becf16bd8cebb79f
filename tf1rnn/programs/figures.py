"""matplotlib without a display: what a program shows is saved as PNG beside it."""

import contextlib
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tf1rnn import files

_BACKEND = "module://tf1rnn.programs.matplotlib_backend"
_shown: Callable[[Any], None] | None = None  # what to do with a figure that is shown


def save_without_display(program: Path) -> None:
    """From now on, save the figures that a program shows, if there is no display."""
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        os.environ.setdefault("MPLBACKEND", _BACKEND)
        handle_with(Figures(program).save)


def handle_with(shown: Callable[[Any], None]) -> None:
    """Give each matplotlib figure that is shown to `shown`."""
    global _shown
    _shown = shown


def take_over() -> None:
    """Make this the backend, as in a notebook, with any display."""
    os.environ["MPLBACKEND"] = _BACKEND
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].use(_BACKEND)


def show(figure: Any) -> None:
    """Show one figure."""
    if _shown is not None:
        _shown(figure)


def show_open() -> None:
    """Show the figures that are open, and close them: what is drawn later is another figure."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        for number in pyplot.get_fignums():
            show(pyplot.figure(number))
        pyplot.close("all")


class Figures:
    """The folder of a program's figures, a new one each time that it runs."""

    def __init__(self, program: Path) -> None:
        self._beside = program.absolute().with_suffix(".figures")
        self._folder: Path | None = None
        self._saved = 0

    def save(self, figure: Any) -> Path | None:
        """Save a matplotlib figure (see save_png)."""
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png")
        return self.save_png(buffer.getvalue())

    def save_png(self, image: bytes) -> Path | None:
        """Save a PNG under the next number; its path, or None if nothing can be written."""
        try:
            if self._folder is None:
                self._folder = self._make_folder()
                print(f"tf1rnn: figures are saved in {self._folder}", file=sys.stderr)
            path = self._folder / f"figure-{self._saved + 1}.png"
            with files.replacing(path) as temporary:
                temporary.write_bytes(image)
        except OSError as error:
            print(f"tf1rnn: a figure cannot be saved: {error}", file=sys.stderr)
            return None
        self._saved += 1
        return path

    def _make_folder(self) -> Path:
        number = 1
        while True:
            folder = self._beside if number == 1 else Path(f"{self._beside}-{number}")
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
                return folder
            number += 1
