"""Reading sentence pairs in the forms that people have them, and every file that holds none."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from tf1rnn.datasets.pairs import read_pairs
from tf1rnn.errors import UserError

CHECKOUT = Path(__file__).parents[2]
TATOEBA = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared/data")) / "text/fra.txt"


@pytest.fixture
def pairs_file(tmp_path):
    """A pairs file with this content, text or bytes."""

    def write(content, name="pairs.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(path, **options):
    return read_pairs([path], **options).pairs


def test_pairs_are_read_in_order_without_further_columns_and_empty_lines(pairs_file):
    path = pairs_file("Go.\tVa !\tCC-BY 2.0 (France) #1\n\nRun!\t Cours\u202f! \n")
    assert read_pairs([path]) == ([("Go.", "Va !"), ("Run!", "Cours\u202f!")], [])


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_a_sentence(pairs_file):
    path = pairs_file(b"\xef\xbb\xbfGo.\tVa !\r\nRun!\tCours !\r\n")
    assert read(path) == [("Go.", "Va !"), ("Run!", "Cours !")]


def test_a_line_is_what_a_newline_ends_and_nothing_else(pairs_file):
    assert read(pairs_file("Go.\tVa\u2028vite\x85\n")) == [("Go.", "Va\u2028vite")]


def test_the_limit_takes_the_first_pairs_and_reads_no_further(pairs_file):
    path = pairs_file("Go.\tVa !\nRun!\tCours !\nno tab here\n")
    assert read(path, limit=2) == [("Go.", "Va !"), ("Run!", "Cours !")]


PAIRS = [
    ("Go.", "Va !"),
    ("I'm here, Tom.", "Je suis là, Tom."),
    ('"Help!" he cried.', "« À l'aide ! »"),
    ("Wow!", "Ça alors !"),
    ("Wait; look.", "Attends ; regarde."),
] * 2


def lines(form, header=""):
    return header + "".join(form(i, *pair) + "\n" for i, pair in enumerate(PAIRS))


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


TAB = lines(lambda i, e, f: f"{e}\t{f}")
FORMS = {
    "tabs": (TAB, None),
    "tabs and quotes": (
        lines(lambda i, e, f: f"{quoted(e)}\t{quoted(f)}"),
        "columns 1 and 2 (between columns: tab, quoted)",
    ),
    "three bars": (lines(lambda i, e, f: f"{e} ||| {f}"), "1 and 2 (between columns: |||)"),
    "commas and quotes": (
        lines(lambda i, e, f: f"{quoted(e)},{quoted(f)}"),
        "columns 1 and 2 (between columns: comma, quoted)",
    ),
    "semicolons and quotes": (
        lines(lambda i, e, f: f"{quoted(e)};{quoted(f)}"),
        "(between columns: semicolon, quoted)",
    ),
    "bars": (lines(lambda i, e, f: f"{quoted(e)} | {quoted(f)}"), "(between columns: bar, quoted)"),
    "a header of words": (
        lines(lambda i, e, f: f"{quoted(e)},{quoted(f)}", "English words/sentences,French words\n"),
        "the first line names the columns and is left out",
    ),
    "a header of codes": (lines(lambda i, e, f: f"{e}\t{f}", "en\tfr\n"), "first line names"),
    "Tatoeba's export": (lines(lambda i, e, f: f"{i}\t{e}\t{i + 9}\t{f}"), "columns 2 and 4"),
    "an export with a header": (
        lines(lambda i, e, f: f"{i}\t{e}\t{i + 9}\t{f}", "id\ttext\tid2\ttranslation\n"),
        "the first line names the columns",
    ),
    "codes of languages": (lines(lambda i, e, f: f"{i}\teng\t{e}\tfra\t{f}"), "columns 3 and 5"),
    "a score in front": (lines(lambda i, e, f: f"0.{i}\t{e}\t{f}"), "columns 2 and 3"),
    "Latin-1": (TAB.encode("latin-1"), "read as Latin-1 (Windows-1252), a guess"),
    "UTF-16": (TAB.encode("utf-16"), "read as UTF-16"),
    "gzip": (gzip.compress(TAB.encode()), None),
    "an archive": (
        zipped(**{"_about.txt": "About these, and more.\nText\n", "fra.txt": TAB}),
        "fra.txt: of _about.txt, fra.txt, this holds the pairs",
    ),
}


@pytest.mark.parametrize(("content", "remark"), FORMS.values(), ids=FORMS)
def test_pairs_are_read_in_the_form_that_they_are_in_and_it_is_said(pairs_file, content, remark):
    pairs, remarks = read_pairs([pairs_file(content)])
    assert pairs == PAIRS
    assert bool(remarks) == bool(remark)
    assert remark is None or any(remark in each for each in remarks)


def test_numbers_are_never_taken_for_sentences_unless_it_is_said(pairs_file):
    path = pairs_file("".join(f"{i}\tnombre {i}\n" for i in range(9)))
    with pytest.raises(UserError, match="line 1: fewer than two columns hold .*--column"):
        read(path)
    assert read(path, columns=[1, 2])[:2] == [("0", "nombre 0"), ("1", "nombre 1")]


def test_columns_and_a_separator_that_are_given_are_taken(pairs_file):
    assert read(pairs_file("a\tb\tc\td\n"), columns=[4, 2]) == [("d", "b")]
    assert read(pairs_file("Go. => Va !\n"), separator="=>") == [("Go.", "Va !")]
    for options, message in (
        ({"columns": [2]}, "--column: give the columns of the two sentences"),
        ({"columns": [0, 1]}, "--column: give the columns"),
        ({"columns": [1, 3]}, "line 1 lacks a sentence in column 3"),
        ({"separator": '"'}, '--separator ": give what stands between the sentences'),
    ):
        with pytest.raises(UserError, match=message):
            read(pairs_file("Go.\tVa !\n"), **options)


def test_a_first_pair_of_short_words_is_no_header(pairs_file):
    assert read(pairs_file("Go\tVa\nRun\tCours\n"))[0] == ("Go", "Va")


def test_two_parallel_files_are_pairs_line_by_line(pairs_file):
    english = pairs_file("Go.\nRun!\n\nHi.\n\n", "train.en")
    french = pairs_file("Va !\nCours !\n\n\n\n", "train.fr")
    pairs, remarks = read_pairs([english, french])
    assert pairs == [("Go.", "Va !"), ("Run!", "Cours !")]
    assert remarks == [
        "each line of train.en is a pair with the same line of train.fr",
        "left out: 1 line without a sentence in both files",
    ]
    assert read_pairs([english, french], limit=1).pairs == [("Go.", "Va !")]


def test_parallel_files_of_unequal_length_or_more_than_two_are_refused(pairs_file):
    english = pairs_file("Go.\nRun!\n", "train.en")
    french = pairs_file("Va !\n", "train.fr")
    for paths in ([english, french], [french, english]):
        with pytest.raises(UserError, match=r"train.fr: ends after line 1, but .*train.en goes on"):
            read_pairs(paths)
    with pytest.raises(UserError, match="--pairs: 3 files; give one of pairs, or two parallel"):
        read_pairs([english, french, english])


def test_an_archive_of_two_parallel_files_says_how_to_give_them(pairs_file):
    members = {"README": "x, y\n", "t.en-fr.en": "Go.\nRun!\n", "t.en-fr.fr": "Va !\nCours !\n"}
    path = pairs_file(zipped(**members), "opus.zip")
    with pytest.raises(UserError) as error:
        read_pairs([path])
    assert str(error.value).endswith(f"--pairs {path}/t.en-fr.en --pairs {path}/t.en-fr.fr")
    assert len(read_pairs([path / "t.en-fr.en", path / "t.en-fr.fr"]).pairs) == 2


def test_an_archive_with_pairs_in_several_files_asks_for_one(pairs_file):
    path = pairs_file(zipped(a=TAB, b=TAB), "two.zip")
    with pytest.raises(UserError, match="a, b all hold pairs; name the one to read: .*two.zip/a"):
        read_pairs([path])
    assert read_pairs([path / "b"]).pairs == PAIRS


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ("Go.\tVa !\n\nRun!   Cours !\n", "line 3 has no tab"),
        ("Go.\tVa !\nRun!\t\n", "line 2 lacks a sentence in column 2"),
        ("\tVa !\n", "line 1 lacks a sentence in column 1"),
        ("Call me Ishmael. Some years ago, never mind.\nLittle or no money\n", "line 1 has no tab"),
        ("Go. ||| Va !\nRun! ||| Cours !\nHi.\n", r"line 3 has no \|\|\| between two sentences"),
        ('"Go.","Va !"\n' * 9 + '"Run!"\n', "line 10 has no comma between two sentences"),
        ('"Go.","Va !"\n' * 9 + '"Run!,"Cours !"\n', "line 10"),
        ("thé\ttea\n".encode() * 9 + b"th\xe9\ttea\n", "line 10 is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ('{"en": "Go.", "fr": "Va !"}\n', "is JSON; save it as lines of text"),
        ("<?xml version='1.0'?><tmx>", "is XML"),
    ],
)
def test_a_file_without_pairs_is_refused_in_one_line_that_names_it(pairs_file, content, message):
    path = pairs_file(content)
    with pytest.raises(UserError, match=message) as error:
        read(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path):
    with pytest.raises(UserError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path)


@pytest.mark.skipif(not TATOEBA.is_file(), reason="no pairs of tatoeba.org: set TF1RNN_DATA")
def test_the_tatoeba_file_is_read_whole():
    pairs, remarks = read_pairs([TATOEBA])
    assert (len(pairs), remarks) == (18066, [])
    assert pairs[0] == ("Go.", "Va !")
