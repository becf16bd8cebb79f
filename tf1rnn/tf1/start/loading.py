"""Importing this module loads TensorFlow, quietly and in graph mode.

The other folders take TensorFlow's internal modules from here, and import TensorFlow nowhere else.
So TensorFlow loads in this way whichever module of tf1rnn is imported first. Nothing in it is
replaced here: installation.py does that.

Graph mode is set here because Keras reads it while it loads: from then on its layers are classes of
TensorFlow 1 or of TensorFlow 2.
"""

from tf1rnn.tf1.start import memory, quiet

with quiet.signals_held(), quiet.start_up(), memory.uncollected():
    import tensorflow.compat.v1 as compat
    from tensorflow.python.util import deprecation, nest

    with deprecation.silence():
        compat.disable_v2_behavior()
    if not quiet.has_gpu_driver():  # otherwise the first search for GPUs reports an error
        compat.config.list_physical_devices()

    from tensorflow.core.framework import attr_value_pb2
    from tensorflow.core.protobuf import config_pb2
    from tensorflow.python.autograph.core import config as autograph_config
    from tensorflow.python.client import session as client
    from tensorflow.python.data.ops import dataset_ops, iterator_ops, repeat_op, shuffle_op
    from tensorflow.python.eager import context
    from tensorflow.python.feature_column import feature_column as feature_columns
    from tensorflow.python.feature_column import feature_column_v2 as feature_columns_v2
    from tensorflow.python.framework import (
        constant_op,
        dtypes,
        error_interpolation,
        errors_impl,
        indexed_slices,
        op_def_registry,
        ops,
        random_seed,
        registry,
        smart_cond,
        sparse_tensor,
        tensor,
        tensor_shape,
        tensor_util,
        test_util,
    )
    from tensorflow.python.keras.layers import convolutional as tf_convolutional
    from tensorflow.python.keras.layers import core as tf_core
    from tensorflow.python.keras.optimizer_v2 import legacy_learning_rate_decay
    from tensorflow.python.ops import (
        array_ops,
        array_ops_stack,
        clip_ops,
        confusion_matrix,
        control_flow_ops,
        custom_gradient,
        data_flow_ops,
        embedding_ops,
        gen_array_ops,
        gen_data_flow_ops,
        gen_dataset_ops,
        gen_logging_ops,
        gen_math_ops,
        gen_nn_ops,
        gen_parsing_ops,
        gen_random_ops,
        gen_resource_variable_ops,
        gen_rnn_ops,
        lookup_ops,
        math_ops,
        nn_impl,
        nn_ops,
        parsing_ops,
        random_ops,
        resource_variable_ops,
        rnn,
        sparse_ops,
        special_math_ops,
        stateless_random_ops,
        tensor_array_grad,
        tensor_array_ops,
        tensor_getitem_override,
        variable_scope,
        variables,
    )
    from tensorflow.python.ops.distributions import bijector_impl, identity_bijector
    from tensorflow.python.summary.writer import writer as summary_writer
    from tensorflow.python.summary.writer import writer_cache
    from tensorflow.python.training import (
        evaluation,
        ftrl,
        moving_averages,
        optimizer,
        saver,
        training_util,
    )
    from tensorflow.python.training import input as list_inputs
    from tensorflow.python.training.saving import saveable_object
    from tf_keras.src import backend as keras_backend
    from tf_keras.src import layers as keras_layers
    from tf_keras.src.engine import base_layer_v1 as keras_base_layer
    from tf_keras.src.engine import input_spec as keras_input_spec
    from tf_keras.src.layers.convolutional import base_conv as keras_base_conv
    from tf_keras.src.layers.normalization import batch_normalization as keras_batch_normalization
    from tf_keras.src.layers.rnn import dropout_rnn_cell_mixin as keras_recurrent_dropout


__all__ = [
    "array_ops",
    "array_ops_stack",
    "attr_value_pb2",
    "autograph_config",
    "bijector_impl",
    "client",
    "clip_ops",
    "compat",
    "config_pb2",
    "confusion_matrix",
    "constant_op",
    "context",
    "control_flow_ops",
    "custom_gradient",
    "data_flow_ops",
    "dataset_ops",
    "deprecation",
    "dtypes",
    "embedding_ops",
    "error_interpolation",
    "errors_impl",
    "evaluation",
    "feature_columns",
    "feature_columns_v2",
    "ftrl",
    "gen_array_ops",
    "gen_data_flow_ops",
    "gen_dataset_ops",
    "gen_logging_ops",
    "gen_math_ops",
    "gen_nn_ops",
    "gen_parsing_ops",
    "gen_random_ops",
    "gen_resource_variable_ops",
    "gen_rnn_ops",
    "identity_bijector",
    "indexed_slices",
    "iterator_ops",
    "keras_backend",
    "keras_base_conv",
    "keras_base_layer",
    "keras_batch_normalization",
    "keras_input_spec",
    "keras_layers",
    "keras_recurrent_dropout",
    "legacy_learning_rate_decay",
    "list_inputs",
    "lookup_ops",
    "math_ops",
    "moving_averages",
    "nest",
    "nn_impl",
    "nn_ops",
    "op_def_registry",
    "ops",
    "optimizer",
    "parsing_ops",
    "random_ops",
    "random_seed",
    "registry",
    "repeat_op",
    "resource_variable_ops",
    "rnn",
    "saveable_object",
    "saver",
    "shuffle_op",
    "smart_cond",
    "sparse_ops",
    "sparse_tensor",
    "special_math_ops",
    "stateless_random_ops",
    "summary_writer",
    "tensor",
    "tensor_array_grad",
    "tensor_array_ops",
    "tensor_getitem_override",
    "tensor_shape",
    "tensor_util",
    "test_util",
    "tf_convolutional",
    "tf_core",
    "training_util",
    "variable_scope",
    "variables",
    "writer_cache",
]
