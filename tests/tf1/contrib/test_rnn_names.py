"""tf.contrib.rnn has TensorFlow 1.15's names, which take what they took there."""

import inspect
import re

import pytest

from tf1rnn.tf1 import tf

# inspect.signature of each public name of TensorFlow 1.15.5, except those below.
PARAMETERS = """
    AttentionCellWrapper: cell attn_length attn_size attn_vec_size input_size state_is_tuple reuse
    BasicLSTMCell: num_units forget_bias state_is_tuple activation reuse name dtype kwargs
    BasicRNNCell: num_units activation reuse name dtype kwargs
    BidirectionalGridLSTMCell: num_units use_peepholes share_time_frequency_weights cell_clip
      initializer num_unit_shards forget_bias feature_size frequency_skip num_frequency_blocks
      start_freqindex_list end_freqindex_list couple_input_forget_gates backward_slice_offset reuse
    CompiledWrapper: cell compile_stateful
    Conv1DLSTMCell: name kwargs
    Conv2DLSTMCell: name kwargs
    Conv3DLSTMCell: name kwargs
    ConvLSTMCell: conv_ndims input_shape output_channels kernel_shape use_bias skip_connection
      forget_bias initializers name
    CoupledInputForgetGateLSTMCell: num_units use_peepholes initializer num_proj proj_clip
      num_unit_shards num_proj_shards forget_bias state_is_tuple activation reuse layer_norm
      norm_gain norm_shift
    EmbeddingWrapper: cell embedding_classes embedding_size initializer reuse
    FusedRNNCellAdaptor: cell use_dynamic_rnn
    GLSTMCell: num_units initializer num_proj number_of_groups forget_bias activation reuse
    GRUBlockCell: num_units cell_size reuse name
    GRUBlockCellV2: num_units cell_size reuse name
    GRUCell: num_units activation reuse kernel_initializer bias_initializer name dtype kwargs
    GridLSTMCell: num_units use_peepholes share_time_frequency_weights cell_clip initializer
      num_unit_shards forget_bias feature_size frequency_skip num_frequency_blocks
      start_freqindex_list end_freqindex_list couple_input_forget_gates state_is_tuple reuse
    HighwayWrapper: cell couple_carry_transform_gates carry_bias_init
    IndRNNCell: num_units activation reuse name dtype
    IndyGRUCell: num_units activation reuse kernel_initializer bias_initializer name dtype
    IndyLSTMCell: num_units forget_bias activation reuse kernel_initializer bias_initializer name
      dtype
    InputProjectionWrapper: cell num_proj activation input_size reuse
    IntersectionRNNCell: num_units num_in_proj initializer forget_bias y_activation reuse
    LSTMBlockCell: num_units forget_bias cell_clip use_peephole dtype reuse name
    LSTMBlockFusedCell: num_units forget_bias cell_clip use_peephole reuse dtype name
    LSTMBlockWrapper: trainable name dtype kwargs
    LSTMCell: num_units use_peepholes cell_clip initializer num_proj proj_clip num_unit_shards
      num_proj_shards forget_bias state_is_tuple activation reuse name dtype kwargs
    LayerNormBasicLSTMCell: num_units forget_bias input_size activation layer_norm norm_gain
      norm_shift dropout_keep_prob dropout_prob_seed reuse
    LayerRNNCell: trainable name dtype kwargs
    MultiRNNCell: cells state_is_tuple
    NASCell: num_units num_proj use_bias reuse kwargs
    OutputProjectionWrapper: cell output_size activation reuse
    PhasedLSTMCell: num_units use_peepholes leak ratio_on trainable_ratio_on period_init_min
      period_init_max reuse
    RNNCell: trainable name dtype kwargs
    SRUCell: num_units activation reuse name kwargs
    TimeFreqLSTMCell: num_units use_peepholes cell_clip initializer num_unit_shards forget_bias
      feature_size frequency_skip reuse
    TimeReversedFusedRNN: cell
    UGRNNCell: num_units initializer forget_bias activation reuse
    best_effort_input_batch_size: flat_input
    stack_bidirectional_dynamic_rnn: cells_fw cells_bw inputs initial_states_fw initial_states_bw
      dtype sequence_length parallel_iterations time_major scope swap_memory
    stack_bidirectional_rnn: cells_fw cells_bw inputs initial_states_fw initial_states_bw dtype
      sequence_length scope
    static_bidirectional_rnn: cell_fw cell_bw inputs initial_state_fw initial_state_bw dtype
      sequence_length scope
    static_rnn: cell inputs initial_state dtype sequence_length scope
    static_state_saving_rnn: cell inputs state_saver state_name sequence_length scope
    transpose_batch_time: x
"""
WITHOUT_PARAMETERS_THERE = [
    "DeviceWrapper",
    "DropoutWrapper",
    "FusedRNNCell",
    "LSTMStateTuple",
    "ResidualWrapper",
]
KNOWN = {
    name: parameters.split()
    for name, parameters in re.findall(r"^    (\w+): ((?:.+\n      )*.+)$", PARAMETERS, re.M)
}


def test_it_has_every_public_name_and_no_other():
    assert sorted(dir(tf.contrib.rnn)) == sorted([*KNOWN, *WITHOUT_PARAMETERS_THERE])
    for name in dir(tf.contrib.rnn):
        assert getattr(tf.contrib.rnn, name) is not None


@pytest.mark.parametrize("name", KNOWN)
def test_a_name_takes_the_parameters_of_tensorflow_1_in_their_order(name):
    value = getattr(tf.contrib.rnn, name)
    parameters = list(
        inspect.signature(value.__init__ if inspect.isclass(value) else value).parameters
    )
    assert [parameter for parameter in parameters if parameter != "self"] == KNOWN[name]


def test_the_cells_of_tf_nn_are_the_same_classes():
    for name in dir(tf.nn.rnn_cell):
        assert getattr(tf.nn.rnn_cell, name) is getattr(tf.contrib.rnn, name)


def test_every_cell_and_wrapper_is_an_rnn_cell():
    fused = {"FusedRNNCell", "FusedRNNCellAdaptor", "LSTMBlockFusedCell"}
    for name in dir(tf.contrib.rnn):
        if name.endswith(("Cell", "Wrapper")) and name not in {*fused, "LSTMBlockWrapper"}:
            assert issubclass(getattr(tf.contrib.rnn, name), tf.nn.rnn_cell.RNNCell)


def test_the_error_for_a_missing_name_says_what_to_use_instead():
    with pytest.raises(AttributeError, match="use tf.contrib.rnn.LayerNormBasicLSTMCell"):
        tf.contrib.rnn.LayerNormLSTMCell  # noqa: B018
    with pytest.raises(AttributeError, match="'tf.contrib.rnn' has no attribute 'LTSMCell'"):
        tf.contrib.rnn.LTSMCell  # noqa: B018
