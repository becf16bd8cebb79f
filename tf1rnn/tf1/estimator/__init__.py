"""tf.estimator: models trained, evaluated and asked for predictions behind one interface.

TensorFlow's own estimators have left it; these follow the documented behaviour of 1.15's.
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
