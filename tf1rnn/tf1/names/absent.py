"""Names of `tf` that are not available: what they were, and what to use instead.

Only data, so that a message can be made without loading TensorFlow. A module that is not
available can be imported; the message comes when a program asks for one of its names.
"""

from tf1rnn.errors import AbsentName
from tf1rnn.tf1.names import origins_1_0, renamed_at_1_0, tables, tree

_COLUMN = "was a feature column of tf.contrib.learn's estimators: use tf.feature_column.{}"
_COLUMNS = "took the feature columns of tf.contrib.learn's estimators: use tf.feature_column.{}"
_WARM_START = "started from another model's checkpoint: use tf.train.init_from_checkpoint"
_CANNED = "built a whole model: write its model function, and use tf.estimator.Estimator"
_PRIVATE_CELL = "was not public in TensorFlow 1.15: use tf.contrib.rnn.{}"
_LAYERS = "was a draft for programs without a graph, as a Keras layer: use tf.contrib.seq2seq.{}"
_IN_NN = "was only in tf.nn: use tf.nn.{}"
_ZEROS = "set a variable to zeros: use variable.assign(tf.zeros_like(variable))"
_EAGER = "ran operations without a graph: use tensorflow without tf1rnn"

# Names that the installed TensorFlow has, but that cannot work here.
WITHHELD = {
    "tf": ("enable_eager_execution", "enable_v2_behavior"),
    "tf.python.compat.v2_compat": ("enable_v2_behavior",),
    "tf.python.framework.ops": ("enable_eager_execution",),
}

ABSENT = {
    **{module: dict.fromkeys(names, _EAGER) for module, names in WITHHELD.items()},
    "tf.contrib.eager": dict.fromkeys(
        (
            *("Checkpoint", "EagerVariableStore", "GradientTape", "Iterator", "Network", "Saver"),
            *("Sequential", "Variable", "custom_gradient", "defun", "enable_eager_execution"),
            *("executing_eagerly", "function", "get_optimizer_variables", "gradients_function"),
            *(
                "implicit_gradients",
                "implicit_value_and_gradients",
                "in_eager_mode",
                "list_devices",
            ),
            *("make_template", "metrics", "num_gpus", "py_func", "restore_variables_on_create"),
            *("list_devices", "run", "value_and_gradients_function"),
        ),
        _EAGER,
    ),
    "tf.config": {
        "experimental_list_devices": (
            "listed the devices: use tf.config.experimental.list_logical_devices"
        ),
    },
    "tf.contrib.data": {
        "LMDBDataset": "read LMDB files: use the package lmdb and tf.data.Dataset.from_generator",
        "assert_element_shape": "checked shapes: use tf.ensure_shape in Dataset.map",
        "read_batch_features": (
            "read through queues: use tf.data.experimental.make_batched_features_dataset"
        ),
    },
    "tf.contrib.learn": {
        "DNNEstimator": _CANNED,
        "DNNLinearCombinedClassifier": _CANNED,
        "DNNLinearCombinedRegressor": _CANNED,
        "DynamicRnnEstimator": _CANNED,
        "KMeansClustering": _CANNED,
        "LogisticRegressor": _CANNED,
        "SVM": _CANNED,
        "StateSavingRnnEstimator": _CANNED,
    },
    "tf.contrib.opt": {
        "LARSOptimizer": "scaled rates by layer: use tf.train.MomentumOptimizer",
        "ScipyOptimizerInterface": "minimised with SciPy: use the package scipy, with a session",
    },
    "tf.contrib.framework": {
        "fuse_op": "replaced a subgraph by one operation; nothing takes its place",
        "load_and_remap_matrix_initializer": _WARM_START,
        "load_embedding_initializer": _WARM_START,
        "load_linear_multiclass_bias_initializer": _WARM_START,
        "load_variable_slot_initializer": _WARM_START,
        "zero_initializer": _ZEROS,
    },
    "tf.contrib.layers": {
        "SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY": _COLUMN.format("crossed_column"),
        "bucketized_column": _COLUMN.format("bucketized_column"),
        "create_feature_spec_for_parsing": _COLUMNS.format("make_parse_example_spec"),
        "crossed_column": _COLUMN.format("crossed_column"),
        "embedding_column": _COLUMN.format("embedding_column"),
        "joint_weighted_sum_from_feature_columns": _COLUMNS.format("linear_model"),
        "make_place_holder_tensors_for_base_features": _COLUMNS.format("make_parse_example_spec"),
        "multi_class_target": "was a target of tf.contrib.learn's estimators: use tf.losses",
        "one_hot_column": _COLUMN.format("indicator_column"),
        "parse_feature_columns_from_examples": _COLUMNS.format("make_parse_example_spec"),
        "parse_feature_columns_from_sequence_examples": (
            "read sequences from tf.train.SequenceExample: use tf.io.parse_single_sequence_example"
        ),
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
    },
    "tf.contrib.rnn": {
        "CFNCell": _PRIVATE_CELL.format("UGRNNCell"),
        "LayerNormLSTMCell": _PRIVATE_CELL.format("LayerNormBasicLSTMCell"),
        "MinimalRNNCell": _PRIVATE_CELL.format("UGRNNCell"),
        "WeightNormLSTMCell": _PRIVATE_CELL.format("LayerNormBasicLSTMCell"),
        "bidirectional_dynamic_rnn": _IN_NN.format("bidirectional_dynamic_rnn"),
        "dynamic_rnn": _IN_NN.format("dynamic_rnn"),
        "raw_rnn": _IN_NN.format("raw_rnn"),
    },
    "tf.contrib.seq2seq.python.ops.attention_wrapper": {
        name: _LAYERS.format(name.removesuffix("V2"))
        for name in (
            *("BahdanauAttentionV2", "BahdanauMonotonicAttentionV2"),
            *("LuongAttentionV2", "LuongMonotonicAttentionV2"),
        )
    },
    "tf.contrib.seq2seq.python.ops.basic_decoder": {
        "BasicDecoderV2": _LAYERS.format("BasicDecoder"),
    },
    "tf.contrib.seq2seq.python.ops.beam_search_decoder": {
        "BeamSearchDecoderV2": _LAYERS.format("BeamSearchDecoder"),
    },
    "tf.contrib.seq2seq.python.ops.decoder": {"BaseDecoder": _LAYERS.format("Decoder")},
    "tf.contrib.seq2seq.python.ops.sampler": {
        name: _LAYERS.format(name.replace("Sampler", "Helper"))
        for name in (
            *("CustomSampler", "GreedyEmbeddingSampler", "InferenceSampler", "Sampler"),
            *("SampleEmbeddingSampler", "ScheduledEmbeddingTrainingSampler"),
            *("ScheduledOutputTrainingSampler", "TrainingSampler"),
        )
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
    },
}


