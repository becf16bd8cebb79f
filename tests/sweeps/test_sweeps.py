"""`sweep`: killed and resumed it gives the same table; a failing row harms no other."""

import json
import os
import signal
import time
from pathlib import Path

from tests.runs.walking import assert_same, finish, start
from tf1rnn import run_task

ARGV = ("sweep", "walk", "--n-epochs", 1, "--n-iterations", 40, "--pause", 0.02, "--seed", "1..2")


def seed_of(params):
    return json.loads(params.read_text())["seed"]


def children(pid):
    """The processes that a process has started."""
    told = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in told for child in path.read_text().split()]


def test_a_sweep_killed_in_its_middle_resumes_to_the_same_table_of_the_runs_alone(walk, tmp_path):
    folder = tmp_path / "plugins"
    whole, _ = finish(folder, *ARGV, "--runs-dir", "whole", "--jobs", 2)
    process = start(folder, *ARGV, "--runs-dir", "cut", "--jobs", 1)
    deadline = time.monotonic() + 60
    while not list(folder.glob("cut/walk/*/status.json")) and time.monotonic() < deadline:
        time.sleep(0.02)
    all_of_it = [process.pid, *children(process.pid)]
    assert len(all_of_it) == 2
    for pid in all_of_it:
        os.kill(pid, signal.SIGKILL)
    process.communicate()
    assert len(list(folder.glob("cut/walk/*/params.json"))) < 2
    resumed, _ = finish(folder, "sweep", "--resume", "--runs-dir", "cut")
    assert resumed == whole
    assert "±" in whole
    assert len(list(folder.glob("cut/walk/*/params.json"))) == 2
    alone = run_task(walk(n_epochs=1, n_iterations=40), tmp_path / "alone", seed=2, echo=False)
    (second,) = (p.parent for p in folder.glob("cut/walk/*/params.json") if seed_of(p) == 2)
    assert_same(second, alone.folder)


def test_a_failing_row_is_told_and_the_others_go_on(walk, tmp_path):
    argv = ("sweep", "walk", "--n-epochs", 1, "--n-iterations", 5, "--learning-rate", "0.1,1e38")
    out, err = finish(tmp_path / "plugins", *argv, code=1)
    assert "0 of 1 finished" in out
    assert "learning_rate=1e+38" in out
    assert "diverged" in out
    assert "sweep --resume" in err


def test_what_cannot_be_swept_is_refused_before_the_first_run(walk, tmp_path, command):
    for argv, said in (
        (["--learning-rat", "1"], "--learning-rate"),
        (["--learning-rate", "0.1,-1"], "-1.0 is not in the range x>=0.0"),
        (["--n-epochs", "5..1"], "5..1 holds no number"),
        (["--seed", "1..5000"], "at most 1000"),
        ([], "name values"),
    ):
        result = command("sweep", "walk", *argv, "--runs-dir", tmp_path / "none")
        assert (result.code, result.err.count("\n"), said in result.err) == (2, 1, True), result.err
    assert not (tmp_path / "none").exists()
