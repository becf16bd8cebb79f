"""Settings of memory for TensorFlow, which uses nearly all of it again and again."""

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

# Parameters of glibc's mallopt(3), from its manual page.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_MIB = 2**20


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Load TensorFlow inside this: Python's garbage collector ignores the objects made here.

    TensorFlow's modules are some 270,000 objects that live as long as the process. Scanning them is
    a seventh of the time that loading takes, and 0.15 s in each full collection; there are many of
    these while graphs are built.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


def install() -> None:
    """Let the C library reuse the memory of a step's tensors in the next step.

    By default it returns blocks above 128 KiB to the system and asks for them again at once: about
    600 page faults in a training step of the lesson's MNIST network, a fifth of its time.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # a C library other than glibc
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_MMAP_THRESHOLD, 32 * _MIB)  # the largest value that it accepts
            mallopt(_TRIM_THRESHOLD, 1024 * _MIB)
