"""Carries a task out: construction phase, session, execution phase, last checkpoint."""

import contextlib
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tf1rnn import (files)
from tf1rnn.runs import devices
from tf1rnn.runs import replicas
from tf1rnn.runs import folders
from tf1rnn.runs.checkpoints import Checkpoints
from tf1rnn.cli import hints
from tf1rnn.errors import UserError
from tf1rnn.runs.interruption import Interrupted, Interruptions, watched
from tf1rnn.runs.run import RANDOM_OPERATIONS, Run, writing
from tf1rnn.runs.sizes import check_variables, within_reach
from tf1rnn.task import Task
from tf1rnn.tf1 import tf


def run_task(
    task: Task,
    runs_dir: Path = Path("runs"),
    seed: int = 42,
    device: str = "auto",
    **options: Any,
) -> Run:
    """Run a task from its construction phase to its last checkpoint and return the finished Run.

    `options` go to Run: `echo=False` prints to output.txt alone, `max_steps` ends every loop
    early, `save_every` is in seconds. Raises UserError, with nothing left behind, where the runs
    folder, the device or the task's data will not do, and Interrupted after a signal.
    """
    with watched() as interruptions, within_reach(task):
        folder, made = folders.new_folder(runs_dir, task.name)
        with folders.locked(folder):
            try:
                device = devices.resolve_device(device)
                session, init = _construct(task, seed, device)
                with writing(folder):
                    folders.write_params(folder, task, seed, device)
            except BaseException:
                folders.remove_folders(made)
                raise
            with session.graph.as_default(), session:
                session.run(init)
                run = Run(task, folder, session, interruptions, **options)
                return _execute(run, interruptions)


def resume_task(task: Task, folder: Path, device: str = "auto", **options: Any) -> Run:
    """Take an interrupted run up again after the last step it saved, in its own folder.

    A run that never came to save begins again: from the same seed it is the same run. Raises
    UserError where another process is writing the run or no checkpoint is intact.
    """
    with watched() as interruptions, within_reach(task), folders.locked(folder):
        folders.check_links(folder)
        files.sweep(folder)
        checkpoint, state = _newest_checkpoint(folder)
        session, init = _construct_again(task, folder, device)
        with session.graph.as_default(), session:
            session.run(init)
            if checkpoint is None:
                print(f"{folder} had no checkpoint yet: it begins again", file=sys.stderr)
            else:
                _restore(session, checkpoint)
                _tell_what_draws_anew(session, state)
            run = Run(task, folder, session, interruptions, state=state, **options)
            return _execute(run, interruptions)


@contextlib.contextmanager
def open_run(
    task_class: type[Task], runs_dir: Path = Path("runs"), name: str | None = None
) -> Iterator[tuple[Task, "tf.Session"]]:
    """A trained task and its session, restored from a run's newest checkpoint.

    `name` is the run's; without one it is the newest with a checkpoint. The task is constructed
    with the run's hyperparameters and finds the run's files through `self.folder`. Raises
    UserError where there is no such run or its files are damaged.
    """
    folder = folders.find_run(runs_dir, task_class.name, name)
    task = folders.task_of(folder, task_class)
    checkpoint, _ = _newest_checkpoint(folder)
    if checkpoint is None:
        raise UserError(f"{folder}: has no checkpoint yet")
    session, init = _construct_again(task, folder, "auto")
    with session.graph.as_default(), session:
        session.run(init)
        _restore(session, checkpoint)
        yield task, session


def _construct(task: Task, seed: int, device: str) -> tuple["tf.Session", Any]:
    """The construction phase in a graph of its own: its session, and what initialises it."""
    import numpy as np

    from tf1rnn.tf1.graph.random_states import ResumableGraph

    graph = ResumableGraph()
    with graph.as_default():
        random.seed(seed)
        np.random.seed(seed)
        tf.set_random_seed(seed)
        n_replicas = replicas.settle(task, device)
        if n_replicas is not None:
            from tf1rnn.tf1 import fast

            fast.hasten(graph, n_replicas, devices.several(device))
        task.construct()
        check_variables()
        init = [
            tf.global_variables_initializer(),
            tf.local_variables_initializer(),
            tf.tables_initializer(),
        ]
        config = replicas.set_threads(devices.session_config(device), n_replicas, device)
        return tf.Session(graph=graph, config=config), init


