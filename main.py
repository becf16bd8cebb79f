"""The command line of tf1rnn: `python main.py list` shows what there is to run."""

import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is under way yet that Ctrl-C could lose

try:
    from tf1rnn.cli import start
except ModuleNotFoundError as error:
    if (error.name or "tf1rnn").startswith("tf1rnn"):
        raise
    print(
        f"tf1rnn: this Python has no {error.name}; activate the environment with "
        "`. .venv/bin/activate`, or install tf1rnn with `pip install -e .`",
        file=sys.stderr,
    )
    sys.exit(2)

if __name__ == "__main__":
    start()
