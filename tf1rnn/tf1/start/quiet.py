"""Start TensorFlow without its chatter, so that the screen shows results and real errors."""

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import types
import warnings
from collections.abc import Iterator
from pathlib import Path

_CHATTER = str(Path(__file__).with_name("chatter.py"))
_DRIVERS = ("/dev/nvidia0", "/dev/nvidiactl", "/dev/dxg")  # of a GPU; the last one under Windows
_END_S = 5  # seconds that a line may take to reach the screen


@contextlib.contextmanager
def start_up() -> Iterator[None]:
    """Load TensorFlow inside this: only errors that it reports reach the screen.

    TF_CPP_MIN_LOG_LEVEL, set to 0 or 1 beforehand, shows everything from that level up.
    """
    os.environ["TF_USE_LEGACY_KERAS"] = "1"  # Keras 3 has no TensorFlow 1 layers and cells
    # Otherwise the first session sets the threads of all sessions, and so how they round sums.
    os.environ.setdefault("TF_OVERRIDE_GLOBAL_THREADPOOL", "1")
    level = os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    with contextlib.nullcontext() if level in ("0", "1") else _without_chatter():
        yield


@contextlib.contextmanager
def signals_held() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait until the end of this: TensorFlow cannot be loaded in half.

    A module of TensorFlow that is interrupted while it loads is in the way of all that use it
    later, such as what answers the interruption.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[tuple[int, types.FrameType | None]] = []
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    # A signal that the system itself handles ends the process, which is as well.
    handlers = {number: handler for number, handler in handlers.items() if callable(handler)}
    for number in handlers:
        signal.signal(number, lambda number, frame: waiting.append((number, frame)))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    for number, frame in waiting[:1]:
        handlers[number](number, frame)


@contextlib.contextmanager
def _without_chatter() -> Iterator[None]:
    options = ["--gpu"] if has_gpu_driver() else []
    command = [sys.executable or "", "-SE", _CHATTER, *options]
    try:
        screen = os.dup(2)
        # In a session of its own, Ctrl-C does not reach the reader, which ends with its input.
        reader = subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=screen, start_new_session=True
        )
    except OSError:  # without a screen, or Python inside another program
        yield
        return
    os.dup2(reader.stdin.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(screen, 2)
        os.close(screen)
        reader.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            reader.wait(_END_S)


def has_gpu_driver() -> bool:
    """Whether this machine has a driver through which TensorFlow could reach a GPU."""
    return not sys.platform.startswith("linux") or any(map(os.path.exists, _DRIVERS))


def install() -> None:
    """Hide the advice to move to TensorFlow 2, which a TensorFlow 1 program cannot follow."""
    from tf1rnn.tf1.start.loading import deprecation

    deprecation._PRINT_DEPRECATION_WARNINGS = False
    warnings.filterwarnings("ignore", r"`Model.state_updates` will be removed", UserWarning)
    warnings.filterwarnings("ignore", r"`(tf|layer)\.[\w.]+` is deprecated", UserWarning)
    logging.getLogger("tensorflow").addFilter(_is_no_advice)


def cut_short() -> None:
    """Hide that TensorFlow's objects were never used: a construction phase was cut short."""
    logging.getLogger("tensorflow").addFilter(_is_of_use)


def _is_of_use(record: logging.LogRecord) -> bool:
    return "Object was never used" not in record.getMessage()


def _is_no_advice(record: logging.LogRecord) -> bool:
    return "is deprecated. This class is equivalent as" not in record.getMessage()
