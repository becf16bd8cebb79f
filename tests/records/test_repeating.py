"""`run --config`: the same digits again, and what is said to differ."""

import json


def only(runs_dir):
    (folder,) = (runs_dir / "walk").iterdir()
    return folder


def test_a_params_json_gives_the_same_digits_again(command, run, tmp_path):
    result = command("run", "--config", run / "params.json", "--runs-dir", tmp_path / "again")
    assert (result.code, "--config" in result.err) == (0, False), result.err
    for name in ("output.txt", "metrics.csv"):
        assert (only(tmp_path / "again") / name).read_bytes() == (run / name).read_bytes()


def test_what_differs_is_said_and_what_is_given_counts(command, run, tmp_path):
    params = json.loads((run / "params.json").read_text())
    params["versions"]["numpy"] = "1.0"
    config = tmp_path / "old.json"
    config.write_text(json.dumps(params))
    argv = ("run", "walk", "--config", config, "--seed", 7, "--learning-rate", 0.5)
    result = command(*argv, "--runs-dir", tmp_path / "again")
    assert result.code == 0
    assert "learning_rate was 0.01, is now 0.5" in result.err
    assert f"seed was {params['seed']}, is now 7" in result.err
    assert "numpy was 1.0, is now" in result.err
    assert json.loads((only(tmp_path / "again") / "params.json").read_text())["seed"] == 7


def test_a_config_that_does_not_fit_is_one_line(command, run, tmp_path):
    params = json.loads((run / "params.json").read_text())
    (tmp_path / "bad.json").write_text(json.dumps({**params, "hyperparameters": {"n_epoch": 1}}))
    (tmp_path / "none.json").write_text("[]")
    for argv, said in (
        (["basic_rnn", "--config", run], "is of a run of walk, not of basic_rnn"),
        (["--config", tmp_path / "bad.json"], "did you mean n_epochs?"),
        (["--config", tmp_path / "none.json"], "is not the params.json of a run"),
        (["--config", tmp_path / "absent"], "is not the params.json of a run"),
        (["--config", run, "--quick"], "leave out --quick"),
    ):
        result = command("run", *argv, "--runs-dir", tmp_path / "again")
        assert (result.code, result.err.count("\n"), said in result.err) == (2, 1, True), result.err
    assert not (tmp_path / "again").exists()
