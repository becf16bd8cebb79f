"""Finds tasks: the lesson's, plugins in folders, and those of installed packages."""

import contextlib
import importlib
import importlib.metadata
import itertools
import os
import re
import sys
import types
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.registry.description import Description
from tf1rnn.registry.loading import Found, describe, load
from tf1rnn.task import Task
from tf1rnn.text import suggestion

PACKAGE = Path(__file__).resolve().parents[1]
ENTRY_POINTS = "tf1rnn.tasks"
ENVIRONMENT = "TF1RNN_PLUGINS"


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
    _described: dict[str, Description] = field(default_factory=dict)

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
                if self.found[name].source != "lesson":
                    self._describe(name)  # tried in a process of its own first
                self._tasks[name] = load(self.found[name])
            except UserError as error:
                raise UserError(f"{self.found[name].path}: {error}") from error
        return self._tasks[name]

    def tasks(self) -> list[Description]:
        """Every task that can be used, in lesson order; the others go to `problems`."""
        usable = []
        for name, place in list(self.found.items()):
            try:
                usable.append(self._describe(name))
            except UserError as error:
                del self.found[name]
                self.problems.append(Problem(place.path, str(error)))
        beyond = float("inf")
        return sorted(usable, key=lambda t: (t.topic or beyond, not t.use_case, t.listing, t.name))

    def command(self, name: str) -> Callable[..., None] | None:
        """The command of this name that a task adds; None if none does."""
        owner = self._owner(name, self.found)
        return self.get(owner).commands[name] if owner else None

    def _describe(self, name: str) -> Description:
        """What a task shows of itself; raises UserError if it cannot be used."""
        if name not in self._described:
            shown = describe(self.found[name])
            for command in shown.commands:
                before = itertools.takewhile(lambda other: other != name, self.found)
                if owner := self._owner(command, before):
                    raise UserError(
                        f"it adds a command {command}, which the task {owner} has already; "
                        "rename it"
                    )
            self._described[name] = shown
        return self._described[name]

    def _owner(self, command: str, names: Iterable[str]) -> str | None:
        """The first of these tasks that adds a command; those that cannot be used add none."""
        for name in names:
            with contextlib.suppress(UserError):
                if command in self._describe(name).commands:
                    return name
        return None

    def source(self, name: str) -> str:
        """Where a task came from: lesson, plugin or package."""
        return self.found[name].source


def use_cases_folder() -> Path:
    """The folder of the use cases that came with tf1rnn; a checkout's plugins/, in a checkout."""
    return home() / "plugins"


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
        if folder.resolve() not in seen and folder.is_dir():
            seen.add(folder.resolve())
            for place in _places(folder, source, registry.problems):
                registry.add(place)
    for point in _entry_points(registry.problems):
        if not point.name.isidentifier():  # it becomes a folder's name and must not lead elsewhere
            problem = f"its name {point.name!r} is not an identifier, as a task's name must be"
            registry.problems.append(Problem(point.value, problem))
            continue
        registry.add(Found(point.name, "package", point.value, point.module, point.attr or ""))
    if use_cases_folder().resolve() not in seen:
        for place in _places(use_cases_folder(), "plugin", registry.problems):
            registry.found.setdefault(place.name, place)  # a user's own of that name comes first
    return registry


def _places(folder: Path, source: str, problems: list[Problem]) -> Iterable[Found]:
    """The tasks in a folder; of those that cannot have their name, a problem."""
    package = _package(folder)
    for path in sorted([*_folders_of_tasks(folder), *folder.glob("*.py")]):
        if path.stem.startswith("_"):
            continue
        if path.stem.isidentifier():
            file = path if path.suffix else path / "__init__.py"
            yield Found(path.stem, source, str(file), f"{package}.{path.stem}")
        else:
            what = "the file's name is not an identifier, as a task's name must be"
            problems.append(Problem(str(path), what))


def _folders_of_tasks(folder: Path) -> list[Path]:
    """The folders in a folder that are a task each: their __init__.py is about a Task.

    Other folders hold what tasks share, or data.
    """
    found = []
    for init in folder.glob("*/__init__.py"):
        with contextlib.suppress(OSError, ValueError):
            if re.search(r"\bTask\b", files.read_text(init)):
                found.append(init.parent)
    return found


def _entry_points(problems: list[Problem]) -> list[importlib.metadata.EntryPoint]:
    """The entry points of installed packages; of one that cannot be read, a problem."""
    points = {}
    for package in importlib.metadata.distributions():
        try:
            if ENTRY_POINTS not in (package.read_text("entry_points.txt") or ""):
                continue
            for point in package.entry_points:
                if point.group == ENTRY_POINTS:
                    points.setdefault((point.name, point.module, point.attr), point)
        except Exception as error:  # its text is the package's own work, and may be anything
            name = _name_of(package)
            what = (str(error).splitlines() or [""])[0]
            message = f"its entry points cannot be read: {type(error).__name__}: {what}"
            problems.append(Problem(name, message.rstrip(": ")))
    return [points[key] for key in sorted(points, key=str)]


def _name_of(package: importlib.metadata.Distribution) -> str:
    with contextlib.suppress(Exception):
        if package.name:
            return f"package {package.name}"
    return "a package without a name"


def _package(folder: Path) -> str:
    """Make a folder importable as a package, so that its files can import one another."""
    name = f"tf1rnn_tasks_{zlib.crc32(os.fsencode(folder)):08x}"
    if name not in sys.modules:
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    return name
