"""Which graphs are adopted: those of tf1rnn's `tf`, built as TensorFlow 1.15 built them.

They are the graphs that `tf` made or seeded, and the default graph at a program's start.
"""

import weakref
from collections.abc import Iterator

from tf1rnn.tf1.start.loading import context, ops

_adopted = weakref.WeakSet()


def adopt(graph):
    """Have `graph` built as TensorFlow 1.15 built graphs; returns it."""
    _adopted.add(graph)
    return graph


class Graph(ops.Graph):
    """A graph that is built as TensorFlow 1.15 built it."""

    def __init__(self):
        super().__init__()
        adopt(self)


def reset_default_graph() -> None:
    """Start a new default graph, which is built as TensorFlow 1.15 built it.

    Raises AssertionError inside a `with graph.as_default()` block.
    """
    ops.reset_default_graph()
    adopt(ops.get_default_graph())


def is_in(graph, group) -> bool:
    """Whether `graph` belongs to `group`, or the graph that has it as a function's body does."""
    return any(each in group for each in _with_outer_ones(graph))


def is_ours(graph) -> bool:
    """Whether `graph`, or the graph that has it as a function's body, is one of tf.Graph."""
    return any(isinstance(each, Graph) for each in _with_outer_ones(graph))


def _with_outer_ones(graph) -> Iterator:
    while graph is not None:
        yield graph
        graph = getattr(graph, "outer_graph", None) or getattr(graph, "_outer_graph", None)


def building() -> bool:
    """Whether operations created now go into an adopted graph."""
    return not context.executing_eagerly() and is_in(ops.get_default_graph(), _adopted)


def install() -> None:
    """Adopt the default graph at a program's start, unless it holds operations already."""
    graph = ops.get_default_graph()
    if not graph.get_operations():
        adopt(graph)
