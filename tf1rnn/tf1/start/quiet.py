"""Start TensorFlow without its chatter, so that the screen shows results and real errors."""

import contextlib
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

_CHATTER = str(Path(__file__).with_name("chatter.py"))
_DRIVERS = ("/dev/nvidia0", "/dev/nvidiactl", "/dev/dxg")  # of a GPU; the last one under Windows
_END_S = 5  # seconds that a line on its way may take to the screen


@contextlib.contextmanager
def start_up() -> Iterator[None]:
    """Load TensorFlow inside this: only errors that it reports reach the screen.

    TF_CPP_MIN_LOG_LEVEL, set to 0 or 1 beforehand, shows everything from that level up.
    """
    os.environ["TF_USE_LEGACY_KERAS"] = "1"  # Keras 3 has no TensorFlow 1 layers and cells
    # Else a process's first session decides on the threads of all, and so on how they round sums.
    os.environ.setdefault("TF_OVERRIDE_GLOBAL_THREADPOOL", "1")
    level = os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    with contextlib.nullcontext() if level in ("0", "1") else _without_chatter():
        yield


@contextlib.contextmanager
def _without_chatter() -> Iterator[None]:
    options = ["--gpu"] if has_gpu_driver() else []
    command = [sys.executable or "", "-SE", _CHATTER, *options]
    try:
        screen = os.dup(2)
        # In a session of its own: Ctrl-C is for us, and the reader ends with what it reads from.
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
    """Keep back the advice to move to TensorFlow 2, which a TensorFlow 1 program cannot take."""
    from tf1rnn.tf1.start.loading import deprecation

    deprecation._PRINT_DEPRECATION_WARNINGS = False
    warnings.filterwarnings("ignore", r"`(tf|layer)\.[\w.]+` is deprecated", UserWarning)
    logging.getLogger("tensorflow").addFilter(_is_no_advice)


def _is_no_advice(record: logging.LogRecord) -> bool:
    return "is deprecated. This class is equivalent as" not in record.getMessage()
