"""`runs verify`: a replay with the same bits, and the first place where it differs."""

import functools
import json
import re
import shutil
import signal

import pytest

from tf1rnn import Run, run_task
from tf1rnn.runs.folder.locking import locked
from tf1rnn.runs.interruption import Interrupted


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


@pytest.fixture
def cut(walk, tmp_path):
    """A run that a signal stopped in the middle of its second epoch, with two checkpoints."""

    def steps(self, n):
        for i in Run.steps(self, n):
            yield i
            if self.finished_steps == 5:
                signal.raise_signal(signal.SIGINT)

    def execute(self, run):
        run.steps = functools.partial(steps, run)
        walk.execute(self, run)

    stopped = type("Walk", (walk,), {"execute": execute, "__module__": walk.__module__})
    with pytest.raises(Interrupted) as told:
        task = stopped(n_epochs=2, n_iterations=4)
        run_task(task, tmp_path / "runs", echo=False, save_every=0.0)
    return told.value.folder


def test_an_unfinished_run_is_replayed_up_to_its_last_checkpoint(command, cut):
    result = command("runs", "verify", cut)
    assert (result.code, "bit for bit up to step 6, its last checkpoint" in result.out) == (0, True)
    result = command("runs", "verify", cut, "--from-checkpoint")
    told = "bit for bit from step [1-5] on up to step 6, its last checkpoint"
    assert (result.code, bool(re.search(told, result.out))) == (0, True), result
    rows = (cut / "metrics.csv").read_text().split("\n")
    rows[6] = "5,0.125"
    (cut / "metrics.csv").write_text("\n".join(rows))
    result = command("runs", "verify", cut, "--from-checkpoint")
    assert (result.code, result.out.count("\n")) == (1, 1)
    assert result.out.startswith("metrics.csv differs first in row 6, loss: 0.125, replayed ")


def test_what_cannot_be_replayed_is_refused(command, run):
    result = command("runs", "verify", run, "--from-checkpoint")
    assert (result.code, "no checkpoint before its last one" in result.err) == (2, True)
    (run / "status.json").write_text('{"state": "running"}')
    with locked(run):
        result = command("runs", "verify", run)
    assert (result.code, "is running; verify it when it has ended" in result.err) == (2, True)
    shutil.rmtree(run / "checkpoints")
    result = command("runs", "verify", run)
    assert (result.code, "has no checkpoint to verify; resume it" in result.err) == (2, True)
