"""How a program ends: its exit code and its traceback, as from plain Python."""

import functools
import os
import sys
import threading
import traceback
import types
from collections.abc import Callable, Iterator
from pathlib import Path

from tf1rnn.errors import Absent, UserError
from tf1rnn.programs.imports import is_own
from tf1rnn.programs.program import refuse_python_2
from tf1rnn.programs.rewriting.sites import OPERATION

_PACKAGE = Path(__file__).resolve().parent.parent
# Frames in which a program's imports, and its questions for names of tf, pass through this package.
_PASSED_THROUGH = tuple(str(_PACKAGE / path) for path in ("programs", "tf1/names"))
# Names that only a program written for Python 2 asks for.
PYTHON_2 = {
    *("basestring", "cmp", "execfile", "file", "long", "raw_input", "reduce", "unichr", "unicode"),
    *("xrange", "has_key", "iteritems", "iterkeys", "itervalues"),
    *("ConfigParser", "HTMLParser", "Queue", "StringIO", "Tkinter", "cPickle", "cStringIO"),
    *("commands", "urllib2", "urlparse"),
}


def run_as_python(run: Callable[[], object]) -> None:
    """Run a program, whose exceptions go on to end the process as Python has it end.

    Raises UserError, which names the place, if the program used a name that is not available or
    imported a module in Python 2.
    """
    try:
        run()
    except (SystemExit, UserError):
        raise
    except BaseException as error:
        refuse(error)
        sys.excepthook = functools.partial(_show, sys.excepthook)
        raise


def hide_our_frames() -> None:
    """Leave this package's frames out of all tracebacks that the program prints itself."""
    for name in ("walk_tb", "_walk_tb_with_full_positions"):
        walk = getattr(traceback, name, None)
        if walk is not None and not hasattr(walk, "__wrapped__"):
            setattr(traceback, name, _without_our_frames(walk))

    if not hasattr(threading.excepthook, "__wrapped__"):
        threading.excepthook = _trimming(threading.excepthook)
    if not hasattr(traceback.walk_stack, "__wrapped__"):
        traceback.walk_stack = _ending_at_the_program(traceback.walk_stack)


def _trimming(hook: Callable) -> Callable:
    @functools.wraps(hook)
    def trimmed(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is None:
            hook(args)
            return
        trim(args.exc_value)
        shown = args.exc_type, args.exc_value, args.exc_value.__traceback__, args.thread
        hook(threading.ExceptHookArgs(shown))

    return trimmed


def _ending_at_the_program(walk: Callable) -> Callable:
    def walk_own(frames: Iterator) -> Iterator:
        for frame, *more in frames:
            if frame.f_code is run_as_python.__code__:
                return
            if not _is_ours(frame.f_code):
                yield frame, *more

    return functools.wraps(walk)(lambda f: walk_own(walk(f or sys._getframe(1))))


def _without_our_frames(walk: Callable) -> Callable:
    return functools.wraps(walk)(lambda tb: walk(_without_ours(tb)))


def refuse(error: BaseException) -> None:
    """Raise UserError instead of an error whose message says enough by itself."""
    if isinstance(error, Absent):
        path, line = place(error)
        raise UserError(f"{path}, line {line}: {error}") from error
    if isinstance(error, SyntaxError) and error.filename and is_own(Path(error.filename)):
        refuse_python_2(error)


def _hint(error: BaseException) -> None:
    """Print a hint if a name that was not found is one of Python 2."""
    missing = error.name if isinstance(error, NameError | AttributeError | ImportError) else None
    if missing in PYTHON_2:
        print(
            f"tf1rnn: {missing} is Python 2; convert the program first, for example with `2to3 -w` "
            "(in Python up to 3.12)",
            file=sys.stderr,
        )


def place(error: BaseException) -> tuple[str, int]:
    """The file and the line of the program's own that an exception came from."""
    found = ("the program", 0)
    tb = error.__traceback__
    while tb is not None:
        path = tb.tb_frame.f_code.co_filename
        if not path.startswith("<") and is_own(Path(path)):
            found = path, tb.tb_lineno
        tb = tb.tb_next
    return found


def _show(hook: Callable, kind: type, error: BaseException, tb: types.TracebackType | None) -> None:
    """Show an exception at a program's end as `hook` does, without this package's frames."""
    sys.excepthook = hook
    trim(error)
    sys.last_traceback = error.__traceback__
    hook(kind, error, error.__traceback__)
    _hint(error)


def trim(error: BaseException) -> None:
    """Take the frames of this package out of an exception's traceback, and of its causes'."""
    seen: set[int] = set()
    pending: list[BaseException | None] = [error]
    while pending:
        one = pending.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = _without_ours(one.__traceback__)
            pending += [one.__cause__, one.__context__]


def _without_ours(tb: types.TracebackType | None) -> types.TracebackType | None:
    frames = []
    while tb is not None:
        if tb.tb_frame.f_code is run_as_python.__code__:
            frames = []  # what came before started the program
        elif not _is_ours(tb.tb_frame.f_code):
            frames.append(tb)
        tb = tb.tb_next
    rebuilt = None
    for tb in reversed(frames):
        rebuilt = types.TracebackType(rebuilt, tb.tb_frame, tb.tb_lasti, tb.tb_lineno)
    return rebuilt


def _is_ours(code: types.CodeType) -> bool:
    path = code.co_filename
    return (
        path.startswith(("<frozen importlib", *_PASSED_THROUGH))
        or code.co_name == OPERATION
        or f"{os.sep}IPython{os.sep}core{os.sep}" in path  # runs a notebook's cells
    )
