"""A run's folder may have any name that TensorFlow can be given in some way."""

import pytest

from tests.runs.walking import WALK, assert_same, finish, only_run
from tf1rnn.runs import folders


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "walk.py").write_text(WALK)
    return tmp_path


@pytest.mark.parametrize("name", ["my [x] runs", "what?", "all*", "back\\slash", "a[b"])
def test_a_run_in_a_folder_with_a_pattern_in_its_name_is_saved_and_resumed(folder, name):
    runs_dir, plain = folder / name, folder / "plain"
    short = ("--n-iterations", "3", "--save-every", "0")
    for where in (runs_dir, plain):
        finish(folder, "run", "walk", "--n-epochs", "1", *short, "--runs-dir", where)
        run = only_run(where).name
        finish(folder, "run", "walk", "--resume", run, "--n-epochs", "2", "--runs-dir", where)
    assert_same(only_run(plain), only_run(runs_dir))


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
