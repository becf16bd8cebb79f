"""AutoGraph, which turns Python's `if` and `while` in functions into operations."""

from tf1rnn.tf1.start.loading import autograph_config

_OURS = autograph_config.DoNotConvert("tf1rnn")


def install() -> None:
    """Leave functions of tf1rnn as they are: 1.15 left its own, and tf.contrib's, too."""
    if _OURS not in autograph_config.CONVERSION_RULES:
        autograph_config.CONVERSION_RULES = (_OURS, *autograph_config.CONVERSION_RULES)
