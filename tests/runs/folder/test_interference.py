"""Another program deletes, changes or moves a run's files while it runs."""

import json
import shutil

import pytest

from tests.runs.walking import assert_same
from tf1rnn import UserError, run_task
from tf1rnn.runs.folder import locking

VALUES = {"n_epochs": 2, "n_iterations": 4}


def disturbed(walk, disturb):
    """The task, which calls disturb(folder) in the middle of its training."""

    def execute(self, run):
        recorded = run.record

        def record(step, **metrics):
            recorded(step, **metrics)
            if step == 5:
                disturb(run.folder)

        run.record = record
        walk.execute(self, run)

    return type("Walk", (walk,), {"execute": execute, "__module__": walk.__module__})


def delete_all(folder):
    for path in folder.rglob("*"):
        if path.is_file() and "events" not in path.parts:
            path.unlink()


DISTURBANCES = {
    "deleted": lambda path: path.unlink(),
    "emptied": lambda path: path.write_text(""),
    "longer": lambda path: path.write_text(path.read_text() + "more\n"),
    "replaced": lambda path: (path.unlink(), path.write_text("mine")),
}


@pytest.fixture
def whole(walk, tmp_path):
    return run_task(walk(**VALUES), tmp_path / "whole", echo=False).folder


@pytest.mark.parametrize("name", ["output.txt", "metrics.csv"])
def test_a_file_that_is_deleted_or_changed_is_made_whole(walk, whole, tmp_path, capsys, name):
    for how, disturb in DISTURBANCES.items():
        task = disturbed(walk, lambda folder, disturb=disturb: disturb(folder / name))(**VALUES)
        run = run_task(task, tmp_path / how, echo=False, save_every=0)
        assert_same(run.folder, whole)
        assert (
            f"another program deleted or changed {name} during the run" in capsys.readouterr().err
        )


def test_a_run_whose_files_are_all_deleted_ends_whole(walk, whole, tmp_path):
    run = run_task(disturbed(walk, delete_all)(**VALUES), tmp_path / "runs", echo=False)
    assert_same(run.folder, whole)
    assert json.loads((run.folder / "status.json").read_text())["state"] == "finished"
    assert json.loads((run.folder / "params.json").read_text())["seed"] == 42


def test_a_run_whose_folder_is_moved_stops_and_is_resumed_where_it_is_now(walk, tmp_path):
    moved = tmp_path / "moved"
    task = disturbed(walk, lambda folder: folder.rename(moved))(**VALUES)
    with pytest.raises(UserError, match="cannot be written any more: it was moved, or another"):
        run_task(task, tmp_path / "runs", echo=False, save_every=0)
    assert not list((tmp_path / "runs" / "walk").iterdir())
    assert len(list((moved / "checkpoints").iterdir())) == 2


def test_a_copy_in_the_place_of_its_folder_is_not_written(walk, tmp_path):
    def replace(folder):
        folder.rename(tmp_path / "moved")
        shutil.copytree(tmp_path / "moved", folder)

    with pytest.raises(UserError, match="another folder is in its place"):
        run_task(disturbed(walk, replace)(**VALUES), tmp_path / "runs", echo=False)
    (copy,) = (tmp_path / "runs" / "walk").iterdir()
    for name in ("output.txt", "metrics.csv", "status.json"):
        assert (copy / name).read_bytes() == (tmp_path / "moved" / name).read_bytes()
    with locking.locked(copy):  # so another process may resume it
        assert locking.is_locked(copy)
