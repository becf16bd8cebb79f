"""`runs`: the runs that are there, a line each, or as JSON."""

import time
from collections.abc import Sequence
from typing import Any

from tf1rnn.records.record import changed_values, changes_text
from tf1rnn.runs.folder.entries import Entry
from tf1rnn.text import cut, printable, table

HEAD = ("task", "run", "state", "steps", "age", "size", "changed", "last metrics")
_DROPPED = ("size", "steps", "age")  # in this order, from a narrow screen
_WANTED = 40  # columns of a narrow screen for the last two


def as_json(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Each run as JSON values, for programs."""
    return [_json(entry) for entry in entries]


def _json(entry: Entry) -> dict[str, Any]:
    return {
        "task": entry.task,
        "run": entry.folder.name,
        "folder": str(entry.folder),
        "state": entry.status["state"],
        "steps": entry.status["steps"],
        "seconds_since_change": round(max(time.time() - entry.changed, 0), 1),
        "bytes": entry.size,
        "seed": entry.params["seed"],
        "device": entry.params.get("device"),
        "hyperparameters": entry.params["hyperparameters"],
        "changed": changed_values(entry.params),
        "metrics": {n: v for n, v in entry.status["metrics"].items() if v == v},
    }


def lines(entries: Sequence[Entry], width: int | None, one_task: bool) -> list[str]:
    """A line for each run below a headline; with a width, none is longer.

    A narrow screen has fewer columns; without the task, if all runs are of one.
    """
    rows = [HEAD, *map(_row, entries)]
    shown = [tuple(printable(cell, " ") for cell in row) for row in rows]
    names = list(HEAD)
    if width is None:
        return table(shown)
    for name in (*(["task"] if one_task else []), *_DROPPED):
        if width - _start(shown) >= min(_WANTED, _longest(shown)):
            break
        place = names.index(name)
        names.pop(place)
        shown = [row[:place] + row[place + 1 :] for row in shown]
    return [cut(line, width) for line in table(_shared(shown, width - _start(shown)))]


def _start(rows: Sequence[Sequence[str]]) -> int:
    """The columns that all but the last two cells of a row take."""
    return max(map(len, table([(*row[:-2], "|") for row in rows]))) - 1


def _longest(rows: Sequence[Sequence[str]]) -> int:
    return max(len(row[-2]) for row in rows) + 2 + max(len(row[-1]) for row in rows)


def _shared(rows: Sequence[Sequence[str]], room: int) -> list[tuple[str, ...]]:
    """Rows whose last two cells share a room: what was changed comes first."""
    needed = max(len(row[-1]) for row in rows)
    changed = max(room - 2 - needed, min(room // 2, room - 2), len("changed"))
    return [(*row[:-2], cut(row[-2], changed), row[-1]) for row in rows]


def _row(entry: Entry) -> tuple[str, ...]:
    metrics = {name: v for name, v in entry.status["metrics"].items() if name != "step"}
    return (
        entry.task,
        entry.folder.name,
        entry.status["state"],
        str(entry.status["steps"]),
        _age(time.time() - entry.changed),
        f"{entry.size / 1e6:.1f} MB",
        changes_text(changed_values(entry.params)),
        ", ".join(f"{name} {value:.6g}" for name, value in metrics.items()),
    )


def _age(seconds: float) -> str:
    """A time span in its largest unit: `3 min`."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
