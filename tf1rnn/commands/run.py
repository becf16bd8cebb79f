"""`run TASK`: a command a task, its options the task's hyperparameters."""

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tf1rnn import devices, registry
from tf1rnn.run import run_task
from tf1rnn.task import Task, hyperparameters

Device = Annotated[
    str, typer.Option(help="auto, cpu, gpu or gpu:N; auto takes a GPU if there is one")
]
Seed = Annotated[
    int, typer.Option(min=0, max=2**32 - 1, help="the seed of Python, NumPy and the graph")
]
Quick = Annotated[bool, typer.Option("--quick", help="a run under 30 s that shows the point")]
RunsDir = Annotated[Path, typer.Option(help="the folder that holds the folders of runs")]


class Tasks(TyperGroup):
    """The commands of `run`: the registry's tasks, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(registry.discover().found)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return task_command(registry.discover().get(cmd_name))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        formatter.write_paragraph()
        formatter.write_text("Tasks: " + ", ".join(t.name for t in registry.discover().tasks()))


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
    """The command that runs a task: --device, --seed, --runs-dir and its hyperparameters."""

    def run(device: str, seed: int, runs_dir: Path, quick: bool, **values: Any) -> None:
        if quick:
            chosen = {h.name for h in hyperparameters(task) if values[h.name] != h.default}
            values |= {name: value for name, value in task.quick.items() if name not in chosen}
        finished = run_task(task(**values), runs_dir, seed, devices.check_device(device))
        print(f"The run is kept in {finished.folder}", file=sys.stderr)

    options = [
        ("device", Device, "auto"),
        ("seed", Seed, 42),
        ("runs_dir", RunsDir, Path("runs")),
        ("quick", Quick, False),
        *hyperparameters(task),
    ]
    keyword = inspect.Parameter.KEYWORD_ONLY
    run.__signature__ = inspect.Signature(
        [inspect.Parameter(n, keyword, default=d, annotation=a) for n, a, d in options]
    )
    run.__annotations__ = {name: annotation for name, annotation, _ in options}
    # \b keeps the docstring's own line breaks in the help text.
    run.__doc__ = "\n\n".join(
        "\b\n" + part if "\n" in part else part
        for part in inspect.cleandoc(task.__doc__ or "").split("\n\n")
    )
    return command_from(run, task.name)


def command_from(function: Callable[..., None], name: str) -> Any:
    """A command of this name from a function with typer's annotations."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, context_settings={"help_option_names": ["-h", "--help"]})(function)
    return typer.main.get_command(single)
