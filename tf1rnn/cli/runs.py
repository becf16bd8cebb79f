"""`runs`: lists the runs, compares or verifies some, deletes those that did not finish."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from tf1rnn.cli.base import Command, Group
from tf1rnn.cli.show import complete_task
from tf1rnn.errors import UserError
from tf1rnn.records import comparing, listing, verifying
from tf1rnn.records.pruning import prune as prune_runs
from tf1rnn.records.record import Record, find
from tf1rnn.registry import discovery
from tf1rnn.runs import devices
from tf1rnn.runs.folder.entries import entries_of, folders_in
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.options import Device, RunsDir
from tf1rnn.text import printable, screen_width, suggestion, typed

AsJson = Annotated[bool, typer.Option("--json", help="print JSON, for programs")]
ON_SCREEN = 500  # runs, the newest; to look at thousands takes seconds
LISTING = "list"  # the command that stands for none


class Runs(Group):
    """`runs` lists the runs, unless one of its own commands follows."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = args[:1] and args[0] in self.commands
        return super().parse_args(ctx, args if own else [LISTING, *args])


class Listing(Command):
    """The command that lists; its help names `runs` alone."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.parent.command_path, "[OPTIONS] [TASK]")
        formatter.write_usage(ctx.parent.command_path, "compare RUN RUN ...", "or: ")
        formatter.write_usage(ctx.parent.command_path, "verify RUN", "or: ")


app = typer.Typer(
    cls=Runs,
    rich_markup_mode=None,
    help="List the runs, compare some, or verify one.",
    subcommand_metavar="[TASK] [OPTIONS]",
)


@app.command(LISTING, cls=Listing)
def list_runs(
    task: Annotated[
        str | None,
        typer.Argument(help="only the runs of this task", autocompletion=complete_task),
    ] = None,
    runs_dir: RunsDir = Path("runs"),
    prune: Annotated[
        bool, typer.Option("--prune", help="ask, then delete the runs that did not finish")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the runs, the newest first, with the hyperparameters that are not the defaults.

    `runs compare RUN RUN ...` sets runs side by side; `runs verify RUN` replays one.
    """
    if prune and as_json:
        raise UserError("--prune asks, so it does not go with --json; leave one of them out")
    folders = folders_in(runs_dir)
    chosen = [folder for folder in folders if task in (None, folder.parent.name)]
    width = screen_width()
    n_shown = len(chosen) if as_json or prune or width is None else ON_SCREEN
    entries = entries_of(chosen[:n_shown])
    if task is not None and not entries:
        there = {entry.task for entry in entries_of(folders)}
        if there:
            hint = suggestion(task, there, f"there are runs of {', '.join(sorted(there))}")
            raise UserError(f"--runs-dir {runs_dir}: there is no run of {task}: {hint}")
    if as_json:
        print(json.dumps(listing.as_json(entries), indent=2))
        return
    if not entries:
        made = typed("run", task or "basic_rnn")
        raise UserError(f"--runs-dir {runs_dir}: there are no runs; make one with: {made}")
    for line in listing.lines(entries, width, one_task=task is not None):
        print(line)
    if n_shown < len(chosen):
        print(f"... and {len(chosen) - n_shown} older; `runs | cat` lists them all")
    if prune:
        prune_runs([entry for entry in entries if entry.is_unfinished], runs_dir)


@app.command("compare", cls=Command)
def compare(
    runs: Annotated[list[str], typer.Argument(help="names as `runs` lists them, or TASK/NAME")],
    runs_dir: RunsDir = Path("runs"),
    as_json: AsJson = False,
) -> None:
    """Set runs side by side: hyperparameters, then the last and the best of each metric."""
    records = [Record(find(runs_dir, name)) for name in runs]
    if as_json:
        print(json.dumps(comparing.as_json(records), indent=2))
        return
    for line in comparing.lines(records, screen_width()):
        print(line)


@app.command("verify", cls=Command)
def verify(
    run: Annotated[str, typer.Argument(help="its name as `runs` lists it, or TASK/NAME")],
    from_checkpoint: Annotated[
        bool, typer.Option("--from-checkpoint", help="replay from the oldest checkpoint it has")
    ] = False,
    runs_dir: RunsDir = Path("runs"),
    device: Device = "auto",
) -> int:
    """Replay a run from its start, and say whether it comes out bit for bit.

    One that did not finish is replayed up to its last checkpoint. The run is only read; times that
    it printed or recorded do not count. Exit code 1 if it differs.
    """
    record = Record(find(runs_dir, run))
    task = discovery.discover().get(record.params["task"])
    recorded = record.params.get("device")
    if device == "auto" and isinstance(recorded, str):
        device = recorded
    devices.check_device(device)
    try:
        replayed = verifying.replay_and_compare(record.folder, task, device, from_checkpoint)
    except Interrupted as interrupted:  # whose message would name a folder that is gone
        return interrupted.code
    for line in replayed.differences:
        print(printable(line))
    if not replayed.differences:
        since = f" from step {replayed.first} on" if from_checkpoint else ""
        until = "" if replayed.last is None else f" up to step {replayed.last}, its last checkpoint"
        parts = "its text, its metrics and its variables"
        print(f"{record.name} comes out bit for bit{since}{until}: {parts}.")
    return 1 if replayed.differences else 0
