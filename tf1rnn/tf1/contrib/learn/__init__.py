"""tf.contrib.learn: its vocabularies, its data sets, its keys; not its estimators."""

__all__ = ["ModeKeys"]


class ModeKeys:
    """The purposes that a model function is called for."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"
