"""tf.contrib.learn: its vocabularies, its data sets, its keys; not its estimators."""

from tf1rnn.tf1 import estimator
from tf1rnn.tf1.contrib.learn import datasets, preprocessing
from tf1rnn.tf1.names.absent import absent

__all__ = ["ModeKeys", "NanLossDuringTrainingError", "datasets", "preprocessing"]

NanLossDuringTrainingError = estimator.NanLossDuringTrainingError


class ModeKeys:
    """What a model function is called for."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"


def __getattr__(name: str):
    raise absent("tf.contrib.learn", name)


def __dir__():
    return __all__
