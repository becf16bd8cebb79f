"""A text as numbers: the words that a network knows, and the word at each place of the text."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.text import NUM, UNK, URL, tokenize
from tf1rnn.errors import UserError
from tf1rnn.files import open_regular

SPECIAL = (UNK, NUM, URL)
BLOCK = 1 << 20  # bytes; what is read at once of a line that has no end
# Some corpora have their rare words replaced already; WikiText writes <unk>.
_UNKNOWN = re.compile(r"<unk>|\[UNK\]")


class Corpus(NamedTuple):
    """A text whose words are numbered: [UNK], [NUM], [URL], then the most frequent words first."""

    words: list[str]  # [vocabulary_size], each word's integer identifier being its place
    ids: np.ndarray  # [n_tokens], the identifier of each word of the text
    sentences: np.ndarray  # [n_tokens], the number of the word's sentence

    @property
    def counts(self) -> np.ndarray:
        """How often each word comes in the text [vocabulary_size]."""
        return np.bincount(self.ids, minlength=len(self.words))

    @classmethod
    def of(
        cls, sentences: Iterable[Sequence[str]], vocabulary_size: int | None, largest: int
    ) -> Corpus:
        """Number tokenised sentences; words beyond the `vocabulary_size` most frequent are [UNK].

        `vocabulary_size` counts [UNK], [NUM] and [URL] in; None takes every word, but `largest`
        at most. Raises UserError if there are fewer words than asked for.
        """
        in_order = {word: i for i, word in enumerate(SPECIAL)}
        ids, lengths = array("i"), array("i")
        for tokens in sentences:
            ids.extend(in_order.setdefault(token, len(in_order)) for token in tokens)
            lengths.append(len(tokens))
        if vocabulary_size is None:
            vocabulary_size = min(len(in_order), largest)
        elif vocabulary_size > len(in_order):
            raise UserError(
                f"--vocabulary-size {vocabulary_size}: the corpus has {len(in_order)} words, "
                f"{', '.join(SPECIAL)} included; take no more, or a larger --corpus"
            )
        numbered = np.array(ids, dtype=np.int32)
        counts = np.bincount(numbered, minlength=len(in_order))
        counts[: len(SPECIAL)] = counts.max(initial=0) + 1  # whatever their number, they come first
        by_frequency = np.argsort(-counts, kind="stable")[:vocabulary_size]
        new_ids = np.zeros(len(in_order), dtype=np.int32)  # that of [UNK], for the words left out
        new_ids[by_frequency] = np.arange(vocabulary_size)
        old_words = list(in_order)
        return cls(
            [old_words[i] for i in by_frequency],
            new_ids[numbered],
            np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
        )

    def encode(self, tokens: Sequence[str]) -> list[int]:
        """The identifiers of tokens, [UNK]'s for those that are not known."""
        known = {word: i for i, word in enumerate(self.words)}
        return [known.get(token, known[UNK]) for token in tokens]


def read_sentences(path: Path) -> Iterator[list[str]]:
    """The tokens of each line of a UTF-8 text that has any; <unk> in the text is [UNK].

    The file is read as the sentences are taken, a line at a time; a line of megabytes (some corpora
    are one line) comes in pieces. Raises UserError if the file cannot be read or is not text.
    """
    for number, line in _lines(path):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UserError(
                f"--corpus {path}: line {number} is not UTF-8; save it as UTF-8"
            ) from error
        known, *others = (tokenize(part) for part in _UNKNOWN.split(text))
        tokens = [*known, *(token for part in others for token in (UNK, *part))]
        if tokens:
            yield tokens


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, the longest ones in pieces that end where a word does."""
    try:
        with open_regular(path) as file:
            number, rest = 1, b""
            while block := file.readline(BLOCK):
                if b"\0" in block or len(rest) >= BLOCK:
                    raise UserError(f"--corpus {path}: line {number} is not text; it must be UTF-8")
                line, rest = rest + block, b""
                if len(block) == BLOCK and not block.endswith(b"\n"):
                    line, _, rest = line.rpartition(b" ")
                yield number, line
                number += line.endswith(b"\n")
            yield number, rest
    except FileNotFoundError as error:
        raise UserError(f"--corpus {path}: there is no such file") from error
    except OSError as error:
        raise UserError(f"--corpus {path}: cannot be read: {error.strerror}") from error
