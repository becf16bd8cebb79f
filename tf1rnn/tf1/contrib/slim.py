"""tf.contrib.slim: tf-slim, repaired where it needs TensorFlow names that no longer exist.

Each of tf-slim's modules gets, instead of a module of TensorFlow, one that also has the missing
names; TensorFlow itself is not changed. The layers are those of tf.layers.
"""

import functools
import sys
import types

import numpy as np
import tf_slim
from tf_slim.ops import variables

from tf1rnn.tf1 import tf

_MISSING = {
    "tensorflow.python.framework.ops": {"Tensor": tf.Tensor, "IndexedSlices": tf.IndexedSlices},
    "tensorflow.python.layers.convolutional": {
        "Convolution1D": tf.layers.Conv1D,
        "Convolution2D": tf.layers.Conv2D,
        "Convolution2DTranspose": tf.layers.Conv2DTranspose,
        "Convolution3D": tf.layers.Conv3D,
        "Convolution3DTranspose": tf.layers.Conv3DTranspose,
        "SeparableConvolution2D": tf.layers.SeparableConv2D,
    },
    "tensorflow.python.layers.core": {
        "Dense": tf.layers.Dense,
        "Dropout": tf.layers.Dropout,
        "flatten": tf.layers.flatten,
    },
    "tensorflow.python.layers.normalization": {"BatchNormalization": tf.layers.BatchNormalization},
    "tensorflow.python.layers.pooling": {
        "AveragePooling2D": tf.layers.AveragePooling2D,
        "AveragePooling3D": tf.layers.AveragePooling3D,
        "MaxPooling2D": tf.layers.MaxPooling2D,
        "MaxPooling3D": tf.layers.MaxPooling3D,
    },
    "tensorflow.python.ops.array_ops": {"stack": tf.stack, "unstack": tf.unstack},
    "tensorflow.python.ops.control_flow_ops": {
        "Assert": tf.Assert,
        "case": tf.case,
        "cond": tf.cond,
        "while_loop": tf.while_loop,
    },
    "tensorflow.python.ops.variable_scope": {"variable": tf.Variable},
}


@functools.cache
def mend() -> None:
    """Give tf-slim's modules the names that they need."""
    variables.tf = types.SimpleNamespace(train=types.SimpleNamespace(NewCheckpointReader=_Reader))
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{tf_slim.__name__}."):
            _mend(module)


class _Reader:
    """A reader of checkpoints whose values can be cut by a list of slices, as in NumPy 1.

    tf-slim takes the parts of a partitioned variable so, and asks for tf.train's reader alone.
    """

    def __init__(self, path: str) -> None:
        self._reader = tf.train.NewCheckpointReader(path)

    def __getattr__(self, name: str):
        return getattr(self._reader, name)

    def get_tensor(self, name: str) -> "_Values":
        """The value of a variable."""
        return np.asarray(self._reader.get_tensor(name)).view(_Values)


class _Values(np.ndarray):
    """An array that takes a list of slices for a tuple of them."""

    def __getitem__(self, index):
        if isinstance(index, list) and all(isinstance(axis, slice) for axis in index):
            index = tuple(index)
        return super().__getitem__(index)


def _mend(module: types.ModuleType) -> None:
    for name, theirs in list(vars(module).items()):
        if isinstance(theirs, types.ModuleType) and theirs.__name__ in _MISSING:
            mended = types.ModuleType(theirs.__name__, theirs.__doc__)
            vars(mended).update(vars(theirs), **_MISSING[theirs.__name__])
            setattr(module, name, mended)
