"""Reads sentence pairs: a file with an English sentence, a tab and a French one on each line."""

from pathlib import Path

from tf1rnn.datasets.lines import read_lines
from tf1rnn.errors import UserError

Pair = tuple[str, str]


def read_pairs(path: Path, limit: int | None = None) -> list[Pair]:
    """The pairs of a tab-separated UTF-8 file, `limit` of them at most.

    The format is that of the English-French file of manythings.org/anki, whose sentences are from
    tatoeba.org; further columns and empty lines are skipped. Raises UserError if the file cannot be
    read, is empty or binary, is not UTF-8, or has a line without two sentences.
    """
    pairs: list[Pair] = []
    for number, line in enumerate(read_lines(path, "--pairs"), start=1):
        if limit is not None and len(pairs) == limit:
            break
        if not line.strip():
            continue
        english, *others = (column.strip() for column in line.split("\t"))
        if not others:
            raise UserError(f"--pairs {path}: line {number} has no tab between two sentences")
        if not english or not others[0]:
            raise UserError(f"--pairs {path}: line {number} lacks a sentence beside its tab")
        pairs.append((english, others[0]))
    if not pairs:
        raise UserError(
            f"--pairs {path}: the file is empty; it must hold a pair of sentences on each line"
        )
    return pairs
