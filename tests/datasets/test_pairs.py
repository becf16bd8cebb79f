"""Reading sentence pairs: the format of manythings.org, and files that are not in it."""

import os
from pathlib import Path

import pytest

from tf1rnn.datasets.pairs import read_pairs
from tf1rnn.errors import UserError

CHECKOUT = Path(__file__).parents[2]
TATOEBA = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared/data")) / "text/fra.txt"


@pytest.fixture
def pairs_file(tmp_path):
    """A pairs file with this content, text or bytes."""

    def write(content):
        path = tmp_path / "pairs.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_pairs_are_read_in_order_without_further_columns_and_empty_lines(pairs_file):
    path = pairs_file("Go.\tVa !\tCC-BY 2.0 (France) #1\n\nRun!\t Cours\u202f! \n")
    assert read_pairs(path) == [("Go.", "Va !"), ("Run!", "Cours\u202f!")]


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_a_sentence(pairs_file):
    path = pairs_file(b"\xef\xbb\xbfGo.\tVa !\r\nRun!\tCours !\r\n")
    assert read_pairs(path) == [("Go.", "Va !"), ("Run!", "Cours !")]


def test_only_a_newline_ends_a_line(pairs_file):
    assert read_pairs(pairs_file("Go.\tVa\u2028vite\x85\n")) == [("Go.", "Va\u2028vite")]


def test_the_limit_takes_the_first_pairs_and_reads_no_further(pairs_file):
    path = pairs_file("Go.\tVa !\nRun!\tCours !\nno tab here\n")
    assert read_pairs(path, limit=2) == [("Go.", "Va !"), ("Run!", "Cours !")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ("Go.\tVa !\n\nRun!   Cours !\n", "line 3 has no tab"),
        ("Go.\tVa !\nRun!\t\n", "line 2 lacks a sentence"),
        ("\tVa !\n", "line 1 lacks a sentence"),
        ("Go.\tVa !\nRun!\tCours à pied\n".encode("latin-1"), "line 2 is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is not UTF-8|binary"),
        ("Go.\tVa !\n".encode("utf-16"), "binary"),
    ],
)
def test_a_file_without_pairs_is_refused_in_one_line_that_names_it(pairs_file, content, message):
    path = pairs_file(content)
    with pytest.raises(UserError, match=message) as error:
        read_pairs(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path):
    with pytest.raises(UserError, match="no such file"):
        read_pairs(tmp_path / "missing.txt")
    with pytest.raises(UserError, match="cannot be read"):
        read_pairs(tmp_path)


@pytest.mark.skipif(not TATOEBA.is_file(), reason="no pairs of tatoeba.org: set TF1RNN_DATA")
def test_the_tatoeba_file_is_read_whole():
    pairs = read_pairs(TATOEBA)
    assert len(pairs) == 18066
    assert pairs[0] == ("Go.", "Va !")
