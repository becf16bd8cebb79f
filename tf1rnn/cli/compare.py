"""`compare [TASK...]`: the lesson's printouts beside ours."""

import json
import math
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
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
from tf1rnn.text import folded

if TYPE_CHECKING:
    from rich.text import Text

    from tf1rnn.lesson.printout import Printout, Result


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
    program: Annotated[
        Path | None, typer.Option(help="a program of yours to run in place of the one task named")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON, for programs")] = False,
) -> int:
    """Set the lesson's printouts beside ours.

    Runs the tasks that print them, the quick ones first; exit code 1 when one does not hold. The
    verdict on each is exact, in band or explained, with the evidence.

    A printout whose data are not available is left out and listed; exit code 2 if you named it.
    """
    found = discovery.discover()
    printouts = _chosen(found, tasks or [])
    if program is not None and len(tasks or []) != 1:
        raise UserError(f"--program {program}: name the one task whose printout it should print")
    n_columns = shutil.get_terminal_size().columns
    rows, left_out, held = [], {}, True
    try:
        for printout, results in _compared(found, printouts, data, program):
            if isinstance(results, MissingData):
                if tasks:
                    raise results
                left_out[printout.task] = printout, results
                continue
            held &= all(result.holds for result in results)
            if as_json:
                rows.append(_row(printout, results))
            else:
                show_marked(printout.render(results, n_columns))
    except Interrupted as interrupted:  # whose message would name a folder that is gone
        return interrupted.code
    if as_json:
        rows += [
            {"task": name, "topic": printout.topic, "holds": None, "missing": str(error)}
            for name, (printout, error) in left_out.items()
        ]
        print(json.dumps(rows, indent=2))
    else:
        for name, (printout, error) in left_out.items():
            print(f"{name} (topic {printout.topic})")
            print(folded(f"-> needs genuine data: {error}", n_columns) + "\n")
        names = f" Not compared: {', '.join(left_out)}." if left_out else ""
        print(("Every printout holds." if held else "A printout does not hold.") + names)
    return 0 if held else 1


def _chosen(found: discovery.Registry, tasks: Sequence[str]) -> list["Printout"]:
    """The printouts of the tasks named, or all, the quick ones first; UserError for other names."""
    from tf1rnn.lesson.printouts import load_printouts  # which takes NumPy, as --help need not

    folder = discovery.lesson_folder() / "printouts"
    printed = {printout.task: printout for printout in load_printouts(folder)}
    for name in tasks:
        found.get(name)
        if name not in printed:
            raise UserError(
                f"the lesson prints nothing for {name}; it does for {', '.join(printed)}"
            )
    if tasks:
        return [printed[name] for name in dict.fromkeys(tasks)]
    return sorted(printed.values(), key=lambda printout: printout.seconds)


def _compared(
    found: discovery.Registry,
    printouts: Sequence["Printout"],
    data: str | None,
    program: Path | None,
) -> Iterator[tuple["Printout", Sequence["Result"] | MissingData]]:
    """Each printout, as its task was run, and what comparing found, or the data that it lacks."""
    if program is not None:
        (printout,) = printouts
        yield printout.with_values({}), printout.compare(_printed_by(program))
        return
    for position, printout in enumerate(printouts, start=1):
        seconds = printout.seconds
        takes = f", about {seconds:g} s of processor time" if seconds else ""
        progress.tell(f"Running {printout.task} ({position} of {len(printouts)}{takes})")
        task, values = found.get(printout.task), dict(printout.values)
        if data is not None and "data" in {h.name for h in hyperparameters(task)}:
            values["data"] = data
        try:
            with tempfile.TemporaryDirectory(prefix="tf1rnn-compare-") as folder:
                run = run_task(task(**values), Path(folder), echo=False)
        except MissingData as error:
            yield printout, error
        else:
            yield printout.with_values(values), printout.compare(run.output)


def _printed_by(program: Path) -> str:
    """What a program prints, run by `exec`; raises UserError if it fails."""
    if not program.is_file():
        raise UserError(f"--program {program}: there is no such file")
    main = discovery.home() / "main.py"
    started = [str(main), "exec"] if main.is_file() else ["-m", "tf1rnn"]
    done = subprocess.run(
        [sys.executable, *started, str(program)], stdout=subprocess.PIPE, encoding="utf-8"
    )
    if done.returncode:
        raise UserError(f"--program {program}: it ended with exit code {done.returncode}")
    return done.stdout


def show_marked(text: "Text") -> None:
    """Print with the digits that differ in colour, on a terminal that has colours."""
    if not sys.stdout.isatty():
        print(text.plain, flush=True)
        return
    from rich.console import Console

    Console().print(text, soft_wrap=True)


def _row(printout: "Printout", results: Sequence[Any]) -> dict[str, Any]:
    """What `--json` tells of a printout; JSON has no NaN and no infinity, which become text."""

    def plain(items: list[tuple[str, Any]]) -> dict[str, Any]:
        return {
            key: str(value) if isinstance(value, float) and not math.isfinite(value) else value
            for key, value in items
        }

    verdict, evidence = printout.judge(results)
    return {
        "task": printout.task,
        "topic": printout.topic,
        "holds": all(result.holds for result in results),
        "verdict": verdict,
        "evidence": evidence,
        "results": [asdict(result, dict_factory=plain) for result in results],
    }
