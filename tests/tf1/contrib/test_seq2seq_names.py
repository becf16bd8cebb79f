"""tf.contrib.seq2seq and legacy_seq2seq have TensorFlow 1.15's names and arguments, no others."""

import inspect

import pytest

from tf1rnn.tf1 import tf

# Each public name's arguments in TensorFlow 1.15.5, as inspect.signature gives them; for a named
# tuple its fields.
SIGNATURES = {
    "legacy_seq2seq": {
        "attention_decoder": (
            "decoder_inputs, initial_state, attention_states, cell, output_size=None, "
            "num_heads=1, loop_function=None, dtype=None, scope=None, "
            "initial_state_attention=False"
        ),
        "basic_rnn_seq2seq": "encoder_inputs, decoder_inputs, cell, dtype=tf.float32, scope=None",
        "embedding_attention_decoder": (
            "decoder_inputs, initial_state, attention_states, cell, num_symbols, "
            "embedding_size, num_heads=1, output_size=None, output_projection=None, "
            "feed_previous=False, update_embedding_for_previous=True, dtype=None, scope=None, "
            "initial_state_attention=False"
        ),
        "embedding_attention_seq2seq": (
            "encoder_inputs, decoder_inputs, cell, num_encoder_symbols, num_decoder_symbols, "
            "embedding_size, num_heads=1, output_projection=None, feed_previous=False, "
            "dtype=None, scope=None, initial_state_attention=False"
        ),
        "embedding_rnn_decoder": (
            "decoder_inputs, initial_state, cell, num_symbols, embedding_size, "
            "output_projection=None, feed_previous=False, update_embedding_for_previous=True, "
            "scope=None"
        ),
        "embedding_rnn_seq2seq": (
            "encoder_inputs, decoder_inputs, cell, num_encoder_symbols, num_decoder_symbols, "
            "embedding_size, output_projection=None, feed_previous=False, dtype=None, "
            "scope=None"
        ),
        "embedding_tied_rnn_seq2seq": (
            "encoder_inputs, decoder_inputs, cell, num_symbols, embedding_size, "
            "num_decoder_symbols=None, output_projection=None, feed_previous=False, "
            "dtype=None, scope=None"
        ),
        "model_with_buckets": (
            "encoder_inputs, decoder_inputs, targets, weights, buckets, seq2seq, "
            "softmax_loss_function=None, per_example_loss=False, name=None"
        ),
        "one2many_rnn_seq2seq": (
            "encoder_inputs, decoder_inputs_dict, enc_cell, dec_cells_dict, "
            "num_encoder_symbols, num_decoder_symbols_dict, embedding_size, "
            "feed_previous=False, dtype=None, scope=None"
        ),
        "rnn_decoder": "decoder_inputs, initial_state, cell, loop_function=None, scope=None",
        "sequence_loss": (
            "logits, targets, weights, average_across_timesteps=True, "
            "average_across_batch=True, softmax_loss_function=None, name=None"
        ),
        "sequence_loss_by_example": (
            "logits, targets, weights, average_across_timesteps=True, "
            "softmax_loss_function=None, name=None"
        ),
        "tied_rnn_seq2seq": (
            "encoder_inputs, decoder_inputs, cell, loop_function=None, dtype=tf.float32, scope=None"
        ),
    },
    "seq2seq": {
        "AttentionMechanism": "",
        "AttentionWrapper": (
            "cell, attention_mechanism, attention_layer_size=None, alignment_history=False, "
            "cell_input_fn=None, output_attention=True, initial_cell_state=None, name=None, "
            "attention_layer=None, attention_fn=None, dtype=None"
        ),
        "AttentionWrapperState": (
            "cell_state, attention, time, alignments, alignment_history, attention_state"
        ),
        "BahdanauAttention": (
            "num_units, memory, memory_sequence_length=None, normalize=False, "
            "probability_fn=None, score_mask_value=None, dtype=None, "
            "custom_key_value_fn=None, name='BahdanauAttention'"
        ),
        "BahdanauMonotonicAttention": (
            "num_units, memory, memory_sequence_length=None, normalize=False, "
            "score_mask_value=None, sigmoid_noise=0.0, sigmoid_noise_seed=None, "
            "score_bias_init=0.0, mode='parallel', dtype=None, "
            "name='BahdanauMonotonicAttention'"
        ),
        "BasicDecoder": "cell, helper, initial_state, output_layer=None",
        "BasicDecoderOutput": "rnn_output, sample_id",
        "BeamSearchDecoder": (
            "cell, embedding, start_tokens, end_token, initial_state, beam_width, "
            "output_layer=None, length_penalty_weight=0.0, coverage_penalty_weight=0.0, "
            "reorder_tensor_arrays=True"
        ),
        "BeamSearchDecoderOutput": "scores, predicted_ids, parent_ids",
        "BeamSearchDecoderState": (
            "cell_state, log_probs, finished, lengths, accumulated_attention_probs"
        ),
        "CustomHelper": (
            "initialize_fn, sample_fn, next_inputs_fn, sample_ids_shape=None, sample_ids_dtype=None"
        ),
        "Decoder": "",
        "FinalBeamSearchDecoderOutput": "predicted_ids, beam_search_decoder_output",
        "GreedyEmbeddingHelper": "embedding, start_tokens, end_token",
        "Helper": "",
        "InferenceHelper": (
            "sample_fn, sample_shape, sample_dtype, start_inputs, end_fn, next_inputs_fn=None"
        ),
        "LuongAttention": (
            "num_units, memory, memory_sequence_length=None, scale=False, "
            "probability_fn=None, score_mask_value=None, dtype=None, "
            "custom_key_value_fn=None, name='LuongAttention'"
        ),
        "LuongMonotonicAttention": (
            "num_units, memory, memory_sequence_length=None, scale=False, "
            "score_mask_value=None, sigmoid_noise=0.0, sigmoid_noise_seed=None, "
            "score_bias_init=0.0, mode='parallel', dtype=None, name='LuongMonotonicAttention'"
        ),
        "SampleEmbeddingHelper": (
            "embedding, start_tokens, end_token, softmax_temperature=None, seed=None"
        ),
        "ScheduledEmbeddingTrainingHelper": (
            "inputs, sequence_length, embedding, sampling_probability, time_major=False, "
            "seed=None, scheduling_seed=None, name=None"
        ),
        "ScheduledOutputTrainingHelper": (
            "inputs, sequence_length, sampling_probability, time_major=False, seed=None, "
            "next_inputs_fn=None, auxiliary_inputs=None, name=None"
        ),
        "TrainingHelper": "inputs, sequence_length, time_major=False, name=None",
        "dynamic_decode": (
            "decoder, output_time_major=False, impute_finished=False, "
            "maximum_iterations=None, parallel_iterations=32, swap_memory=False, scope=None, "
            "**kwargs"
        ),
        "gather_tree": "step_ids, parent_ids, max_sequence_lengths, end_token, name=None",
        "hardmax": "logits, name=None",
        "monotonic_attention": "p_choose_i, previous_attention, mode",
        "safe_cumprod": "x, *args, **kwargs",
        "sequence_loss": (
            "logits, targets, weights, average_across_timesteps=True, "
            "average_across_batch=True, sum_over_timesteps=False, sum_over_batch=False, "
            "softmax_loss_function=None, name=None"
        ),
        "tile_batch": "t, multiplier, name=None",
    },
}