# Modules of which nothing, or not all, is available: what they were for.
MODULES = {
    "tf.contrib.all_reduce": "added up gradients of several devices: use tf.distribute",
    "tf.contrib.autograph": "turned Python into graphs: use tf.autograph",
    "tf.contrib.batching": "batched requests to a server: batch in the program that asks",
    "tf.contrib.bayesflow": "became the package tensorflow_probability",
    "tf.contrib.bigtable": "read from a service of Google's: use its own package",
    "tf.contrib.boosted_trees": "trained boosted trees: use the package scikit-learn",
    "tf.contrib.checkpoint": "tracked objects to save: use tf.train.Checkpoint",
    "tf.contrib.cloud": "read from services of Google's: use their own packages",
    "tf.contrib.cluster_resolver": "found a cluster's machines: use tf.distribute.cluster_resolver",
    "tf.contrib.compiler": "compiled by XLA: use tf.function(jit_compile=True)",
    "tf.contrib.constrained_optimization": "minimised under constraints; nothing takes its place",
    "tf.contrib.copy_graph": "copied operations from graph to graph: use tf.import_graph_def",
    "tf.contrib.decision_trees": "trained decision trees: use the package scikit-learn",
    "tf.contrib.data": "read data: use tf.data",
    "tf.contrib.distribute": "trained on several devices: use tf.distribute",
    "tf.contrib.distributions": "drew from distributions: use the package tensorflow_probability",
    "tf.contrib.eager": _EAGER,
    "tf.contrib.estimator": (
        "extended estimators: write the model function of a tf.estimator.Estimator"
    ),
    "tf.contrib.factorization": "clustered and factorised: use NumPy, or the package scikit-learn",
    "tf.contrib.ffmpeg": "read audio and video with ffmpeg: use tf.audio.decode_wav",
    "tf.contrib.fused_conv": "was one kernel for a convolution and what follows: use tf.nn.conv2d",
    "tf.contrib.graph_editor": "edited graphs: build the graph that you want, in tf.Graph",
    "tf.contrib.hadoop": "read files of Hadoop: use the package tensorflow-io",
    "tf.contrib.hooks": "profiled a session: use tf.train.ProfilerHook",
    "tf.contrib.ignite": "read from Apache Ignite: use the package tensorflow-io",
    "tf.contrib.image": "changed images: use tf.image",
    "tf.contrib.input_pipeline": "took a random file of several: use tf.data",
    "tf.contrib.integrate": "integrated differential equations: use the package scipy",
    "tf.contrib.kafka": "read from Apache Kafka: use the package tensorflow-io",
    "tf.contrib.kernel_methods": "mapped features for kernel methods: use the package scikit-learn",
    "tf.contrib.kinesis": "read from Amazon Kinesis: use the package tensorflow-io",
    "tf.contrib.labeled_tensor": "named the axes of tensors; nothing takes its place",
    "tf.contrib.layers": "had layers and feature columns: use tf.layers and tf.feature_column",
    "tf.contrib.learn": "had whole models, too: write the model function of an Estimator",
    "tf.contrib.libsvm": "read files of libsvm: use the package scikit-learn",
    "tf.contrib.linear_optimizer": "trained linear models: use the package scikit-learn",
    "tf.contrib.memory_stats": (
        "measured a device's memory: use tf.config.experimental.get_memory_info"
    ),
    "tf.contrib.meta_graph_transform": "changed saved graphs: use tf.import_graph_def",
    "tf.contrib.mixed_precision": "scaled losses of float16: use tf.train.experimental",
    "tf.contrib.model_pruning": "pruned weights: use the package tensorflow-model-optimization",
    "tf.contrib.nearest_neighbor": "looked neighbours up: use the package scikit-learn",
    "tf.contrib.opt": "had more optimizers: use one of tf.train",
    "tf.contrib.optimizer_v2": "was a draft of Keras's optimizers: use tf.train's",
    "tf.contrib.periodic_resample": "rearranged a tensor's values: use tf.reshape and tf.transpose",
    "tf.contrib.predictor": "ran saved models: use tf.contrib.predictor.from_saved_model",
    "tf.contrib.proto": "decoded protocol buffers in the graph: use tf.io.decode_proto",
    "tf.contrib.quantization": "held the kernels of quantized numbers: use tf.quantization",
    "tf.contrib.quantize": "trained for quantized numbers: see tensorflow-model-optimization",
    "tf.contrib.receptive_field": "computed receptive fields; nothing takes its place",
    "tf.contrib.reduce_slice_ops": "reduced slices: use tf.math.segment_sum",
    "tf.contrib.remote_fused_graph": "ran parts of graphs elsewhere: use tf.device",
    "tf.contrib.resampler": "sampled images at given places: use tfa.image of tensorflow-addons",
    "tf.contrib.rpc": "called remote procedures from the graph: use tf.py_func",
    "tf.contrib.saved_model": "saved Keras models: use tf.keras.models",
    "tf.contrib.session_bundle": "saved models before tf.saved_model did: use that",
    "tf.contrib.slim": "became the package tf_slim, which has it no more",
    "tf.contrib.solvers": "solved linear equations: use tf.linalg",
    "tf.contrib.sparsemax": "projected logits onto the simplex: see the package tensorflow-addons",
    "tf.contrib.specs": "wrote networks as specifications: use tf.layers",
    "tf.contrib.stat_summarizer": "summed up a run's statistics: use tf.profiler",
    "tf.contrib.tensor_forest": "trained forests of decision trees: use the package scikit-learn",
    "tf.contrib.tensorrt": "ran graphs by TensorRT: use tf.experimental.tensorrt",
    "tf.contrib.text": "counted word pairs for skip-grams: make the batches in NumPy",
    "tf.contrib.tfprof": "profiled graphs: use tf.profiler",
    "tf.contrib.timeseries": "trained models of time series; see the lesson's task time_series",
    "tf.contrib.tpu": "trained on TPUs: use tf.distribute",
    "tf.estimator": "has no ready-made models here: write the model function of an Estimator",
}


