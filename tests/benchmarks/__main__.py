"""python -m tests.benchmarks: how long a training step of each task takes, beside its peers'.

Every contestant is a process of its own; they train in turn, a window each, round after round.
"""

import json
import os
import platform
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from typer import Option

from tf1rnn import files
from tf1rnn.errors import UserError

from . import arrays, networks, table
from .contestant import Contestant, Entry, Failed, entries

PEAK = Entry("matrix product", "peak.py", sys.executable)


def benchmark(
    tasks: Annotated[str, Option(help="which, with commas between")] = ",".join(networks.TASKS),
    rounds: Annotated[int, Option(min=1, help="windows in which each contestant is measured")] = 5,
    seconds: Annotated[float, Option(min=0.01, max=600, help="that a window lasts about")] = 1.0,
    json_file: Annotated[
        Path, Option("--json", metavar="FILE", help="where to write every measured time")
    ] = Path("benchmarks.json"),
    keras: Annotated[str, Option(metavar="PYTHON", help="that has Keras 3")] = sys.executable,
    pytorch: Annotated[str, Option(metavar="PYTHON", help="that has torch")] = sys.executable,
    tf1: Annotated[
        str | None, Option(metavar="PYTHON3.7", help="that has TensorFlow 1.15; none without it")
    ] = None,
    only: Annotated[
        str | None, Option(help="which contestants, by the beginnings of their names, with commas")
    ] = None,
) -> None:
    """Measure the time of a training step of each task: tf1rnn's beside its peers'."""
    chosen = check_tasks(tasks)
    contestants = choose(entries(keras, pytorch, tf1), only)
    if json_file.is_dir() or not json_file.absolute().parent.is_dir():
        raise UserError(f"--json {json_file}: is a folder, or its folder does not exist")
    results: dict[str, Any] = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "rounds": rounds,
        "seconds": seconds,
        "tasks": {},
    }
    print(table.HEADER, flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tf1rnn-benchmarks-") as folder:
        for task in chosen:
            result = compete(task, contestants, rounds, seconds, Path(folder))
            results["tasks"][task] = result
            print(table.lines(task, result), flush=True)
            files.write_text(json_file, json.dumps(results, indent=1) + "\n")
    minutes = (time.monotonic() - started) / 60
    print(f"\n{table.LEGEND}\n\n{table.summary(results['tasks'])}\n")
    print(f"Every time is in {json_file}; this took {minutes:.1f} minutes.")


def check_tasks(tasks: str) -> list[str]:
    """The tasks named; UserError for one that is not measured."""
    chosen = [name.strip() for name in tasks.split(",")]
    for name in chosen:
        if name not in networks.TASKS:
            raise UserError(f"--tasks: {name!r} is not one of {', '.join(networks.TASKS)}")
    return list(dict.fromkeys(chosen))


def choose(rows: list[Entry], only: str | None) -> list[Entry]:
    """The contestants named, tf1rnn always; UserError for a beginning that no name has."""
    if only is None:
        return rows
    begins = [name.strip().lower() for name in only.split(",")]
    for begin in begins:
        if not begin or not any(row.name.lower().startswith(begin) for row in rows):
            raise UserError(
                f"--only: {begin!r} is the start of none of {', '.join(r.name for r in rows)}"
            )
    return [rows[0], *(row for row in rows[1:] if row.name.lower().startswith(tuple(begins)))]


def compete(
    task: str, rows: list[Entry], rounds: int, seconds: float, folder: Path
) -> dict[str, Any]:
    """The measured times of all contestants for one task, and the matrix-product peaks."""
    flops = networks.flops_of_step(task, arrays.make_arrays(task, folder))
    result: dict[str, Any] = {"flops": flops, "peaks": [], "contestants": {}}
    running: list[Contestant] = []
    try:
        # One after the other: a form of a network is chosen by its time, so nothing may run beside.
        for row in [PEAK, *rows]:
            say(f"{task}: {row.name} gets ready")
            try:
                running.append(Contestant(row, task, folder))
                running[-1].start()
            except Failed as failure:
                result["contestants"][row.name] = {"failed": str(failure)}
                continue
            if row is not PEAK:
                result["contestants"][row.name] = {
                    **running[-1].begun,
                    "step_s": [],
                    "processor_s": [],
                }
        peak, *contestants = (c for c in running if c.begun and "absent" not in c.begun)
        for i in range(rounds):
            say(f"{task}: round {i + 1} of {rounds}")
            result["peaks"].append(peak.ask(1))
            for contestant in contestants:
                times = result["contestants"][contestant.name]
                passed, processor = contestant.measure(seconds)
                times["step_s"].append(passed)
                times["processor_s"].append(processor)
    finally:
        for contestant in running:
            contestant.end()
        say("")
    return result


def say(what: str) -> None:
    """Show on a terminal what is being done, in one line that is overwritten."""
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


def main() -> None:
    """Run the command: exit code 2 and one line on stderr if the user can fix it."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(benchmark)
    try:
        sys.exit(app(standalone_mode=False))
    except UserError as error:
        sys.exit(refuse(str(error)))
    except (KeyboardInterrupt, typer.Abort):
        sys.exit(130)
    except Exception as error:
        # A usage error of typer's; its click may be a private copy, so no class can be imported.
        if not hasattr(error, "format_message"):
            raise
        sys.exit(refuse(error.format_message()))


def refuse(message: str) -> int:
    """Say in one line what is wrong."""
    print("benchmarks: " + " ".join(message.split()), file=sys.stderr)
    return 2


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends the contestants, too
    main()
