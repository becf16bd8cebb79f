"""Replaces TensorFlow's functions with stand-ins.

Today's TensorFlow builds many things from other operations than 1.15 did: dropout, for example,
from seven instead of fifteen. Where that matters (an op-level seed is the number of operations
before it), a function of ours stands in for TensorFlow's, only in adopted graphs (see graphs.py).

A module declares its stand-ins, which changes nothing yet, and installs them with the others of
start/installation.py:

    stand_ins = StandIns()
    install = stand_ins.install

    @stand_ins.add(array_ops, "split")
    def split(library, value, num_or_size_splits, ...):
"""

import functools
import sys
from collections.abc import Callable
from typing import Any

from tf1rnn.tf1.graph.graphs import building

# Modules in which TensorFlow publishes what others define.
_PUBLIC = ("tensorflow.compat.", "tensorflow.python.ops.", "tensorflow._api.")

_installed = {}  # id of a function of TensorFlow's -> the function and its stand-in


class StandIns:
    """The stand-ins of a module."""

    def __init__(self) -> None:
        self._declared = []

    def add(self, owner: Any, name: str, in_any_graph: bool = False) -> Callable:
        """Decorate a function that stands in for `owner.name` in adopted graphs, or in any.

        It takes what `owner.name` takes, after `library`, the function that it stands in for.
        """

        def declare(ours: Callable) -> Callable:
            self._declared.append((owner, name, in_any_graph, ours))
            return ours

        return declare

    def install(self) -> None:
        """Put each stand-in in its place, unless it is there already."""
        for owner, name, in_any_graph, ours in self._declared:
            library = getattr(owner, name)
            if getattr(library, "stand_in", None) is not ours:
                dispatch = _dispatching(library, ours, in_any_graph)
                setattr(owner, name, dispatch)
                # TensorFlow publishes some functions without the wrapper that its modules add.
                for published in (library, getattr(library, "__wrapped__", library)):
                    _installed[id(published)] = published, dispatch


def _dispatching(library: Callable, ours: Callable, in_any_graph: bool) -> Callable:
    @functools.wraps(library, updated=())
    def dispatch(*args: Any, **kwargs: Any) -> Any:
        if in_any_graph or building():
            return ours(library, *args, **kwargs)
        return library(*args, **kwargs)

    dispatch.stand_in = ours
    return dispatch


def publish() -> None:
    """Point every name under which TensorFlow publishes a function at its stand-in."""
    for module_name, module in list(sys.modules.items()):
        if module_name == "tensorflow" or module_name.startswith(_PUBLIC):
            for name, value in list(vars(module).items()):
                if id(value) in _installed:
                    setattr(module, name, _installed[id(value)][1])
