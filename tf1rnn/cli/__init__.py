"""The command line: a file for each command, named for it; app.py puts them together."""

import contextlib
import os
import signal
import sys


def main() -> None:
    """Run the command line in this process; raises SystemExit."""
    from tf1rnn.cli import app  # which imports the other files of this package

    app.main()


def start() -> None:
    """Run the command line as a process of its own, and end it; `tf1rnn` and main.py start here."""
    is_program = sys.argv[1:2] == ["exec"]  # which ends as any Python program does
    try:
        main()
    except SystemExit as end:
        if not is_program:
            _settle(end.code)
        raise


def _settle(code: object) -> None:
    """Let no signal change how a command has ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if code in (128 + signal.SIGINT, 128 + signal.SIGTERM):
        # TensorFlow's threads may still compute what was interrupted; Python's own end aborts some.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        os._exit(code)
