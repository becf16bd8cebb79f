"""The task that the tests of runs walk with, and a finished run of it."""

from tests.runs.conftest import run, walk

__all__ = ["run", "walk"]
