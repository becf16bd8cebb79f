"""`export RUN`: writes a run's trained network as a model that plain TensorFlow 2 loads."""

from pathlib import Path
from typing import Annotated

import typer

from tf1rnn.registry import discovery
from tf1rnn.report.models import export as models
from tf1rnn.runs.naming import named_run
from tf1rnn.runs.options import RunsDir


def export(
    run: Annotated[str, typer.Argument(help="a run's name, or a task's for its newest run")],
    to: Annotated[
        str, typer.Option(metavar="|".join(models.FORMATS), help="the format of the model")
    ] = models.FORMATS[0],
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="a new folder; TASK.FORMAT without it")
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="a tensor that the model gives, as the task names it"),
    ] = None,
    runs_dir: RunsDir = Path("runs"),
) -> None:
    """Export a trained network as a model that plain TensorFlow 2 loads."""
    models.check_format(to)
    folder = named_run(runs_dir, run)
    task = discovery.discover().get(folder.parent.name)
    exported = models.export(task, folder, to, out, output or ())
    print(f"Wrote {exported}")
    print(f"{exported.folder / models.EXAMPLE} shows how plain TensorFlow 2 loads it.")
