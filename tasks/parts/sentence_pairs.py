"""Sentence pairs as translation takes them: some held out, all numbered, in batches by length."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tf1rnn.datasets.text import Vocabulary

Tokens = tuple[str, ...]
TokenPair = tuple[Tokens, Tokens]


class HeldOut(NamedTuple):
    """Distinct English sentences never trained on, each with all its French translations."""

    sentences: list[Tokens]
    references: list[list[Tokens]]


class Batch(NamedTuple):
    """Word ids of sentence pairs, filled up with <pad>; each target ends with <eos>."""

    source: np.ndarray  # [batch_size, n_source_words]
    source_length: np.ndarray  # [batch_size], in words
    target: np.ndarray  # [batch_size, n_target_words]


def hold_out(pairs: Sequence[TokenPair], n_sentences: int) -> tuple[list[TokenPair], HeldOut]:
    """Split the pairs into those to train on and `n_sentences` English sentences held out.

    If there are fewer than twice as many, a fifth is held out. The choice is the same in every run,
    whatever its seed, so that runs compare.
    """
    references: dict[Tokens, list[Tokens]] = {}
    for english, french in dict.fromkeys(pairs):
        references.setdefault(english, []).append(french)
    if n_sentences > len(references) // 2:
        n_sentences = max(1, len(references) // 5)
    chosen = random.Random(0).sample(list(references), n_sentences)
    held_out = HeldOut(chosen, [references.pop(english) for english in chosen])
    return [(english, f) for english, french in references.items() for f in french], held_out


def pad(sequences: Sequence[Sequence[int]], pad_id: int) -> tuple[np.ndarray, np.ndarray]:
    """One row of ids a sequence, filled up to the longest, and the sequences' lengths."""
    lengths = np.array([len(sequence) for sequence in sequences], dtype=np.int32)
    ids = np.full([len(sequences), lengths.max()], pad_id, dtype=np.int32)
    for row, sequence in zip(ids, sequences, strict=True):
        row[: len(sequence)] = sequence
    return ids, lengths


def batches_by_length(
    pairs: Sequence[TokenPair], source: Vocabulary, target: Vocabulary, batch_size: int
) -> list[Batch]:
    """Batches of pairs of like length, so that little is computed for padding."""
    numbered = [(source.encode(english), target.encode(french)) for english, french in pairs]
    random.Random(0).shuffle(numbered)
    numbered.sort(key=lambda pair: (len(pair[1]), len(pair[0])))
    batches = []
    for start in range(0, len(numbered), batch_size):
        sources, targets = zip(*numbered[start : start + batch_size], strict=True)
        target_ids, _ = pad([[*ids, target.eos] for ids in targets], target.pad)
        batches.append(Batch(*pad(sources, source.pad), target_ids))
    return batches
