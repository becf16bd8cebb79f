"""Finds the runs that a user names: by the run's name, its task's or its folder."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.runs.folder.folders import Entry
from tf1rnn.text import suggestion


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
    runs = [entry for entry in entries if name in (entry.folder.name, _full(entry))]
    if len(runs) == 1:
        return runs[0]
    if runs:
        raise UserError(f"{name} names several runs: say {' or '.join(map(_full, runs))}")
    given = Path(name).resolve()
    for entry in entries:
        if entry.task == name or entry.folder.resolve() == given:
            return entry
    known = [*(entry.folder.name for entry in entries), *(entry.task for entry in entries)]
    hint = suggestion(name, known, "`runs` lists them")
    raise UserError(f"--runs-dir {runs_dir}: there is no run {name} there: {hint}")


def _full(entry: Entry) -> str:
    return f"{entry.task}/{entry.folder.name}"
