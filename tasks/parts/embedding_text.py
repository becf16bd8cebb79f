"""The text that word embeddings are learned from, and the words that a run numbered."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run, Task, UserError
from tf1rnn.datasets import phrasebook
from tf1rnn.datasets.corpus import Corpus, open_corpus, read_sentences
from tf1rnn.datasets.text import is_spaceless, tokenize

LARGEST_VOCABULARY = 50_000  # the lesson's
FEWEST_WORDS = 6  # a word and as many neighbours as are printed
_FILE = "vocabulary.txt"  # in the run's folder


def read_text(task: Task) -> tuple[Corpus, np.ndarray | None, list[str]]:
    """The text to learn from, numbered; its words' parts of speech, None if unknown; remarks.

    Raises UserError if the text cannot be used, or has other words than a resumed run began with.
    """
    remarks: list[str] = []
    if task.corpus is None:
        if task.encoding is not None:
            raise UserError("--encoding: is about --corpus FILE; give --corpus too")
        sentences = (tokenize(english) for english, _ in phrasebook.pairs())
    else:
        source = open_corpus(task.corpus, task.encoding)
        remarks = [f"{task.corpus.name}: {remark}" for remark in source.remarks]
        sentences = read_sentences(source)
    text = Corpus.of(sentences, task.vocabulary_size, LARGEST_VOCABULARY)
    n_words = np.count_nonzero(text.counts)
    if n_words < FEWEST_WORDS or not np.any(text.sentences[1:] == text.sentences[:-1]):
        raise UserError(
            f"{f'--corpus {task.corpus}' if task.corpus else 'the phrasebook'}: "
            f"{n_words} words, or no two in a line, are too few to learn what is near what"
        )
    _check_words(task, text.words)
    if task.corpus is None:
        parts_of_speech = phrasebook.parts_of_speech()
        return text, np.array([parts_of_speech.get(word, "") for word in text.words]), remarks
    if is_spaceless(text.words):
        remarks.append(
            f"{task.corpus.name}: it is written without spaces: each character is a token"
        )
    return text, None, remarks


def write_words(run: Run, words: list[str]) -> None:
    """Write a run's vocabulary: the line of a word, counted from 0, is its identifier."""
    run.write(_FILE, _one_a_line(words))


def _one_a_line(words: list[str]) -> str:
    return "".join(f"{word}\n" for word in words)


def _check_words(task: Task, words: list[str]) -> None:
    """Raise UserError if a resumed run had other words."""
    saved = task.saved_text(_FILE)
    if saved is not None and saved != _one_a_line(words):
        raise UserError(
            f"{task.folder / _FILE}: these are not the words of the text as it is now; train a new "
            "run"
        )
