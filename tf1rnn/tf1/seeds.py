"""Op-level seeds as TensorFlow 1 derived them: from the number of operations in the graph."""

import weakref

from tensorflow.python.framework import ops, random_seed

_library_get_seed = random_seed.get_seed
_extra_operations = weakref.WeakKeyDictionary()  # graph seeded through our tf -> offset


def set_random_seed(seed: int) -> None:
    """Set the graph-level seed of the default graph, deriving op-level seeds as TensorFlow 1 did."""
    graph = ops.get_default_graph()
    graph.seed = seed
    _extra_operations.setdefault(graph, 0)


def count(graph, n: int) -> None:
    """Account for `n` operations that TensorFlow 1.15 would have had more (or, negative, fewer)."""
    if graph in _extra_operations:
        _extra_operations[graph] += n


def get_seed(op_seed):
    """The pair (graph seed, op seed) of a random operation about to enter the default graph."""
    graph = ops.get_default_graph()
    if op_seed is None and graph in _extra_operations:
        op_seed = graph.num_operations() + _extra_operations[graph]
    return _library_get_seed(op_seed)


def enable() -> None:
    """Derive op-level seeds as TensorFlow 1 did, in graphs seeded by tf1rnn's `tf`."""
    random_seed.get_seed = get_seed


def disable() -> None:
    """Derive op-level seeds as the installed TensorFlow does, in every graph."""
    random_seed.get_seed = _library_get_seed
