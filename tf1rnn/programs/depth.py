"""How deep a program may recurse: as deep as under Python, where it is the outermost frame."""

import functools
import operator
import sys
from collections.abc import Callable

_PROBE = """
def descend(depth):
    try:
        return descend(depth + 1)
    except RecursionError:
        return depth

deepest = descend(1)
"""


def leave_out(run: Callable[[Callable], object]) -> None:
    """Leave out of the limit what is around a program that `run` runs, called where this is."""
    getrecursionlimit, setrecursionlimit = sys.getrecursionlimit, sys.setrecursionlimit
    probe: dict[str, int] = {}
    run(functools.partial(exec, compile(_PROBE, "<probe>", "exec"), probe))
    around = getrecursionlimit() - 1 - probe["deepest"] - 1  # the last one is this function

    def set_limit(limit: int, /) -> None:
        """Set the maximum depth of the Python interpreter stack to n."""
        setrecursionlimit(operator.index(limit) + around)

    set_limit(getrecursionlimit())
    sys.setrecursionlimit = set_limit
    sys.getrecursionlimit = lambda: getrecursionlimit() - around
