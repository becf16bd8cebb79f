"""tf.estimator: one interface to train a model, evaluate it and predict with it.

TensorFlow no longer has estimators; these follow the documented behaviour of 1.15's.
"""

from tf1rnn.tf1.estimator.config import RunConfig
from tf1rnn.tf1.estimator.estimator import Estimator
from tf1rnn.tf1.estimator.exporters import Exporter, FinalExporter, LatestExporter
from tf1rnn.tf1.estimator.specs import (
    EstimatorSpec,
    EvalSpec,
    ModeKeys,
    TrainSpec,
    VocabInfo,
    WarmStartSettings,
)
from tf1rnn.tf1.estimator.training import train_and_evaluate

__all__ = [
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FinalExporter",
    "LatestExporter",
    "ModeKeys",
    "RunConfig",
    "TrainSpec",
    "VocabInfo",
    "WarmStartSettings",
    "train_and_evaluate",
]
