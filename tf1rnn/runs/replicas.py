"""Replicas: into how many parts a batch is split, and the threads that compute them.

A run's time goes into products of matrices that are too small to share among cores well. So the
batch is split instead, a part a core, all with the same variables; each part's product then stays
with one core. Results equal the listing's but for the rounding of sums.
"""

import math
import os
from pathlib import Path
from typing import Annotated, Any

from typer import Option

from tf1rnn.errors import UserError
from tf1rnn.runs import devices
from tf1rnn.task import Task, hyperparameters

MOST = 64
MOST_THREADS = 1024

Replicas = Annotated[
    int | None,
    Option(
        min=1,
        max=MOST,
        help="parts of a batch computed side by side; chosen for the machine without it; "
        "1 runs the listing's own operations",
    ),
]

# Values of a step (Task.values_per_step) that keep a core busy: with fewer, handing the work to a
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
    """The replicas of a task's run, kept in its facts; None for the listing's own operations.

    A resumed run keeps its number, on whatever machine, and so its numbers. Raises
    UserError where params.json holds no such number.
    """
    if not takes_replicas(type(task)):
        return None
    if task.replicas == 1 or (task.folder is not None and "replicas" not in task.facts):
        return None  # a run of before there were replicas has none
    if "replicas" not in task.facts:
        most = task.values_per_step // VALUES_PER_REPLICA
        chosen = min(n_cores(), most) if device == "cpu" else 1
        chosen = len(devices.several(device)) or chosen
        task.facts["replicas"] = task.replicas or min(max(1, chosen), MOST)
    kept = task.facts["replicas"]
    if type(kept) is not int or not 1 <= kept <= MOST:
        raise UserError(f"{task.folder}/params.json: replicas is {kept!r}, no number up to {MOST}")
    return kept


def settle_threads(task: Task, replicas: int | None, device: str) -> dict[str, int]:
    """The threads of a run's session, recorded in the task's facts; none for a GPU.

    A replica has a thread (inter_op), and the kernels share what cores are left (intra_op). Sums
    are rounded in another order with another number of threads, so a resumed run has those that it
    began with, on whatever machine. Raises UserError where params.json holds no such numbers.
    """
    if device != "cpu":
        return {}
    cores = n_cores()
    chosen = {"inter_op": replicas or cores, "intra_op": max(1, cores // (replicas or 1))}
    if replicas == 1:
        chosen["intra_op"] = 1
    recorded = task.facts.setdefault("threads", chosen)
    if not isinstance(recorded, dict) or recorded.keys() != chosen.keys():
        raise UserError(f"{task.folder}/params.json: threads is {recorded!r}, not like {chosen}")
    for name, n in recorded.items():
        if type(n) is not int or not 1 <= n <= MOST_THREADS:
            raise UserError(
                f"{task.folder}/params.json: threads has {name} {n!r}, not a number from 1 to "
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
