"""What the tests of the use cases share: a plugin's class and its modules."""

import sys

import pytest

from tf1rnn.registry import discovery


@pytest.fixture(scope="session")
def use_case():
    """A use case's class by its name."""
    return discovery.discover().get


@pytest.fixture(scope="session")
def helper(use_case):
    """A module of a use case's folder: helper("sentiment", "grammar")."""
    return lambda name, module: sys.modules[f"{use_case(name).__module__}.{module}"]


def small(task, **values):
    """The class of a task whose --quick has other values: those of a run for tests."""
    fields = {"__module__": task.__module__, "__doc__": task.__doc__, "quick": values}
    made = type(task.__name__, (task,), fields)
    made.name = task.name
    return made
