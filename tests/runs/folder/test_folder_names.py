"""A run's folder may have any name that TensorFlow can be given in some way."""

import pytest

from tests.runs.walking import WALK, assert_same, finish, only_run
from tf1rnn import run_task
from tf1rnn.registry import discovery
from tf1rnn.runs.folder import folders
from tf1rnn.runs.resuming import resume_task


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "walk.py").write_text(WALK)
    monkeypatch.setenv("TF1RNN_PLUGINS", str(tmp_path))
    return tmp_path


def test_a_run_in_a_folder_with_a_pattern_in_its_name_is_saved_and_resumed(folder):
    walk = discovery.discover().get("walk")
    for name in ("plain", "my [x] runs", "what?", "all*", "back\\slash", "a[b"):
        quiet = {"device": "cpu", "echo": False, "save_every": 0}
        run = run_task(walk(n_epochs=2, n_iterations=3), folder / name, max_steps=3, **quiet)
        resume_task(folders.task_of(run.folder, walk), run.folder, **quiet)
        assert_same(only_run(folder / "plain"), only_run(folder / name))


def test_a_process_that_is_killed_while_it_constructs_leaves_a_run_that_is_listed(folder):
    (folder / "slow.py").write_text(
        WALK.replace("class Walk", "class Slow")
        .replace("    def construct(self):", "    def construct(self):\n        os._exit(9)")
        .replace("import time", "import os\nimport time")
    )
    finish(folder, "run", "slow", "--runs-dir", folder / "runs", code=9)
    out, _ = finish(folder, "runs", "--runs-dir", folder / "runs")
    assert "slow" in out
    assert "interrupted" in out
    (folder / "slow.py").write_text(WALK.replace("class Walk", "class Slow"))
    _, err = finish(folder, "resume", "--runs-dir", folder / "runs")
    assert "it restarts" in err
    (run,) = (folder / "runs" / "slow").iterdir()
    assert folders.read_status(run)["state"] == "finished"
    assert "threads" in folders.read_params(run)["facts"]
