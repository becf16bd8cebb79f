"""Kill real tasks at random moments, and interrupt them: each goes on to the very same end."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.walking import CHECKOUT, assert_same

# Small, and long enough for kills in mid-run; save-every 0 saves as often as 2 % of the time allow.
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


def only_run(runs_dir):
    (folder,) = runs_dir.glob("*/*")
    return folder


@pytest.fixture(scope="module", params=TASKS)
def whole(request, tmp_path_factory):
    """A task's command, its run that nothing stopped, and the seconds that it took."""
    folder = tmp_path_factory.mktemp(request.param)
    argv = ["run", request.param, *TASKS[request.param].split()]
    started = time.monotonic()
    finish(start(folder, *argv, "--runs-dir", folder / "whole"))
    return argv, only_run(folder / "whole"), time.monotonic() - started


@pytest.mark.parametrize("number", range(N_KILLS))
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_task_stopped_at_a_random_moment_ends_with_the_same_weights(whole, tmp_path, number, end):
    argv, run, seconds = whole
    if end != signal.SIGKILL and number >= 2:
        pytest.skip("two of each are enough")
    moment = random.Random(f"{argv} {number} {end}").uniform(0, seconds)
    process = start(tmp_path, *argv, "--save-every", 0, "--runs-dir", tmp_path / "runs")
    time.sleep(moment)
    process.send_signal(end)
    _, err = process.communicate(timeout=600)
    assert "Traceback" not in err
    assert process.returncode in (0, -end, 128 + end)
    if process.returncode != 0:
        if not list(tmp_path.glob("runs/*/*/params.json")):
            pytest.skip(f"stopped after {moment:.1f} s, in the construction phase")
        finish(start(tmp_path, "resume", "--runs-dir", tmp_path / "runs"))
    assert_same(only_run(tmp_path / "runs"), run)
