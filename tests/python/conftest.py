"""A task that counts, found as a plugin, in a folder of its own."""

import pytest

from tests.runs.walking import WALK

SOURCE = """
from typing import Annotated
from tf1rnn import Option, Task, tf


class Counter(Task):
    '''Counts.'''

    configuration = "none"
    trains_for = "n_times"
    quick = {"n_times": 2}
    n_times: Annotated[int, Option(min=1, help="how often")] = 3
    step_size: Annotated[float, Option(help="how far")] = 1.0

    def construct(self):
        self.count = tf.Variable(0.0)
        self.add = tf.assign_add(self.count, self.step_size)

    def execute(self, run):
        for i in run.steps(self.n_times):
            run.record(i, loss=run.session.run(self.add))
            run.print("<", i, ">")
        with run.figure("dot", figsize=(1, 1)):
            pass
"""


@pytest.fixture
def counter(plugins, tmp_path, monkeypatch):
    plugins("counter", SOURCE)
    monkeypatch.chdir(tmp_path)
    return "counter"


@pytest.fixture
def walk(plugins):
    """The name of a task that saves and records."""
    plugins("walk", WALK)
    return "walk"
