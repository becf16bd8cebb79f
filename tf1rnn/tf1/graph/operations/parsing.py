"""Sequence examples, parsed by TensorFlow 1.15's operations.

Those of today's TensorFlow take the keys as tensors, each of them one operation more or less.
"""

from tf1rnn.tf1.graph.stand_ins import StandIns
from tf1rnn.tf1.start.loading import gen_parsing_ops, parsing_ops, sparse_tensor

stand_ins = StandIns()
install = stand_ins.install


@stand_ins.add(parsing_ops, "_parse_single_sequence_example_raw")
def single_sequence_example(library, serialized, context, feature_list, debug_name, name=None):
    if context.ragged_keys or feature_list.ragged_keys:
        return library(serialized, context, feature_list, debug_name, name)
    parsed = gen_parsing_ops.parse_single_sequence_example(
        serialized=serialized,
        debug_name=debug_name or "",
        context_dense_defaults=context.dense_defaults_vec,
        name=name,
        **_keys(context, feature_list),
        **_types(context, feature_list),
    )
    return _named(context, feature_list, parsed)


@stand_ins.add(parsing_ops, "_parse_sequence_example_raw")
def sequence_example(library, serialized, debug_name, context, feature_list, name=None):
    if context.ragged_keys or feature_list.ragged_keys:
        return library(serialized, debug_name, context, feature_list, name)
    *parsed, lengths = gen_parsing_ops.parse_sequence_example(
        serialized=serialized,
        debug_name=[] if debug_name is None else debug_name,
        context_dense_defaults=context.dense_defaults_vec,
        Ncontext_sparse=len(context.sparse_keys),
        Ncontext_dense=len(context.dense_keys),
        Nfeature_list_sparse=len(feature_list.sparse_keys),
        Nfeature_list_dense=len(feature_list.dense_keys),
        name=name,
        **_keys(context, feature_list),
        **_types(context, feature_list),
    )
    lengths = dict(zip(feature_list.dense_keys, lengths, strict=True))
    return (*_named(context, feature_list, parsed), lengths)


def _keys(context, feature_list) -> dict:
    for key, default in feature_list.dense_defaults.items():
        if default is not None:
            raise ValueError(f"Value feature_list.dense_defaults[{key}] must be None")
    return {
        "feature_list_dense_missing_assumed_empty": list(feature_list.dense_defaults),
        "context_sparse_keys": context.sparse_keys,
        "context_dense_keys": context.dense_keys,
        "feature_list_sparse_keys": feature_list.sparse_keys,
        "feature_list_dense_keys": feature_list.dense_keys,
    }


def _types(context, feature_list) -> dict:
    return {
        "context_sparse_types": context.sparse_types,
        "feature_list_dense_types": feature_list.dense_types,
        "context_dense_shapes": context.dense_shapes_as_proto,
        "feature_list_sparse_types": feature_list.sparse_types,
        "feature_list_dense_shapes": feature_list.dense_shapes_as_proto,
    }


def _named(context, feature_list, parsed) -> tuple[dict, dict]:
    """What an operation parsed, by the features' names: of the context, and of the lists."""
    found = []
    for params, (*sparse, dense) in ((context, parsed[:4]), (feature_list, parsed[4:])):
        values = [*map(sparse_tensor.SparseTensor, *sparse), *dense]
        found.append(dict(zip(params.sparse_keys + params.dense_keys, values, strict=True)))
    return tuple(found)
