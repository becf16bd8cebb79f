"""A text as numbers: its vocabulary, its sentences, and files that are not text."""

import gzip
import os
import sys
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tf1rnn.datasets import corpus as module
from tf1rnn.datasets.corpus import Corpus, open_corpus
from tf1rnn.errors import UserError

CHECKOUT = Path(__file__).parents[2]
TEXTS = Path(os.environ.get("TF1RNN_DATA", CHECKOUT.parent / "shared/data")) / "text"


def read_sentences(path):
    return module.read_sentences(open_corpus(path))


SENTENCES = [["i", "like", "milk"], [], ["i", "like", "[NUM]", "cats"], ["i"]]


def test_words_are_numbered_by_frequency_after_the_special_ones():
    corpus = Corpus.of(SENTENCES, None, 100)
    assert corpus.words == ["[UNK]", "[NUM]", "[URL]", "i", "like", "milk", "cats"]
    assert corpus.ids.tolist() == [3, 4, 5, 3, 4, 1, 6, 3]
    assert corpus.sentences.tolist() == [0, 0, 0, 2, 2, 2, 2, 3]
    assert corpus.counts.tolist() == [0, 1, 0, 3, 2, 1, 1]


@pytest.mark.parametrize(("vocabulary_size", "largest"), [(5, 100), (None, 5)])
def test_words_beyond_the_vocabulary_are_unknown(vocabulary_size, largest):
    corpus = Corpus.of(SENTENCES, vocabulary_size, largest)
    assert corpus.words == ["[UNK]", "[NUM]", "[URL]", "i", "like"]
    assert corpus.ids.tolist() == [3, 4, 0, 3, 4, 1, 0, 3]
    assert corpus.counts.sum() == len(corpus.ids) == 8


def test_tokens_are_encoded_by_the_vocabulary():
    corpus = Corpus.of(SENTENCES, None, 100)
    assert corpus.encode(["cats", "like", "dogs", "[URL]"]) == [6, 4, 0, 2]


def test_a_vocabulary_larger_than_the_text_is_refused():
    assert len(Corpus.of(SENTENCES, 7, 100).words) == 7
    with pytest.raises(UserError, match="--vocabulary-size 8: the corpus has 7 words"):
        Corpus.of(SENTENCES, 8, 100)


def test_a_text_without_words_has_only_the_special_ones():
    corpus = Corpus.of([], None, 100)
    assert corpus.words == ["[UNK]", "[NUM]", "[URL]"]
    assert corpus.ids.tolist() == corpus.sentences.tolist() == []


def test_each_line_is_a_sentence_and_empty_ones_are_left_out(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes("\ufeffI like milk.\r\n\n 350 <unk> [UNK] at www.a.b\nThé".encode())
    assert list(read_sentences(path)) == [
        ["i", "like", "milk", "."],
        ["[NUM]", "[UNK]", "[UNK]", "at", "[URL]"],
        ["thé"],
    ]


def test_a_long_line_is_read_in_pieces_that_end_where_words_do(tmp_path, monkeypatch):
    path = tmp_path / "text.txt"
    words = [f"{'é' * (i % 5)}x" for i in range(500)]
    path.write_text(" ".join(words) + "\nlast line", encoding="utf-8")
    monkeypatch.setattr(module, "BLOCK", 64)
    sentences = list(read_sentences(path))
    assert [word for tokens in sentences for word in tokens] == [*words, "last", "line"]
    assert sentences[-1] == ["last", "line"]
    assert max(map(len, sentences)) < 64


def test_a_long_line_without_spaces_between_words_is_read_too(tmp_path, monkeypatch):
    path = tmp_path / "text.txt"
    path.write_text("我喜欢喝牛奶。" * 50, encoding="utf-8")
    monkeypatch.setattr(module, "BLOCK", 64)
    tokens = [token for tokens in read_sentences(path) for token in tokens]
    assert tokens == list("我喜欢喝牛奶。" * 50)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_a_text_in_another_encoding_is_read_and_it_is_said(tmp_path, encoding):
    path = tmp_path / "text.txt"
    path.write_text("Du thé\net du café\n", encoding=encoding)
    text = open_corpus(path)
    assert list(module.read_sentences(text)) == [["du", "thé"], ["et", "du", "café"]]
    assert len(text.remarks) == (encoding != "utf-8-sig")


def test_a_packed_text_is_read_and_an_archive_of_several_asks_for_one(tmp_path):
    (tmp_path / "text.gz").write_bytes(gzip.compress(b"I like milk\n"))
    assert list(read_sentences(tmp_path / "text.gz")) == [["i", "like", "milk"]]
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("a.txt", "I like milk\n")
        archive.writestr("b.txt", "I like water\n")
    assert list(read_sentences(tmp_path / "texts.zip" / "b.txt")) == [["i", "like", "water"]]
    with pytest.raises(UserError, match=r"holds a.txt, b.txt; name the one to read: .*zip/a.txt"):
        open_corpus(tmp_path / "texts.zip")


def test_a_large_file_is_never_whole_in_memory(tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes(b"I like milk and you like water.\n" * 40_000)
    tracemalloc.start()
    try:
        n_sentences = sum(1 for _ in read_sentences(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert n_sentences == 40_000
    assert peak < path.stat().st_size / 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("thé\n".encode() * 9 + b"th\xe9\n", "line 10 is not UTF-8"),
        (b"one line\n\x89PNG\r\n\x1a\n\x00\x00", "is not"),
        (b"x" * (5 << 20), "line 1 is not text"),
    ],
)
def test_a_file_that_is_not_text_is_refused_in_one_line(tmp_path, content, message):
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        list(read_sentences(path))
    assert message in str(error.value)
    assert f"--corpus {path}" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(UserError, match="there is no such file|not a regular file"):
            list(read_sentences(path))


@pytest.mark.skipif(not TEXTS.is_dir(), reason="no texts: set TF1RNN_DATA")
def test_wikitext_knows_its_unknown_words():
    corpus = Corpus.of(read_sentences(TEXTS / "wikitext-2-valid.txt"), 5000, 50_000)
    assert len(corpus.words) == 5000
    assert corpus.counts[0] > 0.02 * len(corpus.ids)
    assert np.all(np.diff(corpus.counts[3:]) <= 0)


def test_what_english_joins_to_a_word_is_a_token_of_its_own(tmp_path):
    (tmp_path / "text.txt").write_text("Cupid's bow: I DON’T, we'll; j'aime James' 'art'.\n")
    assert [" ".join(tokens) for tokens in read_sentences(tmp_path / "text.txt")] == [
        "cupid 's bow : i do n't , we 'll ; j' aime james ' ' art ' ."
    ]


def test_on_a_terminal_it_is_said_how_far_a_long_text_is_read(tmp_path, monkeypatch, capsys):
    path = tmp_path / "text.txt"
    path.write_text("a b\n" * 3, encoding="utf-8")
    monkeypatch.setattr(module, "TOLD_EVERY", -1.0)
    assert len(list(read_sentences(path))) == 3
    assert capsys.readouterr().err == "", "a file or a pipe gets no progress"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert len(list(read_sentences(path))) == 3
    assert "0 million characters of" in capsys.readouterr().err
