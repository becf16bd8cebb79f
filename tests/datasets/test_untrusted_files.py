"""Every reader of a user's file refuses what never ends, is larger than memory or unpacks to it."""

import gzip
import io
import os
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tf1rnn import UserError
from tf1rnn.datasets.corpus import open_corpus, read_sentences
from tf1rnn.datasets.idx import read_idx
from tf1rnn.datasets.mnist import read_mnist
from tf1rnn.datasets.npz import read_npz
from tf1rnn.datasets.pairs import read_pairs
from tf1rnn.datasets.tables.table import read_table
from tf1rnn.datasets.vectors import read_vectors

READERS = {
    "corpus": lambda path: list(read_sentences(open_corpus(path))),
    "idx": lambda path: read_idx(path, rank=3),
    "npz": lambda path: read_npz(path, ["x_train"]),
    "pairs": lambda path: read_pairs([path]),
    "table": lambda path: read_table(path, ["value"]),
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


# In a process that may take 300 MB beyond what Python, NumPy and pandas have.
LIMITED = """
import resource, sys
from pathlib import Path
sys.path[:0] = [{checkout!r}]
from tests.datasets.test_untrusted_files import READERS
from tf1rnn import UserError
from tf1rnn.runs.folder import folders
READERS["params"] = lambda path: folders.read_params(path.parent)
from tf1rnn.datasets.sources import parts
parts.UNPACKED_FREELY = 2**20
import numpy, pandas
taken = int(open("/proc/self/statm").read().split()[0]) * 4096
resource.setrlimit(resource.RLIMIT_AS, (taken + 300 * 2**20,) * 2)
for name, read in READERS.items():
    for file in {files!r}:
        try:
            read(Path({folder!r}) / file)
            print(name, "accepted it")
        except UserError as error:
            print(name, error)
"""


def refusals(folder, *files):
    """What each reader says of each file, in a process with little memory."""
    checkout = str(Path(__file__).parents[2])
    code = LIMITED.format(checkout=checkout, folder=str(folder), files=files)
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert len(lines) == len(files) * (len(READERS) + 1)
    assert "accepted" not in result.stdout
    return lines


def test_no_reader_takes_the_memory_that_a_file_claims_to_need(tmp_path):
    with (tmp_path / "params.json").open("wb") as file:
        file.truncate(1 << 40)
    header = b"\0\0\x08\x03\x80\0\0\0" + b"\0\0\0\x1c" * 2
    with (tmp_path / "lies.idx").open("wb") as file:
        file.write(header)
        file.truncate(1 << 39)
    refusals(tmp_path, "params.json", "lies.idx")


def bomb(line):
    """A file of 30 KB that unpacks to 30 MB of the same line."""
    return gzip.compress(line * (30 * 2**20 // len(line)))


def test_no_reader_unpacks_a_bomb(tmp_path):
    (tmp_path / "params.json").write_text("{}")
    lines = {
        "rows.csv.gz": b"1\n",
        "pairs.txt.gz": b"Go.\tVa !\n",
        "vectors.txt.gz": b"milk 1 2\n",
        "one_line.gz": b"I like milk ",
    }
    for name, line in lines.items():
        (tmp_path / name).write_bytes(bomb(line))
    with zipfile.ZipFile(tmp_path / "rows.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.csv", b"value\n" + b"1\n" * (15 * 2**20))
    said = refusals(tmp_path, *lines, "rows.zip")
    refused = [line for line in said if "unpacks to more than 100 times its size" in line]
    assert {line.split()[0] for line in refused} >= {"corpus", "pairs", "table", "vectors"}


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_an_excel_file_that_unpacks_to_far_more_is_refused(tmp_path):
    path = tmp_path / "book.xlsx"
    sheet = b"<row><c><v>1</v></c></row>" * (4 * 2**20)
    path.write_bytes(zipped(**{"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": sheet}))
    with pytest.raises(UserError, match="unpacks to more than 100 times its size"):
        read_table(path, ["value"])


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/tmp/evil.csv", "a/../../evil.csv", "C:\\evil.csv"]
)
def test_a_member_that_would_leave_its_folder_is_read_where_it_is(tmp_path, name):
    archive = tmp_path / "inner" / "a.zip"
    archive.parent.mkdir()
    archive.write_bytes(zipped(**{name: "value\n1\n2\n"}))
    before = set(tmp_path.rglob("*"))
    assert read_table(archive, ["value"]).values.ravel().tolist() == [1, 2]
    assert set(tmp_path.rglob("*")) == before
    assert not Path("/tmp/evil.csv").exists()


DAMAGED = {
    "cut gzip": (gzip.compress(b"value\n" * 9999)[:-20], "damaged or cut short"),
    "gzip with another checksum": (gzip.compress(b"value\n1\n")[:-8] + bytes(8), "damaged"),
    "cut zip": (zipped(a="value\n" * 99)[:-30], "damaged or cut short"),
    "zip without its list of members": (
        zipped(a="value\n1\n").replace(b"PK\x01\x02", b"PK\x01\x03", 1),
        "damaged",
    ),
    "empty archive": (zipped(), "empty"),
    "archive in an archive": (zipped(a=zipped(b="value\n1\n")), "an archive within another"),
    "bzip2": (b"BZh91AY&SY", "packed by bzip2; unpack it first"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    "PDF": (b"%PDF-1.7\n", "a PDF file"),
    "a web page": (b"\n<!DOCTYPE html><html>", "a web page"),
    "a pickle": (b"\x80\x04\x95\x10", "a pickle, which could run code and is not read"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
    "a tar archive": (b"a.csv".ljust(257, b"\1") + b"ustar", "tar archive"),
    "a Git LFS pointer": (b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
}


@pytest.mark.parametrize("kind", DAMAGED)
@pytest.mark.parametrize("reader", ["corpus", "pairs", "table", "vectors"])
def test_what_is_damaged_or_of_another_kind_is_refused_in_a_line_that_says_what_to_do(
    tmp_path, reader, kind
):
    content, message = DAMAGED[kind]
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        READERS[reader](path)
    assert message in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_member_locked_by_a_password_is_refused(tmp_path):
    content = bytearray(zipped(a="value\n1\n"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1  # the flag that says so
    path = tmp_path / "locked.zip"
    path.write_bytes(content)
    with pytest.raises(UserError, match="locked by a password; unpack it first"):
        read_table(path, ["value"])


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"x_train": np.array([{"code": print}], dtype=object)}, "holds object, not whole numbers"),
        ({"x_train": np.zeros(3)}, "holds float64, not whole numbers"),
        ({"y": np.zeros(3, np.uint8)}, "which has x_train"),
    ],
)
def test_an_npz_file_of_anything_but_whole_numbers_is_refused(tmp_path, arrays, message):
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(UserError, match=message):
        read_npz(tmp_path / "a.npz", ["x_train"])


@pytest.mark.parametrize(
    ("n", "message"), [(10**9, "claims more than"), (10**6, "cut short"), (2**70, "claims more")]
)
def test_an_npz_files_header_takes_no_memory(tmp_path, n, message):
    array = io.BytesIO()
    header = {"descr": "|u1", "fortran_order": False, "shape": (n, 28, 28)}
    np.lib.format.write_array_header_1_0(array, header)
    path = tmp_path / "a.npz"
    path.write_bytes(zipped(**{"x_train.npy": array.getvalue() + bytes(100)}))
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match=message):
            read_mnist(path)
        assert tracemalloc.get_traced_memory()[1] < 2**21
    finally:
        tracemalloc.stop()
