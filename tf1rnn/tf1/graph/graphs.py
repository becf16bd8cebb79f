"""Which graphs belong to tf1rnn's `tf`, and functions that stand in for TensorFlow's in them.

Today's TensorFlow builds many things of other operations than 1.15 did: dropout of seven instead
of fifteen, say. Where that matters (an op-level seed is the number of operations before it), a
function of ours stands in for TensorFlow's, in graphs that `tf` made or seeded, and in no other.
"""

import functools
import sys
import weakref

from tf1rnn.tf1.start.loading import context, ops

_adopted = weakref.WeakSet()
_stand_ins = {}  # id of a function of TensorFlow's -> it and the function that dispatches


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


def stand_in(owner, name: str):
    """Decorate a function that stands in for `owner.name` in adopted graphs.

    It takes what `owner.name` takes, after `library`, the function that it stands in for.
    """

    def install(ours):
        library = getattr(owner, name)

        @functools.wraps(library, updated=())
        def dispatch(*args, **kwargs):
            if building():
                return ours(library, *args, **kwargs)
            return library(*args, **kwargs)

        setattr(owner, name, dispatch)
        # TensorFlow publishes some functions without the wrapper that its modules put on later.
        for published in (library, getattr(library, "__wrapped__", library)):
            _stand_ins[id(published)] = published, dispatch
        return ours

    return install


def rebind() -> None:
    """Let every name under which TensorFlow publishes a function with a stand-in mean that one."""
    published = ("tensorflow.compat.", "tensorflow.python.ops.", "tensorflow._api.")
    for module_name, module in list(sys.modules.items()):
        if module_name == "tensorflow" or module_name.startswith(published):
            for name, value in list(vars(module).items()):
                if id(value) in _stand_ins:
                    setattr(module, name, _stand_ins[id(value)][1])
