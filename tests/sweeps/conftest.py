"""The task that the tests of runs walk with."""

from tests.runs.conftest import walk

__all__ = ["walk"]
