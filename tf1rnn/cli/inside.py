"""`inside TASK`: what happens in a trained network at each time step."""

from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.cli.show import complete_task
from tf1rnn.errors import UserError
from tf1rnn.inside.opening import declared_of, open_inside
from tf1rnn.registry import discovery
from tf1rnn.runs.folder.folders import PARAMS
from tf1rnn.runs.options import RunsDir
from tf1rnn.text import folded, screen_width

MOST_NAMES = 12  # instances that --list names one by one


def inside(
    task: Annotated[str, typer.Argument(help="the task's name", autocompletion=complete_task)],
    run: Annotated[
        str | None, typer.Argument(help="the run; the newest with a checkpoint if left out")
    ] = None,
    instance: Annotated[
        str | None, typer.Argument(help="an instance, or a text to read; the first if left out")
    ] = None,
    step: Annotated[
        int | None, typer.Option(min=0, help="the time step whose equations are shown")
    ] = None,
    unit: Annotated[int, typer.Option(min=0, help="the unit whose equations are shown")] = 0,
    figure: Annotated[
        Path | None,
        typer.Option(metavar="FILE.png", help="draw states and gradients over time there"),
    ] = None,
    names: Annotated[bool, typer.Option("--list", help="list the instances instead")] = False,
    runs_dir: RunsDir = Path("runs"),
) -> None:
    """Show what happens in a trained network at each time step."""
    task_class = discovery.discover().get(task)
    declared_of(task_class)
    if run is not None and instance is None and not _is_run(runs_dir / task, run):
        run, instance = None, run
    if names and figure is not None:
        raise UserError("--figure: draws an instance, which --list does not show; leave one out")
    with open_inside(task_class, runs_dir, run) as network:
        if names:
            print(folded(_listed(network.names, network.reads), screen_width()))
            return
        walk = network.look(instance)
    from tf1rnn.inside.screen import print_walk

    print_walk(walk, step, unit)
    if figure is not None:
        from tf1rnn.inside.picture import draw_walk

        try:
            draw_walk(walk, figure)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise UserError(f"--figure {figure}: cannot be written: {reason}") from error
        print(f"The picture is in {figure}")


def _is_run(folder: Path, name: str) -> bool:
    return name not in ("", ".", "..") and "/" not in name and (folder / name / PARAMS).is_file()


def _listed(names: list[str], reads: bool) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = f", ... {names[-1]}" if len(names) > MOST_NAMES else ""
    return f"Instances: {shown}{more}" + ("; any other text will do, too" if reads else "")
