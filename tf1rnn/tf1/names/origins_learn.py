"""Where names of tf.contrib.learn stand in its source tree: a part of origins_source_tree.py."""

_OURS = "tf1rnn.tf1.contrib.learn"
_TREE = "tf.contrib.learn.python.learn"

ORIGINS = {
    f"{_TREE}.datasets": {f"{_OURS}.datasets": "load_dataset"},
    f"{_TREE}.datasets.base": {
        f"{_OURS}.datasets.base": """
            Dataset Datasets load_csv_with_header load_csv_without_header
        """,
    },
    f"{_TREE}.datasets.mnist": {f"{_OURS}.datasets.mnist": "load_mnist read_data_sets"},
    f"{_TREE}.graph_actions": {
        f"{_OURS}.graph_actions": """
            infer run_feeds run_feeds_iter run_n
        """,
    },
    f"{_TREE}.learn_io": {
        f"{_OURS}.io": """
            numpy_input_fn pandas_input_fn
        """,
    },
    f"{_TREE}.learn_io.numpy_io": {f"{_OURS}.io": "numpy_input_fn"},
    f"{_TREE}.learn_io.pandas_io": {f"{_OURS}.io": "pandas_input_fn"},
    f"{_TREE}.learn_runner": {f"{_OURS}.learn_runner": "run tune"},
    f"{_TREE}.learn_runner_lib": {f"{_OURS}.learn_runner": "run tune"},
    f"{_TREE}.models": {
        f"{_OURS}.models": """
            linear_regression linear_regression_zero_init logistic_regression
            logistic_regression_zero_init
        """,
    },
    f"{_TREE}.monitors": {
        f"{_OURS}.monitors": """
            BaseMonitor CaptureVariable CheckpointSaver EveryN LoggingTrainable NanLoss
            NanLossDuringTrainingError PrintTensor RunHookAdapterForMonitors StopAtStep
            SummarySaver ValidationMonitor get_default_monitors replace_monitors_with_hooks
        """,
    },
    f"{_TREE}.ops": {
        f"{_OURS}.ops": """
            categorical_variable embedding_lookup mean_squared_error_regressor rnn_decoder
            rnn_seq2seq seq2seq_inputs sequence_classifier softmax_classifier
        """,
    },
    f"{_TREE}.preprocessing": {
        f"{_OURS}.preprocessing": """
            ByteProcessor CategoricalVocabulary TOKENIZER_RE VocabularyProcessor tokenizer
        """,
    },
    f"{_TREE}.preprocessing.text": {
        f"{_OURS}.preprocessing": """
            ByteProcessor CategoricalVocabulary TOKENIZER_RE VocabularyProcessor tokenizer
        """,
    },
    f"{_TREE}.utils": {
        f"{_OURS}.utils": """
            InputFnOps build_default_serving_input_fn build_parsing_serving_input_fn
            make_export_strategy
        """,
    },
    f"{_TREE}.utils.input_fn_utils": {
        f"{_OURS}.utils": """
            InputFnOps build_default_serving_input_fn build_parsing_serving_input_fn
        """,
    },
    f"{_TREE}.utils.saved_model_export_utils": {f"{_OURS}.utils": "make_export_strategy"},
    f"{_TREE}.estimators.metric_key": {f"{_OURS}.estimators.model_fn": "MetricKey"},
    f"{_TREE}.estimators.run_config": {f"{_OURS}.estimators.run_config": "Environment"},
}
