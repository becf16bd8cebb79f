"""A run as a notebook shows it: what was printed, its metrics as a table, its figures."""

import base64
import html
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tf1rnn.errors import UserError
from tf1rnn.runs.folder import folders

if TYPE_CHECKING:
    from pandas import DataFrame

    from tf1rnn.task import Task

MOST_ROWS = 10  # of the metrics that a notebook shows
_TALL = "max-height: 24em; overflow: auto"


def notebook_shell() -> Any:
    """The shell of a notebook that this process is the kernel of; None elsewhere."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell if hasattr(shell, "kernel") else None


def cell_number() -> int | None:
    """The number of the notebook's cell that runs now; None where there is no notebook."""
    shell = notebook_shell()
    return shell.execution_count if shell else None


class Picture:
    """A figure of a run, which a notebook shows."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __repr__(self) -> str:
        return f"<figure {self.path}>"

    def _repr_png_(self) -> bytes:
        return self.path.read_bytes()

    def as_html(self) -> str:
        data = base64.b64encode(self.path.read_bytes()).decode("ascii")
        name = html.escape(self.path.stem, quote=True)
        return f'<img alt="{name}" style="max-width: 100%" src="data:image/png;base64,{data}">'


class Pictures(dict[str, Picture]):
    """The figures of a run by name, which a notebook shows one below the other."""

    def _repr_html_(self) -> str:
        return "\n".join(picture.as_html() for picture in self.values())


class Shown:
    """What can be read of a run in its folder."""

    folder: Path
    task: "Task"  # of a run that this process made
    output: str
    printed_in: int | None = None  # the notebook's cell that has shown what the run printed

    @property
    def metrics(self) -> "DataFrame":
        """All recorded metrics, a row for each recorded step."""
        import pandas as pd

        path = self.folder / folders.METRICS
        if not path.exists():
            return pd.DataFrame(index=pd.Index([], name="step"))
        try:
            return pd.read_csv(path, index_col="step")
        except (OSError, ValueError) as error:
            raise UserError(f"{path}: is not a run's metrics: {error}") from error

    @property
    def figures(self) -> Pictures:
        """The figures by name: `run.figures["accuracy"]`."""
        return Pictures(
            (path.stem, Picture(path)) for path in sorted((self.folder / "figures").glob("*.png"))
        )

    @property
    def task_class(self) -> "type[Task]":
        """The class of the task that was run."""
        return type(self.task)

    def open(self) -> AbstractContextManager[tuple["Task", Any]]:
        """The task and a session of the run, its network as it was last saved."""
        from tf1rnn.runs.resuming import open_run  # which needs what this module is part of

        return open_run(self.task_class, self.folder.parent.parent, self.folder.name)

    def __repr__(self) -> str:
        status = folders.read_status(self.folder)
        return (
            f"<run of {self.folder.parent.name}, {status['state']} after {status['steps']} steps, "
            f"in {self.folder}>"
        )

    def _repr_html_(self) -> str:
        params, status = folders.read_params(self.folder), folders.read_status(self.folder)
        given = {name: v for name, v in params["hyperparameters"].items() if v is not None}
        values = ", ".join(f"{name} = {value}" for name, value in given.items())
        parts = [
            f"<p><b>{html.escape(params['task'])}</b>: {status['state']} after {status['steps']} "
            f"steps, seed {params['seed']}, in <code>{html.escape(str(self.folder))}</code><br>"
            f"<small>{html.escape(values)}</small></p>"
        ]
        if self.output and (self.printed_in is None or self.printed_in != cell_number()):
            parts.append(f'<pre style="{_TALL}">{html.escape(self.output)}</pre>')
        metrics = self.metrics
        if len(metrics):
            parts.append(metrics.to_html(max_rows=MOST_ROWS))
        return "\n".join([*parts, self.figures._repr_html_()])
