"""What a web server answers, read by a thread, so that one time limit holds for all of it."""

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import http.client

_CHUNK = 2**16
_AHEAD = 16  # chunks read before they are asked for


class _Abandoned(Exception):
    """Nobody waits for the answer any more."""


def answer(
    url: str, timeout: float, time_limit: float, method: str = "GET"
) -> Iterator[int | bytes | None]:
    """The length that a server promises, None if it does not say, then the body in pieces.

    `timeout` is the longest silence, `time_limit` the longest time for everything: the look-up of
    the name, redirects, headers and body. Raises OSError, ValueError or HTTPException.
    """
    if not url.startswith(("https://", "http://")):
        raise ValueError("not an http or https address")
    deadline = time.monotonic() + time_limit
    reading = _Reading(url, timeout, method)
    try:
        while True:
            try:
                item = reading.items.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise TimeoutError(f"not done after {time_limit:g} s") from None
            if isinstance(item, Exception):
                raise item
            if item == b"":
                return
            yield item
    finally:
        reading.abandon()


def answers(url: str, seconds: float = 3.0) -> bool:
    """Whether a web server has this address and answers within this many seconds."""
    import http.client

    pieces = answer(url, seconds, seconds, "HEAD")
    try:
        next(pieces)
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        pieces.close()
    return True


class _Reading:
    """An answer under way; its length, pieces and error go to `items`, and b"" is the end.

    No timeout ends a look-up, or headers that come byte by byte. So a thread reads, and is left
    behind, with its connections closed, by whoever has waited for long enough.
    """

    def __init__(self, url: str, timeout: float, method: str) -> None:
        self.items: queue.Queue[Any] = queue.Queue(_AHEAD)
        self._abandoned = threading.Event()
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._read, args=(url, timeout, method), daemon=True).start()

    def abandon(self) -> None:
        """Close the connections, which ends the thread."""
        self._abandoned.set()
        for connection in list(self._sockets):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _read(self, url: str, timeout: float, method: str) -> None:
        import urllib.request

        with contextlib.suppress(_Abandoned):
            try:
                request = urllib.request.Request(url, method=method)
                with _opener(self._connected).open(request, timeout=timeout) as response:
                    length = response.headers.get("Content-Length")
                    self._put(int(length) if length else None)
                    # read1, unlike read, returns what has arrived.
                    while chunk := response.read1(_CHUNK):
                        self._put(chunk)
                self._put(b"")
            except Exception as error:  # told by the thread that waits
                self._put(error)

    def _connected(self, connection: "http.client.HTTPConnection") -> None:
        self._sockets.append(connection.sock)
        if self._abandoned.is_set():  # while it was connecting
            connection.close()
            raise _Abandoned

    def _put(self, item: Any) -> None:
        while not self._abandoned.is_set():
            with contextlib.suppress(queue.Full):
                return self.items.put(item, timeout=0.2)
        raise _Abandoned


def _opener(connected: Any) -> Any:
    """Opens http and https addresses only, redirects too, and tells of each connection."""
    # Imported only for a download: `list` imports the tasks, and would pay 30 ms for it.
    import http.client
    import urllib.request

    def told(kind: type) -> type:
        class Connection(kind):
            def connect(self) -> None:
                super().connect()
                connected(self)

        return Connection

    class Http(urllib.request.HTTPHandler):
        def http_open(self, request: Any) -> Any:
            return self.do_open(told(http.client.HTTPConnection), request)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, request: Any) -> Any:
            return self.do_open(told(http.client.HTTPSConnection), request)

    class Redirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any) -> Any:
            if not args[-1].startswith(("https://", "http://")):
                raise ValueError(f"redirects to {args[-1]}, not an http or https address")
            return super().redirect_request(*args)

    opener = urllib.request.OpenerDirector()
    for handler in (
        *(urllib.request.ProxyHandler(), urllib.request.UnknownHandler(), Http(), Https()),
        *(urllib.request.HTTPDefaultErrorHandler(), Redirect()),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener
