"""tf.estimator: models trained, evaluated and asked for predictions behind one interface.

TensorFlow's own estimators have left it; these follow the documented behaviour of 1.15's.
"""

from tensorflow.python.training.basic_session_run_hooks import (
    NanLossDuringTrainingError,
    SecondOrStepTimer,
)

from tf1rnn.tf1 import tf
from tf1rnn.tf1.estimator import export, inputs
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
from tf1rnn.tf1.names.absent import absent

_IN_TRAIN = """
    CheckpointSaverHook CheckpointSaverListener FeedFnHook FinalOpsHook GlobalStepWaiterHook
    LoggingTensorHook NanTensorHook ProfilerHook SessionRunArgs SessionRunContext SessionRunHook
    SessionRunValues StepCounterHook StopAtStepHook SummarySaverHook
""".split()  # noqa: SIM905

__all__ = [
    *_IN_TRAIN,
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FinalExporter",
    "LatestExporter",
    "ModeKeys",
    "NanLossDuringTrainingError",
    "RunConfig",
    "SecondOrStepTimer",
    "TrainSpec",
    "VocabInfo",
    "WarmStartSettings",
    "export",
    "inputs",
    "train_and_evaluate",
]


def __getattr__(name: str):
    if name in _IN_TRAIN:
        return getattr(tf.train, name)
    raise absent("tf.estimator", name)


def __dir__():
    return __all__
