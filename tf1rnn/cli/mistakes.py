"""A task's own mistake, shown as the task's own lines: none of ours, typer's or TensorFlow's."""

import re
import sys
import traceback
from pathlib import Path

from tf1rnn.registry import discovery

# What is said of a mistake that a listing's author may not understand from its message.
_ANSWERS = (
    (
        "Graph is finalized",
        "the graph is complete before execute() begins: build it in construct(), keep the tensor "
        "on self, and run it here",
    ),
)
_PLACE = re.compile(r'\s*File "(?P<path>[^"]+)", line \d+')  # in a message of TensorFlow's


def show(error: BaseException) -> bool:
    """Print an exception that passed a task's lines with these alone; False if it passed none.

    The exceptions that it came from are printed before it, as Python does.
    """
    folders = _folders()
    shown = _own(traceback.TracebackException.from_exception(error), folders)
    if shown is None:
        return False
    text = "".join(shown.format())
    print(_without_nodes(text, folders), end="", file=sys.stderr)
    for message, answer in _ANSWERS:
        if message in str(error):
            print(f"tf1rnn: {answer}", file=sys.stderr)
    return True


def _own(
    shown: traceback.TracebackException | None, folders: list[Path]
) -> traceback.TracebackException | None:
    """An exception with the tasks' lines alone, and those that it came from; None without any."""
    if shown is None:
        return None
    shown.stack[:] = [frame for frame in shown.stack if _is_own(frame.filename, folders)]
    shown.__cause__ = _own(shown.__cause__, folders)
    shown.__context__ = _own(shown.__context__, folders)
    return shown if shown.stack else None


def _folders() -> list[Path]:
    """The folders that hold tasks."""
    folders = set()
    for place in discovery.discover().found.values():
        module = sys.modules.get(place.module)
        path = place.path if place.source != "package" else getattr(module, "__file__", None)
        if path:
            folders.add(Path(path).parent)
    return sorted(folders)


def _is_own(path: str, folders: list[Path]) -> bool:
    """Whether a file is in one of these folders, and not of a package installed below it."""
    within = (Path(path).relative_to(f) for f in folders if Path(path).is_relative_to(f))
    return any("site-packages" not in relative.parts for relative in within)


def _without_nodes(text: str, folders: list[Path]) -> str:
    """The text without the places, in TensorFlow's messages, of files that are not the task's."""
    kept, own = [], True
    for line in text.splitlines(keepends=True):
        if place := _PLACE.match(line):
            own = _is_own(place["path"], folders)
        elif not line.startswith("    "):
            own = True
        if own:
            kept.append(line)
    return "".join(kept)
