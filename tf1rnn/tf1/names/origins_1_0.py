"""Where each name of `tf` comes from in a program for TensorFlow 1.0 to 1.4: exec --tf 1.0.

The lesson was written for these. A table as tables.py describes. A module that it lists replaces
1.15's, and the rest are 1.15's. In its sources, too, `tf` is 1.15's.
"""

_OURS = "tf1rnn.tf1.from_1_0"

_CELLS = {f"{_OURS}.cells": "MultiRNNCell"}
_STACKED = {f"{_OURS}.cells": "*"}
_RNN = {**_STACKED, "tf.contrib.rnn": "*"}

_PUBLIC = {
    "tf.contrib.rnn": _RNN,
    "tf.nn.rnn_cell": {**_CELLS, "tf.nn.rnn_cell": "*"},
}

# Modules inside TensorFlow that programs imported.
_SOURCE_TREE = {
    "tf.contrib.rnn.python.ops.rnn": {**_STACKED, "tf.contrib.rnn.python.ops.rnn": "*"},
    "tf.python.ops.rnn_cell": {**_CELLS, "tf.python.ops.rnn_cell": "*"},
    "tf.python.ops.rnn_cell_impl": {**_CELLS, "tf.python.ops.rnn_cell_impl": "*"},
}

ORIGINS = {**_PUBLIC, **_SOURCE_TREE}
