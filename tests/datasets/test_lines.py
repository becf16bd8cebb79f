"""Every reader of a user's file refuses what never ends or is larger than memory."""

import os
import subprocess
import sys

import pytest

from tf1rnn import UserError
from tf1rnn.datasets.corpus import read_sentences
from tf1rnn.datasets.idx import read_idx
from tf1rnn.datasets.lines import LONGEST, read_lines
from tf1rnn.datasets.pairs import read_pairs
from tf1rnn.datasets.series import read_column
from tf1rnn.datasets.vectors import read_vectors

READERS = {
    "corpus": lambda path: list(read_sentences(path)),
    "idx": lambda path: read_idx(path, rank=3),
    "pairs": read_pairs,
    "series": lambda path: read_column(path, "value"),
    "vectors": lambda path: read_vectors(path, ["milk"], 2),
}


@pytest.fixture(params=READERS)
def read(request):
    return READERS[request.param]


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "link in a circle", "long", "NUL"])
def test_what_is_not_a_regular_file_is_refused_at_once(read, kind, tmp_path):
    path = tmp_path / "file"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "link in a circle":
        path.symlink_to(path)
    else:
        path = tmp_path / {"long": "x" * 300, "NUL": "a\0b"}[kind]
    with pytest.raises(UserError, match="file|name|link"):
        read(path)


# In a process that may take 300 MB beyond what Python and NumPy have: the files claim a terabyte.
LIMITED = """
import resource, sys
from pathlib import Path
sys.path[:0] = [{checkout!r}]
from tests.datasets.test_lines import READERS
from tf1rnn import UserError
from tf1rnn.runs import folders
from tf1rnn.runs.checkpoints import Checkpoints
READERS["params"] = lambda path: folders.read_params(path.parent)
import numpy
taken = int(open("/proc/self/statm").read().split()[0]) * 4096
resource.setrlimit(resource.RLIMIT_AS, (taken + 300 * 2**20,) * 2)
for name, read in READERS.items():
    for file in ("params.json", "lies.idx"):
        try:
            read(Path({folder!r}) / file)
            print(name, "accepted it")
        except UserError as error:
            print(name, error)
"""


def test_no_reader_takes_the_memory_that_a_file_claims_to_need(tmp_path):
    with (tmp_path / "params.json").open("wb") as file:
        file.truncate(1 << 40)
    header = b"\0\0\x08\x03\x80\0\0\0" + b"\0\0\0\x1c" * 2
    with (tmp_path / "lies.idx").open("wb") as file:
        file.write(header)
        file.truncate(1 << 39)
    checkout = os.fspath(os.path.dirname(os.path.dirname(os.path.dirname(__file__))))
    code = LIMITED.format(checkout=checkout, folder=str(tmp_path))
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert len(result.stdout.splitlines()) == 2 * (len(READERS) + 1)
    assert "accepted" not in result.stdout


def test_a_line_of_megabytes_and_one_that_is_not_utf_8_are_named_by_number(tmp_path):
    path = tmp_path / "file"
    for content, message in (
        (b"one\n" + b"x" * LONGEST, "line 2 is not text"),
        ("one\ntwo\nthr\xe9e\n".encode("latin-1"), "line 3 is not UTF-8"),
        ("one\n\ud800".encode("utf-8", "surrogatepass"), "line 2 is not UTF-8"),
    ):
        path.write_bytes(content)
        with pytest.raises(UserError, match=f"--pairs {path}: {message}"):
            list(read_lines(path, "--pairs"))
    path.write_text("\ufefféin\r\nzwei", encoding="utf-8")
    assert list(read_lines(path, "--pairs")) == ["éin\r\n", "zwei"]
