"""Word vectors: word2vec's two forms and GloVe's, odd words, archives, what is refused."""

import gzip
import zipfile

import numpy as np
import pytest

from tf1rnn.datasets.vectors import format_vectors, read_vectors
from tf1rnn.errors import UserError

GLOVE = "milk 0.5 -1 2e-1\nwater 0.25 0 3\n"


@pytest.fixture
def vectors_file(tmp_path):
    """A file with this content, text or bytes."""

    def write(content):
        path = tmp_path / "vectors.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize("header", ["", "2 3\n", "2 3 \r\n"], ids=["glove", "word2vec", "windows"])
def test_the_vectors_of_the_words_wanted_are_read_in_their_order(vectors_file, header):
    vectors, found, _ = read_vectors(vectors_file(header + GLOVE), ["water", "tea", "milk"], 3)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, [[0.25, 0, 3], [0, 0, 0], [0.5, -1, 0.2]])
    assert found.tolist() == [True, False, True]


def test_what_is_written_is_read_again(vectors_file):
    words = ["l'", "[UNK]", "été", "12"]
    vectors = np.random.RandomState(0).randn(4, 5).astype(np.float32)
    read, found, remarks = read_vectors(vectors_file(format_vectors(words, vectors)), words, 5)
    np.testing.assert_allclose(read, vectors, rtol=1e-5)
    assert found.all()


def test_of_a_word_that_occurs_twice_the_first_vector_counts(vectors_file):
    vectors, *_ = read_vectors(vectors_file("milk 1 2\n\nmilk 3 4 \n"), ["milk"], 2)
    assert vectors.tolist() == [[1, 2]]


def test_words_that_are_numbers_or_hold_spaces_are_words(vectors_file):
    content = "12 1 2\n. . . 3 4\nat name@domain.com 5 6\nnew\xa0york 7 8\nmilk 9 10\n"
    vectors, found, _ = read_vectors(vectors_file(content), ["12", "milk", "new\xa0york"], 2)
    assert vectors.tolist() == [[1, 2], [9, 10], [7, 8]]
    assert found.all()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("2 4\n" + GLOVE, "line 1 is for vectors of 4 numbers, but --embedding-size is 3"),
        ("milk 1 2\n", "line 1 is for vectors of 2 numbers, but --embedding-size is 3"),
        (GLOVE + "tea 1 2 3 4\n", "line 3 is for vectors of 4 numbers, but --embedding-size is 3"),
        (GLOVE + "tea\n", "line 3 is for vectors of 0 numbers"),
        (GLOVE + "tea 1 2,5 3\n", "line 3: '2,5' is not a number"),
        (GLOVE + "tea 1 nan 3\n", "line 3 holds no vector"),
        (GLOVE + "tea 1 -inf 3\n", "line 3 holds no vector"),
        (GLOVE + "tea 1 1e300 3\n", "line 3 holds no vector"),
        ("thé 1 2 3\n".encode("latin-1"), "none of its 1 words is in the vocabulary; left out: 1"),
        (GLOVE.encode("utf-16"), "line 1 is not text"),
        (b"2 3\nmilk \x00\x00\x80?\x00\x00\n", "line 2 is not text"),
        (b"\xba\x16\x4f\x2f" + bytes(60), "fastText's own form; take the vectors beside it (.vec)"),
        (b"\x80\x04\x95\x10", "a pickle, which could run code and is not read"),
        (b"7" * (1 << 20), "line 1 is not text"),
        ("cats 1 2 3\n", "none of its 1 words is in the vocabulary"),
        ("", "none of its 0 words"),
    ],
)
def test_a_file_that_holds_no_such_vectors_is_refused_in_one_line(vectors_file, content, message):
    path = vectors_file(content)
    with pytest.raises(UserError) as error:
        read_vectors(path, ["milk", "water", "tea"], 3)
    assert message in str(error.value)
    assert f"--pretrained {path}" in str(error.value)
    assert "\n" not in str(error.value)


WORDS = ["milk", "eau", "water"]
NUMBERS = np.random.RandomState(0).randn(3, 3).astype("<f4")


def binary(words=WORDS, announced=3, end=b"\n"):
    records = (w.encode() + b" " + n.tobytes() + end for w, n in zip(words, NUMBERS, strict=False))
    return f"{announced} 3\n".encode() + b"".join(records)


@pytest.mark.parametrize("end", [b"\n", b""])
def test_word2vecs_binary_form_is_read(vectors_file, end):
    vectors, found, remarks = read_vectors(vectors_file(binary(end=end)), ["water", "milk"], 3)
    np.testing.assert_array_equal(vectors, NUMBERS[[2, 0]])
    assert found.all()
    assert remarks == ["vectors.txt: in word2vec's binary form"]


def test_numbers_that_look_like_spaces_and_lines_are_numbers(vectors_file):
    spaces = np.frombuffer(b"\x0a\x20\x0a\x3f" * 3, "<f4")
    content = b"2 3\nmilk " + spaces.tobytes() + b"\ntea " + NUMBERS[0].tobytes() + b"\n"
    vectors, found, _ = read_vectors(vectors_file(content), ["milk", "tea"], 3)
    np.testing.assert_array_equal(vectors, [spaces, NUMBERS[0]])


@pytest.mark.parametrize(
    ("content", "n_found"),
    [
        ("9 3\n" + GLOVE, 2),
        ("99999999999999999999 3\n" + GLOVE, 2),
        ("1 3\n" + GLOVE, 2),
        (binary(announced=3_000_000), 3),
        (binary()[:-7], 2),
    ],
)
def test_other_numbers_of_words_than_announced_are_remarked_on(vectors_file, content, n_found):
    _, _, remarks = read_vectors(vectors_file(content), ["milk"], 3)
    assert any(f"words, but {n_found} follow; the file may have been cut" in r for r in remarks)


@pytest.mark.parametrize("word", [b" ", b"\t", b"\x0b", b"\n", b"\xe4\xbd", b"caf\xc3", b"\xff"])
def test_words_of_white_space_or_cut_within_a_character_are_left_out(vectors_file, word):
    content = b"milk 1 2 3\n" + word + b" 4 5 6\nwater 7 8 9\n"
    vectors, found, remarks = read_vectors(vectors_file(content), ["milk", "water"], 3)
    assert vectors.tolist() == [[1, 2, 3], [7, 8, 9]]
    assert len(remarks) == 1
    number = 3 if word == b"\n" else 2
    assert f"(the first in line {number})" in remarks[0]


def test_a_no_break_space_is_a_word(vectors_file):
    vectors, *_ = read_vectors(vectors_file("milk 1 2\n\xa0 3 4\n"), ["\xa0"], 2)
    assert vectors.tolist() == [[3, 4]]


def test_packed_vectors_are_read_those_of_the_size_asked_for(tmp_path):
    (tmp_path / "v.gz").write_bytes(gzip.compress(binary()))
    assert read_vectors(tmp_path / "v.gz", ["milk"], 3)[1].all()
    path = tmp_path / "glove.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for size in (2, 3, 4):
            archive.writestr(f"g.{size}d.txt", "milk" + " 1" * size + "\n")
    _, found, remarks = read_vectors(path, ["milk"], 3)
    assert found.all()
    assert remarks == ["g.3d.txt: of 3 files in the archive, it has vectors of 3 numbers"]
    with pytest.raises(UserError, match="none holds vectors of 5 numbers, as --embedding-size is"):
        read_vectors(path, ["milk"], 5)
    assert read_vectors(path / "g.2d.txt", ["milk"], 2)[1].all()


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(UserError, match="there is no such file|not a regular file"):
            read_vectors(path, ["milk"], 3)
