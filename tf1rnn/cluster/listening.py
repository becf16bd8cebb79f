"""Where processes of a cluster listen: whether they can, and the leader's port for the others."""

import contextlib
import errno
import socket
import threading
import time
from collections.abc import Callable, Iterator

from tf1rnn.cluster.addresses import Cluster, called, check_exposure, resolved, split
from tf1rnn.cluster.channel import Channel, Message
from tf1rnn.errors import UserError

_FREED = 3.0  # seconds in which an address must become free


def check_address(cluster: Cluster, insecure_network: bool) -> None:
    """Raise UserError if this process may not or cannot listen on its own address."""
    check_exposure(cluster, insecure_network)
    host, port = split(cluster.address(cluster.role))
    for where in (resolved(host)[0], ""):  # TensorFlow's servers take every address
        try:
            _bound(where, port).close()
        except OSError as error:
            raise UserError(
                f"{cluster.name(cluster.role)}: cannot listen there: {error.strerror}; "
                "give it an address of this machine that is free"
            ) from error


def _bound(address: str, port: int) -> socket.socket:
    """A socket bound to an address, which a process just killed may hold for a moment longer."""
    until = time.monotonic() + _FREED
    while True:
        bound = socket.socket(_family(address))
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((address, port))
            return bound
        except OSError as error:
            bound.close()
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise
        time.sleep(0.1)


@contextlib.contextmanager
def listening(
    cluster: Cluster, insecure_network: bool, heard: Callable[[Channel, Message | None], None]
) -> Iterator[None]:
    """Take calls from the leader's members inside; each gets a channel. Raises UserError."""
    check_exposure(cluster, insecure_network)
    host, port = cluster.control
    try:
        listener = _bound(resolved(host)[0], port)
    except OSError as error:
        raise UserError(
            f"{host}:{port}: {called(cluster.role)} cannot listen there, on the port below its "
            f"server's: {error.strerror}; another leader may have it"
        ) from error
    with listener:
        check_address(cluster, insecure_network)
        listener.listen(128)
        threading.Thread(target=_accept, args=(listener, heard), daemon=True).start()
        try:
            yield
        finally:
            listener.shutdown(socket.SHUT_RDWR)  # a call that is awaited outlives a close


def _accept(listener: socket.socket, heard: Callable[[Channel, Message | None], None]) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listener.accept()
            Channel(connection, heard).start()


def _family(address: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address else socket.AF_INET
