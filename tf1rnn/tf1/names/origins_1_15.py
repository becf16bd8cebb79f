"""Where each name of `tf` comes from: its public modules, as TensorFlow 1.15 had them.

A table as tables.py describes. What it does not list is as in the installed tensorflow.compat.v1.
"""

_ARGUMENT_ORDERS = "tf1rnn.tf1.before_1_0.argument_orders"
_GRAPHS = "tf1rnn.tf1.graph.graphs"
_SEEDS = "tf1rnn.tf1.graph.seeds"
_FLAGS = {
    "tf1rnn.tf1.names.flags": """
        DEFINE_bool DEFINE_boolean DEFINE_float DEFINE_integer DEFINE_string FLAGS
    """,
    "tensorflow.compat.v1.flags": "*",
}
_VERSIONS = "tf1rnn.tf1.names.versions"
_CONTRIB = "tf1rnn.tf1.contrib"
_OPS = "tensorflow.python.ops"

_CORE = {
    "tf": {
        _GRAPHS: "Graph reset_default_graph",
        _SEEDS: "set_random_seed",
        _ARGUMENT_ORDERS: "concat reverse split",
        _VERSIONS: "VERSION __version__=VERSION",
        "tf.python.pywrap_tensorflow": "pywrap_tensorflow=.",
        "tensorflow.compat.v1": "* __compiler_version__ __git_version__",
    },
    "tf.app.flags": _FLAGS,
    "tf.debugging": {"tf": "check_numerics", "tensorflow.compat.v1.debugging": "*"},
    "tf.estimator": {
        "tf1rnn.tf1.estimator": "*",
        "tf.train": """
            CheckpointSaverHook CheckpointSaverListener FeedFnHook FinalOpsHook GlobalStepWaiterHook
            LoggingTensorHook NanLossDuringTrainingError NanTensorHook ProfilerHook
            SecondOrStepTimer SessionRunArgs SessionRunContext SessionRunHook SessionRunValues
            StepCounterHook StopAtStepHook SummarySaverHook
        """,
    },
    "tf.estimator.export": {
        "tf1rnn.tf1.estimator.export": """
            ClassificationOutput ExportOutput PredictOutput RegressionOutput ServingInputReceiver
            TensorServingInputReceiver build_parsing_serving_input_receiver_fn
            build_raw_serving_input_receiver_fn
        """,
    },
    "tf.estimator.inputs": {"tf1rnn.tf1.estimator.inputs": "*"},
    "tf.flags": _FLAGS,
    "tf.image": {"tf": "extract_image_patches", "tensorflow.compat.v1.image": "*"},
    "tf.keras": {_VERSIONS: "__version__=KERAS", "tensorflow.compat.v1.keras": "*"},
    "tf.keras.datasets.mnist": {"tf1rnn.tf1.examples.keras_mnist": "load_data"},
    "tf.linalg": {
        "tf": """
            diag=matrix_diag diag_part=matrix_diag_part matmul matrix_transpose
            tensor_diag_part=diag_part trace transpose=matrix_transpose
        """,
        "tensorflow.compat.v1.linalg": "*",
    },
    "tf.manip": {"tf": "reshape", "tensorflow.compat.v1.manip": "*"},
    "tf.math": {
        "tf": """
            abs acos acosh add angle asin asinh atan atanh ceil conj cos cosh digamma divide
            divide_no_nan=div_no_nan erf erfc exp expm1 floor floormod imag lgamma log log1p
            log_sigmoid maximum minimum mod multiply negative real reciprocal reduce_max reduce_mean
            reduce_min reduce_prod reduce_sum rint round rsqrt scalar_mul sigmoid sign sin sinh sqrt
            square tan tanh
        """,
        "tensorflow.compat.v1.math": "*",
    },
    "tf.nn": {
        "tf": "depth_to_space sigmoid space_to_depth tanh",
        _ARGUMENT_ORDERS: """
            nce_loss sampled_softmax_loss sigmoid_cross_entropy_with_logits
            softmax_cross_entropy_with_logits sparse_softmax_cross_entropy_with_logits
        """,
        "tensorflow.compat.v1.nn": "*",
    },
    "tf.nn.rnn_cell": {
        f"{_CONTRIB}.rnn": """
            BasicLSTMCell BasicRNNCell DeviceWrapper DropoutWrapper GRUCell LSTMCell LSTMStateTuple
            MultiRNNCell RNNCell ResidualWrapper
        """,
    },
    "tf.random": {_SEEDS: "set_random_seed", "tensorflow.compat.v1.random": "*"},
    "tf.version": {_VERSIONS: "VERSION", "tensorflow.compat.v1.version": "*"},
}

