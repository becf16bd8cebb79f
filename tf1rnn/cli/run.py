"""`run TASK`: a command for each task; its options are the task's hyperparameters."""

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from tf1rnn.cli.base import Command, Group
from tf1rnn.cluster import addresses
from tf1rnn.cluster.arguments import Arguments
from tf1rnn.cluster.child import reporting
from tf1rnn.cluster.taking_part import take_part
from tf1rnn.errors import UserError
from tf1rnn.records.repeating import differing, read_config, repeated
from tf1rnn.registry import discovery
from tf1rnn.runs import devices, servers
from tf1rnn.runs.execution import run_task
from tf1rnn.runs.folder import folders
from tf1rnn.runs.options import CLUSTER, COMMON, QuickAlready, take_options
from tf1rnn.runs.resuming import resume_task, task_to_resume
from tf1rnn.runs.run import Run
from tf1rnn.task import Task, hyperparameters
from tf1rnn.text import folded, paragraphs, screen_width, typed

HELP_WIDTH = 76  # columns of a docstring in the help text
ARGUMENTS = "tf1rnn.arguments"  # where a command finds those that it was given
NEWEST = ""  # what --resume means without a run's name


class Tasks(Group):
    """The commands of `run`: the registry's tasks, each imported when it is asked for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args[:1] == ["--config"] and args[1:]:  # the file names the task
            args = [read_config(Path(args[1]))["task"], *args]
        return super().parse_args(ctx, args)

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
        ctx.meta[ARGUMENTS] = list(args)
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

    def run(ctx: typer.Context, **options: Any) -> int | None:
        given = given_in(ctx, options)
        common = {o.name: o.check(options.pop(o.name)) for o in COMMON}
        cluster = {o.name: o.check(options.pop(o.name)) for o in CLUSTER}
        values = {name: value for name, value in given.items() if name in options}
        asked = {n: value for n, value in given.items() if n in options or n == "seed"}
        found = None if servers.here() else addresses.here(cluster["cluster"], cluster["role"])
        if found is not None:
            how = without(cluster, "cluster", "role")
            arguments = typed_for_cluster("run", task, ctx, common, *cluster)
            given = settings(asked, common)
            return take_part(found, task, given, arguments, common["device"], **how)
        with reporting():
            if common["config"] is not None:
                _refuse_with_config(common)
                seed = common["seed"] if "seed" in given else None
                _repeat(task, values, seed, **without(common, "seed", "quick", "resume"))
            elif common["resume"] is None:
                carry_out(task, values, **without(common, "resume", "config"))
            else:
                _resume(task, asked, **without(common, "quick", "seed", "config"))
        return None

    own = {} if task.quick else {"quick": QuickAlready}
    options = [
        ("ctx", typer.Context, inspect.Parameter.empty),
        *((o.name, own.get(o.name, o.annotation), o.default) for o in COMMON),
        *CLUSTER,
        *hyperparameters(task),
    ]
    take_options(run, options)
    # \b preserves the line breaks in the help text, which is indented by two columns.
    text = paragraphs(inspect.cleandoc(task.__doc__ or ""), HELP_WIDTH)
    run.__doc__ = "\n\n".join("\b\n" + part for part in text.split("\n\n"))
    return command_from(run, task.name, RunCommand)


def given_in(ctx: typer.Context, options: dict[str, Any]) -> dict[str, Any]:
    """The options that were given, not left at their defaults."""
    return {n: v for n, v in options.items() if ctx.get_parameter_source(n).name != "DEFAULT"}


def settings(asked: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """What all processes of a cluster must have been given alike."""
    return {**asked, **({"quick": True} if common["quick"] else {})}


def typed_for_cluster(
    command: str, task: type[Task], ctx: typer.Context, common: dict[str, Any], *own: str
) -> Arguments:
    """The arguments of a command that starts a cluster, which has options of its own."""
    return Arguments(
        command,
        task.name,
        ctx.meta[ARGUMENTS],
        own=[f"--{name.replace('_', '-')}" for name in own],
        kept=[f"--device={common['device']}", f"--save-every={common['save_every']}"],
    )


def carry_out(
    task: type[Task],
    values: dict[str, Any],
    device: str,
    seed: int,
    runs_dir: Path,
    quick: bool,
    save_every: float = 10.0,
) -> None:
    """Run a task with these hyperparameters; with `quick`, its quick values are the defaults."""
    devices.check_device(device)
    chosen = task(**({**task.quick, **values} if quick else values))
    tell_where(run_task(chosen, runs_dir, seed, device, save_every=save_every))


def _refuse_with_config(common: dict[str, Any]) -> None:
    for name in ("quick", "resume"):
        if common[name]:
            raise UserError(f"--config repeats a whole run; leave out --{name}")


def _repeat(
    task: type[Task],
    given: dict[str, Any],
    seed: int | None,
    device: str,
    runs_dir: Path,
    save_every: float,
    config: Path,
) -> None:
    """Repeat the run of a params.json, but for what was given, and say what differs."""
    devices.check_device(device)
    then = read_config(config)
    chosen, device = repeated(task, config, given, device)

    def say(now: dict[str, Any]) -> None:
        for line in differing(then, now):
            print(f"tf1rnn: --config {config}: {line}", file=sys.stderr)

    seed = then["seed"] if seed is None else seed
    origin = {"config": str(config)}
    tell_where(run_task(chosen, runs_dir, seed, device, origin, say, save_every=save_every))


def _resume(
    task: type[Task],
    asked: dict[str, Any],
    device: str,
    runs_dir: Path,
    save_every: float,
    resume: str,
) -> None:
    """Resume a run of a task; `asked` are the hyperparameters and the seed that were given."""
    devices.check_device(device)
    folder = folders.find_run(runs_dir, task.name, resume or None, to_resume=True)
    resumed = task_to_resume(task, folder, asked)
    tell_where(resume_task(resumed, folder, device, save_every=save_every))


def tell_where(run: Run) -> None:
    """Say where a run's folder is, and its figures, and how to look at it."""
    print(f"The run is in {run.folder}", file=sys.stderr)
    figures = sorted(path.name for path in (run.folder / "figures").glob("*.png"))
    if figures:
        where = f"Its figures are in {run.folder / 'figures'}: {', '.join(figures)}"
        print(folded(where, screen_width()), file=sys.stderr)
    print(f"See it as a page: {page_command(run.folder)}", file=sys.stderr)


def page_command(*folders_of_runs: Path) -> str:
    """The command that opens the page of these runs, all of one folder of runs."""
    runs_dir = folders_of_runs[0].parent.parent
    elsewhere = [] if runs_dir == Path("runs") else ["--runs-dir", str(runs_dir)]
    names = [f"{folder.parent.name}/{folder.name}" for folder in folders_of_runs]
    return typed("report", *names, *elsewhere, "--open")


def without(options: dict[str, Any], *names: str) -> dict[str, Any]:
    """The options except these."""
    return {name: value for name, value in options.items() if name not in names}


def command_from(function: Callable[..., None], name: str, command: type[Command] = Command) -> Any:
    """A command of this name from a function with typer's annotations."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    settings = {"help_option_names": ["-h", "--help"]}
    single.command(name, cls=command, context_settings=settings)(function)
    return typer.main.get_command(single)
