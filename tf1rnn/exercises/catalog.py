"""Finds exercises: the files in the folder `exercises` beside tasks, the lesson's and plugins'."""

import importlib.util
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.exercises.exercise import Exercise
from tf1rnn.exercises.marks import read_exercise
from tf1rnn.lesson.topics import heading
from tf1rnn.registry.discovery import Registry, lesson_folder
from tf1rnn.text import suggestion

FOLDER = "exercises"


@dataclass
class Catalog:
    """All exercises in the lesson's order, and the files that are none."""

    exercises: dict[str, Exercise] = field(default_factory=dict)
    topics: dict[str, int | None] = field(default_factory=dict)  # by exercise
    headings: dict[str, str] = field(default_factory=dict)  # that its task is listed under
    problems: list[str] = field(default_factory=list)

    def get(self, name: str) -> Exercise:
        """The exercise of this name; raises UserError, with the nearest names, if there is none."""
        if name not in self.exercises:
            hint = suggestion(name, self.exercises, "`exercise list` shows all")
            raise UserError(f"there is no exercise {name}: {hint}")
        return self.exercises[name]


def find_exercises(registry: Registry) -> Catalog:
    """The exercises beside all tasks that a registry has found; none of their code is run."""
    tasks = {task.name: task for task in registry.tasks()}
    headings = {task.name: heading(task.topic, task.use_case) for task in tasks.values()}
    of_task = {name: i for i, name in enumerate(tasks)}
    of_heading = {name: i for i, name in enumerate(dict.fromkeys(headings.values()))}
    catalog, found = Catalog(), []
    for path in _files(registry):
        try:
            exercise = read_exercise(path)
            if exercise.task not in tasks:
                raise UserError(f"{path}: there is no task {exercise.task}")
            found.append(exercise)
        except UserError as error:
            catalog.problems.append(str(error))

    found.sort(key=lambda e: (of_heading[headings[e.task]], e.place, of_task[e.task], e.name))
    for exercise in found:
        first = catalog.exercises.setdefault(exercise.name, exercise)
        if first is not exercise:
            message = f"an exercise {exercise.name} is already in {first.path}; rename one of them"
            catalog.problems.append(f"{exercise.path}: {message}")
        catalog.topics.setdefault(exercise.name, tasks[exercise.task].topic)
        catalog.headings.setdefault(exercise.name, headings[exercise.task])
    return catalog


def _files(registry: Registry) -> Iterator[Path]:
    """The files of exercises in the folders that hold tasks, the lesson's first."""
    folders = [lesson_folder()]
    for place in registry.found.values():
        folder = _package(place.path) if place.source == "package" else Path(place.path).parent
        if folder is not None:
            folders.append(folder)
    for folder in dict.fromkeys(folders):
        yield from sorted(
            path
            for pattern in ("*.py", "*/*.py")
            for path in (folder / FOLDER).glob(pattern)
            if not path.name.startswith("_")
        )


def _package(point: str) -> Path | None:
    """The folder of the module that an installed package's entry point names."""
    module = point.partition(":")[0].strip()
    top, *rest = module.split(".")
    with suppress(ImportError, ValueError):
        spec = importlib.util.find_spec(top)  # which imports nothing of it
        for place in (spec and spec.submodule_search_locations) or ():
            return Path(place).joinpath(*rest[:-1])
    return None