# Modules of tf.contrib whose code is ours, with what they take from elsewhere.
_OURS = {
    "tf.contrib": {},
    "tf.contrib.crf": {f"{_CONTRIB}.crf": "*"},
    "tf.contrib.cudnn_rnn": {f"{_CONTRIB}.cudnn_rnn": "*"},
    "tf.contrib.data": {
        f"{_CONTRIB}.data": "*",
        "tf.data.experimental": """
            AUTOTUNE Counter CsvDataset Optional RandomDataset Reducer SqlDataset TFRecordWriter
            bucket_by_sequence_length choose_from_datasets copy_to_device dense_to_sparse_batch
            enumerate_dataset get_next_as_optional get_single_element group_by_reducer
            group_by_window ignore_errors make_batched_features_dataset make_csv_dataset
            make_saveable_from_iterator map_and_batch parallel_interleave parse_example_dataset
            prefetch_to_device rejection_resample sample_from_datasets scan shuffle_and_repeat
            unbatch unique
        """,
        # TensorFlow 1.2 and 1.3 had all of tf.data here.
        "tf.data": "Dataset FixedLengthRecordDataset Iterator TFRecordDataset TextLineDataset",
    },
    "tf.contrib.distributions": {
        f"{_CONTRIB}.distributions": "*",
        "tf.distributions": """
            Bernoulli Beta Categorical Dirichlet DirichletMultinomial Distribution Exponential
            FULLY_REPARAMETERIZED Gamma Laplace Multinomial NOT_REPARAMETERIZED Normal RegisterKL
            ReparameterizationType StudentT Uniform kl_divergence
        """,
    },
    "tf.contrib.distributions.bijectors": {f"{_CONTRIB}.distributions.bijectors": "*"},
    "tf.contrib.feature_column": {
        f"{_CONTRIB}.feature_column": "*",
        "tf.feature_column": """
            sequence_categorical_column_with_hash_bucket sequence_categorical_column_with_identity
            sequence_categorical_column_with_vocabulary_file
            sequence_categorical_column_with_vocabulary_list sequence_numeric_column
        """,
    },
    "tf.contrib.framework": {
        f"{_CONTRIB}.framework": "*",
        "tf_slim": """
            VariableDeviceChooser add_arg_scope add_model_variable arg_scope arg_scoped_arguments
            assert_global_step assert_or_get_global_step assign_from_checkpoint
            assign_from_checkpoint_fn assign_from_values assign_from_values_fn create_global_step
            current_arg_scope filter_variables get_global_step get_local_variables
            get_model_variables get_or_create_global_step get_trainable_variables
            get_unique_variable get_variable_full_name get_variables get_variables_by_name
            get_variables_by_suffix get_variables_to_restore global_variable has_arg_scope
            local_variable model_variable variable
        """,
        "tf": "TensorSpec argsort is_tensor sort",
        "tf.debugging": "assert_same_float_dtype assert_scalar",
        f"{_OPS}.init_ops": """
            convolutional_delta_orthogonal convolutional_orthogonal_1d convolutional_orthogonal_2d
            convolutional_orthogonal_3d
        """,
        f"{_OPS}.data_flow_ops": "RecordInput",
        "tensorflow.python.framework.tensor": "BoundedTensorSpec",
        "tensorflow.python.framework.ops": "get_name_scope prepend_name_scope strip_name_scope",
        "tensorflow.python.framework.smart_cond": "smart_case smart_cond smart_constant_value",
        "tensorflow.python.framework.sparse_tensor": "convert_to_tensor_or_sparse_tensor",
        "tensorflow.python.util.deprecation": "deprecated deprecated_arg_values deprecated_args",
    },
    "tf.contrib.grid_rnn": {f"{_CONTRIB}.grid_rnn": "*"},
    "tf.contrib.image": {f"{_CONTRIB}.image": "*"},
    "tf.contrib.layers": {
        f"{_CONTRIB}.layers": "*",
        "tf_slim": """
            GDN OPTIMIZER_CLS_NAMES OPTIMIZER_SUMMARIES RevBlock apply_regularization avg_pool2d
            avg_pool3d batch_norm bias_add conv1d conv2d conv2d_in_plane conv2d_transpose conv3d
            conv3d_transpose convolution convolution1d convolution2d convolution2d_in_plane
            convolution2d_transpose convolution3d convolution3d_transpose dense_to_sparse dropout
            elu flatten fully_connected gdn group_norm images_to_sequence instance_norm
            l1_l2_regularizer l1_regularizer l2_regularizer layer_norm legacy_fully_connected
            legacy_linear legacy_relu linear max_pool2d max_pool3d maxout one_hot_encoding
            optimize_loss recompute_grad relu relu6 repeat rev_block scale_gradient separable_conv2d
            separable_convolution2d sequence_to_images softmax spatial_softmax stack sum_regularizer
            summarize_activation summarize_activations summarize_collection summarize_tensor
            summarize_tensors unit_norm variance_scaling_initializer xavier_initializer
            xavier_initializer_conv2d
        """,
    },
    "tf.contrib.learn": {f"{_CONTRIB}.learn": "*"},
    "tf.contrib.learn.graph_actions": {f"{_CONTRIB}.learn.graph_actions": "*"},
    "tf.contrib.learn.io": {f"{_CONTRIB}.learn.io": "*"},
    "tf.contrib.learn.learn_runner": {f"{_CONTRIB}.learn.learn_runner": "*"},
    "tf.contrib.learn.models": {f"{_CONTRIB}.learn.models": "*"},
    "tf.contrib.learn.monitors": {f"{_CONTRIB}.learn.monitors": "*"},
    "tf.contrib.learn.ops": {f"{_CONTRIB}.learn.ops": "*"},
    "tf.contrib.learn.utils": {f"{_CONTRIB}.learn.utils": "*"},
    "tf.contrib.learn.datasets": {f"{_CONTRIB}.learn.datasets": "*"},
    "tf.contrib.learn.datasets.base": {f"{_CONTRIB}.learn.datasets.base": "*"},
    "tf.contrib.learn.datasets.mnist": {f"{_CONTRIB}.learn.datasets.mnist": "*"},
    "tf.contrib.learn.preprocessing": {f"{_CONTRIB}.learn.preprocessing": "*"},
    "tf.contrib.legacy_seq2seq": {f"{_CONTRIB}.legacy_seq2seq": "*"},
    "tf.contrib.lookup": {
        f"{_CONTRIB}.lookup": "*",
        f"{_OPS}.lookup_ops": """
            FastHashSpec HasherSpec IdTableWithHashBuckets InitializableLookupTableBase
            KeyValueTensorInitializer LookupInterface MutableHashTable StrongHashSpec
            TableInitializerBase TextFileIdTableInitializer TextFileIndex TextFileInitializer
            TextFileStringTableInitializer index_table_from_file index_to_string_table_from_file
        """,
    },
    "tf.contrib.nn": {f"{_CONTRIB}.nn": "*"},
    "tf.contrib.opt": {f"{_CONTRIB}.opt": "*"},
    "tf.contrib.predictor": {f"{_CONTRIB}.predictor": "*"},
    "tf.contrib.rnn": {f"{_CONTRIB}.rnn": "*"},
    "tf.contrib.seq2seq": {f"{_CONTRIB}.seq2seq": "*"},
    "tf.contrib.tensorboard": {},
    "tf.contrib.tensorboard.plugins": {},
    "tf.contrib.tensorboard.plugins.projector": {
        f"{_CONTRIB}.tensorboard.plugins.projector": "*",
    },
    "tf.contrib.testing": {f"{_CONTRIB}.testing": "*"},
    "tf.contrib.training": {
        f"{_CONTRIB}.training": "*",
        "tf_slim.training.training": """
            add_gradients_summaries clip_gradient_norms clip_gradient_norms_fn create_train_op
            multiply_gradients train
        """,
        "tf_slim.training.evaluation": """
            StopAfterNEvalsHook SummaryAtEndHook checkpoints_iterator evaluate_once
            evaluate_repeatedly get_or_create_eval_step wait_for_new_checkpoint
        """,
    },
}

