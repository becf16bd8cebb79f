"""Runs programs of one exercise, in a process that supervising.py starts for it, and observes them.

    python -m tf1rnn.exercises.trying

It reads a job, {"folder": ..., "readable": [...], "tries": [{"name", "sources", ...}]}, from
standard input, and writes a line for each outcome to the file descriptor that the job names.
Of the sources of a try the first is the listing, which says what is wanted; the second is the
student's, and the rest are typical mistakes, which are run only if that gives something else.
"""

import contextlib
import io
import json
import os
import random
import re
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tf1rnn.exercises import confining
from tf1rnn.exercises.outcome import MOST_PRINTED, Failure, Outcome, plain
from tf1rnn.programs.running import program_imports
from tf1rnn.text import printed as printed_then

GENERATION = "1.0"  # the TensorFlow that the lesson was written for
SEED = 42
_OF_NODE = re.compile(r" for '\{\{node .*?\}\}[^']*'(?: \(op: '\w+'\))?")  # a graph's own words
MESSAGE = 300  # characters of an error that are told


class Program:
    """What a program left: its names as attributes."""

    def __init__(self, names: dict[str, Any], printed: str) -> None:
        self.__dict__.update(names)
        self.printed = printed

    def __getattr__(self, name: str) -> Any:
        raise NameError(f"the program has no {name} at its end; the check looks at it")


class Printed(io.TextIOBase):
    """What a program prints, up to a length."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._left = MOST_PRINTED

    def write(self, text: str) -> int:
        self._parts.append(text[: self._left])
        self._left -= len(self._parts[-1])
        return len(text)

    @property
    def text(self) -> str:
        return "".join(self._parts)


def main() -> None:
    """Run a job."""
    job = json.load(sys.stdin)
    answers = os.fdopen(job["answers"], "w", encoding="utf-8")
    os.chdir(job["folder"])
    confining.limit_resources()
    confined = confining.confine(
        Path(job["folder"]), confining.readable_folders(map(Path, job["readable"]))
    )
    answers.write(json.dumps({"confined": confined}) + "\n")
    answers.flush()
    imports = program_imports(GENERATION)
    imports.install({})
    for i, each in enumerate(job["tries"]):
        for outcome in outcomes_of(each, imports.compiler):
            answers.write(json.dumps({"try": i, "outcome": outcome.to_json()}) + "\n")
            answers.flush()
    answers.close()
    os._exit(0)  # threads of a program's own must not keep it


def outcomes_of(each: dict[str, Any], compiler: Any) -> Iterator[Outcome]:
    """The outcomes of a try's sources, as far as they are needed."""
    tolerance, all_of_them = each["tolerance"], each["all"]
    wanted = None
    for i, source in enumerate(each["sources"]):
        outcome = run(source, each["check"], each["name"], each["path"], compiler)
        yield outcome
        if i == 0:
            wanted = outcome
        elif i == 1 and not all_of_them and outcome.is_like(wanted, tolerance):
            return


def run(source: str, check: str, name: str, path: str, compiler: Any) -> Outcome:
    """The outcome of one program in a graph of its own."""
    import numpy as np

    from tf1rnn.tf1 import tf_of_the_lesson as tf

    printed = Printed()
    module = types.ModuleType("__main__")
    names = vars(module)
    names.update(__file__=path, print=_print)
    sys.modules["__main__"] = module
    observer: dict[str, Any] = {"np": np, "tf": tf}
    failure, observed = None, {}
    tf.reset_default_graph()
    with tf.Graph().as_default(), contextlib.redirect_stdout(printed):
        for seed in (random.seed, np.random.seed, tf.set_random_seed):
            seed(SEED)
        try:
            exec(compiler.compile(source.encode(), path), names)
            exec(compile(check, f"<check of {name}>", "exec"), observer)
            found = observer["observe"](Program(names, printed.text))
            observed = {name: plain(value) for name, value in found.items()}
        except BaseException as error:  # a program may raise anything, SystemExit included
            failure = Failure(_line(error, path), type(error).__name__, _first_words(error))
    return Outcome(observed, printed.text, failure)


def _print(*values: object, sep: str = " ", end: str = "\n", **more: Any) -> None:
    """`print` with the digits of the lesson's NumPy."""
    print(printed_then(*values, sep=sep, end=end), end="", **more)


def _line(error: BaseException, path: str) -> int:
    """The program's own line, of those that an exception went through, that ran last."""
    line, tb = getattr(error, "lineno", None) or 0, error.__traceback__
    while tb is not None:
        if tb.tb_frame.f_code.co_filename == path:
            line = tb.tb_lineno
        tb = tb.tb_next
    return line


def _first_words(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    message = _OF_NODE.sub("", " ".join(lines[:1]))
    return message if len(message) <= MESSAGE else message[:MESSAGE] + " ..."


if __name__ == "__main__":
    main()
