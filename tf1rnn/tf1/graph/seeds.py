"""Op-level seeds as TensorFlow 1 derived them: from the number of operations in the graph.

Where a program sets only the graph-level seed, the op-level seed that TensorFlow 1 gave a random
operation was the number of operations in the graph when the operation looked its seed up.
TensorFlow 2 counts the random operations instead, so the same program starts with other weights.
Here, graphs seeded by tf1rnn's `tf.set_random_seed` (and the functions in them) get the seeds of
TensorFlow 1.15; any other graph, such as one seeded after a plain `import tensorflow`, gets those
of the installed TensorFlow.

    from tf1rnn.tf1.graph import seeds

    with seeds.disabled():       # or seeds.disable() ... seeds.enable()
        ...                      # TensorFlow 2's seeds, in every graph
"""

import contextlib
import weakref
from collections.abc import Iterator

from tf1rnn.tf1.graph import graphs
from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import ops, random_seed, test_util

stand_ins = StandIns()
install = stand_ins.install

_offsets = weakref.WeakKeyDictionary()  # graph -> operations that 1.15 had more than we made
_enabled = True
_seeded = weakref.WeakSet()  # graphs whose seed was set by our tf.set_random_seed


def set_random_seed(seed: int | None) -> None:
    """Set the graph-level seed of the default graph; None takes it away again.

    Random operations created after it without a seed of their own get an op-level seed
    as in TensorFlow 1: the number of operations in the graph.
    """
    graph = ops.get_default_graph()
    random_seed.set_random_seed(seed)
    _seeded.add(graphs.adopt(graph))


def count(n: int, graph=None) -> None:
    """Count `n` operations that TensorFlow 1.15 created here and we do not (negative: fewer)."""
    graph = graph or ops.get_default_graph()
    _offsets[graph] = _offsets.get(graph, 0) + n


def size(graph) -> int:
    """How many operations `graph` would hold if TensorFlow 1.15 had built it."""
    return graph.num_operations() + _offsets.get(graph, 0)


@stand_ins.add(random_seed, "get_seed")
def get_seed(library, op_seed: int | None) -> tuple[int | None, int | None]:
    """The pair (graph seed, op seed) of a random operation about to enter the default graph."""
    graph = ops.get_default_graph()
    is_seeded = graphs.is_in(graph, _seeded) or graphs.is_ours(graph)  # whose `seed` may be set
    if op_seed is None and _enabled and is_seeded and graph.seed is not None:
        op_seed = size(graph)
    return library(op_seed)


@stand_ins.add(test_util.TensorFlowTestCase, "setUp", in_any_graph=True)
def set_up(library, self) -> None:
    """Start a test in a new default graph, with the seed that tests have, as by our `tf`."""
    library(self)
    if self.__dict__.get("_set_default_seed", True):
        set_random_seed(random_seed.DEFAULT_GRAPH_SEED)
    else:
        graphs.adopt(ops.get_default_graph())


def enable() -> None:
    """Derive op-level seeds as TensorFlow 1 did, in graphs seeded by tf1rnn's `tf`."""
    global _enabled
    _enabled = True


def disable() -> None:
    """Derive op-level seeds as the installed TensorFlow does, in every graph."""
    global _enabled
    _enabled = False


@contextlib.contextmanager
def disabled() -> Iterator[None]:
    """Disable TensorFlow 1's op-level seeds inside a `with` block."""
    global _enabled
    before = _enabled
    disable()
    try:
        yield
    finally:
        _enabled = before
