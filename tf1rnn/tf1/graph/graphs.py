"""Which graphs are adopted, that is built as TensorFlow 1.15 built them: those of tf1rnn's `tf`.

They are the graphs that `tf` made or seeded, and the one that a program starts with.
"""

import weakref

from tf1rnn.tf1.start.loading import context, ops

_adopted = weakref.WeakSet()


def adopt(graph):
    """Count `graph` among those that are built as TensorFlow 1.15 built them; returns it."""
    _adopted.add(graph)
    return graph


class Graph(ops.Graph):
    """A graph that is built as TensorFlow 1.15 built it."""

    def __init__(self):
        super().__init__()
        adopt(self)


def reset_default_graph() -> None:
    """Start a new default graph, which is built as TensorFlow 1.15 built it.

    Raises AssertionError inside of a `with graph.as_default()` block.
    """
    ops.reset_default_graph()
    adopt(ops.get_default_graph())


def is_in(graph, group) -> bool:
    """Whether `graph`, or the graph that it is a function's body in, belongs to `group`."""
    while graph is not None and graph not in group:
        graph = getattr(graph, "outer_graph", None) or getattr(graph, "_outer_graph", None)
    return graph is not None


def building() -> bool:
    """Whether operations are at this moment added to an adopted graph."""
    return not context.executing_eagerly() and is_in(ops.get_default_graph(), _adopted)


def install() -> None:
    """Adopt the graph that a program starts with, unless something is built in it already."""
    graph = ops.get_default_graph()
    if not graph.get_operations():
        adopt(graph)
