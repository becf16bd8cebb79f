"""What the counting soak tests share: the command line in processes, and what they print."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LIMIT = 600  # seconds for one process


def start(folder, *argv, output=None, inside=(), **environment):
    """Start a command of tf1rnn in a folder; what it says is added to a file, or kept in pipes.

    `inside` is a command that starts it, as `ip netns exec` does.
    """
    said = subprocess.PIPE if output is None else output.open("a")
    return subprocess.Popen(
        [*inside, sys.executable, str(CHECKOUT / "main.py"), *map(str, argv)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "TMPDIR": str(folder), **environment},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        text=True,
    )


def finish(folder, *argv):
    """Run a command to its end; returns its seconds, or raises RuntimeError with what it said."""
    started = time.monotonic()
    process = start(folder, *argv)
    _, err = process.communicate(timeout=LIMIT)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, argv))}: exit code {process.returncode}: {err}")
    return time.monotonic() - started


def arguments(description, what):
    """The options of a counting soak test: how many, of which, from which seed."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("count", nargs="?", type=int, default=200, help=f"{what} (200)")
    parser.add_argument("--only", default="", help="names, separated by commas; else all")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the random moments (0)")
    return parser.parse_args()


def say(line):
    """Print a line at once, for whoever watches."""
    print(line, flush=True)


def report(summary, problems):
    """Print the summary line; returns the exit code."""
    say(f"{summary}: {len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return 1 if problems else 0
