"""The command `translate`: what it answers, and what it refuses."""

import importlib
import io
import shutil
import sys

import pytest

from tf1rnn.datasets import text
from tf1rnn.registry import discovery

LESSON = discovery.discover().get("translation").__module__.rpartition(".")[0]
languages = importlib.import_module(f"{LESSON}.parts.languages")


@pytest.fixture
def translate(command, finished):
    """Run the command `translate` with the trained run."""
    return lambda *argv: command("translate", *argv, "--runs-dir", finished.folder.parents[1])


def right_sentence(finished):
    """A held-out sentence that the run translates well, and the translation."""
    rows = (finished.folder / "held_out.tsv").read_text(encoding="utf-8").splitlines()
    row = next(r.split("\t") for r in rows if r.endswith("yes") and "tom" not in r and "[" not in r)
    return row[0], text.detokenize(row[1].split())


def test_translate_answers_each_sentence_with_a_line(translate, finished):
    english, french = right_sentence(finished)
    result = translate(english, "", english.upper())
    assert (result.code, result.out) == (0, f"{french}\n\n{french}\n")


@pytest.mark.parametrize("argv", [[], ["-"]])
def test_translate_reads_standard_input_a_sentence_a_line(translate, finished, monkeypatch, argv):
    english, french = right_sentence(finished)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{english}\n\n{english}"))
    result = translate(*argv)
    assert (result.code, result.out) == (0, f"{french}\n\n{french}\n")


def test_translate_of_nothing_prints_nothing(translate, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert translate()[:2] == (0, "")
    assert translate("")[:2] == (0, "\n")


def test_translate_copies_numbers_and_spells_names(translate):
    result = translate("Tom wants 48,5 beers.")
    assert "48,5 bières" in result.out
    assert "Tom" in result.out


def test_translate_says_which_words_it_does_not_know(translate):
    result = translate("I drink lemonade.", "You drink Fanta.", "I drink lemonade.")
    assert result.code == 0
    assert result.err.count("lemonade") == 1
    assert "Fanta" in result.err


def test_unknown_words_take_the_place_of_unk():
    vocabulary = text.Vocabulary.of([["i", "see", "and", "[NUM]", "."]])
    french = languages.Languages(vocabulary, vocabulary, {})
    tokens = ["je", "vois", "[UNK]", "et", "[UNK]", "[NUM]", "[UNK]", "[URL]"]
    words = ["I", "see", "Zoé", "and", "7", "Max", "."]
    assert french.write(tokens, words) == "Je vois Zoé et Max 7 [UNK] [URL]"


def test_translate_takes_the_run_that_is_named(translate, finished):
    english, french = right_sentence(finished)
    assert translate(english, "--run", finished.folder.name).out == f"{french}\n"
    assert translate(english, "--run", "yesterday").code == 2


def test_translate_without_a_run_says_how_to_make_one(command, tmp_path):
    result = command("translate", "I drink milk.", "--runs-dir", tmp_path)
    assert result.code == 2
    assert "run translation" in result.err


@pytest.mark.parametrize("end", ["", "\n\nI drink milk.\n"])
def test_translate_on_a_terminal_asks_until_an_empty_line(translate, finished, monkeypatch, end):
    english, french = right_sentence(finished)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{english}\n{english}{end}"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    result = translate()
    assert result.code == 0
    assert result.out.rstrip() == f"English> {french}\nEnglish> {french}\nEnglish>"
    assert result.err.endswith("Type a sentence; an empty line ends.\n")


def test_translate_shows_its_steps(translate, finished):
    english, french = right_sentence(finished)
    result = translate("--steps", english)
    tokens = text.tokenize(english)
    assert result.code == 0
    assert f"reversed:  {'  '.join(tokens[::-1])}" in result.out
    assert f"The network says: {french}" in result.out
    lines = result.out.splitlines()
    assert max(map(len, lines)) <= 80
    go = next(line.split() for line in lines if line.startswith("<go>"))
    assert go[1] == text.tokenize(french)[0]  # the best word comes first, and is fed next
    assert any(line.split()[1:2] == ["<eos>"] for line in lines)


def test_the_steps_of_nothing_are_refused(translate):
    result = translate("--steps", " ")
    assert (result.code, result.out) == (2, "")
    assert "no words" in result.err.splitlines()[-1]


def test_inside_reads_the_sentences_that_the_run_was_tested_with(command, finished):
    argv = ("--runs-dir", finished.folder.parents[1])
    listed = command("inside", "translation", "--list", *argv).out
    english, french = right_sentence(finished)
    assert "I drink milk." in listed
    assert english.removesuffix(".") in listed or "..." in listed
    assert f"The network says: {french}" in command("inside", "translation", english, *argv).out


def test_translate_refuses_input_that_is_not_text(translate, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe"), encoding="utf-8"))
    result = translate()
    assert result.code == 2
    assert "UTF-8" in result.err


def test_a_run_whose_languages_are_damaged_is_refused(finished, tmp_path, command):
    copy = tmp_path / "translation" / "run"
    shutil.copytree(finished.folder, copy)
    (copy / "languages.json").write_text("{}")
    result = command("translate", "I drink milk.", "--runs-dir", tmp_path)
    assert result.code == 2
    assert "languages.json" in result.err
