"""Replicas: into how many parts a batch is split, and the threads that compute them.

Most of a run's time goes into products of matrices that are too small to share among cores. So the
batch is split instead, one part for each core, and all parts use the same variables. Results equal
the listing's except for the rounding of sums.
"""

import math
import os
from pathlib import Path
from typing import Annotated, Any

from typer import Option

from tf1rnn.errors import UserError
from tf1rnn.runs import devices, servers
from tf1rnn.task import Task, hyperparameters

MOST = 64
MOST_THREADS = 1024

Replicas = Annotated[
    int | None,
    Option(
        min=1,
        max=MOST,
        help="parts of a batch computed in parallel; chosen for the machine if not given; "
        "1 runs the listing's own operations",
    ),
]

# Values of a step (Task.values_per_step) that occupy a core: with fewer, handing the work to a
# second core costs more than it saves.
VALUES_PER_REPLICA = 8192
CGROUP = Path("/sys/fs/cgroup/cpu.max")


def n_cores() -> int:
    """The processor cores that this process may use: its affinity, and its cgroup's quota."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        quota, period = CGROUP.read_text(encoding="ascii").split()
        return max(1, min(cores or 1, math.ceil(int(quota) / int(period))))
    except (OSError, ValueError):  # no cgroup, or "max": no quota
        return cores or 1


def takes_replicas(task: type[Task]) -> bool:
    """Whether a task has the field `replicas: Replicas`."""
    return any(h.annotation == Replicas for h in hyperparameters(task))


def settle(task: Task, device: str) -> int | None:
    """The replicas of a task's run, stored in its facts; None for the listing's own operations.

    A resumed run uses the stored number on any machine, so that its results stay the same. Raises
    UserError if params.json holds no valid number.
    """
    if not takes_replicas(type(task)):
        return None
    if task.replicas == 1 or (task.folder is not None and "replicas" not in task.facts):
        return None  # a run from before replicas existed has none
    if "replicas" not in task.facts:
        most = task.values_per_step // VALUES_PER_REPLICA
        chosen = min(n_cores(), most) if device == "cpu" else 1
        chosen = len(servers.replica_devices() or devices.several(device)) or chosen
        task.facts["replicas"] = task.replicas or min(max(1, chosen), MOST)
    stored = task.facts["replicas"]
    if type(stored) is not int or not 1 <= stored <= MOST:
        raise UserError(
            f"{task.folder}/params.json: replicas is {stored!r}; set a number from 1 to {MOST}"
        )
    return stored


def settle_threads(task: Task, replicas: int | None, device: str) -> dict[str, int]:
    """The threads of a run's session, recorded in the task's facts; none for a GPU.

    Each replica has a thread (inter_op); the kernels share the other cores (intra_op). Another
    number of threads rounds sums in another order, so a resumed run has the threads that it began
    with, on any machine. Raises UserError where params.json holds other values.
    """
    if device != "cpu":
        return {}
    cores = n_cores()
    chosen = {"inter_op": replicas or cores, "intra_op": max(1, cores // (replicas or 1))}
    if replicas == 1:
        chosen["intra_op"] = 1
    recorded = task.facts.setdefault("threads", chosen)
    if not isinstance(recorded, dict) or recorded.keys() != chosen.keys():
        raise UserError(f"{task.folder}/params.json: threads is {recorded!r}; set {chosen}")
    for name, n in recorded.items():
        if type(n) is not int or not 1 <= n <= MOST_THREADS:
            raise UserError(
                f"{task.folder}/params.json: threads: {name} is {n!r}; set a number from 1 to "
                f"{MOST_THREADS}"
            )
    return recorded


def set_threads(config: Any, threads: dict[str, int]) -> Any:
    """Give a session configuration these threads, for itself alone; returns it."""
    if threads:
        config.inter_op_parallelism_threads = threads["inter_op"]
        config.intra_op_parallelism_threads = threads["intra_op"]
        config.use_per_session_threads = True
    return config
