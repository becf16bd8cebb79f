"""The messages of errors in a graph, as TensorFlow 1.15 worded them."""

import functools
import linecache
import re
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tf1rnn.tf1.start.loading import error_interpolation, errors_impl

_PACKAGE = str(Path(__file__).resolve().parents[2])
# What is above a program that exec runs.
_STARTING = f"{_PACKAGE}/programs/tracebacks.py"
_STARTS = f'  File "{_STARTING}"'
_NODE = re.compile(r"\{\{node ([^}]+)\}\}")
_FRAME = re.compile(r'  File "(.*)", line (\d+), in .*')
_LIBRARIES = re.compile(r".*[/\\](tensorflow|tf_keras|tf_slim)[/\\]")


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
        return f"{head}{title}{name}{first}{_with_source(own)}"

    return own_text


def _with_source(frames: str) -> str:
    """The frames of a stack trace without this package's, each with its line of source."""
    shown = []
    for line in frames.splitlines():
        frame = _FRAME.fullmatch(line)
        if frame and frame[1].startswith(_PACKAGE):
            continue
        shown.append(line)
        source = linecache.getline(frame[1], int(frame[2])).strip() if frame else ""
        if source:
            shown.append(f"    {source}")
    return "".join(f"{line}\n" for line in shown)


def of_the_program(frames: Iterable[Any] | None) -> list[traceback.FrameSummary]:
    """The frames that are neither this package's nor those of TensorFlow and its layers.

    An imported operation has no frames: None.
    """
    frames = list(frames or ())
    starts = [n for n, frame in enumerate(frames) if frame.filename == _STARTING]
    return [
        traceback.FrameSummary(frame.filename, frame.lineno, frame.name)
        for frame in frames[starts[-1] if starts else 0 :]
        if not frame.filename.startswith((_PACKAGE, "<")) and not _LIBRARIES.match(frame.filename)
    ]


def _interpolated(message: str, graph: Any) -> str:
    return _NODE.sub(lambda tag: _told(tag, graph), message)


def _told(tag: re.Match, graph: Any) -> str:
    try:
        own = of_the_program(graph.get_operation_by_name(tag[1]).traceback)
    except (KeyError, ValueError, AttributeError):  # an operation of the runtime's own
        return tag[0]
    return f"node {tag[1]} (defined at {own[-1].filename}:{own[-1].lineno}) " if own else tag[0]
