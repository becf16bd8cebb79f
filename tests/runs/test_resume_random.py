"""Runs that draw random numbers in their graph resume bit for bit."""

import pytest

from tests.runs.walking import assert_same
from tf1rnn import run_task
from tf1rnn.registry import discovery
from tf1rnn.runs.interruption import Interrupted
from tf1rnn.runs.resuming import resume_task
from tf1rnn.runs.run import Run

NOISY = '''
from tf1rnn import Task, tf


class Noisy(Task):
    """Learn from noise that nested loops draw in the graph."""

    configuration = "vector to vector"

    def construct(self):
        X = tf.random_normal([4, 6, 3])
        cell = tf.contrib.rnn.DropoutWrapper(tf.contrib.rnn.BasicRNNCell(5), state_keep_prob=0.5)
        outputs, _ = tf.nn.dynamic_rnn(cell, X, dtype=tf.float32)
        self.loss = tf.reduce_mean(tf.square(outputs - 1.0 + tf.truncated_normal([])))
        self.training_op = tf.train.AdamOptimizer(0.01).minimize(self.loss)
        if SHUFFLES:
            self.loss += 0.0 * tf.cast(tf.random_shuffle([1, 2])[0], tf.float32)

    def execute(self, run):
        for epoch in run.steps(3):
            run.session.run(self.loss)
            for iteration in run.steps(8):
                loss, _ = run.session.run([self.loss, self.training_op])
                run.record(epoch * 8 + iteration, loss=loss)
        run.print(run.session.run(self.loss))
'''


@pytest.fixture
def noisy(tmp_path, monkeypatch):
    def make(shuffles=False):
        folder = tmp_path / f"plugins-{shuffles}"
        folder.mkdir()
        (folder / "noisy.py").write_text(NOISY.replace("SHUFFLES", str(shuffles)))
        monkeypatch.setenv("TF1RNN_PLUGINS", str(folder))
        return discovery.discover().get("noisy")

    return make


def interrupt_after(monkeypatch, n_steps):
    """Let a run find after this many steps that a signal has come."""
    after_step = Run._after_step

    def interrupting(self, last):
        if self.finished_steps == n_steps:
            self._interruptions.signal = 2
        return after_step(self, last)

    monkeypatch.setattr(Run, "_after_step", interrupting)


def interrupted_and_resumed(make_task, tmp_path, monkeypatch, n_steps, **options):
    """The folders of an uninterrupted run and of a resumed one."""
    whole = run_task(make_task(), tmp_path / "whole", echo=False, **options).folder
    with monkeypatch.context() as patch:
        interrupt_after(patch, n_steps)
        with pytest.raises(Interrupted):
            run_task(make_task(), tmp_path / "interrupted", echo=False, **options)
    (folder,) = (tmp_path / "interrupted").glob("*/*")
    resume_task(make_task(), folder, echo=False, **options)
    return whole, folder


@pytest.mark.parametrize("n_steps", [3, 8, 13])
def test_a_plugin_with_noise_resumes_bit_for_bit(noisy, tmp_path, monkeypatch, capsys, n_steps):
    whole, resumed = interrupted_and_resumed(noisy(), tmp_path, monkeypatch, n_steps)
    assert_same(whole, resumed)
    assert "restart" not in capsys.readouterr().err


def test_dropout_resumes_bit_for_bit(tmp_path, monkeypatch):
    task_class = discovery.discover().get("dropout")
    small = {"n_neurons": 4, "n_steps": 5, "n_layers": 2, "n_train": 5, "n_repeats": 1}
    whole, resumed = interrupted_and_resumed(
        lambda: task_class(n_iterations=12, **small), tmp_path, monkeypatch, 7
    )
    assert_same(whole, resumed)


def test_the_random_operations_that_restart_are_named(noisy, tmp_path, monkeypatch, capsys):
    interrupted_and_resumed(noisy(shuffles=True), tmp_path, monkeypatch, 3)
    assert "they restart" in (err := capsys.readouterr().err)
    assert "(RandomShuffle)" in err
