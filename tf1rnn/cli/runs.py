"""`runs`: lists the runs, and deletes those that did not finish."""

import contextlib
import shutil
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.runs.folder.checkpoints import SAVING
from tf1rnn.runs.folder.folders import (
    CHECKPOINTS,
    METRICS,
    OUTPUT,
    PARAMS,
    STATUS,
    Entry,
    read_status,
    runs_in,
)
from tf1rnn.runs.folder.locking import locked
from tf1rnn.runs.options import RunsDir
from tf1rnn.text import printable, screen_width, table, typed


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
    width = screen_width()
    if width is not None and max(map(len, table(rows))) > width:
        rows = [(*row[:-2], row[-1]) for row in rows]  # without the size
    for line in table([tuple(map(printable, row)) for row in rows]):
        # A run keeps to a line: its metrics are cut where the screen ends.
        print(line if width is None or len(line) <= width else line[: width - 1] + "\u2026")
    if prune:
        _prune([entry for entry in entries if entry.is_unfinished], runs_dir)


def _row(entry: Entry) -> tuple[str, ...]:
    metrics = {name: v for name, v in entry.status["metrics"].items() if name != "step"}
    return (
        entry.task,
        entry.folder.name,
        entry.status["state"],
        str(entry.status["steps"]),
        _age(time.time() - entry.changed),
        f"{entry.size / 1e6:.1f} MB",
        ", ".join(f"{name} {value:.6g}" for name, value in metrics.items()),
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
    print("\nUnfinished:")
    for line in table([(str(e.folder), f"{e.size / 1e6:.1f} MB") for e in unfinished], "  "):
        print(printable(line))
    size = sum(entry.size for entry in unfinished) / 1e6
    count = f"{len(unfinished)} unfinished run{'s' * (len(unfinished) > 1)}"
    agreed = False
    with contextlib.suppress(typer.Abort):  # nobody is there to answer, so the answer is no
        agreed = typer.confirm(f"Delete the {count} above ({size:.1f} MB)?")
    if not agreed:
        print("Nothing is deleted.")
        return
    outcomes = [_delete(entry.folder) for entry in unfinished]
    for entry, outcome in zip(unfinished, outcomes, strict=True):
        if outcome:
            print(f"tf1rnn: {printable(str(entry.folder))}: {outcome}", file=sys.stderr)
    n_deleted = sum(not outcome.startswith("not deleted") for outcome in outcomes)
    print(f"Deleted {n_deleted} of {count}.")


def _delete(folder: Path) -> str:
    """Delete the files of a run that is still unfinished; what is to be said of it, if anything."""
    try:
        # Locked, so that nobody resumes it meanwhile; read again, for somebody may have before.
        with locked(folder):
            if read_status(folder)["state"] == "finished":
                return "not deleted: it is finished now"
            others = _delete_files(folder)
    except UserError as error:
        return f"not deleted: {str(error).removeprefix(f'{folder}: ')}"
    except OSError as error:
        return f"not deleted: {error.strerror}"
    if others:
        return f"its files are deleted; not of the run, and left: {', '.join(others)}"
    return ""


def _delete_files(folder: Path) -> list[str]:
    """Delete what a run makes, params.json last; the names of what else lies there."""
    written = {STATUS, OUTPUT, METRICS, *read_status(folder)["files"]}
    for path in folder.iterdir():
        if path.name in written or path.name.startswith(files.UNDER_WAY):
            path.unlink()
    for pattern in ("figures/*.png", "events/events.out.tfevents.*"):
        for path in folder.glob(pattern):
            path.unlink()
    for checkpoint in (folder / CHECKPOINTS).glob("*"):
        if checkpoint.name.isdecimal() or checkpoint.name == SAVING:
            shutil.rmtree(checkpoint)
    for name in (CHECKPOINTS, "figures", "events"):
        with contextlib.suppress(OSError):  # there is none, or it holds something else
            (folder / name).rmdir()
    others = sorted(path.name for path in folder.iterdir() if path.name != PARAMS)
    (folder / PARAMS).unlink()
    if not others:
        folder.rmdir()
    return others


def _age(seconds: float) -> str:
    """A time span in its largest unit: `3 min`."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
