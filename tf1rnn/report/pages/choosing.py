"""Finds the runs that a user names: by the run's name, its task's or its folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tf1rnn.runs.folder.entries import Entry
from tf1rnn.runs.naming import entry_named, unknown_run


def chosen(names: Sequence[str], entries: Sequence[Entry], runs_dir: Path) -> list[Entry]:
    """The runs of these names, each once; the newest without a name.

    `entries` come newest first. A task's name stands for its newest run. Raises UserError for a
    name of no run, or of several.
    """
    if not names:
        return [entries[0]]
    found = [_named(name, entries, runs_dir) for name in names]
    return list({entry.folder: entry for entry in found}.values())


def newest_of_each(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The run that shows a task best: its newest finished one, else its newest."""
    shown: dict[str, Entry] = {}
    for entry in entries:
        held = shown.setdefault(entry.task, entry)
        if held.status["state"] != "finished" and entry.status["state"] == "finished":
            shown[entry.task] = entry
    return shown


def _named(name: str, entries: Sequence[Entry], runs_dir: Path) -> Entry:
    named = entry_named(name, entries)
    if named is not None:
        return named
    given = Path(name).resolve()
    for entry in entries:
        if entry.task == name or entry.folder.resolve() == given:
            return entry
    known = [*(entry.folder.name for entry in entries), *(entry.task for entry in entries)]
    raise unknown_run(runs_dir, name, known)
