"""Ctrl-C and SIGTERM: the step is finished first; a second signal stops at once."""

import contextlib
import signal
import sys
import threading
import types
from collections.abc import Iterator
from pathlib import Path

from tf1rnn.errors import in_one_line
from tf1rnn.tf1.start import quiet

SOON = 0.01  # seconds until a signal comes again that came at a bad moment


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

    def handle(self, number: int, frame: types.FrameType | None) -> None:
        """A signal handler: raises KeyboardInterrupt unless a step is to be finished first."""
        if self.settled:
            self._late = True
            return
        if _imports(frame):
            main = threading.main_thread().ident  # which it has to wake
            again = threading.Timer(SOON, signal.pthread_kill, [main, number])
            again.daemon = True
            again.start()
            return
        self.at_once = self.signal is not None
        self.signal = number
        if self.at_once or not self.patient:
            raise KeyboardInterrupt
        print("\nFinishing this step first; press Ctrl-C again to stop at once.", file=sys.stderr)

    def begin_again(self) -> None:
        """More follows what has settled; raises KeyboardInterrupt if a signal came in between."""
        self.settled = False
        if self._late:
            raise KeyboardInterrupt


def _imports(frame: types.FrameType | None) -> bool:
    """Whether a module is just being looked for.

    TensorFlow's C++ imports modules, too, and goes on as if nothing had been raised there.
    """
    return frame is not None and frame.f_code.co_filename.startswith("<frozen importlib")


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
    try:
        yield interruptions
    except KeyboardInterrupt:
        quiet.cut_short()
        raise Interrupted("interrupted", interruptions.signal or signal.SIGINT) from None
    finally:
        _watching.remove(interruptions)
        if _watching:
            _watching[-1].settled = interruptions.settled
        for number, handler in before.items():
            signal.signal(number, handler)
