"""Processes that end with the one that started them, whatever ends that one."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tf1rnn.cluster.channel import Channel, Message
from tf1rnn.starting import python_at

COMMAND = ("tf1rnn.cli", "start")  # the command line, as what to start
CHANNEL = "TF1RNN_CHANNEL"  # the descriptor of a process's line to the one that started it
_PR_SET_PDEATHSIG = 1


class Process:
    """A process that this one has started, and the line to it."""

    def __init__(
        self,
        start: tuple[str, str],
        argv: Sequence[str],
        heard: Callable[[Channel, Message | None], None],
        environment: dict[str, str],
        **options: Any,
    ) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                python_at(*start, *argv),
                env={**os.environ, **environment, CHANNEL: str(theirs.fileno())},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # so that Ctrl-C reaches only the process that looks after
                **options,
            )
        self.channel = Channel(ours, heard).start()

    def kill(self) -> None:
        """End it at once, even if it is stopped."""
        self.process.kill()
        self.process.wait()
        self.channel.close()

    def how_it_ended(self) -> str:
        """How an ended process ended, in words."""
        code = self.process.wait()
        if code >= 0:
            return f"ended with exit code {code}"
        return f"was ended by {signal.Signals(-code).name}"


def line_home(heard: Callable[[Channel, Message | None], None]) -> Channel:
    """The line to the process that started this one, which ends this one with it."""
    end = socket.socket(fileno=int(os.environ.pop(CHANNEL)))
    end.set_inheritable(False)
    if sys.platform == "linux":  # it takes a stopped process along, too
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    def heard_or_end(channel: Channel, message: Message | None) -> None:
        if message is None:
            os._exit(1)
        heard(channel, message)

    return Channel(end, heard_or_end).start()


@contextlib.contextmanager
def signals_to(handle: Callable[[int, Any], None]) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM handled inside."""
    before = {n: signal.signal(n, handle) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
