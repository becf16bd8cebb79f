"""`launch TASK`: runs a task on several servers of this machine, as on several machines."""

import inspect
from typing import Annotated, Any

import typer

from tf1rnn.cli.run import (
    RunCommand,
    Tasks,
    command_from,
    given_in,
    settings,
    typed_for_cluster,
)
from tf1rnn.cluster.launching import loopback_cluster
from tf1rnn.cluster.taking_part import take_part
from tf1rnn.registry import discovery
from tf1rnn.runs.options import COMMON, Patience, take_options
from tf1rnn.runs.replicas import n_cores
from tf1rnn.task import Task, hyperparameters

MOST = 64
Workers = Annotated[int, typer.Option(min=1, max=MOST, help="servers that compute")]
Ps = Annotated[
    int,
    typer.Option(min=0, max=MOST, help="servers that keep the variables; with 0 the chief does"),
]
_OWN = ("workers", "ps", "patience")


class Launches(Tasks):
    """The commands of `launch`: the registry's tasks."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return task_command(discovery.discover().get(cmd_name))


app = typer.Typer(
    cls=Launches,
    rich_markup_mode=None,
    help="Run a task on several servers of this machine: launch TASK --workers 2 --ps 1.",
    subcommand_metavar="TASK [OPTIONS]",
    no_args_is_help=True,
)


@app.callback()
def _tasks() -> None:
    """Run a task on several servers of this machine: launch TASK --workers 2 --ps 1."""


def task_command(task: type[Task]) -> Any:
    """The command that launches a task: servers, the options common to all, hyperparameters."""

    def run(ctx: typer.Context, **options: Any) -> int:
        given = given_in(ctx, options)
        own = {name: options.pop(name) for name in _OWN}
        common = {o.name: o.check(options.pop(o.name)) for o in COMMON}
        asked = {n: value for n, value in given.items() if n in options or n == "seed"}
        arguments = typed_for_cluster("launch", task, ctx, common, *_OWN)
        cluster = loopback_cluster(own["workers"], own["ps"])
        return take_part(
            *(cluster, task, settings(asked, common), arguments, common["device"]),
            patience=own["patience"],
            insecure_network=False,
            local=[role for role in cluster.roles if role != cluster.leader],
            threads=max(1, n_cores() // own["workers"]),
        )

    options = [("ctx", typer.Context, inspect.Parameter.empty)]
    options += [("workers", Workers, 2), ("ps", Ps, 0), ("patience", Patience, 60.0)]
    take_options(run, [*options, *COMMON, *hyperparameters(task)])
    run.__doc__ = f"""Run {task.name} on several servers of this machine.

    Each batch is split among the workers. What `run {task.name}` takes, this takes, too.
    """
    return command_from(run, task.name, RunCommand)
