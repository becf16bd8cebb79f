"""Names of `tf` that are not available: what they were, and what to use instead.

Only data, so that a message can be made without loading TensorFlow.
"""

from tf1rnn.errors import AbsentName
from tf1rnn.tf1.names import renamed_at_1_0, tables

_COLUMN = "was a feature column of tf.contrib.learn's estimators: use tf.feature_column.{}"
_COLUMNS = "took the feature columns of tf.contrib.learn's estimators: use tf.feature_column.{}"
_WARM_START = "started from another model's checkpoint: use tf.train.init_from_checkpoint"
_RESAMPLE = "picked examples from queues: use tf.data.Dataset.{}"
_PLACEMENT = "placed variables on parameter servers: use tf.train.replica_device_setter"
_STATES = (
    "fed long sequences in segments through queues, keeping their states: cut the sequences in "
    "NumPy and feed each segment's final state as the next one's initial state"
)
_ESTIMATOR = "trained models before tf.estimator did: use tf.estimator.Estimator"
_CANNED = "built a whole model: write its model function, and use tf.estimator.Estimator"
_PRIVATE_CELL = "was not public in TensorFlow 1.15: use tf.contrib.rnn.{}"
_PACKAGE = (
    "was a package of TensorFlow's source tree: use tf.contrib.rnn, which has its public names"
)
_IN_NN = "was only in tf.nn: use tf.nn.{}"
_ZEROS = "set a variable to zeros: use variable.assign(tf.zeros_like(variable))"

