"""Kill real tasks at random moments, and interrupt them: each resumes to the same end."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.runs.walking import CHECKOUT, assert_same

# Small, and long enough to be killed during the run; save-every 0 saves as often as 2 % of the time
# allow.
TASKS = {
    "mnist": "--data drawn --n-epochs 2 --iterations-per-epoch 40",
    "time_series": "--n-iterations 1200",
    "translation": "--limit 700 --n-held-out 20 --n-neurons 32 --n-epochs 6 --keep-prob 1",
}
N_KILLS = 7  # of each task


def start(folder, *argv):
    return subprocess.Popen(
        [sys.executable, str(CHECKOUT / "main.py"), *map(str, argv)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process):
    _, err = process.communicate(timeout=600)
    assert process.returncode == 0, err


def wait_for_params(runs_dir):
    """Wait for the end of the construction phase; a run stopped before that leaves nothing."""
    while not list(runs_dir.glob("*/*/params.json")):
        time.sleep(0.05)


def only_run(runs_dir):
    (folder,) = runs_dir.glob("*/*")
    return folder


@pytest.fixture(scope="module", params=TASKS)
def whole(request, tmp_path_factory):
    """A task's command, its uninterrupted run, and the seconds that its execution took."""
    folder = tmp_path_factory.mktemp(request.param)
    argv = ["run", request.param, *TASKS[request.param].split()]
    process = start(folder, *argv, "--runs-dir", folder / "whole")
    wait_for_params(folder / "whole")
    started = time.monotonic()
    finish(process)
    return argv, only_run(folder / "whole"), time.monotonic() - started


ENDS = [signal.SIGKILL] * N_KILLS + [signal.SIGINT] * 2 + [signal.SIGTERM] * 2


@pytest.mark.parametrize(("number", "end"), enumerate(ENDS))
def test_a_task_stopped_at_a_random_moment_ends_with_the_same_weights(whole, tmp_path, number, end):
    argv, run, seconds = whole
    moment = random.Random(f"{argv} {number} {end}").uniform(0, seconds)
    process = start(tmp_path, *argv, "--save-every", 0, "--runs-dir", tmp_path / "runs")
    wait_for_params(tmp_path / "runs")
    time.sleep(moment)
    process.send_signal(end)
    _, err = process.communicate(timeout=600)
    assert "Traceback" not in err
    assert process.returncode in (0, -end, 128 + end)
    if process.returncode != 0:
        finish(start(tmp_path, "resume", "--runs-dir", tmp_path / "runs"))
    assert_same(only_run(tmp_path / "runs"), run)
