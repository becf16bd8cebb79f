"""Files and options made to break things: every one ends in success or in one clear line."""

import contextlib
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tf1rnn import UserError, runs
from tf1rnn.checkpoints import Checkpoints
from tf1rnn.cli import main
from tf1rnn.datasets.idx import read_idx
from tf1rnn.datasets.mnist import read_mnist
from tf1rnn.datasets.pairs import read_pairs
from tf1rnn.datasets.series import read_column
from tf1rnn.datasets.text import tokenize
from tf1rnn.datasets.vectors import read_vectors

MANY = settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))

HEADERS = st.sampled_from(
    [
        b"",
        b"\x00\x00\x08\x03\x80\x00\x00\x00",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04",
        b"\x93NUMPY",
        b"{",
    ]
)
LINES = st.lists(
    st.sampled_from(["a\tb", "value", "1.5", "nan", "1e999", "\ufeff", "\x00", "é\té"])
)
CONTENTS = st.one_of(
    st.builds(bytes.__add__, HEADERS, st.binary(max_size=200)),
    LINES.map(lambda lines: "\n".join(lines).encode()),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
READERS = {
    "idx": lambda path: read_idx(path, rank=3),
    "mnist": lambda path: read_mnist(path.parent),
    "pairs": read_pairs,
    "series": lambda path: read_column(path, "value"),
    "vectors": lambda path: read_vectors(path, 2),
    "params": lambda path: runs.read_params(path.parent),
    "status": lambda path: runs.read_status(path.parent),
    "checkpoint": lambda path: Checkpoints(path.parent.parent).newest(),
}
NAMES = {
    "mnist": "train-images-idx3-ubyte.gz",
    "params": "params.json",
    "status": "status.json",
    "checkpoint": "state.json",
}


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_gives_a_value_or_one_clear_line(reader, tmp_path):
    folder = tmp_path / "000001"
    folder.mkdir()
    path = folder / NAMES.get(reader, "file")

    @MANY
    @given(CONTENTS)
    def read(content):
        path.write_bytes(content)
        error = None
        try:
            READERS[reader](path)
        except UserError as refused:
            error = str(refused)
        assert error is None or (error.strip() and "\n" not in error)

    read()


@MANY
@given(st.text(max_size=100))
def test_any_text_can_be_tokenised(text):
    assert all(isinstance(token, str) and token for token in tokenize(text))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("name", ["hyperparameters", "task", "seed"])
def test_params_of_any_shape_are_read_or_refused(name, tmp_path):
    @MANY
    @given(JSON)
    def read(value):
        params = {"task": "t", "hyperparameters": {}, "seed": 1, name: value}
        (tmp_path / "params.json").write_text(json.dumps(params))
        with contextlib.suppress(UserError):
            runs.read_params(tmp_path)

    read()


OPTIONS = (
    "--help --json --resume --seed --device --runs-dir --run --prune --quick --n-neurons --init "
    "-1 0 1e9 nan - -- gpu:9 basic_rnn basic_rn .. / /proc/none é " + "9" * 30
).split()
WORDS = st.one_of(st.sampled_from([*OPTIONS, "", "\x00", "a b"]), st.text(max_size=8))
COMMANDS = ("list", "show", "run", "run basic_rnn", "resume", "runs", "demo", "compare basic_rnn")
COMMANDS += ("new", "translate", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_with_any_options_succeeds_or_says_why_in_one_line(
    command, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tf1rnn.registry.plugins_folder", lambda: tmp_path / "plugins")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    @SOME
    @given(st.lists(WORDS, max_size=4))
    def call(words):
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "argv", ["main.py", *command.split(), *words])
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as exit_,
        ):
            main()
        assert exit_.value.code in (0, 1, 2)
        assert "Traceback" not in err.getvalue()
        if exit_.value.code == 2:
            assert err.getvalue().startswith("tf1rnn: ")
            assert err.getvalue().count("\n") == 1

    call()
    assert not [path for path in Path(tmp_path).rglob(".*") if path.is_file()]