ABSENT = {
    "tf": {
        "pywrap_tensorflow": "wrapped TensorFlow's C++ functions: use tf.train.NewCheckpointReader",
    },
    "tf.config": {
        "experimental_list_devices": (
            "listed the devices: use tf.config.experimental.list_logical_devices"
        ),
    },
    "tf.contrib": {
        "bayesflow": "became the package tensorflow_probability",
        "checkpoint": "tracked objects to save: use tf.train.Checkpoint",
        "cudnn_rnn": (
            "ran RNNs with cuDNN, only on NVIDIA GPUs, with weights in its own format: use "
            "tf.contrib.rnn.LSTMBlockFusedCell, or GRUBlockCellV2 in tf.nn.dynamic_rnn"
        ),
        "eager": "ran operations without a graph: use tensorflow without tf1rnn",
        "estimator": "extended estimators: write the model function of a tf.estimator.Estimator",
        "factorization": "clustered and factorised: use NumPy, or the package scikit-learn",
        "ffmpeg": "read audio and video with ffmpeg: use tf.audio.decode_wav",
        "graph_editor": "edited graphs: build the graph that you want, in tf.Graph",
        "grid_rnn": "had cells over several dimensions of time; nothing takes its place",
        "tensor_forest": "trained forests of decision trees: use the package scikit-learn",
        "tpu": "trained on TPUs: use tf.distribute",
    },
    "tf.contrib.data": {
        "LMDBDataset": "read LMDB files: use the package lmdb and tf.data.Dataset.from_generator",
        "assert_element_shape": "checked shapes: use tf.ensure_shape in Dataset.map",
        "read_batch_features": (
            "read through queues: use tf.data.experimental.make_batched_features_dataset"
        ),
    },
    "tf.contrib.learn": {
        "DNNClassifier": _ESTIMATOR,
        "DNNRegressor": _ESTIMATOR,
        "Estimator": _ESTIMATOR,
        "Experiment": "trained and evaluated: use tf.estimator.train_and_evaluate",
        "LinearClassifier": _ESTIMATOR,
        "LinearRegressor": _ESTIMATOR,
        "RunConfig": "configured how an estimator runs: use tf.estimator.RunConfig",
        "SKCompat": _ESTIMATOR,
        "learn_runner": "ran experiments: use tf.estimator.train_and_evaluate",
    },
    "tf.contrib.opt": {
        "LARSOptimizer": "scaled rates by layer: use tf.train.MomentumOptimizer",
        "ScipyOptimizerInterface": "minimised with SciPy: use the package scipy, with a session",
    },
    "tf.contrib.crf": {
        "CrfDecodeBackwardRnnCell": "was a step of decoding: use tf.contrib.crf.crf_decode",
        "CrfDecodeForwardRnnCell": "was a step of decoding: use tf.contrib.crf.crf_decode",
    },
    "tf.contrib.framework": {
        "BoundedTensorSpec": "described a tensor with bounds: use tf.TensorSpec",
        "RecordInput": "read TFRecord files through a queue: use tf.data.TFRecordDataset",
        "fuse_op": "replaced a subgraph by one operation; nothing takes its place",
        "get_graph_from_inputs": "found the graph of some tensors: use tensor.graph",
        "load_and_remap_matrix_initializer": _WARM_START,
        "load_embedding_initializer": _WARM_START,
        "load_linear_multiclass_bias_initializer": _WARM_START,
        "load_variable_slot_initializer": _WARM_START,
        "with_same_shape": "checked a tensor's shape: use tf.ensure_shape(tensor, other.shape)",
        "with_shape": "checked a tensor's shape: use tf.ensure_shape(tensor, shape)",
        "zero_initializer": _ZEROS,
    },
    "tf.contrib.layers": {
        "SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY": _COLUMN.format("crossed_column"),
        "bucketized_column": _COLUMN.format("bucketized_column"),
        "check_feature_columns": _COLUMNS.format("input_layer"),
        "create_feature_spec_for_parsing": _COLUMNS.format("make_parse_example_spec"),
        "crossed_column": _COLUMN.format("crossed_column"),
        "embedding_column": _COLUMN.format("embedding_column"),
        "infer_real_valued_columns": _COLUMNS.format("numeric_column"),
        "input_from_feature_columns": _COLUMNS.format("input_layer"),
        "joint_weighted_sum_from_feature_columns": _COLUMNS.format("linear_model"),
        "make_place_holder_tensors_for_base_features": _COLUMNS.format("make_parse_example_spec"),
        "multi_class_target": "was a target of tf.contrib.learn's estimators: use tf.losses",
        "one_hot_column": _COLUMN.format("indicator_column"),
        "parse_feature_columns_from_examples": _COLUMNS.format("make_parse_example_spec"),
        "parse_feature_columns_from_sequence_examples": (
            "read sequences from tf.train.SequenceExample: use tf.io.parse_single_sequence_example"
        ),
        "real_valued_column": _COLUMN.format("numeric_column"),
        "regression_target": "was a target of tf.contrib.learn's estimators: use tf.losses",
        "scattered_embedding_column": _COLUMN.format("embedding_column"),
        "sequence_input_from_feature_columns": _COLUMNS.format("sequence_numeric_column"),
        "shared_embedding_columns": _COLUMN.format("shared_embedding_columns"),
        "sparse_column_with_hash_bucket": _COLUMN.format("categorical_column_with_hash_bucket"),
        "sparse_column_with_integerized_feature": _COLUMN.format(
            "categorical_column_with_identity"
        ),
        "sparse_column_with_keys": _COLUMN.format("categorical_column_with_vocabulary_list"),
        "sparse_column_with_vocabulary_file": _COLUMN.format(
            "categorical_column_with_vocabulary_file"
        ),
        "transform_features": _COLUMNS.format("input_layer"),
        "weighted_sparse_column": _COLUMN.format("weighted_categorical_column"),
        "weighted_sum_from_feature_columns": _COLUMNS.format("linear_model"),
    },
    "tf.contrib.rnn": {
        "CFNCell": _PRIVATE_CELL.format("UGRNNCell"),
        "LayerNormLSTMCell": _PRIVATE_CELL.format("LayerNormBasicLSTMCell"),
        "MinimalRNNCell": _PRIVATE_CELL.format("UGRNNCell"),
        "WeightNormLSTMCell": _PRIVATE_CELL.format("LayerNormBasicLSTMCell"),
        "bidirectional_dynamic_rnn": _IN_NN.format("bidirectional_dynamic_rnn"),
        "core_rnn_cell": _PACKAGE,
        "dynamic_rnn": _IN_NN.format("dynamic_rnn"),
        "ops": _PACKAGE,
        "python": _PACKAGE,
        "raw_rnn": _IN_NN.format("raw_rnn"),
    },
    "tf.contrib.slim": {"zero_initializer": _ZEROS},
    "tf.estimator": {
        "BoostedTreesClassifier": _CANNED,
        "BoostedTreesRegressor": _CANNED,
        "DNNClassifier": _CANNED,
        "DNNLinearCombinedClassifier": _CANNED,
        "DNNRegressor": _CANNED,
        "LinearClassifier": _CANNED,
        "LinearRegressor": _CANNED,
    },
    "tf.contrib.training": {
        "FeedingQueueRunner": "fed a queue from Python: use tf.data.Dataset.from_generator",
        "GreedyLoadBalancingStrategy": _PLACEMENT,
        "NextQueuedSequenceBatch": _STATES,
        "RandomStrategy": _PLACEMENT,
        "SequenceQueueingStateSaver": _STATES,
        "batch_sequences_with_states": _STATES,
        "byte_size_load_fn": _PLACEMENT,
        "rejection_sample": _RESAMPLE.format("rejection_resample"),
        "resample_at_rate": _RESAMPLE.format("rejection_resample"),
        "stratified_sample": _RESAMPLE.format("sample_from_datasets"),
        "weighted_resample": _RESAMPLE.format("rejection_resample"),
    },
}


def absent(module: str, name: str) -> AttributeError:
    """The error for a name that `module` (as in "tf.contrib.layers") does not have."""
    what = ABSENT.get(module, {}).get(name)
    shown = tables.displayed(module)
    if what:
        return AbsentName(f"{shown}.{name} is not available. It {what}.")
    renamed = renamed_at_1_0.advice(module, name)
    if renamed:
        return AbsentName(renamed)
    return AttributeError(f"module {shown!r} has no attribute {name!r}")
