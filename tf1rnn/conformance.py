"""`python -m tf1rnn.conformance NAME`: what every task must do, tried on tasks of your own."""

import contextlib
import csv
import io
import json
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tf1rnn.cli import mistakes
from tf1rnn.errors import UserError
from tf1rnn.first import leave_current_folder
from tf1rnn.inside import Inside, open_inside
from tf1rnn.registry import discovery
from tf1rnn.runs.execution import run_task
from tf1rnn.runs.folder.checkpoints import Checkpoints
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task
from tf1rnn.runs.run import Run
from tf1rnn.task import Task, hyperparameters
from tf1rnn.tf1 import tf

N_STEPS = 3  # of each loop


def check_help(task: type[Task], folder: Path) -> None:
    """Every hyperparameter says what it means."""
    silent = [h.name for h in hyperparameters(task) if not h.option.help]
    _require(not silent, f"without a help text: {', '.join(silent)}")


def check_run(task: type[Task], folder: Path) -> None:
    """A short run prints something and leaves a complete folder."""
    check_folder(task, run_task(task(**task.quick), folder, device="cpu", echo=False, max_steps=2))


def check_folder(task: type[Task], run: Run) -> None:
    """A run has printed something and left a complete folder."""
    _require(run.output.strip(), "the run printed nothing; use run.print")
    written = (run.folder / "output.txt").read_text(encoding="utf-8")
    _require(written == run.output, "output.txt is not what the run printed")
    params = json.loads((run.folder / "params.json").read_text(encoding="utf-8"))
    named = set(params["hyperparameters"]) == {h.name for h in hyperparameters(task)}
    _require(params["task"] == task.name and named, "params.json does not tell the run's options")
    for pattern in ("events/events.out.tfevents.*", "checkpoints/*/state.json"):
        _require(any(run.folder.glob(pattern)), f"the folder has no {pattern}")
    if (run.folder / "metrics.csv").exists():
        with (run.folder / "metrics.csv").open(encoding="utf-8") as file:
            steps = [int(row["step"]) for row in csv.DictReader(file)]
        _require(min(steps, default=0) >= 0, "metrics.csv has a negative step")
    for figure in run.folder.glob("figures/*"):
        _require(figure.read_bytes().startswith(b"\x89PNG\r\n"), f"{figure.name} is no PNG")
    hidden = [path.name for path in run.folder.rglob(".*")]
    _require(not hidden, f"temporary files were left: {', '.join(hidden)}")


def check_resuming(task: type[Task], folder: Path) -> None:
    """A run that is interrupted and resumed ends as one that was not."""
    options: dict[str, Any] = {"device": "cpu", "echo": False, "max_steps": N_STEPS}
    whole = run_task(task(**task.quick), folder / "whole", **options)
    with contextlib.redirect_stderr(io.StringIO()):  # that the step is finished first
        with contextlib.suppress(Interrupted):
            run_task(_interrupted(task)(**task.quick), folder / "parts", **options)
        (parts,) = (folder / "parts" / task.name).iterdir()
        status = json.loads((parts / "status.json").read_text(encoding="utf-8"))
        if status["state"] == "finished":
            return  # it has no loops, so that nothing is ever resumed
        resumed = resume_task(task(**task.quick), parts, **options)
    for name in ("output.txt", "metrics.csv"):
        texts = [(run.folder / name) for run in (whole, resumed)]
        same = len({path.read_bytes() if path.exists() else b"" for path in texts}) == 1
        _require(same, f"{name} differs; np.random is saved, other state needs run.keep")
    ends = [_variables(run) for run in (whole, resumed)]
    differing = [name for name, value in ends[0].items() if ends[1].get(name) != value]
    _require(not differing, f"these variables differ: {', '.join(differing)}")


def check_inside(task: type[Task], folder: Path) -> None:
    """What it says of its inside can be looked into, or it says nothing."""
    import numpy as np

    if not isinstance(task.inside, Inside):
        return
    run_task(task(**task.quick), folder, device="cpu", echo=False, max_steps=2)
    with open_inside(task, folder) as network:
        _require(network.names, "its examples are none")
        walk = network.look()
    for part in walk.parts:
        values = [array for layer in part.layers for array in layer.values.values()]
        finite = all(np.isfinite(array).all() for array in values)
        _require(values and finite, f"not every state of {part.title or 'the network'} is finite")


CHECKS: tuple[Callable[[type[Task], Path], None], ...] = (
    *(check_help, check_run, check_resuming),
    check_inside,
)


class Fault(Exception):
    """What a task does not do, and should."""


def _require(condition: object, otherwise: str) -> None:
    if not condition:
        raise Fault(otherwise)


def _interrupted(task: type[Task]) -> type[Task]:
    """The task as it is if its user presses Ctrl-C in the first step of its innermost loop."""

    def execute(self: Task, run: Run) -> None:
        steps, signals = run.steps, iter([signal.SIGINT])

        def interrupted_steps(n: int) -> Any:
            for i in steps(n):
                yield i
                for number in signals:
                    signal.raise_signal(number)

        run.steps = interrupted_steps  # type: ignore[method-assign]
        task.execute(self, run)

    stopped = type(task.__name__, (task,), {"__module__": task.__module__, "execute": execute})
    stopped.name = task.name
    return stopped


def _variables(run: Run) -> dict[str, bytes]:
    """The variables of a run's last checkpoint."""
    newest = Checkpoints(run.folder / "checkpoints").newest()
    if newest is None:
        return {}
    saved = tf.train.load_checkpoint(str(newest[0] / "model"))
    return {name: saved.get_tensor(name).tobytes() for name in saved.get_variable_to_shape_map()}


def check(task: type[Task]) -> bool:
    """Try a task and print a line for each check; whether all went well."""
    good = True
    for one in CHECKS:
        what = (one.__doc__ or "").rstrip(".")
        try:
            with tempfile.TemporaryDirectory() as folder:
                one(task, Path(folder))
        except (Fault, UserError) as error:
            print(f"{task.name}: NO: {what}: {error}")
            good = False
        except Exception as error:
            print(f"{task.name}: NO: {what}: it fails", flush=True)
            if not mistakes.show(error):
                raise
            good = False
        else:
            print(f"{task.name}: yes: {what}", flush=True)
    return good


def main(names: list[str]) -> int:
    """Try the tasks of these names; the exit code: 1 if one of them falls short."""
    if not names or names[0].startswith("-"):
        print("usage: python -m tf1rnn.conformance TASK [TASK ...]", file=sys.stderr)
        return 0 if names and names[0] in ("-h", "--help") else 2
    found = discovery.discover()
    try:
        tasks = [found.get(name) for name in names]
    except UserError as error:
        print(f"tf1rnn: {error}", file=sys.stderr)
        return 2
    fallen_short = [task for task in tasks if not check(task)]
    return 1 if fallen_short else 0


if __name__ == "__main__":
    leave_current_folder()
    sys.exit(main(sys.argv[1:]))
