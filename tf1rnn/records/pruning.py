"""`runs --prune`: deletes the runs that did not finish, and nothing else."""

import contextlib
import shutil
import sys
from pathlib import Path

import typer

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.runs.folder.checkpoints import SAVING
from tf1rnn.runs.folder.entries import Entry
from tf1rnn.runs.folder.folders import (
    CHECKPOINTS,
    METRICS,
    OUTPUT,
    PARAMS,
    STATUS,
    read_status,
)
from tf1rnn.runs.folder.locking import locked
from tf1rnn.runs.folder.projector import FILES, INDEX
from tf1rnn.text import printable, table


def prune(unfinished: list[Entry], runs_dir: Path) -> None:
    """Ask whether to delete these runs, and delete what they made."""
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
    made = ("figures/*.png", "events/events.out.tfevents.*", f"events/{FILES}/*.tsv")
    for pattern in (*made, f"events/{INDEX}"):
        for path in folder.glob(pattern):
            path.unlink()
    for checkpoint in (folder / CHECKPOINTS).glob("*"):
        if checkpoint.name.isdecimal() or checkpoint.name == SAVING:
            shutil.rmtree(checkpoint)
    for name in (CHECKPOINTS, "figures", f"events/{FILES}", "events"):
        with contextlib.suppress(OSError):  # there is none, or it holds something else
            (folder / name).rmdir()
    others = sorted(path.name for path in folder.iterdir() if path.name != PARAMS)
    (folder / PARAMS).unlink()
    if not others:
        folder.rmdir()
    return others
