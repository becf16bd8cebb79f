"""Commands that messages tell the user to type, as they have to be typed here."""

import shlex
import sys
from pathlib import Path


def typed(*argv: str) -> str:
    """The command line that starts tf1rnn with these arguments: `python main.py run ...`."""
    program = ["python", sys.argv[0]] if sys.argv[0].endswith(".py") else [Path(sys.argv[0]).name]
    return shlex.join([*program, *argv])
