"""A task that saves and records, found as a plugin, and a finished run of it."""

import pytest

from tests.runs.walking import WALK
from tf1rnn import run_task
from tf1rnn.registry import discovery


@pytest.fixture
def walk(tmp_path, monkeypatch):
    """The class of a task that saves and records, found as a plugin."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "walk.py").write_text(WALK)
    monkeypatch.setenv("TF1RNN_PLUGINS", str(folder))
    return discovery.discover().get("walk")


@pytest.fixture
def run(walk, tmp_path):
    """A finished run of it."""
    return run_task(walk(n_epochs=1, n_iterations=2), tmp_path / "runs", echo=False).folder
