"""What each name of `tf` resolves to: tensorflow.compat.v1, and what this package puts above it."""

import functools
import importlib
import types

from tf1rnn.tf1 import quiet


class Namespace(types.ModuleType):
    """A module of TensorFlow 1: our names first, then those of the compat.v1 module below it."""

    def __init__(self, name: str, base, ours: dict):
        super().__init__(name, getattr(base, "__doc__", None))
        self.__dict__.update(ours, _base=base)

    def __getattr__(self, name: str):
        try:
            value = getattr(self._base, name)
        except AttributeError:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}") from None
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
        quiet.silence_deprecations()
        compat.disable_v2_behavior()
    from tf1rnn.tf1 import contrib, seeds

    seeds.enable()
    random = Namespace("tf.random", compat.random, {"set_random_seed": seeds.set_random_seed})
    ours = {
        "contrib": contrib,
        "random": random,
        "set_random_seed": seeds.set_random_seed,
    }
    return Namespace("tf", compat, ours)
