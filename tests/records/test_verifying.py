"""`runs verify`: a replay with the same bits, and the first place where it differs."""

import json


def contents(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_run_comes_out_bit_for_bit_and_is_only_read(command, run):
    before = contents(run)
    result = command("runs", "verify", run.name, "--runs-dir", run.parent.parent)
    assert (result.code, "comes out bit for bit" in result.out) == (0, True), result
    assert contents(run) == before


def test_what_differs_first_is_named(command, run):
    text = (run / "output.txt").read_text()
    (run / "output.txt").write_text(text.replace("Recorded: 2", "Recorded: 3"))
    params = json.loads((run / "params.json").read_text())
    params["seed"] += 1
    (run / "params.json").write_text(json.dumps(params))
    result = command("runs", "verify", run)
    assert result.code == 1
    assert "output.txt differs first in line 2: '0 Loss:" in result.out
    assert "metrics.csv differs first in row 1, loss:" in result.out
    assert "variables" in result.out
    assert "w" in result.out


def test_an_unfinished_run_is_refused(command, run):
    (run / "status.json").write_text('{"state": "failed"}')
    result = command("runs", "verify", run)
    assert (result.code, "only a finished run is verified" in result.err) == (2, True)
