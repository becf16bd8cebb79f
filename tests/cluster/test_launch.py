"""`launch`: servers on this machine, their lines, one result, and nothing left of them."""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tf1rnn.cluster import launching

MAIN = Path(__file__).resolve().parents[2] / "main.py"
LIMIT = 240  # seconds for what takes ten on a machine that does nothing else
RUN = ["time_series", "--n-neurons", "5", "--n-iterations", "301", "--save-every", "0.1"]
MARK = "TF1RNN_TEST_LAUNCH"


@pytest.fixture
def launch(tmp_path):
    """Launch a run in a folder: launch("--workers", "2") -> its process, to be ended."""
    with contextlib.ExitStack() as started:

        def start(*more):
            process = subprocess.Popen(
                [sys.executable, str(MAIN), "launch", *RUN, *more],
                cwd=tmp_path,
                env={**os.environ, MARK: str(tmp_path), "COLUMNS": "80"},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            started.callback(process.kill)
            return process

        yield start


def wait_until(true, seconds=LIMIT):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def there(tmp_path):
    """The processes that a launch in this folder has started, and itself."""
    mark, found = f"{MARK}={tmp_path}".encode(), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="its processes are found in /proc")
def test_a_killed_launcher_leaves_nothing_and_its_run_goes_on_to_one_result(launch, tmp_path):
    process = launch("--workers", "2")
    wait_until(lambda: list(tmp_path.glob("runs/*/*/checkpoints/*/state.json")))
    assert len(there(tmp_path)) >= 6, "the launcher, the run, two workers with a server each"
    process.kill()
    process.wait()
    wait_until(lambda: not there(tmp_path))

    out, err = launch("--workers", "1", "--resume").communicate(timeout=LIMIT)
    wait_until(lambda: not there(tmp_path))
    assert out.count("Generated from zeros") == 1
    assert err.count("The run is in runs/time_series/") == 1
    (folder,) = tmp_path.glob("runs/time_series/*")
    assert json.loads((folder / "status.json").read_text())["state"] == "finished"
    cluster = json.loads((folder / "params.json").read_text())["cluster"]
    assert len(cluster["worker"]) == 2, "as it began"
    assert out.splitlines()[-1] in (folder / "output.txt").read_text()


def test_what_a_server_says_has_its_name_in_front(monkeypatch):
    monkeypatch.setattr(launching, "COMMAND", ("sysconfig", "_main"))  # which prints a lot
    said = []
    members = launching.LocalMembers(launching.loopback_cluster(2, 0), [], [("worker", 1)])
    members.start(said.append)
    wait_until(lambda: len(said) > 9, 20)
    members.end()
    assert said[0].startswith("worker 1: Platform:")
    assert all(line.startswith("worker 1: ") for line in said)
