"""What each name of `tf` resolves to: tensorflow.compat.v1, and what this package puts above it."""

import functools
import importlib
import types

from tf1rnn.tf1.names.absent import absent

_VERSIONS = ("__version__", "__git_version__", "__compiler_version__")


class Namespace(types.ModuleType):
    """A module of TensorFlow 1: names of ours, then those of the compat.v1 module below it."""

    def __init__(self, name: str, base: types.ModuleType):
        super().__init__(name, base.__doc__)
        self._base = base

    def __getattr__(self, name: str):
        if name.startswith("__") and name not in _VERSIONS:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        try:
            value = getattr(self._base, name)
        except AttributeError:
            raise absent(self.__name__, name) from None
        if isinstance(value, types.ModuleType):
            value = Namespace(f"{self.__name__}.{name}", value)
        setattr(self, name, value)
        return value

    def __dir__(self):
        names = {*dir(self._base), *self.__dict__}
        return sorted(name for name in names if not name.startswith("_"))


class _Root(Namespace):
    """tf itself: estimators have left TensorFlow, and load when they are first asked for."""

    def __getattr__(self, name: str):
        if name == "estimator":
            self.estimator = importlib.import_module("tf1rnn.tf1.estimator")
            return self.estimator
        return super().__getattr__(name)

    def __dir__(self):
        return sorted({*super().__dir__(), "estimator"})


class _Cells(Namespace):
    """tf.nn.rnn_cell: the cells of tf.contrib.rnn that TensorFlow 1 had here, too."""

    def __getattr__(self, name: str):
        super().__getattr__(name)
        setattr(self, name, getattr(importlib.import_module("tf1rnn.tf1.contrib.rnn"), name))
        return self.__dict__[name]


@functools.cache
def root() -> Namespace:
    """Load TensorFlow once, and give the module that `tf` stands for."""
    from tf1rnn.tf1 import contrib
    from tf1rnn.tf1.before_1_0 import argument_orders
    from tf1rnn.tf1.graph import graphs, seeds
    from tf1rnn.tf1.names import flags
    from tf1rnn.tf1.start import installation
    from tf1rnn.tf1.start.loading import compat

    installation.install_all()
    tf = _Root("tf", compat)
    tf.contrib = contrib
    tf.compat.v1 = tf
    tf.nn.rnn_cell = _Cells("tf.nn.rnn_cell", compat.nn.rnn_cell)
    tf.Graph, tf.reset_default_graph = graphs.Graph, graphs.reset_default_graph
    tf.set_random_seed = tf.random.set_random_seed = seeds.set_random_seed
    argument_orders.refuse(tf)
    for options in (tf.flags, tf.app.flags):
        vars(options).update(flags.DEFINE, FLAGS=flags.FLAGS)
    return tf
