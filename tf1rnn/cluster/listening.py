"""Where processes of a cluster listen: whether they can, and the leader's port for the others."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from tf1rnn.cluster.addresses import Cluster, resolved, split
from tf1rnn.cluster.channel import Channel, Message
from tf1rnn.errors import UserError


def check_address(cluster: Cluster) -> None:
    """Raise UserError if this process cannot listen on its own address."""
    host, port = split(cluster.address(cluster.role))
    for where in (resolved(host)[0], ""):  # TensorFlow's servers take every address
        with socket.socket(_family(where)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((where, port))
            except OSError as error:
                raise UserError(
                    f"{cluster.name(cluster.role)}: cannot listen there: {error.strerror}; "
                    "give it an address of this machine that is free"
                ) from error


@contextlib.contextmanager
def listening(cluster: Cluster, heard: Callable[[Channel, Message | None], None]) -> Iterator[None]:
    """Take calls from the leader's members inside; each gets a channel. Raises UserError."""
    check_address(cluster)
    host, port = cluster.control
    address = resolved(host)[0]
    listener = socket.socket(_family(address))
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
            listener.listen(128)
        except OSError as error:
            raise UserError(
                f"{host}:{port}: the leader cannot listen there, on the port below its "
                f"server's: {error.strerror}; another leader may have it"
            ) from error
        threading.Thread(target=_accept, args=(listener, heard), daemon=True).start()
        yield


def _accept(listener: socket.socket, heard: Callable[[Channel, Message | None], None]) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listener.accept()
            Channel(connection, heard).start()


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET
