"""Carries a sweep's rows out in processes side by side, each a worker for one row at a time."""

import json
import queue
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.starting import python_at
from tf1rnn.sweeps.grid import Row
from tf1rnn.sweeps.plan import Plan


class Ended(NamedTuple):
    """How a row's run ended; `problem` is None if it finished."""

    row: Row
    problem: str | None


class Workers:
    """`n` processes that carry out rows; each has a thread here that hands it the next.

    Each run settles its replicas and threads as if it had all cores, so that its digits are those
    of the same run alone; the system shares the cores among them.
    """

    def __init__(self, plan: Plan, todo: list[tuple[Row, Path | None]], n: int) -> None:
        self._plan = plan
        self._todo: queue.SimpleQueue[tuple[Row, Path | None]] = queue.SimpleQueue()
        for each in todo:
            self._todo.put(each)
        self._n = len(todo)
        self._ended: queue.SimpleQueue[Ended | Exception] = queue.SimpleQueue()
        self._closing = False
        self._processes: list[subprocess.Popen] = []
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(n)]

    def ends(self) -> Iterator[Ended]:
        """Start the workers; each row as it ends."""
        for thread in self._threads:
            thread.start()
        for _ in range(self._n):
            ended = self._ended.get()
            if isinstance(ended, Exception):
                raise ended
            yield ended

    def close(self) -> None:
        """Let each worker end, its run saved after the current step, and wait for it."""
        self._closing = True
        for process in list(self._processes):
            if process.stdin and not process.stdin.closed:
                process.stdin.close()
        for process in list(self._processes):
            process.wait()

    def kill(self) -> None:
        """End the workers at once."""
        self._closing = True
        for process in list(self._processes):
            process.kill()
            process.wait()

    def _serve(self) -> None:
        """Hand rows to a worker, and to another one if it dies, until there are none."""
        try:
            while not self._closing and not self._todo.empty():
                self._serve_one()
        except queue.Empty:  # another worker took the last row
            pass
        except (OSError, ValueError) as error:  # no process can be started, or ours is ending
            if not self._closing:
                self._ended.put(UserError(f"a process of the sweep cannot be started: {error}"))

    def _serve_one(self) -> None:
        with tempfile.TemporaryFile() as told, self._started(told) as process:
            while not self._closing:
                row, folder = self._todo.get_nowait()
                answer = self._asked(process, row, folder)
                if self._closing:
                    return
                if not answer:
                    self._ended.put(Ended(row, _end_of(process, told)))
                    return
                self._ended.put(Ended(row, json.loads(answer)))
                if self._todo.empty():
                    return

    def _asked(self, process: subprocess.Popen, row: Row, folder: Path | None) -> str:
        """A worker's answer to a row; empty if it died."""
        try:
            print(json.dumps(self._order(row, folder), default=str), file=process.stdin, flush=True)
        except BrokenPipeError:
            return ""
        return process.stdout.readline()

    def _started(self, told: Any) -> subprocess.Popen:
        process = subprocess.Popen(
            python_at("tf1rnn.sweeps.worker", "main"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            start_new_session=True,  # Ctrl-C reaches this process, which closes their stdin
        )
        self._processes.append(process)
        return process

    def _order(self, row: Row, folder: Path | None) -> dict[str, Any]:
        return {
            "task": self._plan.task.name,
            "values": row.values,
            "seed": row.seed,
            "device": self._plan.device,
            "save_every": self._plan.save_every,
            "runs_dir": str(self._plan.runs_dir),
            "origin": {"sweep": self._plan.folder.name, "row": row.number},
            "folder": folder and str(folder),
        }


def _end_of(process: subprocess.Popen, told: Any) -> str:
    """Why a worker died in the middle of a row."""
    code = process.wait()
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    told.seek(0)
    lines = told.read()[-4096:].decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"its process ended with {how}" + (f": {last}" if last else "")
