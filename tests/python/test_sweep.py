"""`tf1rnn.sweep`: runs side by side as a table, and the best of them."""

import os
import re
import signal
import threading
import time

import numpy as np
import pytest

import tf1rnn
from tf1rnn.runs.interruption import Interrupted

FATAL = """
import os, signal
from typing import Annotated
from tf1rnn import Option, Task, tf


class Fatal(Task):
    '''Counts, and is killed if it counts by 3 with the seed 2.'''

    configuration = "none"
    trains_for = "n_times"
    quick = {"n_times": 2}
    n_times: Annotated[int, Option(min=1)] = 3
    step_size: Annotated[float, Option()] = 1.0

    def construct(self):
        self.count = tf.Variable(0.0)
        self.add = tf.assign_add(self.count, self.step_size)

    def execute(self, run):
        for i in run.steps(self.n_times):
            if self.step_size == 3 and tf.get_default_graph().seed == 2:
                os.kill(os.getpid(), signal.SIGKILL)
            run.record(i, loss=run.session.run(self.add), accuracy=self.step_size)
"""


def test_a_sweep_gives_a_table_that_tells_what_failed_and_the_best_run(
    plugins, tmp_path, monkeypatch
):
    plugins("fatal", FATAL)
    monkeypatch.chdir(tmp_path)
    sizes = np.array([0.5, 3, np.inf, 2])
    sweep = tf1rnn.sweep("fatal", step_size=sizes, seed=range(1, 3), jobs=1, quick=True)
    runs = sweep.runs
    assert runs["step_size"].tolist() == np.repeat(sizes, 2).tolist()
    assert runs["seed"].tolist() == [1, 2] * 4
    fine = ["finished", "finished"]
    assert runs["state"].tolist() == [*fine, "finished", "interrupted", "failed", "failed", *fine]
    assert runs["problem"][3].startswith("its process ended with signal 9")
    assert "diverged" in runs["problem"][4]
    assert runs.groupby("step_size")["loss"].last()[2.0] == 4.0
    assert {"0 of 2 finished", "1 of 2 finished"} <= set(re.findall("[01] of 2 .*?ed", repr(sweep)))
    shown = sweep._repr_html_()
    assert "<p>5 of 8 runs of fatal finished, in runs/sweeps/" in shown
    assert "<tr><td>2</td><td>2</td><td>4 ± 0</td><td>2 ± 0</td></tr>" in shown
    assert "<p>step_size=3 seed=2: interrupted: its process ended with signal 9</p>" in shown
    assert sweep.best("loss").folder.name == runs["run"][0]
    assert sweep.best("accuracy").folder.name == runs["run"][2]
    assert sweep.best("loss", highest=True).folder.name == runs["run"][2]
    for metric, said in (
        ("gain", "there is no metric gain"),
        (None, "name a metric; the finished runs have loss, accuracy"),
    ):
        with pytest.raises(tf1rnn.UserError, match=f"best: {said}"):
            sweep.best(metric)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n_time": [2]}, "counter has no hyperparameter n_time: did you mean n_times?"),
        ({"n_times": [1, 0]}, "n_times: 0 is not in the range x>=1"),
        ({"step_size": []}, "step_size: names no value"),
        ({"seed": [1, -1]}, "seed: -1 is not in the range"),
        ({"seed": range(2), "jobs": 0}, "jobs: 0 is not in the range 1<=x<=64"),
        ({}, r"name values, as in seed=range\(1, 6\)"),
    ],
)
def test_a_mistake_is_told_before_the_first_run(counter, given, message, tmp_path):
    with pytest.raises(tf1rnn.UserError, match=message):
        tf1rnn.sweep(counter, **given)
    assert not (tmp_path / "runs").exists()


def test_a_class_that_other_processes_cannot_see_is_refused():
    here = type("Mine", (tf1rnn.Task,), {"__module__": "__main__"})
    with pytest.raises(tf1rnn.UserError, match=r"Mine: .* write the class to plugins/mine.py"):
        tf1rnn.sweep(here, seed=[1, 2])
    with pytest.raises(tf1rnn.UserError, match="there is no sweep there"):
        tf1rnn.resume_sweep(runs_dir="nowhere")


def test_a_stopped_sweep_saves_its_runs_and_goes_on(walk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def stop():
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob("runs/walk/*/metrics.csv")) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=stop).start()
    with pytest.raises(Interrupted) as told:
        tf1rnn.sweep(walk, n_epochs=1, n_iterations=40, pause=0.05, seed=[1, 2], jobs=1)
    again = re.fullmatch(r"interrupted; go on with: tf1rnn.resume_sweep\('(.*)'\)", str(told.value))
    (before,) = (tmp_path / "runs" / "walk").iterdir()
    n_rows = len((before / "metrics.csv").read_text().splitlines()) - 1
    assert 0 < n_rows < 40
    runs = tf1rnn.resume_sweep(again[1]).runs
    assert runs["state"].tolist() == ["finished", "finished"]
    assert runs["run"][0] == before.name
    assert len((before / "metrics.csv").read_text().splitlines()) == 41