NAMES = [(module, name) for module, names in SIGNATURES.items() for name in names]


def signature(value) -> str:
    """Arguments and defaults as in SIGNATURES, without annotations."""
    if inspect.isclass(value) and issubclass(value, tuple):
        return ", ".join(value._fields)
    if inspect.isclass(value) and value.__init__ is object.__init__:
        return ""
    arguments = []
    for parameter in inspect.signature(value).parameters.values():
        stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}
        text = stars.get(parameter.kind, "") + parameter.name
        if parameter.default is not parameter.empty:
            default = parameter.default
            is_dtype = isinstance(default, tf.DType)
            text += f"=tf.{default.name}" if is_dtype else f"={default!r}"
        arguments.append(text)
    return ", ".join(arguments)


@pytest.mark.parametrize("module", SIGNATURES)
def test_a_module_has_the_names_of_tensorflow_1(module):
    assert dir(getattr(tf.contrib, module)) == sorted(SIGNATURES[module])


@pytest.mark.parametrize(("module", "name"), NAMES, ids=map(".".join, NAMES))
def test_a_name_takes_the_arguments_of_tensorflow_1(module, name):
    assert signature(getattr(getattr(tf.contrib, module), name)) == SIGNATURES[module][name]


def test_a_name_that_was_never_there_raises_attribute_error():
    with pytest.raises(AttributeError, match="SequenceLoss"):
        _ = tf.contrib.seq2seq.SequenceLoss
