"""Tries a call in a child process, so that it cannot end, block or flood this one."""

import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator

_DONE = b"done"
_MOST = 4096  # bytes of a message


def can_try() -> bool:
    """Whether this process may fork: not once threads run, such as TensorFlow's."""
    return "tensorflow" not in sys.modules and threading.active_count() == 1


def try_out(call: Callable[[], object], seconds: float) -> str | None:
    """What is wrong with a call, in one line; None if it returns within this many seconds.

    The message of an exception is passed on. A call that ends the process, blocks where no signal
    reaches it, or leaves threads running is reported too.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _carry_out(call, writer)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb", buffering=0) as report:
            ready, _, _ = select.select([report], [], [], seconds)
            if not ready:
                return f"its import did not end within {seconds:g} s"
            message = report.read(_MOST)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if not message:
        code = os.waitstatus_to_exitcode(status)
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"its import ended the whole process, with {how}"
    return None if message == _DONE else message.decode("utf-8", "replace")


def _carry_out(call: Callable[[], object], writer: int) -> None:
    """Make the call, write how it went, and end this process."""
    message = b"its import failed"
    try:
        with silent_stdout():
            call()
        if any(
            t for t in threading.enumerate() if not t.daemon and t is not threading.main_thread()
        ):
            message = b"its import leaves a thread running"
        else:
            message = _DONE
    except BaseException as error:  # a plugin may raise anything, SystemExit included
        message = (str(error) or type(error).__name__).encode("utf-8", "replace")[:_MOST]
    finally:
        os.write(writer, message)
        os._exit(0)


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
