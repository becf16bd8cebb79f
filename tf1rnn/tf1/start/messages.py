"""The messages of errors in a graph, as TensorFlow 1.15 worded them."""

import functools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tf1rnn.tf1.start.loading import error_interpolation, errors_impl

_PACKAGE = str(Path(__file__).resolve().parents[2])
# What is above a program that exec runs.
_STARTS = f'  File "{_PACKAGE}/programs/tracebacks.py"'
_NODE = re.compile(r"\{\{node ([^}]+)\}\}")


def install() -> None:
    """Name the operation and the program's line that made it, and no other line."""
    error_interpolation.interpolate_graph = _interpolated
    if not hasattr(errors_impl.OpError.__str__, "__wrapped__"):
        errors_impl.OpError.__str__ = _without_our_start(errors_impl.OpError.__str__)


def _without_our_start(text_of: Callable) -> Callable:
    """What an error says, without the frames of this package that started the program."""

    @functools.wraps(text_of)
    def own_text(self: Exception) -> str:
        head, title, frames = text_of(self).partition("\n\nOriginal stack trace for ")
        name, first, rest = frames.partition("\n")
        starts = rest.rpartition(_STARTS)
        own = starts[2].partition("\n")[2] if starts[1] else rest
        return f"{head}{title}{name}{first}{own}"

    return own_text


def _interpolated(message: str, graph: Any) -> str:
    return _NODE.sub(lambda tag: _told(tag, graph), message)


def _told(tag: re.Match, graph: Any) -> str:
    try:
        frames = graph.get_operation_by_name(tag[1]).traceback.get_user_frames()
    except (KeyError, ValueError, AttributeError):  # an operation of the runtime's own
        return tag[0]
    own = [frame for frame in frames if not frame.filename.startswith((_PACKAGE, "<"))]
    return f"node {tag[1]} (defined at {own[-1].filename}:{own[-1].lineno}) " if own else tag[0]
