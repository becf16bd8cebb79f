"""Imports a task that was found, and decides whether it can be used."""

import contextlib
import importlib
import os
import signal
import sys
import threading
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.registry import trial
from tf1rnn.registry.changes import unchanged
from tf1rnn.registry.declaration import check_declaration, check_help
from tf1rnn.registry.description import Description, files_of, recall, remember
from tf1rnn.task import Task

IMPORT_LIMIT = 10  # seconds; a plugin that takes longer to import is reported as broken
LARGEST = 10**7  # bytes of a plugin


@dataclass(frozen=True)
class Found:
    """A place that should hold one task, before it is imported."""

    name: str
    source: str  # lesson, plugin or package
    path: str  # the file, or the package's entry point
    module: str
    attribute: str = ""


def describe(place: Found) -> Description:
    """What a place shows of its task; raises UserError with the error's last line.

    What is not the lesson's own is imported in a child process, where it can do no harm. What it
    showed there is remembered for as long as its files do not change.
    """
    if place.source == "lesson" or not trial.can_try():
        return Description.of(load(place))
    if place.source == "plugin":
        _check_file(Path(place.path))
    key = f"{place.module} {place.attribute} {place.path}"
    found = recall(key)
    if found is None:
        # One second more than the import has, so that it can report a timeout itself.
        shown, paths = trial.try_out(lambda: _shown(place), IMPORT_LIMIT + 1)
        found = Description(**shown)
        remember(key, found, paths)
    return found


def load(place: Found) -> type[Task]:
    """Import a place and return its task; raises UserError with the error's last line."""
    if place.source == "plugin":
        _check_file(Path(place.path))
    # What a plugin prints must not mix with what `list --json` prints for programs.
    with trial.silent_stdout():
        return _import(place)


def _shown(place: Found) -> tuple[dict[str, Any], list[str]]:
    """What a task shows of itself, and the files that this depends on."""
    before = set(sys.modules)
    task = _import(place)
    check_help(task)
    return Description.of(task)._asdict(), files_of(place.module, before)


def _check_file(path: Path) -> None:
    """Refuse a file that never ends, or that would take all memory."""
    if not path.is_file():
        raise UserError("not a regular file")
    if path.stat().st_size > LARGEST:
        raise UserError(f"larger than {LARGEST // 10**6} MB, which is too large for a plugin")


def _import(place: Found) -> type[Task]:
    try:
        # The lesson's own tasks have no limit: a busy machine may take long.
        with contextlib.nullcontext() if place.source == "lesson" else _guarded():
            module = importlib.import_module(place.module)
            task = _task_in(module, place)
            task.name = place.name
            check_declaration(task)
        return task
    except (KeyboardInterrupt, UserError):
        raise
    except BaseException as error:  # a plugin may raise anything, SystemExit included
        sys.modules.pop(place.module, None)
        last_line = ""
        with contextlib.suppress(BaseException):  # str() may run the plugin's code
            last_line = str(error).splitlines()[-1]
        raise UserError(f"{type(error).__name__}: {last_line}".rstrip(": ")) from error


def _task_in(module: types.ModuleType, place: Found) -> type[Task]:
    if place.attribute:
        tasks = [getattr(module, place.attribute, None)]
    else:
        tasks = [value for value in vars(module).values() if _is_task_of(value, module)]
    if len(tasks) != 1 or not (isinstance(tasks[0], type) and issubclass(tasks[0], Task)):
        raise UserError(f"a task's file must hold one Task class, but holds {len(tasks)}")
    return tasks[0]


@contextlib.contextmanager
def _guarded() -> Iterator[None]:
    with _limited(IMPORT_LIMIT), unchanged(), _going_on():
        yield


@contextlib.contextmanager
def _going_on() -> Iterator[None]:
    """Raise UserError inside where the process would end at once, by os._exit."""
    own, before = os.getpid(), os._exit

    def refuse(status: int) -> None:
        if os.getpid() != own:  # a child that was forked inside may end
            before(status)
        raise UserError(f"its import ended the whole process, with exit code {status}")

    os._exit = refuse
    try:
        yield
    finally:
        os._exit = before


@contextlib.contextmanager
def _limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError inside after this many seconds; only the main thread can be limited."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(*_: object) -> None:
        raise TimeoutError(f"its import did not end within {seconds} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _is_task_of(value: object, module: types.ModuleType) -> bool:
    """Whether a name's value is a task class of this module, or of one in its folder."""
    own = f"{module.__name__}."
    return (
        isinstance(value, type)
        and issubclass(value, Task)
        and f"{value.__module__}.".startswith(own)
    )
