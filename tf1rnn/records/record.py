"""What a run's folder tells of it: parameters, status, metrics; TensorFlow is not loaded."""

import csv
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.entries import runs_in
from tf1rnn.runs.folder.metrics import Row, read_rows
from tf1rnn.runs.naming import entry_named, unknown_run

# Parts of the names of metrics that are better when they are higher.
_HIGHER = ("accuracy", "bleu", "right", "share", "same part of speech", "cosine", "score")


class Series(NamedTuple):
    """One metric of a run: its last value and its best, each with its step."""

    last: float
    last_step: int
    best: float
    best_step: int


class Record:
    """A run as its folder tells it; raises UserError if that is not a run's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.params = folders.read_params(folder)
        self.status = folders.read_status(folder)

    @property
    def name(self) -> str:
        """Its task and its name, as in `mnist/2026-01-31_12-00-00`."""
        return f"{self.params['task']}/{self.folder.name}"

    @property
    def changed(self) -> dict[str, Any]:
        """What `changed_values` says."""
        return changed_values(self.params)

    @cached_property
    def metrics(self) -> dict[str, Series]:
        """Each metric that was recorded, in the order of metrics.csv.

        Raises UserError if the file is damaged.
        """
        found: dict[str, Series] = {}
        for row in metric_rows(self.folder):
            step = int(row.pop("step"))
            for name, value in row.items():
                best, best_step = value, step
                if name in found and not is_better(value, found[name].best, higher_is_better(name)):
                    best, best_step = found[name][2:]
                found[name] = Series(value, step, best, best_step)
        return found


def changed_values(params: dict[str, Any]) -> dict[str, Any]:
    """The hyperparameters, and the seed, that are not the defaults; of older runs none."""
    values, defaults, seed = params["hyperparameters"], params.get("defaults"), params["seed"]
    defaults = defaults if isinstance(defaults, dict) else values
    changed = {n: v for n, v in values.items() if v != defaults.get(n, v)}
    return changed if seed == folders.DEFAULT_SEED else {**changed, "seed": seed}


def metric_rows(folder: Path) -> Iterator[Row]:
    """The rows of a run's metrics, none if it has recorded nothing; UserError if damaged."""
    path = folder / folders.METRICS
    try:
        yield from read_rows(path)
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, LookupError, OverflowError, csv.Error) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error


def higher_is_better(name: str) -> bool:
    """Whether a metric of this name should grow; of one without a known name it should not."""
    return any(part in name.lower() for part in _HIGHER)


def is_better(value: float, other: float, highest: bool) -> bool:
    """Whether a value is better than another one, the highest or the lowest being the best.

    Any is better than what is not a number.
    """
    return other != other or (value > other if highest else value < other)


def changes_text(changed: dict[str, Any]) -> str:
    """Hyperparameters on one line: `learning_rate=0.01 seed=7`."""
    return " ".join(f"{name}={value_text(value)}" for name, value in changed.items())


def value_text(value: Any) -> str:
    """A hyperparameter's value in as few characters as name it."""
    if isinstance(value, list):
        return ",".join(map(value_text, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def find(runs_dir: Path, name: str) -> Path:
    """The folder of a run: `name` as `runs` lists it, TASK/NAME, or the path of its folder.

    Raises UserError if there is none, or if runs of two tasks have the name.
    """
    if (Path(name) / folders.PARAMS).is_file():
        return Path(name)
    entries = runs_in(runs_dir)
    entry = entry_named(name, entries)
    if entry is None:
        known = [*(e.full_name for e in entries), *(e.folder.name for e in entries)]
        raise unknown_run(runs_dir, name, known)
    return entry.folder
