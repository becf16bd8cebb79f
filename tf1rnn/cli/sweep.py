"""`sweep TASK`: runs a task with each combination of values, side by side; a table at the end."""

import shlex
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tf1rnn.cli.base import Group
from tf1rnn.cli.run import NEWEST, Tasks, command_from, page_command
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs.options import COMMON, RunsDir, take_options
from tf1rnn.sweeps import grid, plan, sweeping
from tf1rnn.sweeps.slurm import reserved, write_script
from tf1rnn.sweeps.sweeping import Jobs
from tf1rnn.sweeps.table import lines
from tf1rnn.task import Task, hyperparameters
from tf1rnn.text import screen_width, typed

Resume = Annotated[
    str | None,
    typer.Option(metavar="[NAME]", help="go on with a sweep; without a name, the newest"),
]
RowNumber = Annotated[
    int | None,
    typer.Option("--row", min=0, help="of --resume: run this row alone, as a job array does"),
]
Slurm = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="write a job array for sbatch, and run nothing"),
]
_ON_A_PAGE = 12  # runs that can still be told apart
_SHARED = ("device", "runs_dir", "save_every", "quick")


class Sweeps(Tasks):
    """The commands of `sweep`: the registry's tasks; `--resume` stands without one."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args[:1] == ["--resume"] and (len(args) == 1 or args[1].startswith("-")):
            args = ["--resume", NEWEST, *args[1:]]
        return Group.parse_args(self, ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return task_command(discovery.discover().get(cmd_name))


app = typer.Typer(
    cls=Sweeps,
    rich_markup_mode=None,
    help="Run a task with each combination of values: --learning-rate 0.01,0.001 --seed 1..5.",
    subcommand_metavar="TASK [OPTIONS]",
    no_args_is_help=True,
    invoke_without_command=True,
)


@app.callback()
def sweep(
    ctx: typer.Context,
    resume: Resume = None,
    jobs: Jobs = None,
    runs_dir: RunsDir = Path("runs"),
    row: RowNumber = None,
) -> int | None:
    """Run a task with each combination of values: --learning-rate 0.01,0.001 --seed 1..5.

    `sweep TASK --help` lists its hyperparameters. `sweep --resume` goes on with what is missing.
    """
    own = ("resume", "jobs", "runs_dir", "row")
    sources = [ctx.get_parameter_source(name).name for name in own]
    if ctx.invoked_subcommand is not None:
        if set(sources) != {"DEFAULT"}:
            raise UserError(
                f"sweep: options follow the task's name, and --resume has none: "
                f"{typed('sweep', ctx.invoked_subcommand, '--help')} lists them"
            )
        return None
    if resume is None:
        raise UserError("sweep: name a task, or --resume with the name of a sweep")
    folder = plan.find_sweep(runs_dir, resume or None)
    task = discovery.discover().get(plan.task_name(folder))
    planned = plan.read_plan(folder, task)
    if row is not None and row >= len(planned.rows):
        raise UserError(f"--row {row}: {folder.name} has rows 0 to {len(planned.rows) - 1}")
    return _carry_out(planned, jobs, row)


def task_command(task: type[Task]) -> Any:
    """The command that sweeps over a task's hyperparameters, each given as one or more values."""
    own = {h.name: h for h in (grid.SEED, *hyperparameters(task))}

    def run(jobs: int | None, slurm: Path | None, **options: Any) -> int:
        shared = {o.name: o.check(options[o.name]) for o in COMMON if o.name in _SHARED}
        texts = {name: options[name] for name in own if options[name]}
        given = {name: grid.values_in(own[name], each) for name, each in texts.items()}
        if not given:
            raise UserError(f"sweep {task.name}: name values, as in --seed 1..5")
        if slurm is None:
            return _carry_out(plan.new_plan(task, given, **shared), jobs)
        with reserved(slurm):
            planned = plan.new_plan(task, given, **shared)
            write_script(planned, jobs, slurm)
        table = typed(*sweeping.resume_argv(planned.folder))
        print(f"Wrote {slurm}. Start it with: sbatch {shlex.quote(str(slurm))}", file=sys.stderr)
        print(f"When it has ended, see the table with: {table}", file=sys.stderr)
        return 0

    options = [("jobs", Jobs, None), ("slurm", Slurm, None)]
    options += [(o.name, o.annotation, o.default) for o in COMMON if o.name in _SHARED]
    options += [(name, _values(hyperparameter), None) for name, hyperparameter in own.items()]
    take_options(run, options)
    run.__doc__ = f"""Run {task.name} with each combination of the values given.

    VALUES are separated by commas, or a range of whole numbers: 0.01,0.001 or 1..5. Where a value
    is a list, give the option once for each.
    """
    return command_from(run, task.name)


def _values(hyperparameter: Any) -> Any:
    bounds = f"{hyperparameter.type_name} {hyperparameter.bounds}".strip()
    told = f"{hyperparameter.option.help or ''} [{bounds}; default: {hyperparameter.default}]"
    option = typer.Option(hyperparameter.flag, metavar="VALUES", help=told.strip())
    return Annotated[list[str] | None, option]


def _carry_out(planned: plan.Plan, jobs: int | None, row: int | None = None) -> int:
    results = sweeping.carry_out(planned, jobs, only=row)
    for line in lines(planned, results, screen_width()):
        print(line)
    print(f"The sweep is in {planned.folder}", file=sys.stderr)
    folders = [result.folder for result in results if result.folder]
    unfinished = [result for result in results if result.state != "finished"]
    if unfinished:
        again = typed(*sweeping.resume_argv(planned.folder))
        print(f"Run what did not finish again: {again}", file=sys.stderr)
    elif 2 <= len(folders) <= _ON_A_PAGE:
        print(f"See them as a page: {page_command(*folders)}", file=sys.stderr)
    return 1 if unfinished else 0
