"""Gathers what a run's page shows from the run's folder, its task and the lesson."""

import inspect
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular, read_text
from tf1rnn.lesson import topics
from tf1rnn.lesson.printouts import load_printouts
from tf1rnn.registry import discovery
from tf1rnn.report.pages.printed import Comparison, compared, shortened
from tf1rnn.report.pages.prose import highlighted, paragraphs
from tf1rnn.report.pages.series import read_metrics, thinned, unit
from tf1rnn.report.pages.walks import walks_of
from tf1rnn.runs import progress
from tf1rnn.runs.folder.entries import Entry
from tf1rnn.runs.folder.folders import METRICS, OUTPUT
from tf1rnn.task import Task, hyperparameters, summary

LARGEST_FIGURE = 8_000_000  # bytes


@dataclass(frozen=True)
class Value:
    """A hyperparameter of a run."""

    name: str
    value: str
    default: str
    help: str

    @property
    def is_chosen(self) -> bool:
        return self.value != self.default


@dataclass
class Told:
    """What the page of a run tells."""

    entry: Entry
    task: type[Task]
    params: dict[str, Any]
    values: list[Value]
    output: str
    comparison: Comparison | None
    walks: list[dict[str, Any]] = field(default_factory=list)
    no_walks: str = ""  # why there are none

    @property
    def name(self) -> str:
        return f"{self.entry.task}/{self.entry.folder.name}"

    @property
    def slug(self) -> str:
        """Its part of file names."""
        return f"{self.entry.task}-{self.entry.folder.name}"

    @property
    def summary(self) -> str:
        return summary(self.task)

    @property
    def topic(self) -> str:
        return topics.heading(self.task.topic, self.task.use_case)

    @property
    def lesson(self) -> Markup:
        """What the task teaches."""
        _, _, rest = inspect.cleandoc(self.task.__doc__ or "").partition("\n")
        return paragraphs(rest.strip("\n"))

    @cached_property
    def listing(self) -> Markup:
        return highlighted(Path(inspect.getfile(self.task)).read_text(encoding="utf-8"))

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What else the numbers depend on, beside the hyperparameters."""
        named = ("seed", "device", "started")
        known = [(name, str(self.params[name])) for name in named if name in self.params]
        known += [(name, _in_words(value)) for name, value in self.params["facts"].items()]
        versions = self.params.get("versions")
        if isinstance(versions, dict):
            known.append(("versions", ", ".join(f"{n} {v}" for n, v in versions.items())))
        return known

    @cached_property
    def metrics(self) -> dict[str, tuple[list[float], list[float]]]:
        """The steps and values of each metric."""
        return read_metrics(self.entry.folder / METRICS)

    @property
    def charts(self) -> list[dict[str, Any]]:
        """The metrics as charts, a line each."""
        return [
            {"title": name, "x": self.unit(name), "lines": [thinned(name, *line).to_json()]}
            for name, line in self.metrics.items()
        ]

    def unit(self, metric: str) -> str:
        """What a metric's steps count: epochs or steps."""
        n_epochs = self.params["hyperparameters"].get("n_epochs")
        return unit(self.metrics[metric][0], n_epochs, self.entry.status["steps"])

    @cached_property
    def figures(self) -> dict[str, bytes]:
        """The figures by file name."""
        found = {}
        for path in sorted((self.entry.folder / "figures").glob("*.png")):
            try:
                with open_regular(path) as file:
                    found[path.name] = file.read(LARGEST_FIGURE)
            except OSError:
                continue
        return found


class Gathering:
    """Reads runs; the lesson's printouts are read once."""

    def __init__(self, found: discovery.Registry) -> None:
        self.registry = found
        folder = discovery.lesson_folder() / "printouts"
        self.printouts = {printout.task: printout for printout in load_printouts(folder)}

    def told(self, entry: Entry, inside: bool = True) -> Told:
        """What the page of a run tells; raises UserError if the run or its task is unusable."""
        task = self.registry.get(entry.task)
        given = entry.params["hyperparameters"]
        values = [
            Value(h.name, _in_words(given[h.name]), _in_words(h.default), h.option.help or "")
            for h in hyperparameters(task)
            if h.name in given
        ]
        known = {value.name for value in values}
        values += [
            Value(name, _in_words(value), "", "which the task has no more")
            for name, value in given.items()
            if name not in known
        ]
        output = _output(entry.folder / OUTPUT)
        comparison = None
        if entry.task in self.printouts:
            is_finished = entry.status["state"] == "finished"
            comparison = compared(self.printouts[entry.task], task, given, output, is_finished)
        told = Told(entry, task, entry.params, values, shortened(output)[0], comparison)
        if inside:
            progress.tell(f"Looking into the network of {told.name}")
            told.walks, told.no_walks = walks_of(task, entry.folder)
        return told


def _output(path: Path) -> str:
    """What the run printed; nothing if it has printed nothing yet."""
    try:
        return read_text(path)
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_in_words(part)}" for name, part in value.items())
    return "none" if value is None else str(value)
