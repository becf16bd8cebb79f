"""Where names of TensorFlow's source tree come from that tree.py cannot tell.

A table as tables.py describes. Of a module that TensorFlow 1.15 had, a row holds the names that
are ours, or stand elsewhere today; the others come from where they were public or defined.
"""

from tf1rnn.tf1.names import origins_contrib, origins_learn

_SEQ2SEQ = "tf1rnn.tf1.contrib.seq2seq"
_RNN = "tf1rnn.tf1.contrib.rnn"
_OPS = "tf.contrib.seq2seq.python.ops"

_SAMPLING = {
    f"{_SEQ2SEQ}.sampling": "_call_sampler=call_sampler bernoulli_sample categorical_sample",
    f"{_SEQ2SEQ}.helpers": "_unstack_ta=step_array",
}
_BLOCK_GRADIENTS = "tf1rnn.tf1.graph.gradients.block_kernels"
_INTERNALS = "tf1rnn.tf1.graph.internals"
_TENSOR_LIKE = {_INTERNALS: "_TensorLike=TensorLike"}
_CUDNN = "tf1rnn.tf1.contrib.cudnn_rnn"
_CUDNN_MODES = """
    CUDNN_GRU=GRU CUDNN_GRU_PARAMS_PER_LAYER=GRU_PARAMS_PER_LAYER CUDNN_INPUT_AUTO_MODE=AUTO_SELECT
    CUDNN_INPUT_LINEAR_MODE=LINEAR_INPUT CUDNN_INPUT_SKIP_MODE=SKIP_INPUT CUDNN_LSTM=LSTM
    CUDNN_LSTM_PARAMS_PER_LAYER=LSTM_PARAMS_PER_LAYER CUDNN_RNN_BIDIRECTION=BIDIRECTIONAL
    CUDNN_RNN_RELU=RNN_RELU CUDNN_RNN_RELU_PARAMS_PER_LAYER=RNN_RELU_PARAMS_PER_LAYER
    CUDNN_RNN_TANH=RNN_TANH CUDNN_RNN_TANH_PARAMS_PER_LAYER=RNN_TANH_PARAMS_PER_LAYER
    CUDNN_RNN_UNIDIRECTION=UNIDIRECTIONAL
"""
_PRIVATE = {
    "tf.contrib.cudnn_rnn.python.layers.cudnn_rnn": {
        f"{_CUDNN}.layers": "_CudnnRNN=CudnnRNN _CudnnRNNNoInputC=CudnnRNN",
        f"{_CUDNN}.modes": _CUDNN_MODES,
    },
    "tf.contrib.cudnn_rnn.python.ops.cudnn_rnn_ops": {
        f"{_CUDNN}.converters": "CudnnParamsFormatConverter CudnnParamsFormatConverterBasic",
        f"{_CUDNN}.functions": """
            _cudnn_rnn=cudnn_rnn _cudnn_rnn_no_input_c=cudnn_rnn_no_input_c _get_seed=seeds
            cudnn_gru cudnn_lstm cudnn_rnn_canonical_to_opaque_params=canonical_to_opaque_params
            cudnn_rnn_opaque_params_size=opaque_params_size
            cudnn_rnn_opaque_params_to_canonical=opaque_params_to_canonical cudnn_rnn_relu
            cudnn_rnn_tanh
        """,
        f"{_CUDNN}.models": """
            CudnnGRU CudnnLSTM CudnnRNNRelu CudnnRNNTanh _CudnnRNN=CudnnModel
            _CudnnRNNNoInputC=CudnnModelNoInputC
        """,
        f"{_CUDNN}.modes": f"""
            {_CUDNN_MODES} _check_rnn_mode=check_rnn_mode _get_num_params=number_of_params
            check_direction check_input_mode
        """,
        f"{_CUDNN}.saveables": "CudnnOpaqueParamsSaveable",
        f"{_RNN}.linear": "_BIAS_VARIABLE_NAME=BIAS_NAME _WEIGHTS_VARIABLE_NAME=WEIGHTS_NAME",
    },
    "tf.python.framework.common_shapes": {
        _INTERNALS: """
            has_fully_defined_shape no_outputs rank scalar_shape unchanged_shape
            unchanged_shape_with_rank unchanged_shape_with_rank_at_least
            unchanged_shape_with_rank_at_most unknown_shape
        """,
    },
    "tf.python.framework.framework_lib": {_INTERNALS: "RegisterShape"},
    "tf.python.framework.indexed_slices": _TENSOR_LIKE,
    "tf.python.framework.sparse_tensor": _TENSOR_LIKE,
    "tf.python.framework.tensor_like": _TENSOR_LIKE,
    "tf.python.framework.tensor_shape": {_INTERNALS: "matrix scalar vector"},
    "tf.contrib.framework.python.framework.tensor_util": {
        "tf1rnn.tf1.contrib.framework.shapes": """
            _assert_shape_op=assert_shape _is_rank=is_rank _is_shape=is_shape
            _shape_tensor_compatible=is_compatible
        """,
    },
    "tf.contrib.legacy_seq2seq.python.ops.seq2seq": {
        "tf1rnn.tf1.contrib.legacy_seq2seq.decoders": "_extract_argmax_and_embed=feed_most_likely",
    },
    "tf.contrib.rnn.python.ops.core_rnn_cell": {
        f"{_RNN}.linear": """
            _BIAS_VARIABLE_NAME=BIAS_NAME _Linear=Linear _WEIGHTS_VARIABLE_NAME=WEIGHTS_NAME
            _linear=linear
        """,
    },
    "tf.contrib.rnn.python.ops.gru_ops": {
        _BLOCK_GRADIENTS: "_GRUBlockCellGrad=gru_block_cell_gradient",
    },
    "tf.contrib.rnn.python.ops.lstm_ops": {
        _BLOCK_GRADIENTS: "_LSTMBlockCellGrad=lstm_block_cell_gradient",
        f"{_RNN}.block_kernels": "_block_lstm=block_lstm _lstm_block_cell=lstm_block_cell",
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

# What stands in another module of TensorFlow's today, or was carried on by a package.
_OF_SLIM = """
    data.data_decoder data.data_provider data.dataset data.dataset_data_provider
    data.parallel_reader data.prefetch_queue data.tfexample_decoder evaluation learning
    model_analyzer nets.alexnet nets.inception nets.inception_v1 nets.inception_v2
    nets.inception_v3 nets.overfeat nets.resnet_utils nets.resnet_v1 nets.resnet_v2 nets.vgg queues
    summaries
"""
_SLIM = {
    "tf.contrib.framework.python.ops.arg_scope": "tf_slim.ops.arg_scope",
    "tf.contrib.framework.python.ops.variables": "tf_slim.ops.variables",
    "tf.contrib.layers.python.layers.initializers": "tf_slim.layers.initializers",
    "tf.contrib.layers.python.layers.layers": "tf_slim.layers.layers",
    "tf.contrib.layers.python.layers.normalization": "tf_slim.layers.normalization",
    "tf.contrib.layers.python.layers.optimizers": "tf_slim.layers.optimizers",
    "tf.contrib.layers.python.layers.regularizers": "tf_slim.layers.regularizers",
    "tf.contrib.layers.python.layers.rev_block_lib": "tf_slim.layers.rev_block_lib",
    "tf.contrib.layers.python.layers.summaries": "tf_slim.layers.summaries",
    "tf.contrib.layers.python.layers.utils": "tf_slim.layers.utils",
    "tf.contrib.layers.python.ops.sparse_ops": "tf_slim.layers.sparse_ops",
    "tf.contrib.losses.python.losses.loss_ops": "tf_slim.losses.loss_ops",
    "tf.contrib.losses.python.metric_learning.metric_loss_ops": "tf_slim.losses.metric_learning",
    "tf.contrib.metrics.python.ops.histogram_ops": "tf_slim.metrics.histogram_ops",
    "tf.contrib.metrics.python.ops.metric_ops": "tf_slim.metrics.metric_ops",
    **{f"tf.contrib.slim.python.slim.{name}": f"tf_slim.{name}" for name in _OF_SLIM.split()},
    "tf.contrib.training.python.training.evaluation": "tf_slim.training.evaluation",
    "tf.contrib.training.python.training.training": "tf_slim.training.training",
}
_LAYERS = "tf_keras.src.legacy_tf_layers"
_CORE = "tensorflow.python"
_MOVED = {
    **{module: {moved: "*"} for module, moved in _SLIM.items()},
    **origins_contrib.ORIGINS,
    **origins_learn.ORIGINS,
    "tf.contrib.rnn.python.kernel_tests": {},
    "tf.contrib.rnn.python.kernel_tests.benchmarking": {f"{_RNN}.benchmarking": "*"},
    "tf.contrib.layers.python.layers.feature_column": {
        "tf1rnn.tf1.contrib.layers.columns": "_RealValuedColumn",
    },
    "tf.contrib.seq2seq.python.ops.loss": {
        "tf1rnn.tf1.contrib.seq2seq.loss": "SequenceLoss",
    },
    "tf.contrib.training.python.training.hparam_pb2": {
        "tf1rnn.tf1.contrib.training.hparam_pb2": "DESCRIPTOR HParamDef",
    },
    "tf.python": {"tf": "*"},
    "tf.python.distribute.distribution_strategy_context": {
        f"{_CORE}.distribute.distribute_lib": "*",
    },
    "tf.python.eager.tape": {f"{_CORE}.eager.record": "*"},
    "tf.python.framework.ops": {
        _INTERNALS: "RegisterShape _TensorLike=TensorLike",
        f"{_CORE}.framework.stack": """
            _DefaultStack=DefaultStack _default_session_stack default_session
        """,
        f"{_CORE}.framework.tensor": "_eval_using_default_session _override_helper",
        f"{_CORE}.framework.tensor_conversion": "convert_to_tensor_v2",
    },
    "tf.python.framework.test_util": {
        "tf1rnn.tf1.contrib.testing": "run_in_graph_and_eager_modes",
        f"{_CORE}.framework.test_util": "*",
    },
    "tf.python.framework.tensor_util": {f"{_CORE}.ops.shape_util": "*"},
    "tf.python.keras.optimizers": {f"{_CORE}.keras.optimizer_v1": "*"},
    "tf.python.keras.utils.tf_utils": {
        f"{_CORE}.framework.smart_cond": "constant_value=smart_constant_value smart_cond",
    },
    "tf.python.layers.base": {f"{_LAYERS}.base": "*"},
    "tf.python.layers.convolutional": {f"{_LAYERS}.convolutional": "*"},
    "tf.python.layers.core": {f"{_LAYERS}.core": "*"},
    "tf.python.layers.normalization": {
        f"{_LAYERS}.normalization": "BatchNorm=BatchNormalization batch_norm=batch_normalization *",
    },
    "tf.python.layers.pooling": {f"{_LAYERS}.pooling": "*"},
    "tf.python.ops.array_ops": {
        f"{_CORE}.ops.tensor_getitem_override": "_SliceHelperVar=_slice_helper_var *",
    },
    "tf.python.ops.control_flow_ops": {
        f"{_CORE}.ops.while_loop": "while_loop_v2 *",
        f"{_CORE}.ops.control_flow_case": "*",
        f"{_CORE}.ops.control_flow_assert": "*",
        f"{_CORE}.ops.cond": "*",
    },
    "tf.python.ops.losses.loss_reduction": {"tf_keras.src.utils.losses_utils": "*"},
    "tf.python.ops.math_ops": {
        f"{_CORE}.framework.override_binary_operator": """
            _OverrideBinaryOperatorHelper=override_binary_operator_helper
        """,
    },
    "tf.python.ops.rnn_cell": {_RNN + ".base": "ASSERT_LIKE_RNNCELL_ERROR_REGEXP"},
    "tf.python.keras.engine.network": {"tf.keras": "Network=Model"},
    "tf.python.ops.rnn_cell_impl": {
        _RNN + ".base": "ASSERT_LIKE_RNNCELL_ERROR_REGEXP",
        "tf_keras.src.layers.rnn.legacy_cell_wrappers": "_RNNCellWrapperV1",
        "tf_keras.src.layers.rnn.legacy_cells": "*",
    },
    "tf.python.ops.rnn_cell_wrapper_impl": {
        "tf_keras.src.layers.rnn.legacy_cell_wrappers": """
            DeviceWrapperBase=DeviceWrapper DropoutWrapperBase=DropoutWrapper
            ResidualWrapperBase=ResidualWrapper *
        """,
    },
    "tf.python.ops.variable_scope": {
        f"{_CORE}.ops.ref_variable": "default_variable_creator",
        f"{_CORE}.ops.resource_variables_toggle": "_DEFAULT_USE_RESOURCE",
    },
    "tf.python.ops.variables": {f"{_CORE}.ops.ref_variable": "RefVariable"},
    "tf.python.framework.versions": {
        "tf1rnn.tf1.names.versions": "VERSION __version__=VERSION",
    },
    "tf.python.pywrap_tensorflow": {
        f"{_CORE}.client._pywrap_events_writer": "EventsWriter",
        f"{_CORE}.framework.versions": """
            GRAPH_DEF_VERSION GRAPH_DEF_VERSION_MIN_CONSUMER GRAPH_DEF_VERSION_MIN_PRODUCER
        """,
        "tf.train": "NewCheckpointReader",
    },
    "tf.python.training.gen_training_ops": {f"{_CORE}.ops.gen_training_ops": "*"},
    "tf.python.training.saving.functional_saver": {f"{_CORE}.checkpoint.functional_saver": "*"},
    "tf.python.training.tracking.base": {
        f"{_CORE}.trackable.base": "*",
        f"{_CORE}.trackable.python_state": "*",
    },
    "tf.python.training.tracking.data_structures": {f"{_CORE}.trackable.data_structures": "*"},
    "tf.python.training.tracking.graph_view": {f"{_CORE}.checkpoint.graph_view": "*"},
    "tf.python.training.tracking.layer_utils": {f"{_CORE}.trackable.layer_utils": "*"},
    "tf.python.training.tracking.tracking": {
        f"{_CORE}.trackable.autotrackable": "*",
        f"{_CORE}.trackable.resource": "*",
        f"{_CORE}.trackable.asset": "TrackableAsset=Asset",
    },
    "tf.python.training.tracking.util": {
        f"{_CORE}.checkpoint.checkpoint": "*",
        f"{_CORE}.checkpoint.util": "*",
    },
    "tf.python.training.training_ops": {f"{_CORE}.ops.gen_training_ops": "*"},
    "tf.python.util.compat_internal": {f"{_CORE}.util.compat": "path_to_str"},
    "tf.python.util.nest": {
        f"{_CORE}.util.nest": "is_sequence=is_nested",
        f"{_CORE}.util.nest_util": """
            _DOT _DotString _get_attrs_items _sorted=_tf_core_sorted
            _packed_nest_with_indices=_tf_core_packed_nest_with_indices
            _yield_flat_up_to=_tf_core_yield_flat_up_to
        """,
    },
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
    "tf.contrib.testing.python": {},
    "tf.contrib.testing.python.framework": {},
    "tf.contrib.testing.python.framework.fake_summary_writer": {"tf.contrib.testing": "*"},
    "tf.contrib.testing.python.framework.util_test": {"tf.contrib.testing": "*"},
    "tf.models.rnn.seq2seq": {"tf.contrib.legacy_seq2seq": "*"},
    "tf.python.keras.datasets.mnist": {"tf1rnn.tf1.examples.keras_mnist": "load_data"},
    "tf.python.keras.applications": {"tf.keras.applications": "*"},
    "tf.python.ops.seq2seq": {"tf.contrib.legacy_seq2seq": "*"},
}

ORIGINS = {**_PRIVATE, **_MOVED, **_OTHERS}
