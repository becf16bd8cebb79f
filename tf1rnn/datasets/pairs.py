"""Reads sentence pairs: a file with an English and a French sentence a line, between them a tab."""

from pathlib import Path

from tf1rnn.errors import UserError

Pair = tuple[str, str]


def read_pairs(path: Path, limit: int | None = None) -> list[Pair]:
    """The pairs of a tab-separated UTF-8 file, `limit` of them at most.

    The format is that of the English-French file of manythings.org/anki, whose sentences are from
    tatoeba.org; further columns and empty lines are skipped. Raises UserError where the file
    cannot be read, is empty or binary, is not UTF-8, or has a line without two sentences.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"--pairs {path}: there is no such file") from error
    except OSError as error:
        raise UserError(f"--pairs {path}: cannot be read: {error.strerror}") from error
    if b"\0" in content:
        raise UserError(
            f"--pairs {path}: a binary file; it must be text, a pair of sentences a line"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(f"--pairs {path}: line {line} is not UTF-8; save it as UTF-8") from error

    pairs: list[Pair] = []
    for number, line in enumerate(text.split("\n"), start=1):
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
            f"--pairs {path}: the file is empty; it must hold a pair of sentences a line"
        )
    return pairs
