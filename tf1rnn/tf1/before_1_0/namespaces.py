"""Puts the names of before TensorFlow 1.0 above the modules of TensorFlow 1.15."""

import functools
import operator
import types
from typing import Any

from tf1rnn.tf1.before_1_0 import (
    arrays,
    cells,
    images,
    losses,
    maths,
    names,
    optimizers,
    recurrent,
    seq2seq,
    summaries,
    variables,
    wrappers,
)
from tf1rnn.tf1.names import (
    facade,
    modules,  # loading first: it quiets TensorFlow
)
from tf1rnn.tf1.start import loading


def _public(*ours: types.ModuleType) -> dict[str, Any]:
    return {name: getattr(module, name) for module in ours for name in module.__all__}


def _renamed(module: str) -> dict[str, Any]:
    after = {
        name: names.successor(module, name).removeprefix("tf.") for name in names.renamed(module)
    }
    return {name: operator.attrgetter(path)(facade.root()) for name, path in after.items()}


def _over(name: str, ours: dict[str, Any], base: types.ModuleType | None = None):
    module = facade.Namespace(name, base or types.ModuleType(name))
    vars(module).update(ours)
    return module


_TENSORS = {**_renamed("tf"), **_public(arrays, maths)}
_CELLS = {**_public(cells, wrappers), "_linear": cells.linear}
_NN = {
    **_public(losses, recurrent),
    "rnn_cell": _over("tf.nn.rnn_cell", _CELLS),
    "seq2seq": _over("tf.nn.seq2seq", _public(seq2seq)),
}

# Modules that programs imported past the public names, and the names of ours in each.
_MODULES = {
    "tensorflow.models.rnn.linear": {"linear": cells.linear},
    "tensorflow.models.rnn.rnn": _public(recurrent),
    "tensorflow.models.rnn.rnn_cell": _CELLS,
    "tensorflow.models.rnn.seq2seq": _public(seq2seq),
    "tensorflow.python.ops.array_ops": _TENSORS,
    "tensorflow.python.ops.init_ops": {"zeros_initializer": variables.zeros_initializer},
    "tensorflow.python.ops.logging_ops": _public(summaries),
    "tensorflow.python.ops.math_ops": _TENSORS,
    "tensorflow.python.ops.nn": _NN,
    "tensorflow.python.ops.nn_ops": _public(losses),
    "tensorflow.python.ops.rnn": _public(recurrent),
    "tensorflow.python.ops.rnn_cell": _CELLS,
    "tensorflow.python.ops.rnn_cell_impl": _CELLS,
    "tensorflow.python.ops.seq2seq": _public(seq2seq),
    "tensorflow.python.ops.variable_scope": {"get_variable": variables.get_variable},
}


@functools.cache
def root() -> types.ModuleType:
    """The module that `tf` stood for: names of before 1.0, then those of 1.15."""
    tf = _over("tf", _TENSORS | _public(summaries, variables), facade.root())
    vars(tf.nn).update(_NN)
    vars(tf.image).update(_renamed("tf.image") | _public(images))
    vars(tf.train).update(_renamed("tf.train") | _public(optimizers))
    _name_tensor_array_methods()
    return tf


@functools.cache
def resolve(name: str) -> types.ModuleType:
    """The module that `import name` gave, as tf1rnn.tf1.names.modules.resolve for TensorFlow 1.15.

    Raises ModuleNotFoundError, saying what the module was where that is known.
    """
    top, *path = name.split(".")
    if path[:2] in (["compat", "v1"], ["_api", "v1"]):
        path = path[2:]
    if path[:1] in (["python"], ["models"]):
        return _Tree(name, _present(name))
    if "python" in path or path[:1] == ["examples"]:
        return modules.resolve(name)
    found = root()
    for part in path:
        found = getattr(found, part, None)
    return found if isinstance(found, types.ModuleType) else modules.resolve(name)


def _present(name: str) -> types.ModuleType:
    try:
        return modules.resolve(name)
    except ModuleNotFoundError:
        if any(f"{ours}.".startswith(f"{name}.") for ours in _MODULES):
            return types.ModuleType(name)
        raise


class _Tree(facade.Namespace):
    """A module of TensorFlow's source tree: names of ours, then those of 1.15, module by module."""

    def __init__(self, name: str, base: types.ModuleType):
        super().__init__(name, base)
        vars(self).update(_MODULES.get(name, {}))

    def __getattr__(self, name: str) -> Any:
        dotted = f"{self.__name__}.{name}"
        if any(f"{ours}.".startswith(f"{dotted}.") for ours in _MODULES):
            found = resolve(dotted)
        else:
            found = getattr(self._base, name)
            if isinstance(found, types.ModuleType) and found.__name__ == dotted:
                found = resolve(dotted)
        setattr(self, name, found)
        return found


def _name_tensor_array_methods() -> None:
    """Give the class its methods of that time: what a TensorArray returns is of the class."""
    loading.compat.TensorArray.pack = loading.compat.TensorArray.stack
    loading.compat.TensorArray.unpack = loading.compat.TensorArray.unstack
