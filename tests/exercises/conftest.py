"""What the tests of exercises share: the lesson's exercises, and one of the tests' own."""

import pytest

from tf1rnn.exercises.catalog import find_exercises
from tf1rnn.exercises.marks import read_exercise
from tf1rnn.registry import discovery

SMALL = '''"""Add two numbers.

task: adder
axes: total = batch, n_neurons

What is one and two?
"""

#: listing adder "one = " to "two = "
#: hole total
#:     The sum of both.
total = one + two
for x in range(total):
    #: hole `print(x)`
    #:     Print x.
    print(x)

#: hint
#:     Use +.
#: mistake
#:     1: one * two
#:     That is the product.
#: check


def observe(program):
    return {"total": program.total}
'''
TASK = '''from tf1rnn import Task


class Adder(Task):
    """Add."""

    configuration = "none"

    def construct(self):
        one = self.one = 1
        two = 2

    def execute(self, run):
        run.print("3")
'''


@pytest.fixture(scope="session")
def catalog():
    """The exercises beside the lesson's tasks and plugins'."""
    return find_exercises(discovery.discover())


@pytest.fixture
def small(tmp_path):
    """small(): an exercise of one file; small(old, new) with this text replaced."""

    def write(old="", new=""):
        folder = tmp_path / "tasks" / "exercises"
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent / "adder.py").write_text(TASK)
        path = folder / "add.py"
        path.write_text(SMALL.replace(old, new) if old else SMALL)
        return read_exercise(path)

    return write
