"""Which graphs are hastened, and into how many replicas they split a batch."""

import contextlib
import weakref
from collections.abc import Iterator

from tf1rnn.tf1.loading import ops
from tf1rnn.tf1.seeds import count, size

_replicas = weakref.WeakKeyDictionary()  # hastened graph -> replicas of a batch


def hasten(graph, replicas: int) -> None:
    """Let `graph` take each batch in so many replicas, by the faster way."""
    _replicas[graph] = replicas


def replicas_here() -> int | None:
    """The replicas of the default graph; None where it is not hastened."""
    return _replicas.get(ops.get_default_graph())


@contextlib.contextmanager
def uncounted() -> Iterator[None]:
    """Build inside this what the listing has not.

    Random operations that follow take their seeds from how many the listing has before them.
    """
    graph = ops.get_default_graph()
    n_operations = size(graph)
    yield
    count(n_operations - size(graph), graph)
