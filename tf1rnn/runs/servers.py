"""TensorFlow's servers that compute a run: a batch's replicas on the workers, variables on the ps.

This process leads: it has a server of its own, and the only session. `here` is None where a run is
this process's own, as most are.
"""

import contextlib
import json
import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.runs import devices
from tf1rnn.runs.binding import answer_only_on
from tf1rnn.tf1 import tf

ENVIRONMENT = "TF1RNN_SERVERS"  # what `here` reads


@dataclass(frozen=True)
class Servers:
    """One of a run's servers, and all of them: addresses by job and by number."""

    jobs: dict[str, dict[str, str]]
    job: str
    index: int
    device: str = "cpu"  # auto, cpu or gpu...: what the workers compute on
    threads: int | None = None  # of this server; all of its machine's cores if not given
    devices: tuple[str, ...] = ()  # of the other workers, once they serve
    exposed: bool = False  # whether it may answer on every address of its machine
    again: tuple[str, ...] = ()  # the arguments that go on with this process's run, but its name

    @classmethod
    def read(cls, values: dict[str, Any]) -> "Servers":
        """The servers of what `asdict` gave, perhaps by way of JSON."""
        lists = {name: tuple(values.get(name, ())) for name in ("devices", "again")}
        return cls(**{**values, **lists})

    def for_environment(self) -> dict[str, str]:
        """The environment of a process that leads a run on these servers."""
        return {ENVIRONMENT: json.dumps(asdict(self))}

    @property
    def leader(self) -> str:
        """The device of what is on no worker and no ps."""
        return f"/job:{self.job}/task:{self.index}/device:CPU:0"

    @property
    def keepers(self) -> list[str]:
        """The devices that keep variables; none where the leader does."""
        return [f"/job:ps/task:{number}/device:CPU:0" for number in self.jobs.get("ps", {})]

    def spec(self) -> "tf.train.ClusterSpec":
        """The servers as TensorFlow describes them."""
        return tf.train.ClusterSpec(
            {job: {int(i): a for i, a in tasks.items()} for job, tasks in self.jobs.items()}
        )


_began: list[Callable[[Path], None]] = []
_server: list[tuple[Any, list[str]]] = []  # this process's, and its devices that compute


def here() -> Servers | None:
    """The servers that this process leads a run on."""
    text = os.environ.get(ENVIRONMENT)
    return Servers.read(json.loads(text)) if text else None


def tell_where(tell: Callable[[Path], None]) -> None:
    """Have `tell` called with the folder of the run that begins."""
    _began.append(tell)


def began(folder: Path) -> None:
    """A run begins in this folder."""
    for tell in _began:
        tell(folder)


def serve(servers: Servers) -> tuple[Any, list[str]]:
    """This process's server, and its devices that compute; it is started if there is none yet."""
    if not _server:
        device = devices.resolve_device(servers.device)
        config = devices.session_config(device)
        if servers.threads:
            config.inter_op_parallelism_threads = servers.threads
            config.intra_op_parallelism_threads = servers.threads
        server = tf.train.Server(servers.spec(), servers.job, servers.index, config=config)
        _confine(servers)
        at = f"/job:{servers.job}/task:{servers.index}/device:"
        n_gpus = 0 if device == "cpu" else device.count(",") + 1
        _server.append((server, [f"{at}GPU:{i}" for i in range(n_gpus)] or [f"{at}CPU:0"]))
    return _server[0]


def _confine(servers: Servers) -> None:
    """Let this process's server answer on its own address only."""
    host, _, port = servers.jobs[servers.job][str(servers.index)].rpartition(":")
    try:
        answer_only_on(socket.gethostbyname(host.strip("[]")), int(port))
    except OSError as error:
        if not servers.exposed:
            raise UserError(
                f"{host}:{port}: TensorFlow's server would answer on every address of this "
                f"machine, and it cannot be confined: {error}; add --insecure-network if only "
                "machines that you trust reach it"
            ) from error


def session_target() -> str:
    """What a run's session connects to."""
    servers = here()
    return serve(servers)[0].target if servers else ""


def replica_devices() -> list[str]:
    """The devices that a batch's replicas are computed on; none where they are not on servers."""
    servers = here()
    if servers is None:
        return []
    own = serve(servers)[1] if servers.job == "worker" else []
    return [*own, *servers.devices]


def empty_graph() -> "tf.Graph":
    """A graph for a run, which places its operations if the run is on servers."""
    from tf1rnn.tf1.graph.placed import PlacedGraph
    from tf1rnn.tf1.graph.random_states import ResumableGraph

    servers = here()
    return PlacedGraph(servers.leader, servers.keepers) if servers else ResumableGraph()


@contextlib.contextmanager
def resource_variables() -> Iterator[None]:
    """Make resource variables inside, which no server reads half written; as ever without any."""
    if here() is None:
        yield
        return
    before = tf.resource_variables_enabled()
    tf.enable_resource_variables()
    try:
        yield
    finally:
        if not before:
            tf.disable_resource_variables()
