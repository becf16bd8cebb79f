"""`report [RUN ...]`: runs as pages that open from disk, to read and to hand out."""

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs.folder.entries import Entry, runs_in
from tf1rnn.runs.options import RunsDir
from tf1rnn.text import counted, printable, typed


def report(
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RUN]...",
            help="a run's name, TASK/RUN, its folder, or a task's name for its newest run; "
            "several runs are compared; without one, the newest run",
        ),
    ] = None,
    lesson: Annotated[
        bool, typer.Option("--lesson", help="the lesson's index, with a page for each task run")
    ] = False,
    out: Annotated[Path, typer.Option(help="the folder to write")] = Path("report"),
    opened: Annotated[bool, typer.Option("--open", help="open it in the browser")] = False,
    runs_dir: RunsDir = Path("runs"),
) -> None:
    """Write runs as pages that any browser opens from disk, without a network or a server.

    A run's page shows what it printed beside the lesson's numbers, its metrics and figures, and
    the inside of its network, step by step.
    """
    if lesson and runs:
        raise UserError("--lesson shows the newest run of each task; leave RUN out")
    entries = entries_in(runs_dir)
    from tf1rnn.report.pages.needs import needed

    with needed():
        from tf1rnn.report.pages.choosing import chosen, newest_of_each
        from tf1rnn.report.pages.gathering import Gathering
        from tf1rnn.report.pages.site import site_of_lesson, site_of_runs
        from tf1rnn.report.pages.writing import check, write

        check(out)
        gathering, left_out = Gathering(discovery.discover()), []
        if lesson:
            site, left_out = site_of_lesson(gathering, newest_of_each(entries))
        else:
            site = site_of_runs(gathering, chosen(runs or [], entries, runs_dir))
        write(out, site)
    for problem in left_out:
        print(f"tf1rnn: left out: {printable(problem)}", file=sys.stderr)
    n_pages = sum(name.endswith(".html") for name in site)
    megabytes = sum(map(len, site.values())) / 1e6
    index = out / "index.html"
    print(f"{index}: {counted(n_pages, 'page')}, {megabytes:.1f} MB; open it in a browser")
    if opened:
        webbrowser.open(index.resolve().as_uri())


def entries_in(runs_dir: Path) -> list[Entry]:
    """The runs in a folder, the newest first; raises UserError if there is none."""
    entries = runs_in(runs_dir)
    if not entries:
        made = typed("run", "mnist", "--quick")
        raise UserError(f"--runs-dir {runs_dir}: there are no runs; make one with: {made}")
    return entries
