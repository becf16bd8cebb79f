"""Modules of tf.contrib whose names are in TensorFlow's core or in tf-slim today."""

import functools
import importlib
import types

from tf1rnn.tf1 import tf

# What a module's names are taken from: a module of tf, or of an installed package.
_BASES = {
    "distribute": "tf.distribute",
    "keras": "tf.keras",
    "losses": "tf_slim.losses",
    "metrics": "tf_slim.metrics",
    "signal": "tf.signal",
    "stateless": "tf.random",
    "summary": "tensorflow.python.ops.summary_ops_v2",
}
# What else a module has, or has it alone: its name there -> where it is today.
_NAMES = {
    "deprecated": {
        "audio_summary": "tensorflow.python.ops.logging_ops.audio_summary",
        "histogram_summary": "tensorflow.python.ops.logging_ops.histogram_summary",
        "image_summary": "tensorflow.python.ops.logging_ops.image_summary",
        "merge_all_summaries": "tensorflow.python.ops.logging_ops.merge_all_summaries",
        "merge_summary": "tensorflow.python.ops.logging_ops.merge_summary",
        "scalar_summary": "tensorflow.python.ops.logging_ops.scalar_summary",
    },
    "metrics": {
        "confusion_matrix": "tf.confusion_matrix",
        "set_difference": "tf.sets.set_difference",
        "set_intersection": "tf.sets.set_intersection",
        "set_size": "tf.sets.set_size",
        "set_union": "tf.sets.set_union",
    },
    "staging": {
        "MapStagingArea": "tensorflow.python.ops.data_flow_ops.MapStagingArea",
        "RecordInput": "tensorflow.python.ops.data_flow_ops.RecordInput",
        "StagingArea": "tensorflow.python.ops.data_flow_ops.StagingArea",
    },
    "stateless": {
        "stateless_random_normal": "tf.random.stateless_normal",
        "stateless_random_uniform": "tf.random.stateless_uniform",
    },
    "summary": {
        "all_summary_ops": "tensorflow.python.ops.summary_ops_v2.all_v2_summary_ops",
        "create_summary_file_writer": "tensorflow.python.ops.summary_ops_v2.create_file_writer",
    },
    "util": {
        "constant_value": "tf.get_static_value",
        "make_ndarray": "tf.make_ndarray",
        "make_tensor_proto": "tf.make_tensor_proto",
        "ops_used_by_graph_def": "tensorflow.python.framework.meta_graph.ops_used_by_graph_def",
        "stripped_op_list_for_graph": (
            "tensorflow.python.framework.meta_graph.stripped_op_list_for_graph"
        ),
    },
}

MODULES = sorted({*_BASES, *_NAMES})


def _find(path: str):
    """What stands at a dotted path, which starts at tf or at an installed package."""
    first, *rest = path.split(".")
    if first == "tf":
        return functools.reduce(getattr, rest, tf)
    if first == "tf_slim":
        from tf1rnn.tf1.contrib import slim  # noqa: F401 - mends tf-slim
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        owner, _, name = path.rpartition(".")
        return getattr(importlib.import_module(owner), name)


@functools.cache
def module(name: str) -> types.ModuleType:
    """The module tf.contrib.`name`."""
    from tf1rnn.tf1.names.facade import Namespace  # which imports what advises on absent names

    base = _find(_BASES[name]) if name in _BASES else types.ModuleType(name)
    made = Namespace(f"tf.contrib.{name}", base)
    for here, path in _NAMES.get(name, {}).items():
        setattr(made, here, _find(path))
    return made
