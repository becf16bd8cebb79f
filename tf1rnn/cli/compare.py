"""`compare [TASK...]`: the lesson's printouts beside ours."""

import json
import math
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tf1rnn.cli.show import complete_task
from tf1rnn.errors import MissingData, UserError
from tf1rnn.registry import discovery
from tf1rnn.runs import progress
from tf1rnn.runs.execution import run_task
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.task import hyperparameters

if TYPE_CHECKING:
    from tf1rnn.lesson.printouts import Printout


def compare(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(
            help="the tasks; all that the lesson prints for, without one",
            autocompletion=complete_task,
        ),
    ] = None,
    data: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="MNIST's files, for the tasks with --data")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, for programs")] = False,
) -> None:
    """Set the lesson's printouts beside ours.

    Runs the tasks that print them, the quick ones first; exit code 1 when one does not hold. The
    verdict on each is exact, in band or explained, with the evidence.

    A printout whose task finds no data is left out, which is said; exit code 2 if you named it.
    """
    from tf1rnn.lesson import printouts  # which takes NumPy, as --help need not

    found = discovery.discover()
    printed = {p.task: p for p in printouts.load_printouts(discovery.lesson_folder() / "printouts")}
    for name in tasks or []:
        found.get(name)
        if name not in printed:
            raise UserError(
                f"the lesson prints nothing for {name}; it does for {', '.join(printed)}"
            )
    compared, missing = {}, {}
    names = list(dict.fromkeys(tasks or sorted(printed, key=lambda name: printed[name].seconds)))
    for position, name in enumerate(names, start=1):
        seconds = printed[name].seconds
        takes = f", about {seconds:g} s of processor time" if seconds else ""
        progress.tell(f"Running {name} ({position} of {len(names)}{takes})")
        task, values = found.get(name), dict(printed[name].values)
        if data is not None and "data" in {h.name for h in hyperparameters(task)}:
            values["data"] = data
        try:
            with tempfile.TemporaryDirectory(prefix="tf1rnn-compare-") as folder:
                run = run_task(task(**values), Path(folder), echo=False)
        except Interrupted as interrupted:  # whose message would name a folder that is gone
            raise typer.Exit(interrupted.code) from None
        except MissingData as error:
            if tasks:
                raise
            missing[name] = str(error)
            continue
        printed[name] = replace(printed[name], values=values)
        compared[name] = printouts.compare(printed[name], run.output)
        if not as_json:
            print(printouts.render(printed[name], compared[name]), flush=True)
    held = all(result.holds for results in compared.values() for result in results)
    if as_json:
        rows = [_row(printed[name], results) for name, results in compared.items()]
        rows += [
            {"task": name, "topic": printed[name].topic, "holds": None, "missing": message}
            for name, message in missing.items()
        ]
        print(json.dumps(rows, indent=2))
    else:
        for name, message in missing.items():
            print(f"{name} (topic {printed[name].topic})\n-> needs genuine data: {message}\n")
        left_out = f" Not compared: {', '.join(missing)}." if missing else ""
        print(("Every printout holds." if held else "A printout does not hold.") + left_out)
    if not held:
        raise typer.Exit(1)


def _row(printout: "Printout", results: list[Any]) -> dict[str, Any]:
    """What `--json` tells of a printout; JSON has no NaN and no infinity, which become text."""
    from tf1rnn.lesson import printouts

    def plain(items: list[tuple[str, Any]]) -> dict[str, Any]:
        return {
            key: str(value) if isinstance(value, float) and not math.isfinite(value) else value
            for key, value in items
        }

    verdict, evidence = printouts.judge(printout, results)
    return {
        "task": printout.task,
        "topic": printout.topic,
        "holds": all(result.holds for result in results),
        "verdict": verdict,
        "evidence": evidence,
        "results": [asdict(result, dict_factory=plain) for result in results],
    }
