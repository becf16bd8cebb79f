"""The run that a user names: by its folder, its own name, or its task's name for the newest."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.runs.folder.entries import Entry, runs_in
from tf1rnn.runs.folder.folders import PARAMS, find_run
from tf1rnn.text import suggestion


def named_run(runs_dir: Path, name: str) -> Path:
    """The folder of a run; raises UserError if the name is of none, or of several."""
    if (Path(name) / PARAMS).is_file():
        return Path(name).absolute()
    entries = runs_in(runs_dir)
    entry = entry_named(name, entries)
    if entry is not None:
        return entry.folder
    tasks = dict.fromkeys(entry.task for entry in entries)
    if name in tasks:
        return find_run(runs_dir, name, None)
    raise unknown_run(runs_dir, name, [*(e.folder.name for e in entries), *tasks])


def entry_named(name: str, entries: Sequence[Entry]) -> Entry | None:
    """The run of this name or TASK/NAME, None if there is none; raises UserError for several."""
    named = [entry for entry in entries if name in (entry.folder.name, entry.full_name)]
    if len(named) > 1:
        several = " or ".join(entry.full_name for entry in named)
        raise UserError(f"{name} names several runs: say {several}")
    return named[0] if named else None


def unknown_run(runs_dir: Path, name: str, known: Iterable[str]) -> UserError:
    """The error to raise for a name of no run, with the nearest of the names known."""
    hint = suggestion(name, known, "`runs` lists them")
    return UserError(f"--runs-dir {runs_dir}: there is no run {name} there: {hint}")
