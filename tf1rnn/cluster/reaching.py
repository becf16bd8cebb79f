"""Whether a process reaches all servers of a run: a link may be cut between two of them alone.

TensorFlow waits for such a server without a word and without end.
"""

import errno
import socket
import threading
import time
from collections.abc import Callable, Iterable

from tf1rnn.cluster.addresses import split
from tf1rnn.errors import UserError

EVERY = 10.0  # seconds between attempts
_LIMIT = 3.0  # seconds for one
_CUT = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT}


def is_cut_off(address: str) -> bool:
    """Whether nothing comes back from an address; a server that is just starting refuses a call."""
    try:
        socket.create_connection(split(address), timeout=_LIMIT).close()
    except OSError as error:
        return isinstance(error, TimeoutError) or error.errno in _CUT
    return False


class Reaching:
    """Tries the addresses again and again; `tell` gets those that are cut off, if there are any."""

    def __init__(self, addresses: Iterable[str], tell: Callable[[list[str]], None]) -> None:
        self._addresses, self._tell = list(addresses), tell
        self._ended = threading.Event()
        threading.Thread(target=self._try, daemon=True).start()

    def _try(self) -> None:
        while not self._ended.wait(EVERY):
            cut_off = [address for address in self._addresses if is_cut_off(address)]
            # A second look, since a machine may have been too busy to answer.
            cut_off = [address for address in cut_off if is_cut_off(address)]
            if cut_off and not self._ended.is_set():
                self._tell(cut_off)

    def end(self) -> None:
        """Try no more."""
        self._ended.set()


class Cut:
    """For how long it has been said that processes cannot reach others."""

    def __init__(self) -> None:
        self._since = self._last = 0.0

    def told(self, who: str, others: list[str], patience: float, then: str) -> str:
        """What to say after one more word of it; UserError, with what `then`, if it lasts."""
        now = time.monotonic()
        if now - self._last > 4 * EVERY:  # it was joined in between
            self._since = now
        self._last = now
        line = f"{who} cannot reach {' and '.join(map(str, others))}"
        if now - self._since > patience:
            raise UserError(f"{line}, for {patience:g} s now; {then}")
        return f"{line}; waiting, {patience:g} s at most"
