"""The members of a cluster on this machine alone, started and ended with the run."""

import contextlib
import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Sequence

from tf1rnn.cluster.addresses import Cluster, Role
from tf1rnn.cluster.processes import COMMAND, Process
from tf1rnn.text import printable

LOOPBACK = "127.0.0.1"
_START_LIMIT = 60.0  # seconds in which members must have started, however short patience is
_PAUSE = 1.0  # seconds before a member that has ended is started again
_REFUSED = 2  # exit code of a member that would be refused again


def loopback_cluster(n_workers: int, n_ps: int) -> Cluster:
    """A cluster of a chief, workers and ps on this machine's loopback, on ports that are free."""
    with contextlib.ExitStack() as held:
        chief = held.enter_context(_free_pair())
        others = [held.enter_context(_free()) for _ in range(n_workers + n_ps)]
        ports = [each.getsockname()[1] for each in (chief, *others)]
    addresses = [f"{LOOPBACK}:{port}" for port in ports]
    jobs = {"chief": addresses[:1], "worker": addresses[1 : 1 + n_workers]}
    jobs["ps"] = addresses[1 + n_workers :]
    return Cluster(jobs, ("chief", 0), "launch")


def _free(port: int = 0) -> socket.socket:
    bound = socket.socket()
    bound.bind((LOOPBACK, port))
    return bound


def _free_pair() -> socket.socket:
    """A port that is free, as is the one below it, where the leader listens for the others."""
    while True:
        upper = _free()
        with contextlib.suppress(OSError), _free(upper.getsockname()[1] - 1):
            return upper
        upper.close()


class LocalMembers:
    """Processes of this machine; one that ends before the run does is started again."""

    def __init__(self, cluster: Cluster, argv: Sequence[str], roles: Sequence[Role]) -> None:
        self._cluster, self._argv, self._roles = cluster, argv, roles
        self._processes: dict[Role, Process] = {}
        self._ended: dict[Role, float] = {}
        self._tell: Callable[[str], None] = print

    @property
    def start_limit(self) -> float:
        """The seconds that it may take them to start."""
        return _START_LIMIT if self._roles else 0.0

    def start(self, tell: Callable[[str], None]) -> None:
        """Start all; `tell` gets what they say."""
        self._tell = tell
        for role in self._roles:
            self._start(role)

    def _start(self, role: Role) -> None:
        job, index = role
        config = {"cluster": self._cluster.jobs, "task": {"type": job, "index": index}}
        process = Process(
            COMMAND,
            self._argv,
            lambda *_: None,
            {"TF_CONFIG": json.dumps(config)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._processes[role] = process
        threading.Thread(target=self._repeat, args=(role, process), daemon=True).start()

    def _repeat(self, role: Role, process: Process) -> None:
        """Say what a member says, with its name in front."""
        for line in process.process.stdout:
            text = printable(line.decode("utf-8", "replace").rstrip())
            if text:
                self._tell(f"{role[0]} {role[1]}: {text.removeprefix('tf1rnn: ')}")

    def restart(self) -> None:
        """Start each member again that has ended, after a pause."""
        for role, process in list(self._processes.items()):
            code = process.process.poll()
            if code is None or code == _REFUSED:
                continue
            ended = self._ended.setdefault(role, time.monotonic())
            if time.monotonic() - ended > _PAUSE:
                del self._ended[role]
                self._start(role)

    def mute(self) -> None:
        """Say no more of what they say: the run has ended, and so do they."""
        self._tell = lambda _: None

    def end(self) -> None:
        """End all, at the latest when each had a moment to end by itself."""
        for process in self._processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.process.send_signal(signal.SIGCONT)
                process.process.wait(timeout=_PAUSE)
            process.kill()
