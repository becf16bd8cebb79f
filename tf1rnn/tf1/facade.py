"""What each name of `tf` resolves to: tensorflow.compat.v1, and what this package puts above it."""

import functools
import importlib
import types

from tf1rnn.tf1 import quiet


class Namespace(types.ModuleType):
    """A module of TensorFlow 1: names of ours, then those of the compat.v1 module below it."""

    def __init__(self, name: str, base):
        super().__init__(name, getattr(base, "__doc__", None))
        self._base = base

    def __getattr__(self, name: str):
        try:
            value = getattr(self._base, name)
        except AttributeError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None
        if isinstance(value, types.ModuleType):
            value = Namespace(f"{self.__name__}.{name}", value)
        setattr(self, name, value)
        return value

    def __dir__(self):
        own = (name for name in self.__dict__ if not name.startswith("_"))
        return sorted({*dir(self._base), *own})


@functools.cache
def root() -> Namespace:
    """Load TensorFlow once, in graph mode, and give the module that `tf` stands for."""
    with quiet.start_up():
        compat = importlib.import_module("tensorflow.compat.v1")
        quiet.silence_advice()
        compat.disable_v2_behavior()
        if not quiet.has_gpu_driver():  # else, the first look for GPUs would report an error
            compat.config.list_physical_devices()
    from tf1rnn.tf1 import contrib, gradients, graphs, operations, seeds  # noqa: F401

    graphs.rebind()
    seeds.enable()
    graphs.adopt(compat.get_default_graph())
    tf = Namespace("tf", compat)
    tf.contrib = contrib
    tf.set_random_seed = tf.random.set_random_seed = seeds.set_random_seed
    tf.get_seed = tf.random.get_seed = seeds.get_seed
    tf.Graph = _graph_class(compat.Graph, graphs.adopt)
    tf.reset_default_graph = _reset(compat, graphs.adopt)
    return tf


def _graph_class(library, adopt):
    class Graph(library):
        """A TensorFlow graph, built of the operations that TensorFlow 1.15 built it of."""

        def __init__(self):
            super().__init__()
            adopt(self)

    return Graph


def _reset(compat, adopt):
    def reset_default_graph() -> None:
        """Clear the default graph stack and start a new default graph."""
        compat.reset_default_graph()
        adopt(compat.get_default_graph())

    return reset_default_graph
