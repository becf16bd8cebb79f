"""TensorFlow's logger is set up when a program imports TensorFlow, although that loads later.

Otherwise a program that configures logging after the import would find it still to be set up.
"""

import logging

_ours: list[logging.Handler] = []


def begin() -> None:
    """Set the logger up as importing TensorFlow did: unless the root logger is set up already."""
    logger = logging.getLogger("tensorflow")
    if not logger.handlers and not logging.getLogger().handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(logging.BASIC_FORMAT))
        logger.addHandler(handler)
        _ours.append(handler)


def install() -> None:
    """Take away what TensorFlow has added to the logger by loading, if it was set up before."""
    logger = logging.getLogger("tensorflow")
    if any(handler in logger.handlers for handler in _ours):
        logger.handlers[1:] = [h for h in logger.handlers[1:] if not _is_tensorflows(h)]


def _is_tensorflows(handler: logging.Handler) -> bool:
    return type(handler) is logging.StreamHandler and (
        getattr(handler.formatter, "_fmt", None) == logging.BASIC_FORMAT
    )
