"""Runs that are interrupted, killed or diverge, in processes of their own, and are resumed."""

import io
import json
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.runs.walking import WALK, assert_same, finish, only_run, start, wait_for_step
from tf1rnn import UserError, run_task
from tf1rnn.registry import discovery
from tf1rnn.runs.folder import folders, locking
from tf1rnn.runs.resuming import resume_task


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("resume")
    (folder / "walk.py").write_text(WALK)
    return folder


@pytest.fixture(scope="module")
def whole(folder):
    """The uninterrupted run."""
    finish(folder, "run", "walk", "--runs-dir", "whole")
    return only_run(folder / "whole")


SLOW = ("--pause", "0.02", "--save-every", "0.05")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_after_its_step_and_it_resumes_as_if_nothing_had_happened(
    folder, whole, number
):
    runs_dir = folder / f"signal-{number}"
    process = start(folder, "run", "walk", *SLOW, "--runs-dir", runs_dir)
    run = wait_for_step(runs_dir, 1)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert f"main.py run walk --resume {run.name} --runs-dir {runs_dir}" in err
    assert (run / "figures" / "loss.png").exists()
    assert json.loads((run / "status.json").read_text())["state"] == "interrupted"

    finish(folder, "resume", "--runs-dir", runs_dir)
    assert json.loads((run / "status.json").read_text())["state"] == "finished"
    assert_same(run, whole)


def test_a_killed_run_resumes_from_its_last_checkpoint(folder, whole):
    runs_dir = folder / "killed"
    process = start(folder, "run", "walk", *SLOW, "--runs-dir", runs_dir)
    saved = 0
    for _ in range(2):
        run = wait_for_step(runs_dir, saved + 1)
        process.kill()
        process.communicate()
        saved = json.loads((run / "status.json").read_text())["steps"]
        process = start(folder, "run", "walk", *SLOW[2:], "--resume", "--runs-dir", runs_dir)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Training" not in out
    assert_same(run, whole)


@pytest.fixture
def here(folder, monkeypatch, whole):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TF1RNN_PLUGINS", str(folder))
    return ("--runs-dir", "whole")


def test_a_finished_run_can_be_trained_for_longer(command, here, whole, tmp_path):
    assert command("run", "walk", "--n-epochs", 2, "--runs-dir", tmp_path).code == 0
    run = only_run(tmp_path)
    longer = ("--resume", run.name, "--n-epochs", 4, "--runs-dir", tmp_path)
    assert command("run", "walk", *longer).code == 0
    assert_same(run, whole)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--resume --learning-rate 0.1", "--learning-rate 0.1 (the run's is 0.01) differs"),
        ("--resume --seed 7", "--seed 7 (the run's is 42) differs"),
        ("--resume --n-epochs 3", "--n-epochs 3 (the run's is 4) differs"),
        ("--resume", "this run is finished; raise --n-epochs to train it for longer"),
        ("--resume absent", "there is no such run"),
        ("--resume ../walk", "there is no such run"),
    ],
)
def test_resuming_with_other_hyperparameters_or_nothing_to_do_is_refused(
    command, here, options, message
):
    result = command("run", "walk", *options.split(), *here)
    assert result.code == 2
    assert message in result.err


@pytest.mark.parametrize(
    "damage", [b"", b"step,loss\n0,one\n", b"\xff\xfe", b"loss\n1.0\n", b"step,loss\n1,2,3,4\n"]
)
def test_a_metrics_file_that_somebody_changed_is_refused_by_name(here, whole, tmp_path, damage):
    shutil.copytree(whole, tmp_path / "walk" / "changed")
    (tmp_path / "walk" / "changed" / "metrics.csv").write_bytes(damage)
    walk = discovery.discover().get("walk")(n_epochs=5)
    with pytest.raises(UserError, match="metrics.csv: not as it was saved"):
        resume_task(walk, tmp_path / "walk" / "changed", echo=False)


def test_resume_says_if_no_run_is_unfinished(command, here):
    result = command("resume", *here)
    assert (result.code, "no run there is unfinished" in result.err) == (2, True)


def test_a_run_is_written_by_one_process_only(command, here, whole):
    with locking.locked(whole):
        result = command("run", "walk", "--resume", "--n-epochs", "5", *here)
    assert result.code == 2
    assert "another process is writing this run" in result.err


