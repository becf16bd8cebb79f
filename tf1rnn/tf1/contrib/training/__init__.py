"""tf.contrib.training: HParams, batches of sequences of like length, training by tf-slim."""

from tf1rnn.tf1.contrib import slim
from tf1rnn.tf1.contrib.training.bucketing import bucket, bucket_by_sequence_length
from tf1rnn.tf1.contrib.training.hparam import HParams, parse_values
from tf1rnn.tf1.names.absent import absent

_TRAINING = """
    add_gradients_summaries clip_gradient_norms clip_gradient_norms_fn create_train_op
    multiply_gradients train
""".split()  # noqa: SIM905
_EVALUATION = """
    StopAfterNEvalsHook SummaryAtEndHook checkpoints_iterator evaluate_once evaluate_repeatedly
    get_or_create_eval_step wait_for_new_checkpoint
""".split()  # noqa: SIM905

__all__ = [
    *_TRAINING,
    *_EVALUATION,
    "HParams",
    "bucket",
    "bucket_by_sequence_length",
    "parse_values",
]


def __getattr__(name: str):
    if name in _TRAINING:
        return getattr(slim.module("training.training"), name)
    if name in _EVALUATION:
        return getattr(slim.module("training.evaluation"), name)
    raise absent("tf.contrib.training", name)


def __dir__():
    return __all__
