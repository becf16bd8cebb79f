"""Carries a sweep out, or what is missing of it, and tells how to go on if it is interrupted."""

import contextlib
import sys
from pathlib import Path
from typing import Annotated

from typer import Option

from tf1rnn.runs import progress
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.locking import locked
from tf1rnn.runs.interruption import Interrupted, watched
from tf1rnn.runs.replicas import n_cores
from tf1rnn.sweeps.plan import Plan
from tf1rnn.sweeps.table import Result, results
from tf1rnn.sweeps.workers import Workers
from tf1rnn.task import Hyperparameter
from tf1rnn.text import counted, typed

MOST_JOBS = 64
Jobs = Annotated[
    int | None,
    Option(min=1, max=MOST_JOBS, help="runs at a time; a core each if not given"),
]
JOBS = Hyperparameter("jobs", Jobs, None)
_DEFAULT_JOBS = 8  # at most: each takes half a gigabyte


def carry_out(
    plan: Plan, jobs: int | None, hint: str | None = None, only: int | None = None
) -> list[Result]:
    """Run every row that has not finished, `jobs` at a time, and return what there is of all.

    `only` is the number of the row if it is to be one, beside other processes that run others.
    Raises UserError if another process is at it. Raises Interrupted, with `hint` how to go on,
    after a signal, when the runs under way have been saved.
    """
    with watched() as interruptions, locked(plan.folder, shared=only is not None):
        there = plan.found()
        todo = [
            (row, there.get(row.number))
            for row in plan.rows
            if only in (None, row.number)
            and (
                row.number not in there
                or folders.read_status(there[row.number])["state"] != "finished"
            )
        ]
        n = min(jobs or min(n_cores(), _DEFAULT_JOBS), len(todo))
        count = counted(len(todo), "run")
        progress.tell(f"{plan.folder}: {count} of {plan.task.name}, {n} at a time")
        workers, bars = Workers(plan, todo, n), progress.Bars()
        problems: dict[int, str | None] = {}
        try:
            ends = (
                problems.update({ended.row.number: ended.problem}) or number
                for number, ended in enumerate(workers.ends(), 1)
            )
            for _ in bars.track(ends, len(todo), f"sweep of {plan.task.name}"):
                pass
            workers.close()
        except KeyboardInterrupt:
            bars.stop()
            print("\nThe runs end after their step; Ctrl-C again ends them now.", file=sys.stderr)
            with contextlib.suppress(KeyboardInterrupt):
                workers.close()
            number = interruptions.signal or 2
            raise Interrupted(
                f"interrupted; {hint or f'go on with: {typed(*resume_argv(plan.folder))}'}", number
            ) from None
        finally:
            bars.stop()
            workers.kill()
    return [each for each in results(plan, problems) if only in (None, each.row.number)]


def resume_argv(folder: Path) -> list[str]:
    """The arguments of the command that resumes a sweep."""
    argv = ["sweep", "--resume", folder.name]
    runs_dir = folder.parent.parent
    return argv if runs_dir == Path("runs") else [*argv, "--runs-dir", str(runs_dir)]