def test_a_loss_that_is_not_a_number_stops_the_run_with_step_checkpoint_and_advice(
    folder, monkeypatch, tmp_path
):
    monkeypatch.setenv("TF1RNN_PLUGINS", str(folder))
    walk = discovery.discover().get("walk")(learning_rate=1e30)
    with pytest.raises(UserError, match="at step .*training has diverged; .*smaller learning rate"):
        run_task(walk, tmp_path, echo=False)
    assert json.loads((only_run(tmp_path) / "status.json").read_text())["state"] == "failed"


def test_runs_lists_each_run_with_its_state_and_last_metrics(command, here):
    lines = command("runs", *here).out.splitlines()
    assert lines[0].split()[:4] == ["task", "run", "state", "steps"]
    assert lines[1].split()[0] == "walk"
    assert lines[1].split()[2:4] == ["finished", "200"]
    assert "loss" in lines[1]


def test_prune_asks_before_it_deletes_unfinished_runs(command, here, tmp_path, monkeypatch):
    shutil.copytree("whole", tmp_path / "runs")
    (run,) = (tmp_path / "runs" / "walk").iterdir()
    shutil.copytree(run, run.parent / "killed")
    status = json.loads((run / "status.json").read_text())
    (run.parent / "killed" / "status.json").write_text(json.dumps({**status, "state": "running"}))

    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    command("runs", "--prune", "--runs-dir", tmp_path / "runs")
    assert (run.parent / "killed").exists()
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    command("runs", "--prune", "--runs-dir", tmp_path / "runs")
    assert [path.name for path in run.parent.iterdir()] == [run.name]


def test_a_full_disk_is_one_clear_line_and_leaves_the_checkpoints(folder, tmp_path):
    # A limit on file sizes stands for a full disk: writing fails in the same places.
    argv = ("run", "walk", "--save-every", "0", "--runs-dir", tmp_path)
    process = start(folder, *argv, limits={"RLIMIT_FSIZE": 7000})
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    run = only_run(tmp_path)
    assert err.startswith(f"tf1rnn: {run}: cannot be written any more: ")
    assert err.count("\n") == 1


def test_a_folder_that_is_removed_during_a_run_is_one_clear_line(folder, tmp_path):
    options = ("--pause", "0.01", "--save-every", "0", "--runs-dir", tmp_path / "runs")
    process = start(folder, "run", "walk", *options)
    run = wait_for_step(tmp_path / "runs", 1)
    while run.exists():  # a checkpoint may be being written there
        shutil.rmtree(tmp_path / "runs", ignore_errors=True)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.count("\n")) == (2, 1)
    assert err.startswith(f"tf1rnn: {run}: cannot be written any more: ")


def test_resume_takes_the_run_that_is_named_and_says_if_there_is_none(command, here):
    assert "there is no run absent there" in command("resume", "absent", *here).err
    assert "this run is finished" in command("resume", only_run(Path("whole")).name, *here).err


def test_a_bare_resume_skips_a_run_whose_task_is_gone_and_says_so(command, here, tmp_path, whole):
    gone, older = tmp_path / "gone" / "newer", tmp_path / "walk" / "older"
    for folder in (older, gone):
        shutil.copytree(whole, folder)
        status = json.loads((folder / "status.json").read_text())
        (folder / "status.json").write_text(json.dumps({**status, "state": "interrupted"}))
    params = json.loads((gone / "params.json").read_text())
    (gone / "params.json").write_text(json.dumps({**params, "task": "gone"}))
    result = command("resume", "--runs-dir", tmp_path)
    assert f"tf1rnn: {gone} is skipped: there is no task gone now" in result.err
    assert f"--resume older --runs-dir {tmp_path}" in result.err


def test_without_a_name_an_unfinished_run_comes_before_newer_finished_ones(tmp_path, whole):
    older = tmp_path / "walk" / "older"
    shutil.copytree(whole, older)
    shutil.copytree(whole, tmp_path / "walk" / "newer")
    status = json.loads((older / "status.json").read_text())
    (older / "status.json").write_text(json.dumps({**status, "state": "interrupted"}))
    for state in older.glob("checkpoints/*/state.json"):
        os.utime(state, (0, 0))
    assert folders.find_run(tmp_path, "walk", None).name == "newer"
    assert folders.find_run(tmp_path, "walk", None, to_resume=True) == older
