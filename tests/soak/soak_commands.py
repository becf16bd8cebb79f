"""Options that could break the commands: each ends in success or in one clear line."""

import contextlib
import functools
import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tf1rnn.cli import run as run_command
from tf1rnn.cli.app import BUILT_IN, main
from tf1rnn.registry import discovery
from tf1rnn.runs import execution
from tf1rnn.task import hyperparameters

SOME = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
COMMON = "--help --json --resume --seed --device --runs-dir --run --prune --quick --save-every"
VALUES = (
    "-1 0 1 2 0.5 1e9 nan inf - -- gpu:9 drawn basic_rnn basic_rn .. / /proc/none é " + "9" * 30
)
VALUES += " " + "x" * 300 + " /dev/zero /dev/full true lesson ../../x -h --no --=1 @x '"
WORDS = st.sampled_from([*COMMON.split(), *VALUES.split(), "", "a b", "\udcff", "\x1b[2J", "1\n2"])
TASKS = [task.name for task in discovery.discover().tasks()]
# `compare` and `demo` train for minutes if nothing stops them; `exec` runs any file.
COMMANDS = [*BUILT_IN, "", "translate", "compare basic_rnn", "run"]
COMMANDS = [c for c in dict.fromkeys(COMMANDS) if c not in ("compare", "demo", "parity")]
STOPPED = {"compare": "no_such_task", "demo": "7", "parity": "unexpected"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tf1rnn.registry.discovery.plugins_folder", lambda: tmp_path / "plugins")
    monkeypatch.setattr("tf1rnn.datasets.mnist.MIRRORS", ("http://127.0.0.1:9/",))
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "cache"))
    # Runs are real ones, of one step each.
    one_step = functools.partial(execution.run_task, max_steps=1)
    monkeypatch.setattr(run_command, "run_task", one_step)
    return tmp_path


def call(argv, monkeypatch):
    """Run a command; its exit code is 0, 1 or 2, and 2 comes with one line."""
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "argv", ["main.py", *argv])
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as exit_,
    ):
        main()
    assert exit_.value.code in (0, 1, 2)
    assert "Traceback" not in err.getvalue()
    if exit_.value.code == 2:
        assert err.getvalue().splitlines()[-1].startswith("tf1rnn: ")


def no_half_written_file(folder):
    return not [path for path in Path(folder).rglob(".*") if path.is_file()]


@pytest.mark.parametrize("command", [*COMMANDS, *STOPPED])
def test_a_command_with_any_options_succeeds_or_says_why(command, folder, monkeypatch):
    @SOME
    @given(st.lists(WORDS, max_size=4))
    def check(words):
        stop = [STOPPED[command]] if command in STOPPED else []
        call([*command.split(), *stop, *words], monkeypatch)

    check()
    assert no_half_written_file(folder)


@pytest.mark.parametrize("name", TASKS)
def test_a_task_with_any_options_runs_or_says_why(name, folder, monkeypatch):
    flags = [h.flag for h in hyperparameters(discovery.discover().get(name))]
    pairs = st.tuples(st.sampled_from([*flags, *COMMON.split()]), WORDS)

    @SOME
    @given(st.lists(pairs, min_size=1, max_size=3), st.booleans())
    def check(options, stray):
        words = [word for pair in options for word in pair]
        call(["run", name, *words, *(["stray"] if stray else [])], monkeypatch)

    check()
    assert no_half_written_file(folder)
