"""What the dotted names of TensorFlow 1's modules mean, public ones and those of its source tree.

Programs import from TensorFlow's source tree what was published elsewhere, or moved since. Here
a module of the tree is today's, where there is one, and a name that it no longer has is looked for
where TensorFlow 1 published it.
"""

import functools
import importlib
import types
from typing import Any

from tf1rnn.tf1.names.absent import absent
from tf1rnn.tf1.names.facade import Namespace, root

_TREE = "tensorflow.python"
# Modules of the source tree that are no longer there, or other than they were, by the public
# modules that hold what was in them.
_PUBLISHED = {
    "tensorflow.models.rnn.rnn": ("nn", "contrib.rnn"),
    "tensorflow.models.rnn.rnn_cell": ("contrib.rnn",),
    "tensorflow.models.rnn.seq2seq": ("contrib.legacy_seq2seq",),
    "tensorflow.python.ops.rnn": ("nn", "contrib.rnn"),
    "tensorflow.python.ops.rnn_cell": ("contrib.rnn",),
    "tensorflow.python.ops.rnn_cell_impl": ("contrib.rnn",),
    "tensorflow.python.ops.seq2seq": ("contrib.legacy_seq2seq",),
    "tensorflow.python.layers.base": ("layers",),
    "tensorflow.python.layers.convolutional": ("layers",),
    "tensorflow.python.layers.core": ("layers",),
    "tensorflow.python.layers.layers": ("layers",),
    "tensorflow.python.layers.normalization": ("layers",),
    "tensorflow.python.layers.pooling": ("layers",),
    "tensorflow.python.estimator": ("estimator",),
    "tensorflow.python.keras": ("keras",),
    "tensorflow.python.platform.flags": ("flags",),
    "tensorflow.python.summary.summary": ("summary",),
}
# Where TensorFlow 1 published what its source tree held, in the order of looking.
_PUBLIC = (
    *("", "nn", "layers", "train", "losses", "metrics", "initializers", "summary", "math"),
    *("contrib.rnn", "contrib.seq2seq", "contrib.legacy_seq2seq", "contrib.layers"),
    *("contrib.framework", "gfile", "logging", "app", "test", "errors", "data", "estimator"),
)


def resolve(name: str, generation: str = "1.15") -> types.ModuleType:
    """The module that `import name` gives a program of TensorFlow 1.

    Raises ModuleNotFoundError, saying what the module was where that is known.
    """
    if generation == "0.12":
        from tf1rnn.tf1.before_1_0.namespaces import resolve as resolve_before_1_0

        return resolve_before_1_0(name)
    return _resolve(name)


def is_published(name: str) -> bool:
    """Whether a module of the source tree is given by the public modules that held its names."""
    return name in _PUBLISHED


@functools.cache
def _resolve(name: str) -> types.ModuleType:
    if name in _PUBLISHED:
        return _Merged(name, [_public(path) for path in _PUBLISHED[name]])
    parts = name.split(".")
    if parts[1:2] == ["python"]:
        return _in_tree(name)
    if parts[1:2] == ["contrib"] and "python" in parts:
        # tensorflow.contrib.rnn.python.ops.core_rnn_cell: all of it was in tf.contrib.rnn
        return _Merged(name, [_public(".".join(parts[1 : parts.index("python")]))])
    if parts[1:2] == ["examples"]:
        return importlib.import_module(".".join(["tf1rnn.tf1", *parts[1:]]))
    if parts[1:3] in (["compat", "v1"], ["_api", "v1"]):
        parts = [parts[0], *parts[3:]]
    module = _public(".".join(parts[1:]))
    if not isinstance(module, types.ModuleType):
        raise ModuleNotFoundError(f"No module named {name!r}; it is no module", name=name)
    return module


def _public(path: str) -> Any:
    """What `tf.path` is; `tf` itself for an empty path."""
    found = root()
    for part in filter(None, path.split(".")):
        try:
            found = getattr(found, part)
        except AttributeError as error:
            raise ModuleNotFoundError(str(error), name=f"tensorflow.{path}") from None
    return found


def _in_tree(name: str) -> types.ModuleType:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("tensorflow"):
            raise
        raise ModuleNotFoundError(
            f"No module named {name!r}: it is gone from TensorFlow's source tree; what it held "
            "may be public under tf",
            name=name,
        ) from None
    return _Tree(name, module)


class _Tree(Namespace):
    """A module of TensorFlow's source tree, with what it has lost since TensorFlow 1."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            return super().__getattr__(name)
        if f"{self.__name__}.{name}" in _PUBLISHED:
            return resolve(f"{self.__name__}.{name}")
        found = getattr(self._base, name, None)
        if isinstance(found, types.ModuleType) and found.__name__.startswith(_TREE):
            return resolve(found.__name__)
        if found is None:
            found = _published(name)
        elif getattr(root()._base, name, None) is found:
            found = getattr(root(), name)  # which may be ours
        if found is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        setattr(self, name, found)
        return found


def _published(name: str) -> Any:
    """A public name of TensorFlow 1, in whichever of its public modules; None if in none."""
    for path in _PUBLIC:
        try:
            return getattr(_public(path), name)
        except (AttributeError, ModuleNotFoundError):
            continue
    return None


class _Merged(types.ModuleType):
    """A module that holds what several public ones hold."""

    def __init__(self, name: str, modules: list[Any]) -> None:
        super().__init__(name)
        self._modules = modules

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            for module in self._modules:
                try:
                    return getattr(module, name)
                except AttributeError:
                    continue
        raise absent(self.__name__, name)

    def __dir__(self) -> list[str]:
        return sorted({name for module in self._modules for name in dir(module)})
