"""Reads sentence pairs: a file with two sentences on each line, or two parallel files."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tf1rnn.datasets.pair_layout import PairLayout, find_pair_layout
from tf1rnn.datasets.sources.lines import Text
from tf1rnn.datasets.sources.parts import Part, listed, parts_of
from tf1rnn.errors import UserError
from tf1rnn.text import counted

Pair = tuple[str, str]

OPTION = "--pairs"
_HEAD = 200  # lines that the layout is found by


class Pairs(NamedTuple):
    """Sentence pairs, and what is to be said about how they were read."""

    pairs: list[Pair]
    remarks: list[str]


def read_pairs(
    paths: Sequence[Path],
    limit: int | None = None,
    columns: Sequence[int] | None = None,
    separator: str | None = None,
    encoding: str | None = None,
) -> Pairs:
    """The pairs of a file, or of two parallel files, `limit` of them at most.

    A file has two sentences on each line, with a tab, `|||`, or commas or semicolons between them,
    as in the English-French file of manythings.org/anki, whose sentences are from tatoeba.org. Of
    more columns than two, those that hold sentences are taken; `columns`, counted from 1,
    `separator` and `encoding` overrule what is detected. In two parallel files the same line of
    each is a pair. Empty lines are skipped, and files packed by gzip or zip are read too.

    Raises UserError, naming file and line, if a file cannot be read, is empty or not text, or has a
    line without two sentences.
    """
    if len(paths) == 2:
        return _parallel(paths, limit, encoding)
    if len(paths) > 2:
        raise UserError(f"{OPTION}: {len(paths)} files; give one of pairs, or two parallel ones")
    text, layout = _open(paths[0], columns, separator, encoding)
    remarks = [*text.remarks, *layout.remarks]
    pairs = list(itertools.islice(layout.pairs(text.lines(), text.part.what), limit))
    if not pairs:
        raise UserError(
            f"{text.part.what}: the file is empty; it must hold a pair of sentences on each line"
        )
    return Pairs(pairs, [f"{text.part.name}: {remark}" for remark in remarks])


def _open(
    path: Path, columns: Sequence[int] | None, separator: str | None, encoding: str | None
) -> tuple[Text, PairLayout]:
    """The text that holds pairs, the only one of an archive, and how it does."""

    def opened(part: Part) -> tuple[Text, PairLayout, list[str]]:
        text = Text.of(part, encoding)
        head = list(itertools.islice(text.lines(), _HEAD))
        return text, find_pair_layout(head, part.what, columns, separator), head

    parts = parts_of(path, OPTION)
    if len(parts) == 1:
        return opened(parts[0])[:2]
    found = []
    for part in parts:
        with contextlib.suppress(UserError):
            text, layout, head = opened(part)
            if list(layout.pairs(head, part.what)):
                found.append((text, layout))
    members = [part.member for part in parts]
    two = _look_parallel(members)
    if two and not any(text.part.member in two for text, _ in found):
        found = []  # a read me's line may look like a pair
    if len(found) == 1:
        text, layout = found[0]
        text.remarks.append(f"of {listed(members)}, this holds the pairs")
        return text, layout
    if found:
        members = [text.part.member for text, _ in found]
        raise UserError(
            f"{OPTION} {path}: {listed(members)} all hold pairs; name the one to read: "
            f"{OPTION} {path}/{members[0]}"
        )
    two = two or ["FILE", "FILE"]
    raise UserError(
        f"{OPTION} {path}: none of {listed(members)} has two sentences on each line; two parallel "
        f"files are given so: {OPTION} {path}/{two[0]} {OPTION} {path}/{two[1]}"
    )


def _look_parallel(members: Sequence[str]) -> list[str]:
    """Two members whose names differ in their last part, their language, alone."""
    by_stem: dict[str, list[str]] = {}
    for member in members:
        by_stem.setdefault(member.rpartition(".")[0], []).append(member)
    return next((of for stem, of in by_stem.items() if stem and len(of) == 2), [])


def _parallel(paths: Sequence[Path], limit: int | None, encoding: str | None) -> Pairs:
    texts = []
    for path in paths:
        parts = parts_of(path, OPTION)
        if len(parts) > 1:
            members = [part.member for part in parts]
            raise UserError(
                f"{OPTION} {path}: holds {listed(members)}; name the one to read: "
                f"{OPTION} {path}/{members[0]}"
            )
        texts.append(Text.of(parts[0], encoding))
    names = [text.part.name for text in texts]
    pairs, n_without = [], 0
    for source, target in _lines_together(texts):
        if limit is not None and len(pairs) == limit:
            break
        if source and target:
            pairs.append((source, target))
        else:
            n_without += bool(source or target)
    if not pairs:
        raise UserError(f"{texts[0].part.what}: the two files hold no pair of sentences")
    remarks = [f"{t.part.name}: {remark}" for t in texts for remark in t.remarks]
    remarks.append(f"each line of {names[0]} is a pair with the same line of {names[1]}")
    if n_without:
        remarks.append(f"left out: {counted(n_without, 'line')} without a sentence in both files")
    return Pairs(pairs, remarks)


def _lines_together(texts: Sequence[Text]) -> Iterator[Pair]:
    streams = [text.lines() for text in texts]
    for number, lines in enumerate(itertools.zip_longest(*streams), start=1):
        if None in lines:
            short, long = sorted(range(2), key=lambda i: lines[i] is not None)
            raise UserError(
                f"{texts[short].part.what}: ends after line {number - 1}, but "
                f"{texts[long].part.path} goes on; each line of a parallel file is the translation "
                "of the same line of the other"
            )
        yield lines[0].strip(), lines[1].strip()
