"""`runs`: lists the runs, and deletes those that did not finish."""

import contextlib
import shutil
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.errors import UserError
from tf1rnn.runs.folders import Entry, locked, runs_in
from tf1rnn.runs.options import RunsDir
from tf1rnn.text import printable, table, typed


def list_runs(
    runs_dir: RunsDir = Path("runs"),
    prune: Annotated[
        bool, typer.Option("--prune", help="ask, then delete the runs that did not finish")
    ] = False,
) -> None:
    """List the runs, the newest first."""
    entries = runs_in(runs_dir)
    if not entries:
        made = typed("run", "basic_rnn")
        raise UserError(f"--runs-dir {runs_dir}: there are no runs; make one with: {made}")
    rows = [("task", "run", "state", "steps", "age", "size", "last metrics")]
    rows += [_row(entry) for entry in entries]
    for line in table([tuple(map(printable, row)) for row in rows]):
        print(line)
    if prune:
        _prune([entry for entry in entries if entry.is_unfinished], runs_dir)


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        entry.task,
        entry.folder.name,
        entry.status["state"],
        str(entry.status["steps"]),
        _age(time.time() - entry.changed),
        f"{entry.size / 1e6:.1f} MB",
        ", ".join(f"{name} {value:.6g}" for name, value in entry.status["metrics"].items()),
    )


def _prune(unfinished: list[Entry], runs_dir: Path) -> None:
    inside = runs_dir.resolve()
    links = [e.folder for e in unfinished if e.folder.resolve() != inside / e.task / e.folder.name]
    for folder in links:
        print(f"tf1rnn: {folder} is a link to another place, so it is not deleted", file=sys.stderr)
    unfinished = [entry for entry in unfinished if entry.folder not in links]
    if not unfinished:
        print("There is no unfinished run to delete.")
        return
    size = sum(entry.size for entry in unfinished) / 1e6
    count = f"{len(unfinished)} unfinished run{'s' * (len(unfinished) > 1)}"
    with contextlib.suppress(typer.Abort):  # nobody can answer: not a yes
        if typer.confirm(f"Delete the {count} above ({size:.1f} MB)?"):
            for entry in unfinished:
                _delete(entry.folder)
            print(f"Deleted {count}.")
            return
    print("Nothing is deleted.")


def _delete(folder: Path) -> None:
    # Locked while it is deleted, so that nobody resumes it meanwhile.
    with locked(folder):
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise UserError(f"{folder}: cannot be deleted: {error.strerror}") from error


def _age(seconds: float) -> str:
    """A time span in its largest unit: `3 min`."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
