"""The CPU time of the example programs beyond loading: under exec, and under genuine 1.15.5.

    python -m tests.benchmarks.examples_cpu --genuine PYTHON [--best-of N] [PROGRAM ...]

PYTHON has tensorflow 1.15.5. Each program of tests/programs/examples runs under both alternately, N
times (2). Seconds are user and system time of the whole process, the least of the N, without those
of a program that only imports TensorFlow and makes a session: a busy machine adds little to them.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.programs.examples.record import FOLDER, PROGRAMS, script

MAIN = Path(__file__).resolve().parents[2] / "main.py"
MOST = 1.2  # times the CPU time of 1.15.5
NOTHING = "import tensorflow as tf\nwith tf.Session() as sess:\n    sess.run(tf.constant(1.0))\n"


def cpu_seconds(command):
    """User and system time of a program run to its end; raises RuntimeError if it breaks off."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if "Traceback" in done.stderr:  # one of the examples exits with 3 on purpose
        raise RuntimeError(f"exit code {done.returncode}: {done.stderr[-500:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def as_script(arguments, folder):
    """Arguments of Python, a notebook's code in a file of its own: exec draws no figures either."""
    if not arguments[0].endswith(".ipynb"):
        return arguments
    path = Path(folder, Path(arguments[0]).stem + ".py")
    path.write_text(script(arguments[0])[1])
    return [str(path)]


def least(genuine, arguments, n_times):
    """The least CPU seconds under exec and under genuine TensorFlow, run alternately."""
    commands = [sys.executable, str(MAIN), "exec", *arguments], [genuine, *arguments]
    found = [[cpu_seconds(command) for command in commands] for _ in range(n_times)]
    return [min(seconds) for seconds in zip(*found, strict=True)]


def main():
    """Measure the programs and print the table; the exit code is 1 if one takes too long."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help="names; else all")
    parser.add_argument("--genuine", required=True, help="a Python that has tensorflow 1.15.5")
    parser.add_argument("--best-of", type=int, default=2, help="times that each runs (2)")
    options = parser.parse_args()
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        nothing = Path(folder, "nothing.py")
        nothing.write_text(NOTHING)
        loading = least(options.genuine, [str(nothing)], options.best_of)
        print(f"loading: {loading[0]:.2f} s under exec, {loading[1]:.2f} s under 1.15.5")
        print(f"{'program':32}{'exec':>8}{'1.15.5':>8}{'ratio':>8}", flush=True)
        for name in options.programs or PROGRAMS:
            try:
                whole = least(options.genuine, as_script(PROGRAMS[name], folder), options.best_of)
            except RuntimeError as error:
                print(f"{name:32} not measured: {error}", flush=True)
                slow.append(name)
                continue
            ours, theirs = (
                max(0.01, each - load) for each, load in zip(whole, loading, strict=True)
            )
            print(f"{name:32}{ours:8.2f}{theirs:8.2f}{ours / theirs:8.2f}", flush=True)
            if ours > MOST * theirs:
                slow.append(name)
    print(f"over {MOST}, or not measured: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
