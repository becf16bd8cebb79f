"""Tries a call in a child process, so that it cannot end, block, flood or change this one."""

import contextlib
import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError

_MOST = 2**20  # bytes of a result
_POLL = 0.1  # seconds


def can_try() -> bool:
    """Whether this process may fork: not once threads run, such as TensorFlow's."""
    return "tensorflow" not in sys.modules and threading.active_count() == 1


def try_out(call: Callable[[], object], seconds: float) -> Any:
    """What a call in a child process returns, as JSON holds it.

    Raises UserError with one line: the last one of an exception, or that the call ends the process,
    does not return within this many seconds, or leaves a process running. What it starts ends with
    it, and nothing of it can reach this process's files.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _carry_out(call, writer)
    os.close(writer)
    status = None
    try:
        message, status = _message(reader, child, seconds)
    finally:
        os.close(reader)
        for kill in (os.killpg, os.kill):  # its group, if it has made one yet
            with contextlib.suppress(ProcessLookupError):
                if kill is os.killpg or status is None:
                    kill(child, signal.SIGKILL)
        if status is None:
            os.waitpid(child, 0)
    if message is None:
        raise UserError(f"its import did not end within {seconds:g} s")
    if not message:
        code = os.waitstatus_to_exitcode(status)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise UserError(f"its import ended the whole process, with {how}")
    answer = json.loads(message)
    if "problem" in answer:
        raise UserError(answer["problem"])
    return answer["result"]


def _message(reader: int, child: int, seconds: float) -> tuple[bytes | None, int | None]:
    """The child's line, b"" if it ended without one, None if time is up; its status if it ended."""
    deadline = time.monotonic() + seconds
    received, status = b"", None
    while not received.endswith(b"\n"):
        left = deadline - time.monotonic()
        if left <= 0 or len(received) > _MOST:
            return None, status
        ready, _, _ = select.select([reader], [], [], min(left, _POLL))
        # What it has started may hold the pipe open, so its end is looked for, too.
        chunk = os.read(reader, 2**16) if ready else b""
        received += chunk
        if not chunk and (ready or status is not None):
            if status is None:
                _, status = os.waitpid(child, 0)
            return b"", status
        if not ready and status is None:
            pid, ended = os.waitpid(child, os.WNOHANG)
            status = ended if pid else None
    return received, status


def _carry_out(call: Callable[[], object], writer: int) -> None:
    """Make the call, write how it went, and end this process."""
    answer: dict[str, Any] = {"problem": "its import failed"}
    try:
        os.setsid()
        _close_files(writer)
        answer = {"result": call()}
        _check_children()
    except BaseException as error:  # a plugin may raise anything, SystemExit included
        answer = {"problem": str(error) or type(error).__name__}
    finally:
        line = json.dumps(answer).encode("ascii") + b"\n"
        while line:
            line = line[os.write(writer, line) :]
        os._exit(0)


def _close_files(writer: int) -> None:
    """Close all open files but one: a process left behind would keep `list | cat` waiting."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.closerange(3, writer)
    os.closerange(writer + 1, max(writer + 1, os.sysconf("SC_OPEN_MAX")))


def _check_children() -> None:
    """Raise UserError if this process has started one that it has not waited for, and end that."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
        # Those in a session of their own do not end with this one's group.
        for children in Path("/proc/self/task").glob("*/children"):
            for child in children.read_text(encoding="ascii").split():
                os.kill(int(child), signal.SIGKILL)
        raise UserError("its import leaves a process running")


@contextlib.contextmanager
def silent_stdout() -> Iterator[None]:
    """Hide what is printed inside from stdout, by C code and child processes too."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        try:
            screen = os.dup(1)
        except OSError:  # closed
            yield
            return
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(screen, 1)
            os.close(screen)
