"""`sweep`: killed and resumed it gives the same table; a failing row harms no other."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from tests.runs.walking import assert_same, finish, start
from tf1rnn import run_task
from tf1rnn.runs.folder.locking import locked

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


def test_a_job_array_runs_one_row_in_each_task(walk, tmp_path):
    folder = tmp_path / "plugins"
    argv = (*ARGV, "--runs-dir", "my runs", "--jobs", 1)
    _, err = finish(folder, *argv, "--slurm", "a.sbatch")
    assert "sbatch a.sbatch" in err
    assert "--array=0-1%1\n" in (folder / "a.sbatch").read_text()
    assert not list(folder.glob("my runs/walk/*")), "nothing ran yet"
    (tmp_path / "python").write_text('#!/bin/bash\npwd; shift; printf "%s\\n" "$@"\n')
    (tmp_path / "python").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    typed = subprocess.run(
        ["bash", folder / "a.sbatch"],
        cwd=tmp_path,  # a folder of SLURM's
        env={**os.environ, "PATH": path, "SLURM_ARRAY_TASK_ID": "1"},
        stdout=subprocess.PIPE,
    )
    where, *argv = typed.stdout.decode().splitlines()
    out, _ = finish(Path(where), *argv)
    assert out.splitlines()[1].split()[0] == "1", "a run, which has finished"
    assert [seed_of(path) for path in folder.glob("my runs/walk/*/params.json")] == [2]


def test_a_row_runs_beside_others_and_not_beside_the_whole_sweep(walk, tmp_path, command):
    folder, file = tmp_path / "runs", tmp_path / "a.sbatch"
    command("sweep", "walk", "--seed", "1..2", "--runs-dir", folder, "--slurm", file)
    again = command("sweep", "walk", "--seed", "1..2", "--runs-dir", folder, "--slurm", file)
    assert (again.code, "a.sbatch: cannot be written: File exists" in again.err) == (2, True)
    beyond = command("sweep", "--resume", "--runs-dir", folder, "--row", 2)
    assert (beyond.code, "has rows 0 to 1" in beyond.err) == (2, True)
    (planned,) = folder.glob("sweeps/*")
    with locked(planned, shared=True), locked(planned, shared=True):
        whole = command("sweep", "--resume", "--runs-dir", folder)
    assert (whole.code, "another process" in whole.err) == (2, True)


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
