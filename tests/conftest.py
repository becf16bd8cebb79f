"""What tests share: the command line in this process, plugins in a folder of their own."""

import gc
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tf1rnn.datasets.drawn_digits import draw_digits

SLOW = [
    line
    for line in (Path(__file__).parent / "slow.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


class Result(NamedTuple):
    """The result of a command: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def pytest_itemcollected(item):
    """Mark a test as slow if slow.txt names it, its file or its folder."""
    function = item.nodeid.partition("[")[0]
    if any(function == name or function.startswith((f"{name}::", f"{name}/")) for name in SLOW):
        item.add_marker(pytest.mark.slow)


def pytest_configure(config):
    """Let several processes take files in our order, not those with the most tests first."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(config, items):
    """Begin with the files that take long, so that no process waits for another at the end."""
    if hasattr(config, "workerinput"):
        slow = {item.path for item in items if item.get_closest_marker("slow")}
        items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish():
    """Let the garbage collector skip what all tests share; it looks through each graph often."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """No test may ask MNIST's mirrors: if none answers, `--data auto` draws digits."""
    monkeypatch.setattr("tf1rnn.datasets.mnist.MIRRORS", ("http://127.0.0.1:9/",))


@pytest.fixture(autouse=True)
def few_drawn_digits(monkeypatch):
    """Digits that are drawn are a third of those for users: 600 for training, 5000 to validate."""
    monkeypatch.setattr("tf1rnn.datasets.digits.draw_digits", _draw_few_digits)


def _draw_few_digits():
    return draw_digits(5600, 400)


@pytest.fixture
def command(monkeypatch, capsys):
    """Run the command line in this process: command("run", "basic_rnn") -> Result."""

    def run(*argv):
        import numpy as np

        from tf1rnn.cli import main

        monkeypatch.setattr(sys, "argv", ["main.py", *map(str, argv)])
        capsys.readouterr()
        # `exec` lets NumPy print as then, in its process for good.
        with pytest.raises(SystemExit) as exit_, np.printoptions():
            main()
        return Result(exit_.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def plugins(tmp_path, monkeypatch):
    """A folder in $TF1RNN_PLUGINS: plugins("name", source) writes a plugin there."""
    folder = tmp_path / "my plugins"
    folder.mkdir()
    monkeypatch.setenv("TF1RNN_PLUGINS", str(folder))
    return lambda name, source: (folder / f"{name}.py").write_text(source) and folder
