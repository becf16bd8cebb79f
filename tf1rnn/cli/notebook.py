"""`notebook TASK`: writes a task as a notebook, its listing split into its phases."""

from pathlib import Path
from typing import Annotated

import typer

from tf1rnn import files
from tf1rnn.cli.show import complete_task
from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.report.notebooks.writing import notebook as written


def notebook(
    task: Annotated[str, typer.Argument(help="the task's name", autocompletion=complete_task)],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="a new file; TASK.ipynb without it")
    ] = None,
) -> None:
    """Write a task as a notebook, its listing split into its phases."""
    found = discovery.discover().get(task)
    path = Path(f"{task}.ipynb") if out is None else out
    if path.suffix != ".ipynb":
        raise UserError(f"--out {path}: a notebook's name ends in .ipynb")
    if path.exists() or path.is_symlink():
        raise UserError(f"--out {path}: exists already; name another file")
    import nbformat

    text = nbformat.writes(written(found, found.quick)) + "\n"
    try:
        files.write_text(path, text)
    except OSError as error:
        raise UserError(f"--out {path}: cannot be written: {error.strerror}") from error
    print(f"Wrote {path}. Open it with Jupyter, where `import tf1rnn` works.")
