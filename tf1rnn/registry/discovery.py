"""Finds tasks: the lesson's, plugins in folders, and those of installed packages."""

import contextlib
import importlib
import importlib.metadata
import os
import signal
import sys
import threading
import types
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.registry import trial
from tf1rnn.registry.declaration import check_declaration
from tf1rnn.task import Task
from tf1rnn.text import suggestion

PACKAGE = Path(__file__).resolve().parents[1]
ENTRY_POINTS = "tf1rnn.tasks"
ENVIRONMENT = "TF1RNN_PLUGINS"
IMPORT_LIMIT = 10  # seconds; a plugin that takes longer to import is reported as broken
LARGEST = 10**7  # bytes of a plugin


def home() -> Path:
    """The folder that holds tasks/ and plugins/: the checkout, or the package once installed."""
    checkout = PACKAGE.parent
    return checkout if (checkout / "main.py").is_file() else PACKAGE


def lesson_folder() -> Path:
    """The folder of the lesson's tasks."""
    return home() / "tasks"


def plugins_folder() -> Path:
    """The folder for plugins: beside main.py, or in this folder if tf1rnn is installed."""
    return Path("plugins").absolute() if home() == PACKAGE else home() / "plugins"


@dataclass(frozen=True)
class Found:
    """A place that should hold one task, before it is imported."""

    name: str
    source: str  # lesson, plugin or package
    path: str  # the file, or the package's entry point
    module: str
    attribute: str = ""


@dataclass(frozen=True)
class Problem:
    """A task that cannot be used: where it is and what is wrong with it."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


@dataclass
class Registry:
    """All tasks found, each imported when first asked for."""

    found: dict[str, Found] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _tasks: dict[str, type[Task]] = field(default_factory=dict)

    def add(self, place: Found) -> None:
        """Register a place; the first one of a name stays, a later one becomes a problem."""
        first = self.found.setdefault(place.name, place)
        if first is not place:
            message = f"a task named {place.name} is already in {first.path}; rename one of them"
            self.problems.append(Problem(place.path, message))

    def get(self, name: str) -> type[Task]:
        """The task of this name; raises UserError, with the nearest names, if there is none."""
        if name not in self.found:
            hint = suggestion(name, self.found, "`list` shows all tasks")
            raise UserError(f"there is no task named {name}: {hint}")
        if name not in self._tasks:
            try:
                self._tasks[name] = load(self.found[name])
            except UserError as error:
                raise UserError(f"{self.found[name].path}: {error}") from error
        return self._tasks[name]

    def tasks(self) -> list[type[Task]]:
        """Every task that can be used, in lesson order; the others go to `problems`."""
        usable = []
        for name, place in list(self.found.items()):
            try:
                if name not in self._tasks:
                    self._tasks[name] = load(place)
                usable.append(self._tasks[name])
            except UserError as error:
                del self.found[name]
                self.problems.append(Problem(place.path, str(error)))
        beyond = float("inf")
        return sorted(usable, key=lambda t: (t.topic or beyond, t.listing, t.name))

    def source(self, name: str) -> str:
        """Where a task came from: lesson, plugin or package."""
        return self.found[name].source


def discover() -> Registry:
    """The registry of this process: looks at file names only and imports nothing."""
    registry = Registry()
    folders = [(lesson_folder(), "lesson"), (plugins_folder(), "plugin")]
    for entry in filter(None, os.environ.get(ENVIRONMENT, "").split(os.pathsep)):
        if not os.path.isdir(entry):  # unlike Path's, it is False for an invalid name
            registry.problems.append(
                Problem(entry, f"${ENVIRONMENT} names it, but it is not a folder")
            )
        else:
            folders.append((Path(entry).absolute(), "plugin"))
    seen: set[Path] = set()
    for folder, source in folders:
        if folder.resolve() in seen or not folder.is_dir():
            continue
        seen.add(folder.resolve())
        package = _package(folder)
        for path in sorted(folder.glob("*.py")):
            if path.stem.startswith("_"):
                continue
            if not path.stem.isidentifier():
                problem = Problem(
                    str(path), "the file's name is not an identifier, as a task's name must be"
                )
                registry.problems.append(problem)
                continue
            registry.add(Found(path.stem, source, str(path), f"{package}.{path.stem}"))
    for point in importlib.metadata.entry_points(group=ENTRY_POINTS):
        if not point.name.isidentifier():  # it becomes a folder's name and must not lead elsewhere
            problem = f"its name {point.name!r} is not an identifier, as a task's name must be"
            registry.problems.append(Problem(point.value, problem))
            continue
        registry.add(Found(point.name, "package", point.value, point.module, point.attr or ""))
    return registry


def _package(folder: Path) -> str:
    """Make a folder importable as a package, so that its files can import one another."""
    name = f"tf1rnn_tasks_{zlib.crc32(os.fsencode(folder)):08x}"
    if name not in sys.modules:
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return name


def load(place: Found) -> type[Task]:
    """Import a place and return its task; raises UserError with the error's last line.

    What is not the lesson's own is imported in a child process first, to find out whether the
    import never ends, or ends the process.
    """
    if place.source == "plugin":
        _check_file(Path(place.path))
    if place.source != "lesson" and trial.can_try():
        # One second more than the import has, so that it can report a timeout itself.
        problem = trial.try_out(lambda: _import(place), IMPORT_LIMIT + 1)
        if problem is not None:
            raise UserError(problem)
    # What a plugin prints must not mix with what `list --json` prints for programs.
    with trial.silent_stdout():
        return _import(place)


def _check_file(path: Path) -> None:
    """Refuse a file that never ends, or that would take all memory."""
    if not path.is_file():
        raise UserError("not a regular file")
    if path.stat().st_size > LARGEST:
        raise UserError(f"larger than {LARGEST // 10**6} MB, which is too large for a plugin")


def _import(place: Found) -> type[Task]:
    try:
        # The lesson's own tasks have no limit: a busy machine may take long.
        with contextlib.nullcontext() if place.source == "lesson" else _limited(IMPORT_LIMIT):
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
    """Whether a name's value is a task class of this very module, not an imported one."""
    return (
        isinstance(value, type) and issubclass(value, Task) and value.__module__ == module.__name__
    )
