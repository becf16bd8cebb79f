"""The folders of runs: hostile or damaged ones, links, locks, and how `runs` lists them."""

import fcntl
import io
import json
import os
import shutil
import sys

import pytest

from tf1rnn import UserError, run_task
from tf1rnn.runs.folder import locking
from tf1rnn.runs.resuming import resume_task


def resume(walk, folder):
    return resume_task(walk(n_epochs=2, n_iterations=2), folder, echo=False)


STATUSES = [
    {"state": "\x1b[2J", "steps": 3, "metrics": {}},
    {"state": ["running"], "steps": -1, "metrics": []},
    {"state": "failed", "steps": 10**4000, "metrics": {"loss": "low", "\x1b[31m": 1.5}},
    {"state": "finished", "steps": True, "metrics": {"loss": 10**400, "more": {"deep": []}}},
    {"state": None, "steps": 1e308, "metrics": {"loss": float("nan"), "big": float("inf")}},
    [],
    "finished",
]


@pytest.mark.parametrize("status", STATUSES)
def test_a_status_of_any_shape_is_listed_on_one_line_and_moves_no_cursor(command, run, status):
    (run / "status.json").write_text(json.dumps(status))
    result = command("runs", "--runs-dir", run.parent.parent)
    assert (result.code, result.out.count("\n")) == (0, 2)
    assert "\x1b" not in result.out


@pytest.mark.parametrize("name", ["status.json", "params.json"])
def test_a_pipe_a_folder_or_a_huge_file_in_place_of_a_file_blocks_no_command(command, run, name):
    path = run / name
    path.unlink()
    os.mkfifo(path)
    assert command("runs", "--runs-dir", run.parent.parent).code in (0, 2)
    assert command("run", "walk", "--resume", "--runs-dir", run.parent.parent).code in (0, 2)
    path.unlink()
    path.mkdir()
    assert command("runs", "--runs-dir", run.parent.parent).code in (0, 2)
    path.rmdir()
    with path.open("wb") as file:
        file.truncate(1 << 40)  # takes no space on the disk, but would take all memory
    assert command("runs", "--runs-dir", run.parent.parent).code in (0, 2)


@pytest.mark.parametrize("name", ["output.txt", "events", "figures", "checkpoints/000002"])
def test_a_link_in_a_run_s_folder_is_never_written_through(walk, run, tmp_path, name):
    precious = tmp_path / "precious"
    precious.write_text("mine")
    path = run / name
    if path.exists():
        path.rename(tmp_path / "moved")
    path.symlink_to(precious)
    with pytest.raises(UserError, match="is a link"):
        resume(walk, run)
    assert precious.read_text() == "mine"


def test_pruning_follows_no_link_out_of_the_folder(command, run, tmp_path, monkeypatch):
    (run / "status.json").write_text('{"state": "failed"}')
    elsewhere = tmp_path / "elsewhere"
    run.parent.rename(elsewhere)
    run.parent.symlink_to(elsewhere)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    result = command("runs", "--prune", "--runs-dir", tmp_path / "runs")
    assert "is a link to another place, so it is not deleted" in result.err
    assert (elsewhere / run.name / "params.json").exists()


def test_without_anybody_to_answer_nothing_is_deleted(command, run, monkeypatch):
    (run / "status.json").write_text('{"state": "failed"}')
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    result = command("runs", "--prune", "--runs-dir", run.parent.parent)
    assert (result.code, "Nothing is deleted." in result.out) == (0, True)
    assert run.exists()


def test_a_run_that_saved_no_checkpoint_restarts_and_is_the_same_run(walk, run, tmp_path):
    whole = (run / "metrics.csv").read_text(), (run / "output.txt").read_text()
    for path in sorted((run / "checkpoints").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (run / "status.json").write_text('{"state": "running", "steps": 0, "metrics": {}}')
    (run / ".writing-params-abc.json").write_text("half")
    resume_task(walk(n_epochs=1, n_iterations=2), run, echo=False)
    assert ((run / "metrics.csv").read_text(), (run / "output.txt").read_text()) == whole
    assert not list(run.rglob(".*")), "what a killed process left is removed"


def test_an_output_that_was_cut_short_is_refused_and_not_padded(walk, run):
    (run / "output.txt").write_text("")
    with pytest.raises(UserError, match=r"output.txt: is cut short"):
        resume(walk, run)
    assert (run / "output.txt").read_text() == ""


def test_a_checkpoint_of_other_loops_is_refused_and_not_deleted(walk, run):
    def execute(self, run):
        run.print("no loop at all")

    other = type("Other", (walk,), {"execute": execute, "__module__": walk.__module__})
    before = sorted(p.name for p in (run / "checkpoints").iterdir())
    with pytest.raises(UserError, match="in loops that .* no longer has"):
        resume_task(other(n_epochs=3), run, echo=False)
    assert sorted(p.name for p in (run / "checkpoints").iterdir()) == before


def test_a_variable_of_another_shape_is_refused_before_any_memory_is_taken(walk, run):
    class Wider(walk):
        def construct(self):
            from tf1rnn import tf

            super().construct()
            tf.get_variable("more", [3])

    with pytest.raises(UserError, match=r"does not fit the task as it is now: more .* is absent"):
        resume_task(Wider(n_epochs=2, n_iterations=2), run, echo=False)


def test_a_lock_that_is_held_for_a_moment_stops_no_process(run):
    handle = os.open(run, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    import threading

    threading.Timer(0.03, os.close, [handle]).start()
    with locking.locked(run):
        assert locking.is_locked(run)


def test_a_missing_folder_is_one_clear_line(tmp_path):
    with (
        pytest.raises(UserError, match="absent: cannot be opened: No such file"),
        locking.locked(tmp_path / "absent"),
    ):
        pass


def test_a_run_that_never_began_removes_only_the_folders_it_made(walk, tmp_path):
    class Broken(walk):
        def construct(self):
            raise UserError("no")

    mine = tmp_path / "mine"
    mine.mkdir()
    for runs_dir in (mine, tmp_path / "new" / "deep"):
        with pytest.raises(UserError, match="no"):
            run_task(Broken(), runs_dir, echo=False)
    assert list(mine.iterdir()) == []
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["x" * 300, "file/below", "loop", "\udcff"])
def test_an_impossible_runs_folder_is_one_clear_line(command, tmp_path, name):
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    for argv in (["run", "basic_rnn"], ["runs"], ["resume"], ["translate", "Yes."]):
        result = command(*argv, "--runs-dir", tmp_path / name)
        assert (result.code, result.err.count("\n")) == (2, 1)


def test_for_two_runs_of_one_name_the_task_is_asked_for(command, run):
    shutil.copytree(run, run.parent.parent / "other" / run.name)
    result = command("resume", run.name, "--runs-dir", run.parent.parent)
    assert (result.code, "choose with: run TASK --resume" in result.err) == (2, True)


def test_seconds_that_are_not_a_number_are_refused(command, walk, tmp_path):
    result = command("run", "walk", "--save-every", "nan", "--runs-dir", tmp_path)
    assert (result.code, "--save-every" in result.err) == (2, True)
