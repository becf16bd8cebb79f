"""A task to interrupt, and its runs in processes of their own, to test resuming."""

import json
import os
import time

import numpy as np

from tests.forked import CHECKOUT, MAIN, Forked
from tf1rnn import tf
from tf1rnn.files import literal
from tf1rnn.runs.folder.checkpoints import Checkpoints

# A task that draws random data, trains with momentum and nests its loops.
WALK = '''
import time
from typing import Annotated

import numpy as np

from tf1rnn import Option, Task, tf


class Walk(Task):
    """Fit a line."""

    configuration = "vector to vector"
    trains_for = "n_epochs"
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


def start(folder, *argv, **options):
    """A command, in a process of its own, that finds the tasks of a folder."""
    environment = {**os.environ, "TF1RNN_PLUGINS": str(folder), "PYTHONPATH": str(CHECKOUT)}
    return Forked(MAIN, *argv, cwd=folder, env=environment, **options)


def finish(folder, *argv, code=0):
    process = start(folder, *argv)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    return out, err


def only_run(runs_dir):
    (folder,) = (runs_dir / "walk").iterdir()
    return folder


def results(folder):
    """What must be the same in two runs: their output, metrics and variables."""
    checkpoint, _ = Checkpoints(folder / "checkpoints").newest()
    with literal(checkpoint) as path:
        reader = tf.train.load_checkpoint(str(path / "model"))
        variables = {n: reader.get_tensor(n) for n in sorted(reader.get_variable_to_shape_map())}
    texts = [(folder / name).read_text() for name in ("output.txt", "metrics.csv")]
    return texts, variables


def assert_same(first, second):
    first_texts, first_variables = results(first)
    second_texts, second_variables = results(second)
    assert first_texts == second_texts
    assert first_variables.keys() == second_variables.keys()
    for name, value in first_variables.items():
        np.testing.assert_array_equal(value, second_variables[name], err_msg=name)


def wait_for_step(run_dir, steps):
    """Wait until the run has saved this many steps; returns its folder."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for status in run_dir.glob("walk/*/status.json"):
            if json.loads(status.read_text())["steps"] >= steps:
                return status.parent
        time.sleep(0.02)
    raise AssertionError(f"no run in {run_dir} reached step {steps}")
