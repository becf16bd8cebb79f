"""Runs that are interrupted, killed or diverge, in processes of their own, and taken up again."""

import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tf1rnn import UserError, registry
from tf1rnn.checkpoints import Checkpoints
from tf1rnn.execution import run_task
from tf1rnn.tf1 import tf

CHECKOUT = Path(__file__).resolve().parent.parent

# A task that draws its data at random, trains with momentum and nests its loops.
WALK = '''
import time
from typing import Annotated

import numpy as np

from tf1rnn import Option, Task, tf


class Walk(Task):
    """Fit a line."""

    configuration = "vector to vector"
    n_epochs: Annotated[int, Option(min=1)] = 4
    n_iterations: Annotated[int, Option(min=1)] = 50
    pause: Annotated[float, Option(min=0.0)] = 0.0
    learning_rate: Annotated[float, Option(min=0.0)] = 0.01

    def construct(self):
        self.X = tf.placeholder(tf.float32, [None, 3])
        self.y = tf.placeholder(tf.float32, [None, 1])
        self.w = tf.get_variable("w", [3, 1])
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.X, self.w) - self.y))
        self.training_op = tf.train.AdamOptimizer(self.learning_rate).minimize(self.loss)

    def execute(self, run):
        run.print("Training")
        for epoch in run.steps(self.n_epochs):
            order = np.random.permutation(self.n_iterations)
            for iteration in run.steps(self.n_iterations):
                X = np.random.rand(8, 3) + order[iteration] / 100
                feed_dict = {self.X: X, self.y: X.sum(axis=1, keepdims=True)}
                loss, _ = run.session.run([self.loss, self.training_op], feed_dict=feed_dict)
                run.record(epoch * self.n_iterations + iteration, loss=loss)
                time.sleep(self.pause)
            run.print(epoch, "Loss:", loss)
        with run.figure("loss") as figure:
            figure.subplots().plot(*run.recorded("loss"))
        run.print("Recorded:", len(run.recorded("loss")[0]))
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("resume")
    (folder / "walk.py").write_text(WALK)
    return folder


def start(folder, *argv, before=None):
    environment = {**os.environ, "TF1RNN_PLUGINS": str(folder), "PYTHONPATH": str(CHECKOUT)}
    return subprocess.Popen(
        [sys.executable, str(CHECKOUT / "main.py"), *map(str, argv)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def finish(folder, *argv, code=0):
    process = start(folder, *argv)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    return out, err


def only_run(runs_dir):
    (folder,) = (runs_dir / "walk").iterdir()
    return folder


def kept(folder):
    """What must be the same of two runs: their output, metrics and variables."""
    checkpoint, _ = Checkpoints(folder / "checkpoints").newest()
    reader = tf.train.load_checkpoint(str(checkpoint / "model"))
    variables = {n: reader.get_tensor(n) for n in sorted(reader.get_variable_to_shape_map())}
    texts = [(folder / name).read_text() for name in ("output.txt", "metrics.csv")]
    return texts, variables


def assert_same(first, second):
    (first_texts, first_variables), (second_texts, second_variables) = kept(first), kept(second)
    assert first_texts == second_texts
    assert first_variables.keys() == second_variables.keys()
    for name, value in first_variables.items():
        np.testing.assert_array_equal(value, second_variables[name], err_msg=name)


@pytest.fixture(scope="module")
def whole(folder):
    """The run that nothing interrupted."""
    finish(folder, "run", "walk", "--runs-dir", "whole")
    return only_run(folder / "whole")


def wait_for_step(run_dir, steps):
    """Wait until the run has saved so many steps; its folder."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for status in run_dir.glob("walk/*/status.json"):
            if json.loads(status.read_text())["steps"] >= steps:
                return status.parent
        time.sleep(0.02)
    raise AssertionError(f"no run in {run_dir} came as far as step {steps}")


SLOW = ("--pause", "0.02", "--save-every", "0.05")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_after_its_step_and_it_goes_on_as_if_nothing_had_been(
    folder, whole, number
):
    runs_dir = folder / f"signal-{number}"
    process = start(folder, "run", "walk", *SLOW, "--runs-dir", runs_dir)
    run = wait_for_step(runs_dir, 1)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert f"go on with: run walk --resume {run.name}" in err
    assert (run / "figures" / "loss.png").exists()
    assert json.loads((run / "status.json").read_text())["state"] == "interrupted"

    finish(folder, "resume", "--runs-dir", runs_dir)
    assert json.loads((run / "status.json").read_text())["state"] == "finished"
    assert_same(run, whole)


def test_a_run_that_was_killed_goes_on_from_its_last_checkpoint(folder, whole):
    runs_dir = folder / "killed"
    process = start(folder, "run", "walk", *SLOW, "--runs-dir", runs_dir)
    saved = 0
    for _ in range(2):
        run = wait_for_step(runs_dir, saved + 1)
        process.kill()
        process.communicate()
        saved = json.loads((run / "status.json").read_text())["steps"]
        process = start(folder, "run", "walk", *SLOW[2:], "--resume", "--runs-dir", runs_dir)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Training" not in out
    assert_same(run, whole)


def test_a_finished_run_can_be_trained_for_longer(folder, whole, tmp_path):
    finish(folder, "run", "walk", "--n-epochs", "2", "--runs-dir", tmp_path)
    run = only_run(tmp_path)
    finish(folder, "run", "walk", "--resume", run.name, "--n-epochs", "4", "--runs-dir", tmp_path)
    assert_same(run, whole)


@pytest.fixture
def here(folder, monkeypatch, whole):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TF1RNN_PLUGINS", str(folder))
    return ("--runs-dir", "whole")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--resume --learning-rate 0.1", "--learning-rate 0.1 (the run's is 0.01) differs"),
        ("--resume --seed 7", "--seed 7 (the run's is 42) differs"),
        ("--resume --n-epochs 3", "--n-epochs 3 (the run's is 4) differs"),
        ("--resume", "this run is finished; raise --n-epochs or --n-iterations"),
        ("--resume absent", "there is no such run"),
        ("--resume ../walk", "there is no such run"),
    ],
)
def test_a_resume_that_would_be_another_run_is_refused(command, here, options, message):
    result = command("run", "walk", *options.split(), *here)
    assert result.code == 2
    assert message in result.err


def test_nothing_interrupted_is_said_so(command, here):
    result = command("resume", *here)
    assert (result.code, "no run there was interrupted" in result.err) == (2, True)


def test_a_run_is_written_by_one_process_only(command, here, whole):
    from tf1rnn import runs

    with runs.locked(whole):
        result = command("run", "walk", "--resume", "--n-epochs", "5", *here)
    assert result.code == 2
    assert "another process is writing this run" in result.err


def test_a_loss_that_is_no_number_stops_the_run_with_step_checkpoint_and_advice(
    folder, monkeypatch, tmp_path
):
    monkeypatch.setenv("TF1RNN_PLUGINS", str(folder))
    walk = registry.discover().get("walk")(learning_rate=1e30)
    with pytest.raises(UserError, match="at step .*training has diverged; .*smaller learning rate"):
        run_task(walk, tmp_path, echo=False)
    assert json.loads((only_run(tmp_path) / "status.json").read_text())["state"] == "failed"


def test_runs_lists_each_with_its_state_and_last_metrics(command, here):
    lines = command("runs", *here).out.splitlines()
    assert lines[0].split()[:4] == ["task", "run", "state", "steps"]
    assert lines[1].split()[0] == "walk"
    assert lines[1].split()[2:4] == ["finished", "200"]
    assert "loss" in lines[1]


def test_prune_asks_before_it_deletes_what_did_not_finish(command, here, tmp_path, monkeypatch):
    shutil.copytree("whole", tmp_path / "runs")
    (run,) = (tmp_path / "runs" / "walk").iterdir()
    shutil.copytree(run, run.parent / "killed")
    status = json.loads((run / "status.json").read_text())
    (run.parent / "killed" / "status.json").write_text(json.dumps({**status, "state": "running"}))

    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    command("runs", "--prune", "--runs-dir", tmp_path / "runs")
    assert (run.parent / "killed").exists()
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    command("runs", "--prune", "--runs-dir", tmp_path / "runs")
    assert [path.name for path in run.parent.iterdir()] == [run.name]


def test_a_disk_that_fills_up_is_one_clear_line_and_leaves_the_checkpoints(folder, tmp_path):
    # A limit on the size of files stands in for a full disk: writing fails in the same places.
    limit = 7000

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    process = start(
        folder, "run", "walk", "--save-every", "0", "--runs-dir", tmp_path, before=limited
    )
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    run = only_run(tmp_path)
    assert err.startswith(f"tf1rnn: {run}: cannot be written any more: ")
    assert err.count("\n") == 1
