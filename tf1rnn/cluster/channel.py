"""A line between two processes: JSON objects both ways, and beats that say the other one lives."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

BEAT = 1.0  # seconds between beats
SILENCE = 10.0  # seconds without a beat after which the other side counts as lost
LONGEST = 2**20  # bytes of a message

Message = dict[str, Any]


class Channel:
    """One end of a socket; a thread reads it and another one beats.

    `heard` gets each message, and None once when the other side is gone. Both are called in the
    reading thread.
    """

    def __init__(self, end: socket.socket, heard: Callable[["Channel", Message | None], None]):
        self.socket = end
        self.has_answered = False
        self._heard = heard
        self._last = time.monotonic()
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def start(self) -> "Channel":
        """Read and beat from now on."""
        for work in (self._read, self._beat):
            threading.Thread(target=work, daemon=True).start()
        return self

    @property
    def silent_for(self) -> float:
        """Seconds since the other side was last heard."""
        return time.monotonic() - self._last

    def send(self, message: Message) -> None:
        """Send a message; one that cannot be sent is dropped, and the other side counts as gone."""
        data = json.dumps(message).encode("ascii") + b"\n"
        try:
            with self._lock:
                self.socket.sendall(data)
        except OSError:
            self.close()

    def close(self) -> None:
        """End the line; the reading thread says so."""
        self._closed.set()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def _beat(self) -> None:
        while not self._closed.wait(BEAT):
            self.send({"beat": True})

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError), self.socket.makefile("rb") as lines:
            while (line := lines.readline(LONGEST)) and line.endswith(b"\n"):
                self._last, self.has_answered = time.monotonic(), True
                message = json.loads(line)
                if not isinstance(message, dict):
                    break
                if "beat" not in message:
                    self._heard(self, message)
        self.close()
        self.socket.close()
        self._heard(self, None)
