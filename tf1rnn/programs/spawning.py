"""Processes that a program spawns by multiprocessing: they run its functions in the same world.

Such a process starts as plain Python, and reads how to prepare itself from the first one. There it
finds a Preparation, which sets up the program's imports as soon as it is read.
"""

import functools
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tf1rnn.programs import tracebacks

_ROOT = str(Path(__file__).resolve().parents[2])
# The modules that start a process which is no fork of this one.
_STARTERS = ("popen_forkserver", "popen_spawn_posix", "popen_spawn_win32")
_BEGIN = f"""
import sys
sys.path.insert(0, {_ROOT!r})
from tf1rnn.programs import spawning
sys.path.remove({_ROOT!r})
spawning.begin({{tf!r}}, {{packages!r}})
"""


class Preparation:
    """Sets up this package's imports in the process that reads it."""

    def __init__(self, tf: str, packages: Sequence[str]) -> None:
        self._begin = _BEGIN.format(tf=tf, packages=tuple(packages))

    def __reduce__(self) -> tuple[Callable, tuple[str]]:
        return exec, (self._begin,)


def before_starting(tf: str, packages: Sequence[str]) -> dict[str, Callable[[], None]]:
    """What to do when a module of multiprocessing's is first imported, by module."""
    prepare = functools.partial(_prepare, Preparation(tf, packages))
    return {f"multiprocessing.{starter}": prepare for starter in _STARTERS}


def _prepare(preparation: Preparation) -> None:
    """Let each process that is started from now on read a preparation."""
    from multiprocessing import spawn

    library = getattr(spawn.get_preparation_data, "library", spawn.get_preparation_data)

    def get_preparation_data(name: str) -> dict[str, Any]:
        return {"tf1rnn": preparation, **library(name)}

    get_preparation_data.library = library
    spawn.get_preparation_data = get_preparation_data


def begin(tf: str, packages: Sequence[str]) -> None:
    """Make this process one of a program's; its main module is still to be imported."""
    from multiprocessing import spawn

    from tf1rnn.programs import running  # which takes the modules above from here

    imports = running.program_imports(tf, packages)
    imports.install(before_starting(tf, packages))
    tracebacks.hide_our_frames()

    def import_main(path: str) -> None:
        main = types.ModuleType("__mp_main__")
        main.__file__ = path
        code = imports.compiler.compile(Path(path).read_bytes(), path)
        spawn.old_main_modules.append(sys.modules["__main__"])
        sys.modules["__main__"] = sys.modules["__mp_main__"] = main
        exec(code, vars(main))

    spawn._fixup_main_from_path = import_main
