"""Kill a training process at 20 random moments; each time it ends with exactly the same weights."""

import random
import time

import pytest

from tests.runs.walking import WALK, assert_same, finish, only_run, start

N_KILLS = 20
OPTIONS = ("--pause", "0.005", "--n-epochs", "6")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kills")
    (folder / "walk.py").write_text(WALK)
    finish(folder, "run", "walk", *OPTIONS, "--runs-dir", "whole")
    return folder


@pytest.mark.parametrize("number", range(N_KILLS))
def test_a_run_killed_at_a_random_moment_ends_with_the_same_weights(folder, number):
    runs_dir = folder / f"killed-{number}"
    process = start(folder, "run", "walk", *OPTIONS, "--save-every", "0.02", "--runs-dir", runs_dir)
    # Any moment between its first checkpoint and its end.
    while not list(runs_dir.glob("walk/*/checkpoints/*/state.json")):
        time.sleep(0.01)
    time.sleep(random.Random(number).uniform(0, 1.5))
    process.kill()
    process.communicate()
    finish(folder, "resume", "--runs-dir", runs_dir)
    assert_same(only_run(runs_dir), only_run(folder / "whole"))
