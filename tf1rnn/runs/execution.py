"""Runs a task: construction phase, session, execution phase, last checkpoint."""

import contextlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tf1rnn.runs import devices, replicas, servers
from tf1rnn.runs.folder import folders
from tf1rnn.runs.folder.locking import locked
from tf1rnn.runs.interruption import Interrupted, Interruptions, watched
from tf1rnn.runs.limits import check_variables, within_reach
from tf1rnn.runs.run import Run
from tf1rnn.task import Task
from tf1rnn.text import typed
from tf1rnn.tf1 import tf
from tf1rnn.tf1.start import quiet


def run_task(
    task: Task,
    runs_dir: Path = Path("runs"),
    seed: int = 42,
    device: str = "auto",
    origin: dict[str, Any] | None = None,
    constructed: Callable[[dict[str, Any]], None] = lambda _: None,
    **options: Any,
) -> Run:
    """Run a task from its construction phase to its last checkpoint and return the finished Run.

    `origin`, JSON values, goes to params.json, which `constructed` gets before the execution phase.

    `options` go to Run: `echo=False` prints only to output.txt, `max_steps` ends every loop early,
    `stop_after` interrupts the run after that many steps, `save_every` is in seconds. Raises
    UserError, and leaves nothing behind, if the runs folder, the device or the task's data cannot
    be used. Raises Interrupted after a signal.
    """
    with watched() as interruptions, within_reach(task):
        folder, made = folders.new_folder(runs_dir, task.name)
        with locked(folder) as held:
            try:
                # Written before the construction phase, too, so that a folder is never without.
                with held.writing():
                    folders.write_params(folder, task, seed, device, False, origin)
                servers.began(folder)
                device = devices.resolve_device(device)
                session, init = construct(task, seed, device)
                with held.writing():
                    folders.write_params(folder, task, seed, device, True, origin)
                constructed(folders.read_params(folder))
            except BaseException:
                (folder / folders.PARAMS).unlink(missing_ok=True)
                folders.remove_folders(made)
                raise
            with session.graph.as_default(), session:
                session.run(init)
                run = Run(task, held, session, interruptions, **options)
                return execute(run, interruptions, begins=True)


def construct(task: Task, seed: int, device: str) -> tuple["tf.Session", Any]:
    """The construction phase in a graph of its own; returns its session and initialisers."""
    with construction(task, seed, device) as (graph, n_replicas):
        task.construct()
        return session_for(task, graph, n_replicas, device)


@contextlib.contextmanager
def construction(task: Task, seed: int, device: str) -> Iterator[tuple["tf.Graph", int | None]]:
    """An empty graph, the default graph inside, with all seeds set; and its replicas."""
    import numpy as np

    graph = servers.empty_graph()
    with graph.as_default(), servers.resource_variables():
        random.seed(seed)
        np.random.seed(seed)
        tf.set_random_seed(seed)
        n_replicas = replicas.settle(task, device)
        if n_replicas is not None:
            from tf1rnn.tf1 import fast

            fast.enable(graph, n_replicas, servers.replica_devices() or devices.several(device))
        try:
            yield graph, n_replicas
        except BaseException:
            quiet.cut_short()
            raise


def session_for(
    task: Task, graph: "tf.Graph", n_replicas: int | None, device: str
) -> tuple["tf.Session", Any]:
    """A session of the default graph, and its initialisers."""
    from tf1rnn.tf1.fast.sessions import Session

    check_variables()
    init = [
        tf.global_variables_initializer(),
        tf.local_variables_initializer(),
        tf.tables_initializer(),
    ]
    config = devices.session_config(device)
    if servers.here():  # which have threads of their own
        return tf.Session(servers.session_target(), graph, config), init
    threads = replicas.settle_threads(task, n_replicas, device)
    config = replicas.set_threads(config, threads)
    alone = bool(threads) and set(threads.values()) == {1}
    return Session(graph=graph, config=config, in_calling_thread=alone), init


def execute(run: Run, interruptions: Interruptions, begins: bool) -> Run:
    """The execution phase; how it ended is written to status.json.

    Calls the task's begin() first if `begins`: not for a run resumed from a checkpoint.
    """
    run.session.graph.finalize()
    state = "failed"
    with contextlib.closing(run):
        try:
            run.start()
            if begins:
                run.task.begin(run)
            try:
                run.task.execute(run)
            except Exception:
                # An interrupted run still draws and prints what it can.
                if not run.interrupted:
                    raise
            # From here on it would take longer to do the rest again than to end.
            interruptions.settled = not run.interrupted
            run.save_last()
            state = "interrupted" if run.interrupted else "finished"
        except KeyboardInterrupt:
            state = "interrupted"
            if not interruptions.at_once:
                run.save_between()
        except BrokenPipeError:  # the reader closed stdout; the run did not fail
            state = "interrupted"
            raise
        except BaseException:
            interruptions.settled = False
            raise
        finally:
            run.end(state)
    if state == "interrupted":
        raise Interrupted(
            f"interrupted after step {run.finished_steps}; "
            f"resume it with: {typed(*folders.resume_argv(run.folder))}",
            interruptions.signal or 2,
            run.folder,
        )
    return run