def _construct_again(task: Task, folder: Path, device: str) -> tuple["tf.Session", Any]:
    """The construction phase of a run that is there, with its seed and facts."""
    params = folders.read_params(folder)
    task.folder, task.facts = folder, params["facts"]
    return _construct(task, params["seed"], devices.resolve_device(device))


def _execute(run: Run, interruptions: Interruptions) -> Run:
    """The execution phase; what the run's state is in the end is kept in status.json."""
    run.session.graph.finalize()
    state = "failed"
    with contextlib.closing(run):
        try:
            run.start()
            try:
                run.task.execute(run)
            except Exception:
                # An interrupted run draws and prints what it can of a loop that it left early.
                if not run.interrupted:
                    raise
            run.save_last()
            state = "interrupted" if run.interrupted else "finished"
        except KeyboardInterrupt:
            state = "interrupted"
            if not interruptions.at_once:
                run.save_between()
        except BrokenPipeError:  # nobody reads on, which is no fault of the run's
            state = "interrupted"
            raise
        finally:
            run.end(state)
    if state == "interrupted":
        raise Interrupted(
            f"interrupted after step {run.finished_steps}; "
            f"go on with: {hints.typed(*resume_argv(run.folder))}",
            interruptions.signal or 2,
        )
    return run


def resume_argv(folder: Path) -> list[str]:
    """The arguments of the command that goes on with a run."""
    argv = ["run", folder.parent.name, "--resume", folder.name]
    runs_dir = folder.parent.parent
    return argv if runs_dir == Path("runs") else [*argv, "--runs-dir", str(runs_dir)]


def _newest_checkpoint(folder: Path) -> tuple[Path | None, dict[str, Any] | None]:
    """A run's newest intact checkpoint and its state; None where it has not come to save yet."""
    checkpoints = Checkpoints(folder / folders.CHECKPOINTS)
    newest = checkpoints.newest()
    if newest is None and checkpoints.damaged:
        raise UserError(f"{folder} holds no intact checkpoint; start it anew")
    for path in checkpoints.damaged:
        print(f"tf1rnn: {path} is damaged; the checkpoint before it is used", file=sys.stderr)
    return newest or (None, None)


def _restore(session: "tf.Session", checkpoint: Path) -> None:
    variables = tf.global_variables()
    if not variables:
        return
    try:
        # Asked beforehand, for TensorFlow takes the memory that a checkpoint claims to need.
        saved = tf.train.load_checkpoint(str(checkpoint / "model")).get_variable_to_shape_map()
        for variable in variables:
            name, shape = variable.op.name, variable.shape
            if name not in saved or not shape.is_compatible_with(saved[name]):
                raise ValueError(f"{name} {shape} is {saved.get(name, 'not')} there")
        tf.train.Saver(variables).restore(session, str(checkpoint / "model"))
    except (ValueError, RuntimeError, tf.errors.OpError) as error:
        reason = str(error).splitlines()[0]
        raise UserError(f"{checkpoint}: does not fit the task as it is now: {reason}") from error


def _tell_what_draws_anew(session: "tf.Session", state: dict[str, Any]) -> None:
    """Say on stderr which random operations do not go on where the run was interrupted."""
    if not state["place"]:
        return
    graph = session.graph
    anew = [
        f"{operation.name} ({operation.type})" for operation in graph.operations_without_state()
    ]
    if graph.n_random_states and RANDOM_OPERATIONS not in state["place"][-1]["kept"]:
        anew.append("those whose states an older tf1rnn did not save")
    if anew:
        print(
            "tf1rnn: these random operations begin anew, so the run goes on otherwise than it "
            f"would have without the interruption: {', '.join(anew)}",
            file=sys.stderr,
        )
