"""A sweep as a job array of SLURM's: a script for `sbatch`, each task of which runs one row."""

import contextlib
import shlex
from collections.abc import Iterator
from pathlib import Path

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.sweeps.plan import Plan
from tf1rnn.sweeps.sweeping import resume_argv
from tf1rnn.text import typed

_SCRIPT = """#!/bin/bash
#SBATCH --job-name=sweep-{task} --array=0-{last}{at_a_time}
# More options, such as --time, --mem or --gres, may follow here or after `sbatch`.
cd {here} || exit
exec {command} --row "$SLURM_ARRAY_TASK_ID"
"""


@contextlib.contextmanager
def reserved(path: Path) -> Iterator[None]:
    """Make a new file, which is removed if what happens inside fails; raises UserError."""
    try:
        path.open("x").close()
    except OSError as error:
        raise UserError(f"--slurm {path}: cannot be written: {error.strerror}") from error
    try:
        yield
    except BaseException:
        path.unlink()
        raise


def write_script(plan: Plan, jobs: int | None, path: Path) -> None:
    """Write the script that runs a sweep's rows, `jobs` at a time."""
    script = _SCRIPT.format(
        task=plan.task.name,
        last=len(plan.rows) - 1,
        at_a_time=f"%{jobs}" if jobs else "",
        here=shlex.quote(str(Path.cwd())),
        command=typed(*resume_argv(plan.folder)),
    )
    files.write_text(path, script)
