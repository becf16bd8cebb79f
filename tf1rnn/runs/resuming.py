"""Resuming a run: its network built again, its last checkpoint restored, its loops continued."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.runs import devices, servers
from tf1rnn.runs.execution import construct, execute
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.belonging import check_belonging
from tf1rnn.runs.folder.checkpoints import STATE, Checkpoints
from tf1rnn.runs.folder.locking import locked
from tf1rnn.runs.interruption import watched
from tf1rnn.runs.limits import within_reach
from tf1rnn.runs.run import RANDOM_OPERATIONS, Run
from tf1rnn.task import Task
from tf1rnn.tf1 import tf
from tf1rnn.tf1.start.notes import without_notes


def task_to_resume(task_class: type[Task], folder: Path, asked: dict[str, Any]) -> Task:
    """The task of a run, with the run's hyperparameters; `asked` are those that the user gave.

    Only `trains_for`, which says how long the task trains, may be raised. Raises UserError if
    another one differs from the run's, or if the run is finished and not asked to train for longer.
    """
    task = folders.task_of(folder, task_class)
    own = {"seed": folders.read_params(folder)["seed"], **task.values}
    changed = {name: value for name, value in asked.items() if value != own[name]}
    raised = {n: v for n, v in changed.items() if n == task.trains_for and v > own[n]}
    refused = [
        f"--{name.replace('_', '-')} {value} (the run's is {own[name]})"
        for name, value in changed.items()
        if name not in raised
    ]
    longer = task.trains_for and f"--{task.trains_for.replace('_', '-')}"
    if refused:
        may = f"only {longer} may be raised" if longer else "none may change"
        raise UserError(f"--resume {folder.name}: {', '.join(refused)} differs; {may}")
    if folders.read_status(folder)["state"] == "finished" and not raised:
        hint = f"; raise {longer} to train it for longer" if longer else ""
        raise UserError(f"--resume {folder.name}: this run is finished{hint}")
    return task_class(**task.values | raised)


def resume_task(task: Task, folder: Path, device: str = "auto", **options: Any) -> Run:
    """Resume an interrupted run after the last step that it saved, in its own folder.

    A run without a checkpoint restarts; with the same seed it is the same run. Raises UserError
    if another process is writing the run or no checkpoint is intact.
    """
    with watched() as interruptions, within_reach(task), locked(folder) as held:
        folders.check_links(folder)
        files.sweep(folder)
        servers.began(folder)
        checkpoint, state = _newest_checkpoint(folder, task)
        session, init = _construct_again(task, folder, device)
        with held.writing():
            _remove_figures(folder, checkpoint)
            folders.raise_values(folder, task)
        with session.graph.as_default(), session:
            session.run(init)
            told = f"{folder} had no checkpoint yet, so it restarts"
            if checkpoint is not None:
                _restore(session, checkpoint)
                told = f"Resuming {folder} after step {state['finished']}"
            if options.get("echo", True):
                print(told, file=sys.stderr)
            if checkpoint is not None:
                _tell_what_restarts(session, state)
            run = Run(task, held, session, interruptions, state=state, **options)
            return execute(run, interruptions, begins=checkpoint is None)


@contextlib.contextmanager
def open_run(
    task_class: type[Task], runs_dir: Path = Path("runs"), name: str | None = None
) -> Iterator[tuple[Task, "tf.Session"]]:
    """A trained task and its session, restored from a run's newest checkpoint.

    `name` is the run's name; the default is the newest run with a checkpoint. The task is
    constructed with the run's hyperparameters and finds the run's files through `self.folder`.
    Raises UserError if there is no such run or its files are damaged.
    """
    folder = folders.find_run(runs_dir, task_class.name, name)
    task = folders.task_of(folder, task_class)
    checkpoint, _ = _newest_checkpoint(folder, task)
    if checkpoint is None:
        raise UserError(f"{folder}: has no checkpoint yet")
    session, init = _construct_again(task, folder, "auto")
    with session.graph.as_default(), session:
        session.run(init)
        _restore_newest(session, folder, task, checkpoint)
        yield task, session


def _restore_newest(
    session: "tf.Session", folder: Path, task: Task, checkpoint: Path | None
) -> None:
    """Restore a checkpoint, or a newer one if its run, which goes on, deletes it meanwhile."""
    while True:
        try:
            return _restore(session, checkpoint)
        except UserError:
            newest, _ = _newest_checkpoint(folder, task)
            if newest is None or newest == checkpoint:
                raise
            checkpoint = newest


def _construct_again(task: Task, folder: Path, device: str) -> tuple["tf.Session", Any]:
    """The construction phase of an existing run, with its seed and facts."""
    params = folders.read_params(folder)
    seed, device = params["seed"], devices.resolve_device(device)
    if params.get("constructed", True):
        task.folder, task.facts = folder, params["facts"]
        return construct(task, seed, device)
    # Its process ended in the construction phase: there are no facts yet, and no files.
    constructed = construct(task, seed, device)
    folders.write_params(folder, task, seed, device, origin=params.get("origin"))
    return constructed


def _remove_figures(folder: Path, checkpoint: Path | None) -> None:
    """Remove the figures drawn after a checkpoint: the resumed run draws them, or has others.

    An interrupted run draws what it can of the training so far.
    """
    since = (checkpoint / STATE).stat().st_mtime_ns if checkpoint else 0
    for figure in (folder / "figures").glob("*.png"):
        if figure.stat().st_mtime_ns > since:
            figure.unlink()


def _newest_checkpoint(folder: Path, task: Task) -> tuple[Path | None, dict[str, Any] | None]:
    """A run's newest intact checkpoint and its state; None if it has not saved one yet.

    Raises UserError if the checkpoint is not of this run.
    """
    checkpoints = Checkpoints(folder / folders.CHECKPOINTS)
    newest = checkpoints.newest()
    if newest is None and checkpoints.damaged:
        raise UserError(f"{folder} holds no intact checkpoint; start a new run")
    for path in checkpoints.damaged:
        print(f"tf1rnn: {path} is damaged; the checkpoint before it is used", file=sys.stderr)
    if newest is None:
        return None, None
    check_belonging(folder, task, *newest)
    return newest


def _restore(session: "tf.Session", checkpoint: Path) -> None:
    variables = tf.global_variables()
    if not variables:
        return
    try:
        # Checked first, because TensorFlow allocates what a checkpoint claims to need.
        with files.literal(checkpoint) as path:
            prefix = str(path / "model")
            saved = tf.train.load_checkpoint(prefix).get_variable_to_shape_map()
            for variable in variables:
                name, shape = variable.op.name, variable.shape
                if name not in saved or not shape.is_compatible_with(saved[name]):
                    there = saved.get(name, "absent")
                    raise ValueError(f"{name} {shape} is {there} in the checkpoint")
            with without_notes():
                tf.train.Saver(variables).restore(session, prefix)
    except (OSError, ValueError, RuntimeError, tf.errors.OpError) as error:
        reason = str(error).splitlines()[0]
        raise UserError(f"{checkpoint}: does not fit the task as it is now: {reason}") from error


def _tell_what_restarts(session: "tf.Session", state: dict[str, Any]) -> None:
    """Say on stderr which random operations restart."""
    if not state["place"]:
        return
    graph = session.graph
    restarting = [
        f"{operation.name} ({operation.type})" for operation in graph.operations_without_state()
    ]
    if graph.n_random_states and RANDOM_OPERATIONS not in state["place"][-1]["kept"]:
        restarting.append("those whose states an older tf1rnn did not save")
    if restarting:
        print(
            "tf1rnn: the states of these random operations are not saved, so they restart, and the "
            f"numbers from here on differ from an uninterrupted run's: {', '.join(restarting)}",
            file=sys.stderr,
        )
