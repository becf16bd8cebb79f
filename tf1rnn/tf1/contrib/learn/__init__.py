"""tf.contrib.learn: estimators from before tf.estimator, with their monitors and experiments."""

from tf1rnn.tf1.contrib.learn.estimators.arrays import SKCompat
from tf1rnn.tf1.contrib.learn.estimators.columns import (
    infer_real_valued_columns_from_input,
    infer_real_valued_columns_from_input_fn,
)
from tf1rnn.tf1.contrib.learn.estimators.dnn import DNNClassifier, DNNRegressor
from tf1rnn.tf1.contrib.learn.estimators.estimator import (
    BaseEstimator,
    Evaluable,
    NotFittedError,
    Trainable,
)
from tf1rnn.tf1.contrib.learn.estimators.linear import LinearClassifier, LinearRegressor
from tf1rnn.tf1.contrib.learn.estimators.metric_spec import MetricSpec
from tf1rnn.tf1.contrib.learn.estimators.model_estimator import Estimator
from tf1rnn.tf1.contrib.learn.estimators.model_fn import (
    ModeKeys,
    ModelFnOps,
    PredictionKey,
    ProblemType,
)
from tf1rnn.tf1.contrib.learn.estimators.run_config import RunConfig, TaskType
from tf1rnn.tf1.contrib.learn.experiment import Experiment, ExportStrategy
from tf1rnn.tf1.contrib.learn.graph_actions import infer, run_feeds, run_n
from tf1rnn.tf1.contrib.learn.io import numpy_input_fn, pandas_input_fn
from tf1rnn.tf1.contrib.learn.monitors import NanLossDuringTrainingError
from tf1rnn.tf1.contrib.learn.utils import (
    InputFnOps,
    build_parsing_serving_input_fn,
    make_export_strategy,
)

__all__ = [
    "BaseEstimator",
    "DNNClassifier",
    "DNNRegressor",
    "Estimator",
    "Evaluable",
    "Experiment",
    "ExportStrategy",
    "InputFnOps",
    "LinearClassifier",
    "LinearRegressor",
    "MetricSpec",
    "ModeKeys",
    "ModelFnOps",
    "NanLossDuringTrainingError",
    "NotFittedError",
    "PredictionKey",
    "ProblemType",
    "RunConfig",
    "SKCompat",
    "TaskType",
    "Trainable",
    "build_parsing_serving_input_fn",
    "infer",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
    "make_export_strategy",
    "numpy_input_fn",
    "pandas_input_fn",
    "run_feeds",
    "run_n",
]
