"""Ctrl-C and SIGTERM: the step is finished first; a second signal stops at once."""

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator


class Interrupted(Exception):
    """A run that a signal stopped; its checkpoints are intact. `code` is the exit code."""

    def __init__(self, message: str, signal_number: int) -> None:
        super().__init__(message)
        self.code = 128 + signal_number


class Interruptions:
    """Remembers the first signal while `patient`; raises KeyboardInterrupt for any other."""

    def __init__(self) -> None:
        self.signal: int | None = None
        self.patient = False
        self.at_once = False  # whether to stop without saving
        self.settled = False  # whether there is nothing left to interrupt

    def handle(self, number: int, frame: object) -> None:
        """A signal handler: raises KeyboardInterrupt unless a step is to be finished first."""
        if self.settled:
            return
        self.at_once = self.signal is not None
        self.signal = number
        if self.at_once or not self.patient:
            raise KeyboardInterrupt
        print("\nFinishing this step first; press Ctrl-C again to stop at once.", file=sys.stderr)


@contextlib.contextmanager
def watched() -> Iterator[Interruptions]:
    """Handle Ctrl-C and SIGTERM inside; only the main thread can.

    Raises Interrupted for a KeyboardInterrupt that is not handled inside.
    """
    interruptions = Interruptions()
    if threading.current_thread() is not threading.main_thread():
        yield interruptions
        return
    before = {
        number: signal.signal(number, interruptions.handle)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield interruptions
    except KeyboardInterrupt:
        raise Interrupted("interrupted", interruptions.signal or signal.SIGINT) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
