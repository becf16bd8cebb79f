"""`runs`: the runs that are kept, and deleting those that did not finish."""

import contextlib
import shutil
import sys
import time
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from tf1rnn.cli import hints
from tf1rnn.cli import run as run_command
from tf1rnn.errors import UserError
from tf1rnn.runs import folders


class Kept(NamedTuple):
    """One run's folder and what can be told of it."""

    folder: Path
    task: str
    status: dict[str, Any]
    changed: float  # seconds since the epoch
    size: int  # bytes


def kept_runs(runs_dir: Path) -> list[Kept]:
    """Every run below a folder, the newest first; folders that hold no run are passed over."""
    found = []
    for params in runs_dir.glob(f"*/*/{folders.PARAMS}"):
        folder = params.parent
        with contextlib.suppress(OSError):  # removed while we look
            stats = [params.stat()]
            stats += [path.lstat() for path in folder.rglob("*") if path.is_file()]
            changed = max(stat.st_mtime for stat in stats)
            size = sum(stat.st_size for stat in stats[1:])
            found.append(
                Kept(folder, folder.parent.name, folders.read_status(folder), changed, size)
            )
    return sorted(found, key=lambda kept: kept.changed, reverse=True)


def list_runs(
    runs_dir: run_command.RunsDir = Path("runs"),
    prune: Annotated[
        bool, typer.Option("--prune", help="ask, then delete the runs that did not finish")
    ] = False,
) -> None:
    """List the runs that are kept, the newest first."""
    kept = kept_runs(runs_dir)
    if not kept:
        made = hints.typed("run", "basic_rnn")
        raise UserError(f"--runs-dir {runs_dir}: there are no runs; make one with: {made}")
    rows = [("task", "run", "state", "steps", "age", "size", "last metrics")]
    rows += [
        (
            item.task,
            item.folder.name,
            item.status["state"],
            str(item.status["steps"]),
            _age(time.time() - item.changed),
            f"{item.size / 1e6:.1f} MB",
            ", ".join(f"{name} {value:.6g}" for name, value in item.status["metrics"].items()),
        )
        for item in kept
    ]
    rows = [tuple(map(_printable, row)) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())
    if prune:
        _prune([item for item in kept if item.status["state"] in folders.UNFINISHED], runs_dir)


def _prune(unfinished: list[Kept], runs_dir: Path) -> None:
    inside = runs_dir.resolve()
    links = [i.folder for i in unfinished if i.folder.resolve() != inside / i.task / i.folder.name]
    for folder in links:
        print(f"tf1rnn: {folder} lies elsewhere, by a link, and is left alone", file=sys.stderr)
    unfinished = [item for item in unfinished if item.folder not in links]
    if not unfinished:
        print("There is no unfinished run to delete.")
        return
    size = sum(item.size for item in unfinished) / 1e6
    count = f"{len(unfinished)} unfinished run{'s' * (len(unfinished) > 1)}"
    with contextlib.suppress(typer.Abort):  # nobody there to answer, which is no yes
        if typer.confirm(f"Delete the {count} above ({size:.1f} MB)?"):
            for item in unfinished:
                _delete(item.folder)
            print(f"Deleted {count}.")
            return
    print("Nothing is deleted.")


def _delete(folder: Path) -> None:
    # Held while it is deleted, so that nobody takes it up in that moment.
    with folders.locked(folder):
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise UserError(f"{folder}: cannot be deleted: {error.strerror}") from error


def _printable(text: str) -> str:
    """A name from a folder or a file, without what would move the cursor or colour the screen."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _age(seconds: float) -> str:
    """A time span in its largest unit: `3 min`."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
