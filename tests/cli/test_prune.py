"""`runs --prune` deletes what an unfinished run made, and nothing else."""

import io
import json
import sys

import numpy as np
import pytest

from tf1rnn import run_task
from tf1rnn.registry import discovery
from tf1rnn.runs.folder import folders, locking


@pytest.fixture
def unfinished(tmp_path):
    """A run of basic_rnn whose process was killed."""
    run = run_task(discovery.discover().get("basic_rnn")(), tmp_path / "runs", echo=False)
    run.write("notes.txt", "written by the task")
    run.embedding("places", np.eye(2), place=["here", "there"])
    status = folders.read_status(run.folder) | {"state": "interrupted", "files": ["notes.txt"]}
    folders.write_status(run.folder, status)
    return run.folder


@pytest.fixture
def prune(command, monkeypatch, tmp_path):
    """Answer `runs --prune` with yes; `before` is done while the question stands."""

    class Answer(io.StringIO):
        before = staticmethod(lambda: None)

        def readline(self, *args):
            self.before()
            return super().readline(*args)

    def run(before=lambda: None, runs_dir=tmp_path / "runs"):
        answer = Answer("y\n")
        answer.before = before
        monkeypatch.setattr(sys, "stdin", answer)
        return command("runs", "--prune", "--runs-dir", runs_dir)

    return run


def test_it_lists_each_run_with_its_path_and_size_and_deletes_it(prune, unfinished):
    result = prune()
    assert f"{unfinished}  " in result.out
    assert result.out.endswith("Deleted 1 of 1 unfinished run.\n")
    assert not unfinished.exists()


def test_a_run_that_was_resumed_and_finished_meanwhile_is_left(prune, unfinished):
    def finish():
        status = folders.read_status(unfinished) | {"state": "finished"}
        folders.write_status(unfinished, status)

    result = prune(before=finish)
    assert f"{unfinished}: not deleted: it is finished now" in result.err
    assert (unfinished / "output.txt").exists()


def test_a_run_that_somebody_resumes_is_left_and_the_others_are_deleted(
    prune, unfinished, tmp_path
):
    other = run_task(discovery.discover().get("static_rnn")(), tmp_path / "runs", echo=False).folder
    folders.write_status(other, folders.read_status(other) | {"state": "failed"})
    with locking.locked(other):
        result = prune()
    assert "another process is writing this run" in result.err
    assert other.exists()
    assert not unfinished.exists()
    assert result.out.endswith("Deleted 1 of 2 unfinished runs.\n")


def test_files_that_no_run_makes_are_left_and_named(prune, unfinished):
    (unfinished / "thesis.docx").write_text("precious")
    (unfinished / "figures").mkdir(exist_ok=True)
    (unfinished / "figures" / "mine.svg").write_text("precious")
    result = prune()
    assert "figures, thesis.docx" in result.err
    left = {str(path.relative_to(unfinished)) for path in unfinished.rglob("*") if path.is_file()}
    assert left == {"thesis.docx", "figures/mine.svg"}


@pytest.mark.parametrize(
    "params", ["{}", "[]", "not JSON", json.dumps({"task": "thesis", "seed": 1, "facts": {}})]
)
def test_a_folder_of_another_program_is_not_a_run(prune, unfinished, params):
    other = unfinished.parent.parent / "thesis" / "model_v1"
    other.mkdir(parents=True)
    (other / "params.json").write_text(params)
    (other / "weights.h5").write_text("precious")
    result = prune()
    assert "thesis" not in result.out + result.err
    assert (other / "weights.h5").exists()
    assert (other / "params.json").exists()