# Modules of tf.contrib whose names are in TensorFlow's core or in tf-slim today.
_MOVED = {
    "tf.contrib.deprecated": {
        f"{_OPS}.logging_ops": """
            audio_summary histogram_summary image_summary merge_all_summaries merge_summary
            scalar_summary
        """,
    },
    "tf.contrib.distribute": {
        "tf.distribute": """
            CrossDeviceOps MirroredStrategy OneDeviceStrategy ReplicaContext get_loss_reduction
            get_replica_context get_strategy has_strategy in_cross_replica_context
        """,
    },
    "tf.contrib.framework.nest": {"tensorflow.python.util.nest": "* is_sequence=is_nested"},
    "tf.contrib.keras": {"tf.keras": "*"},
    "tf.contrib.losses": {"tf_slim.losses": "*"},
    "tf.contrib.metrics": {
        "tf": "confusion_matrix",
        "tf.sets": "set_difference set_intersection set_size set_union",
        "tf_slim.metrics": "*",
    },
    "tf.contrib.signal": {
        "tf.signal": """
            frame hamming_window hann_window inverse_stft inverse_stft_window_fn
            linear_to_mel_weight_matrix mfccs_from_log_mel_spectrograms overlap_and_add stft
        """,
    },
    "tf.contrib.slim": {
        "tf_slim": "*",
        "tf.contrib.framework": "deprecated_arg_values",
        "tf.contrib.layers": "*",
    },
    "tf.contrib.staging": {f"{_OPS}.data_flow_ops": "MapStagingArea RecordInput StagingArea"},
    "tf.contrib.stateless": {
        "tf.random": """
            stateless_multinomial stateless_random_normal=stateless_normal
            stateless_random_uniform=stateless_uniform stateless_truncated_normal
        """,
    },
    "tf.contrib.summary": {
        f"{_OPS}.summary_ops_v2": """
            SummaryWriter all_summary_ops=all_v2_summary_ops always_record_summaries audio
            create_file_writer create_summary_file_writer=create_file_writer eval_dir flush generic
            graph histogram image import_event initialize never_record_summaries
            record_summaries_every_n_global_steps scalar should_record_summaries
            summary_writer_initializer_op
        """,
    },
    "tf.contrib.util": {
        "tf": "constant_value=get_static_value make_ndarray make_tensor_proto",
        "tensorflow.python.framework.meta_graph": """
            ops_used_by_graph_def stripped_op_list_for_graph
        """,
    },
}

ORIGINS = {**_CORE, **_OURS, **_MOVED}
