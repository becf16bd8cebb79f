"""What the tests of the use cases share: a plugin's class and its modules."""

import contextlib
import sys

import pytest
from matplotlib.figure import Figure

from tf1rnn.registry import discovery
from tf1rnn.runs.run import Run


@pytest.fixture(scope="session")
def use_case():
    """A use case's class by its name."""
    return discovery.discover().get


@pytest.fixture(scope="session")
def helper(use_case):
    """A module of a use case's folder: helper("sentiment", "grammar")."""
    return lambda name, module: sys.modules[f"{use_case(name).__module__}.{module}"]


@pytest.fixture
def no_figures(monkeypatch):
    """Runs that draw nothing: what a run leaves is looked at without, and drawing takes long."""

    @contextlib.contextmanager
    def figure(self, name, figsize=(8, 5)):
        yield Figure(figsize=figsize)

    monkeypatch.setattr(Run, "figure", figure)


def small(task, **values):
    """The class of a task whose --quick has other values: those of a run for tests."""
    fields = {"__module__": task.__module__, "__doc__": task.__doc__, "quick": values}
    made = type(task.__name__, (task,), fields)
    made.name = task.name
    return made
