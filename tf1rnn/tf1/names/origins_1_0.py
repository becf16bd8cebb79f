"""Where each name of `tf` comes from in a program for TensorFlow 1.0 to 1.4: exec --tf 1.0.

The lesson was written for these. A table as tables.py describes. A module that it lists replaces
1.15's, and the rest are 1.15's. In its sources, too, `tf` is 1.15's.
"""

from tf1rnn.tf1.names import tree

_OURS = "tf1rnn.tf1.from_1_0"

_CELLS = {f"{_OURS}.cells": "MultiRNNCell"}
_STACKED = {
    f"{_OURS}.cells": "MultiRNNCell stack_bidirectional_dynamic_rnn stack_bidirectional_rnn"
}
_CONTRIB = {**_STACKED, "tf.contrib.rnn": "*"}
_CORE_CELLS = {
    **_CELLS,
    "tf1rnn.tf1.contrib.rnn.linear": "_linear=linear",
    "tf.contrib.rnn": "*",
}
_ATTENTION = {
    f"{_OURS}.attention": """
        attention_decoder_fn_inference attention_decoder_fn_train prepare_attention
    """,
}
_SIMPLE = {f"{_OURS}.decoders": "simple_decoder_fn_inference simple_decoder_fn_train"}
_DECODER = {f"{_OURS}.decoders": "dynamic_rnn_decoder"}
_WRAPPER = {f"{_OURS}.attention": "DynamicAttentionWrapper DynamicAttentionWrapperState"}
_PTB = {
    f"{_OURS}.ptb": """
        _build_vocab _file_to_word_ids _read_words ptb_iterator ptb_producer ptb_raw_data
    """,
}

_PUBLIC = {
    "tf.contrib.rnn": _CONTRIB,
    "tf.contrib.rnn.core_rnn": {"tf.contrib.rnn": "*"},
    "tf.contrib.rnn.core_rnn_cell": _CORE_CELLS,
    "tf.contrib.seq2seq": {
        f"{_OURS}.attention": f"""
            {_ATTENTION[f"{_OURS}.attention"]} {_WRAPPER[f"{_OURS}.attention"]}
        """,
        f"{_OURS}.decoders": """
            dynamic_rnn_decoder simple_decoder_fn_inference simple_decoder_fn_train
        """,
        "tf.contrib.seq2seq": "*",
    },
    "tf.nn.rnn_cell": {**_CELLS, "tf.nn.rnn_cell": "*"},
}

# Modules inside TensorFlow that programs imported.
_SOURCE_TREE = {
    "tf.contrib.rnn.python.ops.core_rnn": {"tf.contrib.rnn": "*"},
    "tf.contrib.rnn.python.ops.core_rnn_cell": _CORE_CELLS,
    "tf.contrib.rnn.python.ops.core_rnn_cell_impl": _CORE_CELLS,
    "tf.contrib.rnn.python.ops.rnn": {**_STACKED, "tf.contrib.rnn.python.ops.rnn": "*"},
    "tf.contrib.seq2seq.python.ops.attention_decoder_fn": _ATTENTION,
    "tf.contrib.seq2seq.python.ops.decoder_fn": _SIMPLE,
    "tf.contrib.seq2seq.python.ops.dynamic_attention_wrapper": {
        **_WRAPPER,
        "tf.contrib.seq2seq": "AttentionMechanism BahdanauAttention LuongAttention hardmax",
    },
    "tf.contrib.seq2seq.python.ops.seq2seq": _DECODER,
    "tf.models.rnn.ptb": {},
    "tf.models.rnn.ptb.reader": _PTB,
    "tf.python.ops.rnn_cell": {**_CELLS, "tf.python.ops.rnn_cell": "*"},
    "tf.python.ops.rnn_cell_impl": {**_CELLS, "tf.python.ops.rnn_cell_impl": "*"},
}

ORIGINS = {**_PUBLIC, **_SOURCE_TREE}


_ADVICE = (
    "{} was in TensorFlow 1.0 to 1.4 only. To run a program written for these, use: exec --tf 1.0 "
    "PROGRAM"
)


def advice(module: str, name: str, shown: str) -> str | None:
    """What to tell a program of 1.15 that misses a name of `module`, if one of 1.0 had it."""
    for path, names in ORIGINS.get(module, {}).items():
        if name in (tree.names(path) if names == "*" else names.split()):
            return _ADVICE.format(f"{shown}.{name}")
    return advice_on_module(f"{module}.{name}", f"{shown}.{name}")


def advice_on_module(module: str, shown: str) -> str | None:
    """The same for a module that it misses."""
    return _ADVICE.format(shown) if module in ORIGINS else None
