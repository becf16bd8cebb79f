"""Where names of TensorFlow's source tree come from that tree.py cannot tell.

A table as tables.py describes. Of a module that TensorFlow 1.15 had, a row holds the names that
are ours, or stand elsewhere today; the others come from where they were public or defined.
"""

_SEQ2SEQ = "tf1rnn.tf1.contrib.seq2seq"
_RNN = "tf1rnn.tf1.contrib.rnn"
_OPS = "tf.contrib.seq2seq.python.ops"

_SAMPLING = {
    f"{_SEQ2SEQ}.sampling": "_call_sampler=call_sampler bernoulli_sample categorical_sample",
    f"{_SEQ2SEQ}.helpers": "_unstack_ta=step_array",
}
_PRIVATE = {
    "tf.contrib.rnn.python.ops.core_rnn_cell": {
        f"{_RNN}.linear": """
            _BIAS_VARIABLE_NAME=BIAS_NAME _Linear=Linear _WEIGHTS_VARIABLE_NAME=WEIGHTS_NAME
            _linear=linear
        """,
    },
    "tf.contrib.rnn.python.ops.rnn_cell": {
        f"{_RNN}.conv_lstm": "_conv=conv",
        f"{_RNN}.layer_norm": "_norm=norm",
        f"{_RNN}.linear": """
            _get_concat_variable=joined_variable _get_sharded_variable=sharded_variable
        """,
        f"{_RNN}.minimal_cells": "CFNCell MinimalRNNCell",
        f"{_RNN}.normed_lstm": "LayerNormLSTMCell WeightNormLSTMCell",
        f"{_RNN}.phased_lstm": "_random_exp_initializer=log_uniform",
    },
    f"{_OPS}.attention_wrapper": {
        f"{_SEQ2SEQ}.attention": "_bahdanau_score=bahdanau_score _luong_score=luong_score",
        f"{_SEQ2SEQ}.attention_wrapper": "_compute_attention=compute_attention",
        f"{_SEQ2SEQ}.memory": """
            _BaseAttentionMechanism=MemoryAttention _maybe_mask_score=mask_score
            _prepare_memory=prepare_memory
        """,
        f"{_SEQ2SEQ}.monotonic": """
            _BaseMonotonicAttentionMechanism=MonotonicAttention
            _monotonic_probability_fn=monotonic_probabilities
        """,
    },
    f"{_OPS}.beam_search_decoder": {
        f"{_SEQ2SEQ}.beam_arrays": """
            _check_batch_beam=assert_beams _check_static_batch_beam_maybe=may_have_beams
        """,
        f"{_SEQ2SEQ}.beam_decoding": "BeamSearchDecoderMixin",
        f"{_SEQ2SEQ}.beam_scores": """
            _get_scores=scores _length_penalty=length_penalty _mask_probs=mask_finished
            attention_probs_from_attn_state=mean_alignments get_attention_probs=attention_probs
        """,
        f"{_SEQ2SEQ}.beam_step": "_beam_search_step=beam_search_step",
        f"{_SEQ2SEQ}.beams": """
            _check_ndims=check_rank _maybe_tensor_gather_helper=gather_state
            _tensor_gather_helper=gather_beams _tile_batch=tile_one gather_tree_from_array
        """,
    },
    f"{_OPS}.helper": _SAMPLING,
    f"{_OPS}.sampler": _SAMPLING,
}

# Modules that 1.15 no longer had, or that are looked into for public names alone.
_OTHERS = {
    "tf.examples.tutorials.mnist.input_data": {
        "tf1rnn.tf1.examples.tutorials.mnist.input_data": """
            DEFAULT_SOURCE_URL DataSet Datasets dense_to_one_hot extract_images extract_labels
            read_data_sets
        """,
    },
    "tf.models": {},
    "tf.models.rnn": {},
    "tf.models.rnn.rnn": {"tf.nn": "*", "tf.contrib.rnn": "*"},
    "tf.models.rnn.rnn_cell": {"tf.contrib.rnn": "*"},
    "tf.models.rnn.seq2seq": {"tf.contrib.legacy_seq2seq": "*"},
    "tf.python.keras.applications": {"tf.keras.applications": "*"},
    "tf.python.ops.seq2seq": {"tf.contrib.legacy_seq2seq": "*"},
}

ORIGINS = {**_PRIVATE, **_OTHERS}
