"""Files that could break the readers: each ends in success or in one clear line."""

import gzip
import io
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tf1rnn import UserError
from tf1rnn.datasets import mnist
from tf1rnn.datasets.corpus import open_corpus, read_sentences
from tf1rnn.datasets.idx import read_idx
from tf1rnn.datasets.mnist import read_mnist
from tf1rnn.datasets.pairs import read_pairs
from tf1rnn.datasets.tables.options import Reading
from tf1rnn.datasets.tables.table import read_table
from tf1rnn.datasets.text import tokenize
from tf1rnn.datasets.vectors import read_vectors

MANY = settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))

# What is put into a good file, at any place: wrong sizes, numbers, names, nesting.
PIECES = st.one_of(
    st.binary(min_size=1, max_size=8),
    st.sampled_from(
        [
            *(
                b"\xff\xff\xff\xff",
                b"\x7f\xff\xff\xff",
                b"\0\0\0\0",
                b"\x80",
                b"\0",
                b"\xef\xbb\xbf",
            ),
            *(b"9" * 40, b"-1", b"1e999", b"nan", b"0x1F", b"1_000", b"../../x", b"/etc/passwd"),
            *(b"[" * 3000, b'{"a":' * 900, b'"', b"\\ud800", b"\t", b"\n", b"\r", b"\x1b[2J"),
            *(b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x01\x02", b"\x93NUMPY", b"null", b"true"),
        ]
    ),
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["put", "over", "cut", "end", "twice"]), PIECES),
    min_size=1,
    max_size=4,
)


def damage(content, edits):
    """A good file's content with pieces inserted, overwritten or removed, or its end cut off."""
    for place, kind, piece in edits:
        at = int(place * len(content))
        rest = content[at:]
        if kind == "over":
            rest = piece + rest[len(piece) :]
        elif kind == "put":
            rest = piece + rest
        elif kind == "cut":
            rest = rest[len(piece) :]
        elif kind == "end":
            rest = b""
        else:
            rest = rest[:64] + rest
        content = content[:at] + rest
    return content


def idx(*shape):
    sizes = (0x0800 + len(shape), *shape)
    return b"".join(n.to_bytes(4, "big") for n in sizes) + bytes(
        i % 10 for i in range(np.prod(shape))
    )


def npz(path):
    arrays = {"x_train": np.zeros((3, 28, 28), "u1"), "y_train": np.zeros(3, "u1")}
    np.savez_compressed(path, **arrays, x_test=arrays["x_train"], y_test=arrays["y_train"])


GERMAN = "Tag;value;x\n" + "".join(f"{i:02}.01.2019;1.{i:03},50;é\n" for i in range(1, 29))


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook():
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    for row in (["day", "value"], [1, 2.5], [2, None], [3, "x"]):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def read_value(path):
    return read_table(path, ["value"], reading=Reading(missing="interpolate"))


def read_corpus(path):
    return list(read_sentences(open_corpus(path)))


def read_milk(path):
    return read_vectors(path, ["milk"], 2)


GOOD = {
    "idx": (lambda path: read_idx(path, rank=3), idx(2, 3, 4)),
    "idx.gz": (lambda path: read_idx(path, rank=3), gzip.compress(idx(2, 3, 4))),
    "bomb.gz": (lambda path: read_idx(path, rank=1), gzip.compress(idx(1) + bytes(10**6))),
    "pairs": (lambda path: read_pairs([path]), b"Go.\tVa !\nRun!\tCours\tmore\n\nHi.\tSalut.\n"),
    "pairs.csv": (lambda path: read_pairs([path]), b'en,fr\n"Go.","Va !"\n"Run!","Cours !"\n' * 3),
    "table": (read_value, b'day,value\n1,"1.5"\n2,3e4\n3,-7\n'),
    "German table": (read_value, GERMAN.encode("latin-1")),
    "table.gz": (read_value, gzip.compress(GERMAN.encode())),
    "table.zip": (read_value, zipped(**{"a.csv": GERMAN, "b.txt": "a text"})),
    "table.xlsx": (read_value, workbook()),
    "corpus": (read_corpus, "I like milk.\nThé <unk> 5\n".encode()),
    "corpus.utf16": (read_corpus, "I like milk.\nThé <unk> 5\n".encode("utf-16")),
    "vectors": (read_milk, b"2 2\nmilk 0.5 -1\nthe 1e-3 4\n"),
    "vectors.bin": (
        read_milk,
        b"2 2\nmilk " + np.float32([0.5, -1]).tobytes() + b"\nthe " + bytes(8) + b"\n",
    ),
    "digits.npz": (read_mnist, None),
}


def read_one(read, path, content):
    """Read a file that may be damaged; any error but a UserError of one line fails the test."""
    path.write_bytes(content)
    message = "fine"
    try:
        read(path)
    except UserError as refused:
        message = str(refused)
    assert message.strip()
    assert "\n" not in message


@pytest.mark.parametrize("name", GOOD)
def test_a_damaged_file_is_read_or_refused_in_one_line(name, tmp_path):
    read, good = GOOD[name]
    if good is None:
        npz(tmp_path / name)
        good = (tmp_path / name).read_bytes()

    @MANY
    @given(EDITS)
    def check(edits):
        read_one(read, tmp_path / name, damage(good, edits))

    check()


@MANY
@given(st.text(max_size=100))
def test_any_text_can_be_tokenised(text):
    assert all(isinstance(token, str) and token for token in tokenize(text))


@pytest.mark.parametrize("which", range(4))
def test_a_damaged_mnist_file_is_read_or_refused(which, tmp_path):
    names = [file.name for file in mnist._FILES]
    contents = [idx(3, 28, 28), idx(3), idx(2, 28, 28), idx(2)]
    for name, content in zip(names, contents, strict=True):
        (tmp_path / name).write_bytes(content)

    @settings(MANY, max_examples=500)
    @given(EDITS)
    def check(edits):
        path = tmp_path / names[which]
        read_one(lambda path: read_mnist(path.parent), path, damage(contents[which], edits))

    check()


def test_a_damaged_archive_of_keras_s_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setenv("TF1RNN_CACHE", str(tmp_path / "none"))
    (tmp_path / "datasets").mkdir()
    path = tmp_path / "datasets" / "mnist.npz"
    npz(path)
    good = path.read_bytes()

    @MANY
    @given(EDITS)
    def check(edits):
        read_one(lambda _: mnist.find_mnist(), path, damage(good, edits))

    check()
