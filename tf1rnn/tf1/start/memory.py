"""Memory as a process with TensorFlow in it uses it: nearly all of it again and again."""

import contextlib
import ctypes
import gc
import sys
from collections.abc import Iterator

# Parameters of glibc's mallopt(3), from its manual page.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_MIB = 2**20


@contextlib.contextmanager
def all_kept() -> Iterator[None]:
    """Load TensorFlow inside this: what is made here stays, and Python's collector passes it over.

    TensorFlow's modules are some 270,000 objects that live as long as the process. Looking through
    them is a seventh of the time that they take to load, and 0.15 s whenever the collector looks at
    everything, which it does often while graphs are built.
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
    """Let the C library keep the memory of a step's tensors for the next step's.

    By itself it gives what is above 128 KiB back to the system, to ask for it again at once: some
    600 page faults in a training step of the lesson's MNIST network, a fifth of its time.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):  # a C library other than glibc
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_MMAP_THRESHOLD, 32 * _MIB)  # the most that it takes
            mallopt(_TRIM_THRESHOLD, 1024 * _MIB)
