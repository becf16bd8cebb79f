"""`compare [TASK...]`: the lesson's printouts beside ours."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tf1rnn import printouts, registry
from tf1rnn.commands.show import complete_task
from tf1rnn.errors import UserError
from tf1rnn.execution import run_task


def compare(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(
            help="the tasks; all that the lesson prints for, without one",
            autocompletion=complete_task,
        ),
    ] = None,
) -> None:
    """Run tasks and set the lesson's printouts beside ours; exit code 1 when one does not hold."""
    found = registry.discover()
    printed = {p.task: p for p in printouts.load_printouts(registry.lesson_folder() / "printouts")}
    for name in tasks or []:
        found.get(name)
        if name not in printed:
            raise UserError(
                f"the lesson prints nothing for {name}; it does for {', '.join(printed)}"
            )
    held = True
    for name in dict.fromkeys(tasks or printed):
        with tempfile.TemporaryDirectory(prefix="tf1rnn-compare-") as folder:
            task = found.get(name)(**printed[name].values)
            run = run_task(task, Path(folder), echo=False)
        results = printouts.compare(printed[name], run.output)
        print(printouts.render(printed[name], results), flush=True)
        held = held and all(result.holds for result in results)
    print("Every printout holds." if held else "A printout does not hold.")
    if not held:
        raise typer.Exit(1)
