"""Word vectors in text form: word2vec's and GloVe's, and every file that is neither."""

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
    vectors, found = read_vectors(vectors_file(header + GLOVE), ["water", "tea", "milk"], 3)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, [[0.25, 0, 3], [0, 0, 0], [0.5, -1, 0.2]])
    assert found.tolist() == [True, False, True]


def test_what_is_written_is_read_again(vectors_file):
    words = ["l'", "[UNK]", "été", "12"]
    vectors = np.random.RandomState(0).randn(4, 5).astype(np.float32)
    read, found = read_vectors(vectors_file(format_vectors(words, vectors)), words, 5)
    np.testing.assert_allclose(read, vectors, rtol=1e-5)
    assert found.all()


def test_of_a_word_that_occurs_twice_the_first_vector_counts(vectors_file):
    vectors, _ = read_vectors(vectors_file("milk 1 2\n\nmilk 3 4 \n"), ["milk"], 2)
    assert vectors.tolist() == [[1, 2]]


def test_words_that_are_numbers_or_hold_spaces_are_words(vectors_file):
    content = "12 1 2\n. . . 3 4\nat name@domain.com 5 6\nnew\xa0york 7 8\nmilk 9 10\n"
    vectors, found = read_vectors(vectors_file(content), ["12", "milk", "new\xa0york"], 2)
    assert vectors.tolist() == [[1, 2], [9, 10], [7, 8]]
    assert found.all()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("2 4\n" + GLOVE, "line 1 is for vectors of 4 numbers, but --embedding-size is 3"),
        ("3 3\n" + GLOVE, "line 1 announces 3 words, but 2 follow"),
        ("99999999999999999999 3\n" + GLOVE, "line 1 announces 99999999999999999999 words"),
        ("milk 1 2\n", "line 1 is for vectors of 2 numbers, but --embedding-size is 3"),
        (GLOVE + "tea 1 2 3 4\n", "line 3 is for vectors of 4 numbers, but --embedding-size is 3"),
        (GLOVE + "tea\n", "line 3 is for vectors of 0 numbers"),
        (GLOVE + "tea 1 2,5 3\n", "line 3: '2,5' is not a number"),
        (GLOVE + "tea 1 nan 3\n", "line 3 holds no vector"),
        (GLOVE + "tea 1 -inf 3\n", "line 3 holds no vector"),
        (GLOVE + "tea 1 1e300 3\n", "line 3 holds no vector"),
        ("thé 1 2 3\n".encode("latin-1"), "line 1 is not UTF-8"),
        (GLOVE.encode("utf-16"), "line 1 is not text"),
        (b"2 3\nmilk \x00\x00\x80?\x00\x00\n", "line 2 is not text"),
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


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(UserError, match="there is no such file|not a regular file"):
            read_vectors(path, ["milk"], 3)
