"""A process that runs a sweep's rows: a JSON line on stdin for each, one on stdout for its end.

It ends when its stdin closes, and so does the run under way, saved after its step: the process
that started it may have been killed.
"""

import contextlib
import json
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.registry import discovery
from tf1rnn.runs.execution import run_task
from tf1rnn.runs.folder import folders
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task, task_to_resume

WAIT = 0.1  # seconds between looks at a run that another process is ending


def main() -> None:
    """Run rows until stdin closes."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a task prints by itself
    orders: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_read, args=(orders,), daemon=True).start()
    while (line := orders.get()) is not None:
        with contextlib.suppress(Interrupted):
            error = _outcome(json.loads(line))
            try:
                print(json.dumps(error), file=answers, flush=True)
            except OSError:  # nobody waits for it any more
                break
        orders.task_done()
    # TensorFlow's threads may still compute what was interrupted; Python's own end aborts some.
    os._exit(0)


def _read(orders: "queue.Queue[str | None]") -> None:
    for line in sys.stdin:
        orders.put(line)
    if orders.unfinished_tasks:
        os.kill(os.getpid(), signal.SIGTERM)
    orders.put(None)


def _outcome(order: dict[str, Any]) -> str | None:
    """Carry out a row; returns what went wrong, if anything."""
    try:
        _carry_out(order)
    except UserError as error:
        return str(error)
    except MemoryError:
        return "not enough memory"
    except Exception as error:  # a mistake of the task's, which must not end the other rows
        lines = str(error).splitlines() or [""]
        return f"{type(error).__name__}: {lines[0]}"
    return None


def _carry_out(order: dict[str, Any]) -> None:
    task_class = discovery.discover().get(order["task"])
    options = {"echo": False, "save_every": order["save_every"]}
    if order["folder"] is None:
        task = task_class(**order["values"])
        where = Path(order["runs_dir"]), order["seed"], order["device"], order["origin"]
        run_task(task, *where, **options)
        return
    folder = Path(order["folder"])
    while folders.read_status(folder)["state"] == "running":
        time.sleep(WAIT)  # of a sweep that was killed a moment ago
    if folders.read_status(folder)["state"] != "finished":
        resume_task(task_to_resume(task_class, folder, {}), folder, order["device"], **options)
