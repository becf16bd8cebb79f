"""A contestant as the benchmark sees it: a process that trains as many steps as it is asked to."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent


# What a shell may set for one framework and another one would take for its own.
LEAKING = (
    *("PYTHON", "VIRTUAL_ENV", "CONDA", "LD_PRELOAD", "PROTOCOL_BUFFERS"),
    *("TF_", "XLA_", "KERAS", "TORCH", "OMP_", "KMP_", "MKL_", "DNNL_", "ONEDNN_", "OPENBLAS_"),
)


class Entry(NamedTuple):
    """A row of the table: what it is called, the file that runs, the interpreter that runs it."""

    name: str
    file: str
    python: str


class Failed(Exception):
    """A contestant that is not installed or has ended; the message is its row."""


class Contestant:
    """One running process; `begun` is what it reports when it is ready to be measured.

    Raises Failed if its framework is not installed or it ends with an error.
    """

    def __init__(self, entry: Entry, task: str, folder: Path) -> None:
        self.name = entry.name
        self._log = (folder / f"{task}-{entry.name}.log".replace(" ", "-")).open("w+b")
        try:
            self._process = subprocess.Popen(
                [entry.python, str(HERE / entry.file), task, str(folder / f"arrays_of_{task}.npz")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                text=True,
                env=environment(),
                start_new_session=True,  # Ctrl-C goes to the benchmark, which then ends them all
            )
        except OSError as error:
            self._log.close()
            raise Failed(f"{entry.python}: {error.strerror}") from error
        self.begun: dict[str, Any] = {}

    def start(self) -> None:
        """Wait until it is warm."""
        self.begun = self._answer()
        if "absent" in self.begun:
            raise Failed(self.begun["absent"])

    def measure(self, seconds: float) -> tuple[float, float]:
        """The seconds of a training step that pass, and those of all processor cores together.

        Over steps that take about `seconds` together.
        """
        n = max(1, round(seconds / self.begun["step_s"]))
        passed, processor = self.ask(n)
        return passed / n, processor / n

    def ask(self, n: int) -> Any:
        """The process's answer to a number of steps."""
        with contextlib.suppress(BrokenPipeError):  # if it has ended, its log says why
            self._process.stdin.write(f"{n}\n")
            self._process.stdin.flush()
        return self._answer()["answer"]

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            raise Failed(f"failed: {self._last_line()}")
        return json.loads(line)

    def _last_line(self) -> str:
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else f"exit code {self._process.returncode}"

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            stream.close()


def environment() -> dict[str, str]:
    """The environment of a contestant: the shell's, without what is meant for a framework."""
    kept = {name: v for name, v in os.environ.items() if not name.startswith(LEAKING)}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1"}


def entries(keras: str, pytorch: str, tf1: str | None) -> list[Entry]:
    """The table's rows; the first one is what the others are compared with."""
    rows = [
        Entry("tf1rnn", "with_tf1rnn.py", sys.executable),
        Entry("plain compat.v1", "with_tf1.py", sys.executable),
        Entry("Keras 3", "with_keras.py", keras),
        Entry("PyTorch", "with_torch.py", pytorch),
    ]
    if tf1 is not None:
        rows.append(Entry("TensorFlow 1.15", "with_tf1.py", tf1))
    return rows
