"""Ctrl-C and SIGTERM: the step is finished first; a second signal stops at once."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import types
from collections.abc import Iterator
from pathlib import Path

from tf1rnn.errors import in_one_line
from tf1rnn.tf1.start import quiet

SOON = 0.05  # seconds until a signal comes again that came at a bad moment


class Interrupted(Exception):
    """A run that a signal stopped; its checkpoints are intact. `code` is the exit code."""

    _render_traceback_ = in_one_line

    def __init__(self, message: str, signal_number: int, folder: Path | None = None) -> None:
        super().__init__(message)
        self.code = 128 + signal_number
        self.folder = folder  # of the run, if it can be resumed


class Interruptions:
    """Remembers the first signal while `patient`; raises KeyboardInterrupt for any other."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self.patient = False
        self.at_once = False  # whether to stop without saving
        self.settled = False  # whether what could be interrupted has come to its end
        self._late = False  # whether a signal came after that
        self._before: int | None = None  # `signal`, before the latest

    def handle(self, number: int, frame: types.FrameType | None) -> None:
        """A signal handler: raises KeyboardInterrupt unless a step is to be finished first."""
        if self.settled:
            self._late = True
            return
        if _is_lost(frame):
            _send_again(number)
            return
        self._before = self.signal
        self.at_once = self.signal is not None
        self.signal = number
        if self.at_once or not self.patient:
            raise KeyboardInterrupt
        print("\nFinishing this step first; press Ctrl-C again to stop at once.", file=sys.stderr)

    def take_back(self) -> None:
        """What a signal raised was lost, so let the signal come again."""
        number, self.signal = self.signal, self._before
        _send_again(number)

    def begin_again(self) -> None:
        """More follows what has settled; raises KeyboardInterrupt if a signal came in between."""
        self.settled = False
        if self._late:
            raise KeyboardInterrupt


def _send_again(number: int) -> None:
    """Send the main thread a signal soon, which wakes it."""
    again = threading.Timer(SOON, signal.pthread_kill, [threading.main_thread().ident, number])
    again.daemon = True
    again.start()


def _is_lost(frame: types.FrameType | None) -> bool:
    """Whether nobody would hear of an exception that is raised now.

    TensorFlow's C++ imports modules, too, and goes on as if nothing had been raised while one is
    looked for. Nor is anything heard of what is raised while a signal is sent again.
    """
    if frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        return True
    while frame is not None and frame.f_code is not _send_again.__code__:
        frame = frame.f_back
    return frame is not None


_watching: list[Interruptions] = []  # from the outermost to the innermost


@contextlib.contextmanager
def watched() -> Iterator[Interruptions]:
    """Handle Ctrl-C and SIGTERM inside; only the main thread can.

    Raises Interrupted for a KeyboardInterrupt that is not handled inside. What has settled inside
    stays so outside, until something else is watched: a finished run is not called interrupted.
    """
    interruptions = Interruptions()
    if threading.current_thread() is not threading.main_thread():
        yield interruptions
        return
    if _watching:
        _watching[-1].begin_again()
    before = {
        number: signal.signal(number, interruptions.handle)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    _watching.append(interruptions)
    print_ignored = sys.unraisablehook

    def notice(ignored: sys.UnraisableHookArgs) -> None:
        """Python prints and forgets what is raised in a callback of a weak reference, say."""
        if ignored.exc_type is KeyboardInterrupt:
            interruptions.take_back()
        else:
            print_ignored(ignored)

    sys.unraisablehook = notice
    try:
        yield interruptions
    except KeyboardInterrupt:
        quiet.cut_short()
        raise Interrupted("interrupted", interruptions.signal or signal.SIGINT) from None
    finally:
        sys.unraisablehook = print_ignored
        _watching.remove(interruptions)
        if _watching:
            _watching[-1].settled = interruptions.settled
        for number, handler in before.items():
            signal.signal(number, handler)
