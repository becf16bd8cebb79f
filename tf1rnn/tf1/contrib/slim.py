"""tf.contrib.slim: tf-slim, mended where it looks in TensorFlow for what is no longer there.

Each of tf-slim's modules is given, in the place of a module of TensorFlow's, one that has the
missing names besides; TensorFlow itself stays as it is. The layers are those of tf.layers.
"""

import sys
import types

from tf1rnn.tf1 import tf
from tf1rnn.tf1.names.facade import Namespace

_MENDED = {
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


def _mend(module: types.ModuleType) -> None:
    for name, value in list(vars(module).items()):
        if isinstance(value, types.ModuleType) and value.__name__ in _MENDED:
            mended = Namespace(value.__name__, value)
            vars(mended).update(_MENDED[value.__name__])
            setattr(module, name, mended)


import tf_slim  # noqa: E402

for _name, _module in list(sys.modules.items()):
    if _name.startswith("tf_slim."):
        _mend(_module)


def module(name: str) -> types.ModuleType:
    """The mended module of tf-slim of this name, such as training.evaluation."""
    return sys.modules[f"tf_slim.{name}"]


def __getattr__(name: str):
    for module in (tf_slim, tf.contrib.framework):
        if hasattr(module, name):
            return getattr(module, name)
    return getattr(tf.contrib.layers, name)


def __dir__():
    return sorted({*dir(tf_slim), *dir(tf.contrib.framework), *dir(tf.contrib.layers)})