def absent(module: str, name: str, generation: str = "1.15") -> AttributeError:
    """The error for a name that `module` (as in "tf.contrib.layers") does not have.

    A program of another generation is not told what was in 1.15 alone.
    """
    shown = tables.displayed(module)
    what = ABSENT.get(module, {}).get(name)
    if what:
        return AbsentName(f"{shown}.{name} is not available. It {what}.")
    for public, there in tree.places(module, name):
        if what := ABSENT.get(public, {}).get(there):
            return AbsentName(f"{shown}.{name} is not available. It {what}.")
    if generation == "1.15" and _was_there(module, name):
        if package := _package(module):
            what = f"{package} {MODULES[package]}"
        elif tables.in_source_tree(module) or name.startswith("_"):
            what = "It was internal to TensorFlow 1.15, and is no longer in the installed one"
        else:
            what = "TensorFlow 1.15 had it; the installed one has not"
        return AbsentName(f"{shown}.{name} is not available. {what}.")
    renamed = renamed_at_1_0.advice(module, name)
    if generation == "1.15":
        renamed = origins_1_0.advice(module, name, shown) or renamed
    if renamed:
        return AbsentName(renamed)
    shown = "tensorflow" if shown == "tf" else shown
    return AttributeError(f"module {shown!r} has no attribute {name!r}")


def _was_there(module: str, name: str) -> bool:
    """Whether a module had a name, or may have had it; a module that can be imported is none."""
    if tree.has(f"{module}.{name}"):
        return False
    if name in tree.names(module):
        return True
    return not tables.is_listed(module, "1.15") and tree.may_have_had(module, name)


def _package(module: str) -> str | None:
    """The module itself, or the nearest one above it, of which MODULES tells what it was for."""
    while module:
        if module in MODULES:
            return module
        module = module.rpartition(".")[0]
    return None
