"""Programs of 2016 run unchanged, and print what genuine TensorFlow 0.12.1 printed for them."""

import contextlib
import sys
from pathlib import Path

import pytest

from tf1rnn import tf
from tf1rnn.programs import running

PROGRAMS = sorted(Path(__file__).parent.glob("programs/*.py"))


@pytest.fixture
def run(monkeypatch, capsys):
    """run(program): run a file in this process, as exec --tf 0.12 does; what it printed."""

    def run(program):
        monkeypatch.setattr(sys, "argv", ["main.py"])
        monkeypatch.setattr(sys, "path", ["", *sys.path[1:]])
        monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
        monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
        monkeypatch.setattr(running.signal, "signal", lambda *_: None)
        with tf.Graph().as_default(), contextlib.suppress(SystemExit):  # of tf.app.run
            running.run_program(str(program), [], tf="0.12")
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_a_program_of_2016_prints_what_it_printed_under_tensorflow_0_12(run, program):
    assert run(program) == program.with_suffix(".txt").read_text()
