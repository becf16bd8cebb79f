"""Where each name of `tf` comes from in a program for TensorFlow 0.12: exec --tf 0.12.

A table as tables.py describes. A module that it lists replaces 1.15's, and the rest are 1.15's. In
its sources, too, `tf` is 1.15's.
"""

from tf1rnn.tf1.names import renamed_at_1_0

_OURS = "tf1rnn.tf1.before_1_0"


def _renamed(module: str) -> str:
    """The names of a module that were only renamed, as "mul=multiply pack=stack ..."."""
    after = {old: renamed_at_1_0.successor(module, old) for old in renamed_at_1_0.renamed(module)}
    return " ".join(f"{old}={new.removeprefix('tf.')}" for old, new in after.items())


_ARRAYS, _MATHS = {f"{_OURS}.arrays": "*"}, {f"{_OURS}.maths": "*"}
_CELLS = {f"{_OURS}.cells": "* _linear=linear", f"{_OURS}.wrappers": "*"}
_LOSSES = {f"{_OURS}.losses": "*"}
_RECURRENT = {f"{_OURS}.recurrent": "*"}
_SEQ2SEQ = {f"{_OURS}.seq2seq": "*"}
_SUMMARIES = {f"{_OURS}.summaries": "*"}
_TENSORS = {**_ARRAYS, **_MATHS, "tf": _renamed("tf")}

_PUBLIC = {
    "tf": {
        **_ARRAYS,
        **_MATHS,
        **_SUMMARIES,
        f"{_OURS}.variables": "*",
        "tf1rnn.tf1.names.versions": "VERSION=BEFORE_1_0 __version__=BEFORE_1_0",
        "tf": f"{_renamed('tf')} * __compiler_version__ __git_version__",
    },
    "tf.image": {f"{_OURS}.images": "*", "tf": _renamed("tf.image"), "tf.image": "*"},
    "tf.nn": {**_LOSSES, **_RECURRENT, "tf.nn": "*"},
    "tf.nn.rnn_cell": _CELLS,
    "tf.nn.seq2seq": _SEQ2SEQ,
    "tf.train": {f"{_OURS}.optimizers": "*", "tf": _renamed("tf.train"), "tf.train": "*"},
}

# Modules inside TensorFlow that programs imported.
_SOURCE_TREE = {
    "tf.models.rnn.ptb": {},
    "tf.models.rnn.ptb.reader": {
        "tf1rnn.tf1.from_1_0.ptb": """
            _build_vocab _file_to_word_ids _read_words ptb_iterator ptb_producer ptb_raw_data
        """,
    },
    "tf.models.rnn.linear": {f"{_OURS}.cells": "linear"},
    "tf.models.rnn.rnn": _RECURRENT,
    "tf.models.rnn.rnn_cell": _CELLS,
    "tf.models.rnn.seq2seq": _SEQ2SEQ,
    "tf.python.ops.array_ops": {**_TENSORS, "tf.python.ops.array_ops": "*"},
    "tf.python.ops.init_ops": {
        f"{_OURS}.variables": "zeros_initializer",
        "tf.python.ops.init_ops": "*",
    },
    "tf.python.ops.logging_ops": {**_SUMMARIES, "tf.python.ops.logging_ops": "*"},
    "tf.python.ops.math_ops": {**_TENSORS, "tf.python.ops.math_ops": "*"},
    "tf.python.ops.nn": {**_LOSSES, **_RECURRENT, "tf.python.ops.nn": "*"},
    "tf.python.ops.nn.rnn_cell": _CELLS,
    "tf.python.ops.nn.seq2seq": _SEQ2SEQ,
    "tf.python.ops.nn_ops": {**_LOSSES, "tf.python.ops.nn_ops": "*"},
    "tf.python.ops.rnn": _RECURRENT,
    "tf.python.ops.rnn_cell": _CELLS,
    "tf.python.ops.rnn_cell_impl": _CELLS,
    "tf.python.ops.seq2seq": _SEQ2SEQ,
    "tf.python.ops.variable_scope": {
        f"{_OURS}.variables": "get_variable",
        "tf.python.ops.variable_scope": "*",
    },
}

ORIGINS = {**_PUBLIC, **_SOURCE_TREE}
