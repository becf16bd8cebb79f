"""`runs` and `runs compare`: what they show of runs, at which width, and what they refuse."""

import json
import os
import sys

import pytest

from tf1rnn.cli import runs as cli_runs
from tf1rnn.runs.folder import folders

PARAMS = {
    "task": "walk",
    "hyperparameters": {"n_epochs": 4, "learning_rate": 0.01, "words": ["a", "b"]},
    "defaults": {"n_epochs": 4, "learning_rate": 0.01, "words": ["a", "b"]},
    "facts": {"replicas": 1},
    "seed": folders.DEFAULT_SEED,
    "device": "cpu",
    "versions": {"tf1rnn": "0.1.0"},
}
METRICS = "step,loss,accuracy\n0,3.0,\n1,1.0,0.5\n2,2.0,0.25\n"


@pytest.fixture
def made(tmp_path):
    """made("task/run", seed=7, learning_rate=0.1): the folder of a finished run."""

    def make(name, metrics=METRICS, **changed):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        seed = changed.pop("seed", PARAMS["seed"])
        values = {**PARAMS["hyperparameters"], **changed}
        params = {**PARAMS, "task": folder.parent.name, "hyperparameters": values, "seed": seed}
        (folder / "params.json").write_text(json.dumps(params))
        status = {"state": "finished", "steps": 3, "metrics": {"step": 2, "loss": 2.0}}
        (folder / "status.json").write_text(json.dumps(status))
        (folder / "metrics.csv").write_text(metrics)
        return folder

    return make


def test_a_run_s_line_names_what_is_not_the_default(command, made, tmp_path):
    made("walk/one", seed=7, learning_rate=0.1)
    made("talk/two")
    result = command("runs", "--runs-dir", tmp_path)
    by_name = {line.split()[1]: line for line in result.out.splitlines()}
    assert "learning_rate=0.1 seed=7" in by_name["one"]
    assert "=" not in by_name["two"]
    only = command("runs", "walk", "--runs-dir", tmp_path, "--json")
    (listed,) = json.loads(only.out)
    assert listed["changed"] == {"learning_rate": 0.1, "seed": 7}


@pytest.mark.parametrize("argv", [["runs"], ["runs", "walk"], ["runs", "compare", *"abcdefg"]])
def test_on_a_screen_of_80_columns_no_line_is_longer(command, made, tmp_path, monkeypatch, argv):
    for name in "abcdefg":
        made(f"walk/{name}", words=["a long one of many letters"] * 9, learning_rate=1 / 3)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    result = command(*argv, "--runs-dir", tmp_path)
    assert result.code == 0
    assert max(map(len, result.out.splitlines())) <= 80


def test_of_thousands_of_runs_a_screen_shows_the_newest_and_a_pipe_all(
    command, made, tmp_path, monkeypatch
):
    monkeypatch.setattr(cli_runs, "ON_SCREEN", 2)
    for age, name in enumerate(("newest", "newer", "older", "oldest")):
        status = made(f"walk/{name}") / "status.json"
        os.utime(status, (status.stat().st_mtime - 1000 * age,) * 2)
    assert len(command("runs", "--runs-dir", tmp_path).out.splitlines()) == 5
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    told = command("runs", "--runs-dir", tmp_path).out
    _, *rows, rest = told.splitlines()
    assert {row.split()[1] for row in rows} == {"newest", "newer"}
    assert rest == "... and 2 older; `runs | cat` lists them all"


def test_compared_runs_stand_side_by_side_with_a_star_where_they_differ(command, made, tmp_path):
    made("walk/one")
    made("walk/two", "step,loss\n0,5.0\n", learning_rate=0.1)
    result = command("runs", "compare", "one", "walk/two", "--runs-dir", tmp_path)
    rows = [line.split() for line in result.out.splitlines()]
    assert ["*", "learning_rate", "0.01", "0.1"] in rows
    assert ["n_epochs", "4", "4"] in rows
    assert ["loss,", "last", "2", "5"] in rows
    assert ["lowest", "1", "@1", "5", "@0"] in rows
    assert ["highest", "0.5", "@1", "-"] in rows
    compared = json.loads(command("runs", "compare", "one", "--json", "--runs-dir", tmp_path).out)
    assert compared[0]["metrics"]["accuracy"]["best"] == 0.5


def test_what_is_not_there_or_not_clear_is_one_line(command, made, tmp_path):
    made("walk/one")
    made("talk/one")
    (made("walk/broken") / "metrics.csv").write_text("step,loss\nx,y\n")
    for argv, said in (
        (["compare", "onne"], "did you mean one?"),
        (["compare", "one"], "say talk/one or walk/one"),
        (["compare", "broken"], "metrics.csv: cannot be read"),
        (["wolk"], "did you mean walk?"),
        (["--prune", "--json"], "leave one of them out"),
    ):
        result = command("runs", *argv, "--runs-dir", tmp_path)
        assert (result.code, result.err.count("\n"), said in result.err) == (2, 1, True), argv
