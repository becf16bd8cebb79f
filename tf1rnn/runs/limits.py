"""Hyperparameters that ask for more than a graph, or this machine's memory, can hold."""

import contextlib
import os
import re
from collections.abc import Iterator

from tf1rnn.errors import UserError
from tf1rnn.task import Task, hyperparameters
from tf1rnn.tf1 import tf

LARGE = 10**6  # larger sizes are named when something fails
# What Python, NumPy and TensorFlow say of a size that they cannot hold.
_TOO_LARGE = re.compile(
    r"too (large|big|many)|overflow|exceed|larger than|out of (range|bounds|memory)|OOM|"
    r"allocat|negative dimension|dimension size|used for shape|bad_alloc|2 ?GB|\d{19}",
    re.IGNORECASE,
)


@contextlib.contextmanager
def within_reach(task: Task) -> Iterator[None]:
    """Turn an error from sizes that are too large into one clear line that names them."""
    try:
        yield
    except Exception as error:
        if not _is_of_a_size(error):
            raise
        values = [(h.flag, getattr(task, h.name)) for h in hyperparameters(type(task))]
        large = [f"{flag} {n}" for flag, n in values if type(n) is int and n > LARGE]
        if not large and not _is_of_memory(error):
            raise
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        named = ", ".join(large) or "the hyperparameters"
        raise UserError(f"{named}: too large for a graph or for this machine: {reason}") from error


def _is_of_memory(error: Exception) -> bool:
    return isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError"


def _is_of_a_size(error: Exception) -> bool:
    # By name: asking for TensorFlow's class would load what an interruption left half loaded.
    is_tensorflows = any(of.__name__ == "OpError" for of in type(error).__mro__)
    if _is_of_memory(error) or isinstance(error, OverflowError):
        return True
    might = is_tensorflows or isinstance(error, TypeError | ValueError)
    return might and not isinstance(error, UserError) and bool(_TOO_LARGE.search(str(error)))


def check_variables() -> None:
    """Raise UserError if the default graph's variables need more memory than there is.

    The system would grant the memory, and kill the process when they are initialised.
    """
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    needed = sum(v.shape.num_elements() or 0 for v in tf.global_variables()) * 4  # float32
    if needed > there:
        raise UserError(
            f"the variables would take {needed / 1e9:.0f} GB, of {there / 1e9:.0f} GB that this "
            "machine has; take smaller hyperparameters"
        )
