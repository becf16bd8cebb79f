"""tf.contrib.learn: its vocabularies, its data sets, its keys; not its estimators."""

__all__ = ["ModeKeys"]


class ModeKeys:
    """What a model function is called for."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"
