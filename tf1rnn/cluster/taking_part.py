"""This process's part in a run on several servers: it leads, or it keeps a server."""

import os
import signal
from collections.abc import Sequence
from typing import Any

from tf1rnn.cluster.addresses import Cluster
from tf1rnn.cluster.arguments import Arguments
from tf1rnn.cluster.launching import LocalMembers
from tf1rnn.cluster.leader import Leader
from tf1rnn.cluster.member import Member
from tf1rnn.cluster.processes import CHANNEL, line_home
from tf1rnn.cluster.seats import hello
from tf1rnn.errors import UserError
from tf1rnn.runs.folder import folders
from tf1rnn.runs.replicas import takes_replicas
from tf1rnn.task import Task


def take_part(
    cluster: Cluster,
    task: type[Task],
    given: dict[str, Any],
    arguments: Arguments,
    device: str,
    patience: float,
    insecure_network: bool,
    local: Sequence[tuple[str, int]] = (),
    threads: int | None = None,
) -> int:
    """Do what this process's role in a cluster asks for; returns the exit code.

    `given` is what all its processes must have been given alike. Raises UserError.
    """
    check_task(task, given)
    if CHANNEL in os.environ:
        line_home(lambda *_: None)
    ours = hello(cluster, task.name, given, folders.versions())
    if cluster.role == cluster.leader:
        members = LocalMembers(cluster, arguments.to_lead(None), local)
        server = {"device": device, "threads": threads, "exposed": insecure_network}
        return Leader(cluster, ours, arguments, patience, members, **server).lead()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return Member(cluster, ours, patience, insecure_network).serve()


def check_task(task: type[Task], given: dict[str, Any]) -> None:
    """Raise UserError unless a task's batches can be split among workers."""
    if not takes_replicas(task):
        raise UserError(
            f"{task.name}: does not split its batches into replicas, so several servers gain "
            "nothing; run it by itself"
        )
    if given.get("replicas") == 1:
        raise UserError("--replicas 1: leaves nothing to split among workers; leave it out")
