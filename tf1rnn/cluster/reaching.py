"""Whether a process reaches all servers of a run: a link may be cut between two of them alone.

TensorFlow waits for such a server without a word, and without end if its connection broke: what was
lost with it is not sent again.
"""

import contextlib
import errno
import socket
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from tf1rnn.cluster.addresses import split
from tf1rnn.errors import UserError

# A connection breaks after 20 seconds without an answer. One that is cut for less than two of these
# attempts, which nobody notices, does not.
EVERY = 4.0  # seconds between attempts
_LIMIT = 2.0  # seconds for one; there is a second one
_RECENT = 3 * EVERY  # seconds after which a cut that nobody speaks of has ended
_AT_A_TIME = 16
_CUT = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT}


def is_cut_off(address: str) -> bool:
    """Whether nothing comes back from an address; a server that is just starting refuses a call."""
    try:
        socket.create_connection(split(address), timeout=_LIMIT).close()
    except OSError as error:
        return isinstance(error, TimeoutError) or error.errno in _CUT
    return False


class Reaching:
    """Tries addresses again and again."""

    def __init__(self) -> None:
        self._watched: tuple[list[str], Callable[[list[str]], None]] | None = None

    def watch(self, addresses: Iterable[str], tell: Callable[[list[str]], None]) -> None:
        """Try these from now on; `tell` gets those that are cut off, as long as there are any."""
        is_first, self._watched = self._watched is None, (list(addresses), tell)
        if is_first:
            threading.Thread(target=self._try, daemon=True).start()

    def _try(self) -> None:
        # At this process's end the pool takes no more.
        with contextlib.suppress(RuntimeError), ThreadPoolExecutor(_AT_A_TIME) as pool:
            while True:
                time.sleep(EVERY)
                watched = addresses, tell = self._watched
                for _ in range(2):  # a machine may be too busy to answer once
                    cut = pool.map(is_cut_off, addresses)
                    addresses = [a for a, is_cut in zip(addresses, cut, strict=True) if is_cut]
                if addresses and watched is self._watched:
                    tell(addresses)


class Cut:
    """For how long it has been said that processes cannot reach others."""

    def __init__(self) -> None:
        self._since = self._last = float("-inf")

    @property
    def is_recent(self) -> bool:
        """Whether it has just been said."""
        return time.monotonic() - self._last < _RECENT

    def told(self, who: str, others: list[str], patience: float, then: str) -> str:
        """What to say after one more word of it; UserError, with what `then`, if it lasts."""
        now = time.monotonic()
        if not self.is_recent:
            self._since = now
        self._last = now
        line = f"{who} cannot reach {' and '.join(others)}"
        if now - self._since > patience:
            raise UserError(f"{line}, for {patience:g} s now; {then}")
        return f"{line}; waiting, {patience:g} s at most"
