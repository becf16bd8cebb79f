"""`runs` and `resume`: the runs that are kept, and going on with one that was interrupted."""

import contextlib
import shutil
import sys
import time
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from tf1rnn import hints, registry, runs
from tf1rnn.commands import run as run_command
from tf1rnn.errors import UserError
from tf1rnn.execution import resume_argv


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
    for params in runs_dir.glob(f"*/*/{runs.PARAMS}"):
        folder = params.parent
        with contextlib.suppress(OSError):  # removed while we look
            files = [path for path in folder.rglob("*") if path.is_file()]
            sizes, times = zip(*((f.stat().st_size, f.stat().st_mtime) for f in files), strict=True)
            status = runs.read_status(folder)
            found.append(Kept(folder, folder.parent.name, status, max(times), sum(sizes)))
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
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())
    if prune:
        _prune([item for item in kept if item.status["state"] in ("interrupted", "failed")])


def _prune(unfinished: list[Kept]) -> None:
    if not unfinished:
        print("There is no unfinished run to delete.")
        return
    size = sum(item.size for item in unfinished) / 1e6
    if typer.confirm(f"Delete the {len(unfinished)} unfinished runs above ({size:.1f} MB)?"):
        for item in unfinished:
            # Held while it is deleted, so that nobody takes it up in that moment.
            with runs.locked(item.folder):
                shutil.rmtree(item.folder)
        print(f"Deleted {len(unfinished)}.")


def resume(
    run: Annotated[
        str | None, typer.Argument(help="the run's name; the newest interrupted one without it")
    ] = None,
    runs_dir: run_command.RunsDir = Path("runs"),
) -> None:
    """Go on with a run that did not finish."""
    for item in kept_runs(runs_dir):
        if item.folder.name == run or (run is None and item.status["state"] == "interrupted"):
            argv = resume_argv(item.folder)
            print(f"$ {hints.typed(*argv)}", file=sys.stderr)
            command = run_command.task_command(registry.discover().get(item.task))
            command.main(argv[2:], standalone_mode=False)
            return
    what = "no run there was interrupted" if run is None else f"there is no run {run} there"
    raise UserError(f"--runs-dir {runs_dir}: {what}; `runs` lists them")


def _age(seconds: float) -> str:
    """A time span in its largest unit: `3 min`."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
