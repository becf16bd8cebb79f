"""Where the modules are that a program imports: its own files, installed packages, or nowhere."""

import os
import sys
from pathlib import Path

from tf1rnn.programs.hiding import LOADED_BEFORE
from tf1rnn.programs.imports import is_own
from tf1rnn.programs.reading import is_source
from tf1rnn.tf1.names import installed

# Modules that are not imported to look into them: they open windows, print, or take long.
_NOT_IMPORTED = {
    *("antigravity", "idlelib", "lib2to3", "test", "this", "tkinter", "turtle", "turtledemo"),
}


class Places:
    """sys.path while a program runs, as far as it can be seen; None stands for a folder unknown."""

    def __init__(self, first: str) -> None:
        self.path: list[str | None] = [first, *sys.path[1:]]
        self.cwd: str | None = None  # once the program has changed it
        self.written: dict[str, str] = {}  # files that the program itself writes: path -> text

    def insert(self, index: int, folder: str | None) -> None:
        """sys.path.insert."""
        self.path.insert(index, folder)

    def chdir(self, folder: str | None) -> None:
        """os.chdir; None for a folder that is not known."""
        if folder is None:
            self.path.append(None)
        else:
            self.cwd = os.path.abspath(os.path.join(self.cwd or "", folder))

    @property
    def is_whole(self) -> bool:
        """Whether all folders are known."""
        return None not in self.path

    def find(self, name: str, folders: tuple[str, ...] | None = None) -> Path | None:
        """The file of a module of the program's own, or the folder of one without a file.

        It is looked for in `folders` (of its package), or on sys.path.
        """
        if folders is None and name in LOADED_BEFORE:
            return None
        without_file = None
        for folder in self.path if folders is None else folders:
            if folder is None:
                continue
            place = Path(self.cwd or "", folder or os.curdir, name)
            for file in (place / "__init__.py", place.with_name(f"{name}.py")):
                if str(file) in self.written or is_source(file):
                    return file if is_own(file) else None
            if without_file is None and place.is_dir() and is_own(place):
                without_file = place
        if without_file is not None and folders is None and installed.is_module(name):
            return None
        return without_file


def can_be_imported(name: str) -> bool:
    """Whether a module may be imported to look into it: Python's own, and six."""
    top = name.partition(".")[0]
    if top == "six":  # which makes its modules as it runs
        return installed.is_module(top)
    return top in sys.stdlib_module_names and top not in _NOT_IMPORTED
