"""Which graphs are hastened, into how many replicas they split a batch, and on which devices."""

import contextlib
import weakref
from collections.abc import Iterator, Sequence

from tf1rnn.tf1.graph.gradients.registry import colocate_gradients_with_ops
from tf1rnn.tf1.graph.seeds import count, size
from tf1rnn.tf1.start.loading import ops

_replicas = weakref.WeakKeyDictionary()  # hastened graph -> replicas of a batch
_devices = weakref.WeakKeyDictionary()  # hastened graph -> what its replicas are computed on


def hasten(graph, replicas: int, devices: Sequence[str] = ()) -> None:
    """Let `graph` take each batch in so many replicas, by the faster way.

    Replicas are dealt out to `devices`, their gradients too; without any, TensorFlow places them.
    """
    _replicas[graph] = replicas
    if devices:
        _devices[graph] = tuple(devices)
        colocate_gradients_with_ops(graph)


def replicas_here() -> int | None:
    """The replicas of the default graph; None where it is not hastened."""
    return _replicas.get(ops.get_default_graph())


def device_of(replica: int):
    """A context in which operations are placed on the device of the replica with this number."""
    devices = _devices.get(ops.get_default_graph())
    return ops.device(devices[replica % len(devices)]) if devices else contextlib.nullcontext()


@contextlib.contextmanager
def uncounted() -> Iterator[None]:
    """Build inside this what the listing has not.

    Random operations that follow take their seeds from how many the listing has before them.
    """
    graph = ops.get_default_graph()
    n_operations = size(graph)
    yield
    count(n_operations - size(graph), graph)
