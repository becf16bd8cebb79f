"""`run TASK`: a command a task, its options the task's hyperparameters."""

import inspect
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from tf1rnn.cli.base import Command, Group
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs import devices, folders
from tf1rnn.runs.execution import resume_task, run_task
from tf1rnn.task import Task, hyperparameters

Device = Annotated[
    str, typer.Option(help="auto, cpu, gpu, gpu:N or gpu:N,M; auto takes a GPU if there is one")
]
Seed = Annotated[
    int, typer.Option(min=0, max=2**32 - 1, help="the seed of Python, NumPy and the graph")
]
RunsDir = Annotated[Path, typer.Option(help="the folder that holds the folders of runs")]
Quick = Annotated[bool, typer.Option("--quick", help="a run under 30 s that shows the point")]
QuickAlready = Annotated[
    bool, typer.Option("--quick", help="nothing, for this task's run is a quick one as it is")
]
SaveEvery = Annotated[float, typer.Option(min=0.0, help="seconds between checkpoints")]
Resume = Annotated[
    str | None,
    typer.Option(metavar="[RUN]", help="go on with an interrupted run, the newest without a name"),
]
COMMON = [
    ("device", Device, "auto"),
    ("seed", Seed, 42),
    ("runs_dir", RunsDir, Path("runs")),
    ("save_every", SaveEvery, 10.0),
    ("quick", Quick, False),
    ("resume", Resume, None),
]
NEWEST = ""  # what --resume means without a run's name

# Hyperparameters that may be raised when a run goes on: they say how long it trains, not how.
EXTENDABLE = ("n_epochs", "n_iterations")


class Tasks(Group):
    """The commands of `run`: the registry's tasks, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(discovery.discover().found)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return task_command(discovery.discover().get(cmd_name))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        formatter.write_paragraph()
        formatter.write_text("Tasks: " + ", ".join(t.name for t in discovery.discover().tasks()))


class RunCommand(Command):
    """A command whose --resume may stand alone or name a run."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if "--resume" in args:
            after = args.index("--resume") + 1
            if after == len(args) or args[after].startswith("-"):
                args.insert(after, NEWEST)
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Tasks,
    rich_markup_mode=None,
    help="Run a task; `run TASK --help` lists its hyperparameters.",
    subcommand_metavar="TASK [OPTIONS]",
    no_args_is_help=True,
)


@app.callback()
def _tasks() -> None:
    """Run a task; `run TASK --help` lists its hyperparameters."""


def task_command(task: type[Task]) -> Any:
    """The command that runs a task: the options common to all, then its hyperparameters."""

    def run(ctx: typer.Context, **options: Any) -> None:
        given = {
            name: value
            for name, value in options.items()
            if ctx.get_parameter_source(name).name != "DEFAULT"
        }
        common = {name: options.pop(name) for name, _, _ in COMMON}
        carry_out(task, given, **common, values=options)

    own = {} if task.quick else {"quick": QuickAlready}
    common = [(name, own.get(name, annotation), default) for name, annotation, default in COMMON]
    options = [*common, *hyperparameters(task)]
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [inspect.Parameter(n, keyword, default=d, annotation=a) for n, a, d in options]
    context = inspect.Parameter("ctx", keyword, annotation=typer.Context)
    run.__signature__ = inspect.Signature([context, *parameters])
    run.__annotations__ = {p.name: p.annotation for p in (context, *parameters)}
    # \b keeps the docstring's own line breaks in the help text.
    run.__doc__ = "\n\n".join(
        "\b\n" + part if "\n" in part else part
        for part in inspect.cleandoc(task.__doc__ or "").split("\n\n")
    )
    return command_from(run, task.name, RunCommand)


def carry_out(
    task: type[Task],
    given: dict[str, Any],
    device: str,
    seed: int,
    runs_dir: Path,
    save_every: float,
    quick: bool,
    resume: str | None,
    values: dict[str, Any],
) -> None:
    """Run a task, or go on with a run; `given` are the options that the user typed."""
    devices.check_device(device)
    if math.isnan(save_every):
        raise UserError("--save-every nan: give the seconds between checkpoints")
    if resume is not None:
        folder = folders.find_run(runs_dir, task.name, resume or None, to_resume=True)
        asked = {name: value for name, value in given.items() if name in values or name == "seed"}
        resumed = task_to_resume(task, folder, asked)
        finished = resume_task(resumed, folder, device, save_every=save_every)
    else:
        if quick:
            values |= {name: value for name, value in task.quick.items() if name not in given}
        finished = run_task(task(**values), runs_dir, seed, device, save_every=save_every)
    print(f"The run is kept in {finished.folder}", file=sys.stderr)


def task_to_resume(task: type[Task], folder: Path, asked: dict[str, Any]) -> Task:
    """The task of a run, with its own hyperparameters but for those that may be raised.

    Raises UserError, naming them, for others that differ from the run's, and for a run that is
    finished and not asked to train for longer.
    """
    resumed = folders.task_of(folder, task)
    own = {"seed": folders.read_params(folder)["seed"], **resumed.values}
    changed = {name: value for name, value in asked.items() if value != own[name]}
    raised = {n: v for n, v in changed.items() if n in EXTENDABLE and v > own[n]}
    refused = [
        f"--{name.replace('_', '-')} {value} (the run's is {own[name]})"
        for name, value in changed.items()
        if name not in raised
    ]
    if refused:
        longer = " or ".join(f"--{n.replace('_', '-')}" for n in EXTENDABLE if n in own)
        may = f"only {longer} may be raised" if longer else "none may change"
        raise UserError(f"--resume {folder.name}: {', '.join(refused)} differs; {may}")
    if folders.read_status(folder)["state"] == "finished" and not raised:
        longer = " or ".join(f"--{n.replace('_', '-')}" for n in EXTENDABLE if n in own)
        hint = f"; raise {longer} to train it for longer" if longer else ""
        raise UserError(f"--resume {folder.name}: this run is finished{hint}")
    return task(**resumed.values | raised)


def command_from(function: Callable[..., None], name: str, command: type[Command] = Command) -> Any:
    """A command of this name from a function with typer's annotations."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    settings = {"help_option_names": ["-h", "--help"]}
    single.command(name, cls=command, context_settings=settings)(function)
    return typer.main.get_command(single)
