"""Starts a process for programs that nobody has read, watches it, and ends all that it started."""

import contextlib
import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tf1rnn.exercises.confining import SECONDS
from tf1rnn.exercises.exercise import Exercise
from tf1rnn.exercises.outcome import Outcome

MOST_ANSWER = 2**26  # bytes
MOST_WRITTEN = 2**28  # bytes in all of a program's files
MOST_FILES = 10_000
_POLL = 0.2  # seconds
_PR_SET_CHILD_SUBREAPER = 36
_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Try:
    """Programs to run for an exercise: the listing, then another, then typical mistakes.

    The mistakes are run only if the other gives something else than the listing, or with `all`.
    """

    exercise: Exercise
    sources: Sequence[str]
    path: str  # what errors call the program
    all: bool = False


@dataclass(frozen=True)
class Report:
    """What came of it: the outcomes of each try, and in a line why there are not more."""

    outcomes: list[list[Outcome]]
    confined: bool = True  # whether the system forbids the program to reach other files
    stopped: str = ""


def run_tries(tries: Sequence[Try], seconds: float = SECONDS) -> Report:
    """Run programs in a process and a folder of their own, for so many seconds at most."""
    with (
        tempfile.TemporaryDirectory(
            prefix="tf1rnn-exercise-", ignore_cleanup_errors=True
        ) as folder,
        _orphans_are_ours(),
    ):
        reader, writer = os.pipe()
        process = subprocess.Popen(
            [sys.executable, "-m", "tf1rnn.exercises.trying"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            pass_fds=[writer],
            start_new_session=True,
        )
        os.close(writer)
        try:
            with contextlib.suppress(BrokenPipeError), process.stdin as stdin:
                stdin.write(json.dumps(_job(tries, folder, writer)).encode())
            received, stopped = _listen(reader, process, Path(folder), seconds)
        finally:
            os.close(reader)
            _end(process)
    return _report(received, stopped, len(tries))


def _job(tries: Sequence[Try], folder: str, answers: int) -> dict[str, Any]:
    readable = {str(path) for path in (_PACKAGE, (_PACKAGE / "tasks").resolve())}
    readable |= {str(each.exercise.path.parent) for each in tries}
    return {
        "folder": folder,
        "readable": sorted(readable),
        "answers": answers,
        "tries": [
            {
                "name": each.exercise.name,
                "check": each.exercise.check,
                "tolerance": each.exercise.tolerance,
                "sources": list(each.sources),
                "path": each.path,
                "all": each.all,
            }
            for each in tries
        ],
    }


def _environment(folder: str) -> dict[str, str]:
    """The few variables that Python and TensorFlow need; a person's own are not passed on."""
    kept = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return {
        **environment,
        "PYTHONPATH": str(_PACKAGE.parent),
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": folder,
        "TMPDIR": folder,
        "TF1RNN_CACHE": folder,
        "MPLCONFIGDIR": folder,
        "MPLBACKEND": "agg",
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def _listen(
    reader: int, process: subprocess.Popen, folder: Path, seconds: float
) -> tuple[bytes, str]:
    """What a process answers until it ends, and why it had to be stopped, if it had to."""
    deadline = time.monotonic() + seconds
    received = bytearray()
    while True:
        ready, _, _ = select.select([reader], [], [], _POLL)
        chunk = os.read(reader, 2**16) if ready else None
        if chunk:
            received += chunk
        if chunk == b"" or (chunk is None and process.poll() is not None):
            return bytes(received), ""
        if time.monotonic() > deadline:
            return bytes(
                received
            ), f"it did not end within {seconds:g} s: is there an endless loop?"
        if len(received) > MOST_ANSWER:
            return bytes(received), "its values are too large to look at"
        if problem := _too_much(folder):
            return bytes(received), problem


def _too_much(folder: Path) -> str:
    """What a program has written too much of, in a line; empty if nothing."""
    size = count = 0
    with contextlib.suppress(OSError):
        for path in folder.rglob("*"):
            count += 1
            size += path.lstat().st_size
            if count > MOST_FILES or size > MOST_WRITTEN:
                return f"it fills the disk: {count} files, {size / 2**20:.0f} MiB"
    return ""


@contextlib.contextmanager
def _orphans_are_ours() -> Iterator[None]:
    """Let processes that a program leaves behind become this one's children, to be ended."""
    prctl = ctypes.CDLL(None).prctl if sys.platform.startswith("linux") else lambda *_: None
    before = _children()
    prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        for _ in range(100):
            left = _children() - before
            if not left:
                break
            for child in left:
                with contextlib.suppress(ProcessLookupError, ChildProcessError):
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
        prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def _children() -> set[int]:
    found: set[int] = set()
    for path in Path("/proc/self/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found |= set(map(int, path.read_text(encoding="ascii").split()))
    return found


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _report(received: bytes, stopped: str, n_tries: int) -> Report:
    """The lines received; the last may be cut off, and a program may have written into them."""
    lines = received.decode("utf-8", "replace").split("\n")[:-1]
    try:
        confined, *answers = map(json.loads, lines)
        outcomes: list[list[Outcome]] = [[] for _ in range(n_tries)]
        for answer in answers:
            outcomes[answer["try"]].append(Outcome.from_json(answer["outcome"]))
        return Report(outcomes, bool(confined["confined"]), stopped)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return Report(
            [[]] * n_tries, stopped=stopped or "it ended before its values could be looked at"
        )
