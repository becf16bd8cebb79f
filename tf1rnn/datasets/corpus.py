"""A text as numbers: the words that a network knows, and the word at each place of the text."""

from __future__ import annotations

import re
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import listed, parts_of
from tf1rnn.datasets.text import NUM, UNK, URL, is_spaceless, tokenize
from tf1rnn.errors import UserError

SPECIAL = (UNK, NUM, URL)
TOLD_EVERY = 2.0  # seconds; reading a text of a gigabyte takes minutes
BLOCK = 1 << 20  # characters; what is read at once of a line that has no end
# Some corpora have their rare words replaced already; WikiText writes <unk>.
_UNKNOWN = re.compile(r"<unk>|\[UNK\]")
# What English joins to a word by an apostrophe is a token, as in the Penn Treebank: cupid 's.
_JOINED = re.compile(r"(n['’]t|['’](?:s|m|d|ll|re|ve))(?!\w)", re.IGNORECASE)


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
        numbered = np.frombuffer(ids, dtype=np.int32) if ids else np.zeros(0, np.int32)
        counts = np.bincount(numbered, minlength=len(in_order))
        counts[: len(SPECIAL)] = counts.max(initial=0) + 1  # whatever their number, they come first
        by_frequency = np.argsort(-counts, kind="stable")[:vocabulary_size]
        new_ids = np.zeros(len(in_order), dtype=np.int32)  # that of [UNK], for the words left out
        new_ids[by_frequency] = np.arange(vocabulary_size)
        old_words = list(in_order)
        return cls(
            [old_words[i] for i in by_frequency],
            # In place: the words of a text of 1 GB take 600 MB.
            np.take(new_ids, numbered, out=numbered, mode="clip"),
            np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
        )

    def encode(self, tokens: Sequence[str]) -> list[int]:
        """The identifiers of tokens, [UNK]'s for those that are not known."""
        known = {word: i for i, word in enumerate(self.words)}
        return [known.get(token, known[UNK]) for token in tokens]


def open_corpus(path: Path, encoding: str | None = None) -> Text:
    """The text at a path, packed or not, in the encoding given or detected.

    Raises UserError if the file cannot be read, or is an archive of more than one.
    """
    parts = parts_of(path, "--corpus")
    if len(parts) > 1:
        members = [part.member for part in parts]
        raise UserError(
            f"--corpus {path}: holds {listed(members)}; name the one to read: "
            f"--corpus {path}/{members[0]}"
        )
    return Text.of(parts[0], encoding)


def read_sentences(text: Text) -> Iterator[list[str]]:
    """The tokens of each line of a text that has any; <unk> in the text is [UNK].

    The file is read as the sentences are taken, a line at a time; a line of megabytes (some corpora
    are one line) comes in pieces. Raises UserError if the file cannot be read or is not text.
    """
    for line in _told(_lines(text), text.part.what):
        known, *others = (_tokens(part) for part in _UNKNOWN.split(line))
        tokens = [*known, *(token for part in others for token in (UNK, *part))]
        if tokens:
            yield tokens


def _tokens(text: str) -> list[str]:
    """The tokens of a text in any language; `Cupid's` gives `cupid` and `'s`, `don't` `do`, `n't`.

    The phrasebook needs no such rule: its English has no apostrophes, its French no such endings.
    """
    tokens: list[str] = []
    for place, part in enumerate(_JOINED.split(text)):
        tokens += [part.lower().replace("’", "'")] if place % 2 else tokenize(part)
    return tokens


def _told(lines: Iterable[str], what: str) -> Iterator[str]:
    """The lines; on a terminal, how far they are read is said, if that takes long."""
    if not sys.stderr.isatty():
        yield from lines
        return
    n_read, due = 0, time.monotonic() + TOLD_EVERY
    told = False
    for line in lines:
        n_read += len(line)
        if time.monotonic() > due:
            far = f"{n_read / 1e6:,.0f} million characters of {what} read"
            print(f"\r\033[K{far}", end="", file=sys.stderr, flush=True)
            told, due = True, time.monotonic() + TOLD_EVERY
        yield line
    if told:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _lines(text: Text) -> Iterator[str]:
    """Each line, the longest ones in pieces that end where a word does."""
    rest = ""
    for number, block in text.blocks(BLOCK):
        if len(rest) >= BLOCK:
            raise UserError(f"{text.part.what}: line {number} is not text; is it a binary file?")
        line, rest = rest + block, ""
        goes_on = len(block) == BLOCK and not block.endswith("\n")
        if goes_on and (" " in line or not is_spaceless([line])):
            line, _, rest = line.rpartition(" ")
        yield line
    yield rest
