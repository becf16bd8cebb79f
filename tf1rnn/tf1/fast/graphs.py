"""Which graphs take the fast path, in how many replicas of a batch, and on which devices."""

import contextlib
import weakref
from collections.abc import Iterator, Sequence

from tf1rnn.tf1.graph.gradients.registry import colocate_gradients_with_ops
from tf1rnn.tf1.graph.seeds import count, size
from tf1rnn.tf1.start.loading import ops

_replicas = weakref.WeakKeyDictionary()  # graph on the fast path -> replicas of a batch
_devices = weakref.WeakKeyDictionary()  # graph on the fast path -> devices of its replicas


def enable(graph, replicas: int, devices: Sequence[str] = ()) -> None:
    """Let `graph` take the fast path, with each batch in so many replicas.

    Replicas and their gradients go to `devices` in turn; without any, TensorFlow places them.
    """
    _replicas[graph] = replicas
    if devices:
        _devices[graph] = tuple(devices)
        colocate_gradients_with_ops(graph)


def replicas_here() -> int | None:
    """The replicas of the default graph; None if it does not take the fast path."""
    return _replicas.get(ops.get_default_graph())


def device_of(replica: int):
    """A context in which operations are placed on the device of the replica with this number."""
    devices = _devices.get(ops.get_default_graph())
    return ops.device(devices[replica % len(devices)]) if devices else contextlib.nullcontext()


@contextlib.contextmanager
def uncounted() -> Iterator[None]:
    """Build inside this what the listing does not have.

    Later random operations take their seeds from how many operations the listing has by then.
    """
    graph = ops.get_default_graph()
    n_operations = size(graph)
    yield
    count(n_operations - size(graph), graph)
