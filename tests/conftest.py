"""What tests share: the command line in this process, plugins in a folder of their own."""

import sys
from pathlib import Path
from typing import NamedTuple

import pytest

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


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """No test may ask MNIST's mirrors: if none answers, `--data auto` draws digits."""
    monkeypatch.setattr("tf1rnn.datasets.mnist.MIRRORS", ("http://127.0.0.1:9/",))


@pytest.fixture
def command(monkeypatch, capsys):
    """Run the command line in this process: command("run", "basic_rnn") -> Result."""

    def run(*argv):
        from tf1rnn.cli import main

        monkeypatch.setattr(sys, "argv", ["main.py", *map(str, argv)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as exit_:
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
