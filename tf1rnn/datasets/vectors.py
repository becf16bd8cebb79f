"""Word vectors as text, as word2vec and GloVe write them: each line a word and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular

LONGEST = 1 << 20  # bytes of a line; a file that is not text may have no line end
LARGEST = 1e6  # of a vector's numbers together; their products must be finite


def read_vectors(path: Path, words: Sequence[str], size: int) -> tuple[np.ndarray, np.ndarray]:
    """The vectors [n_words, size] of these words, float32, and which are in the file [n_words].

    A word that the file lacks has zeros. The file's first line may say how many words it holds and
    of what size, as word2vec's does; GloVe's has no such line. Every line is checked, but only the
    vectors of `words` are stored. Of a word that occurs twice the first vector counts.

    Raises UserError, naming the line, if the file is not text, holds a vector of another size or
    something that is not a number, or not as many words as its first line says; and if the file
    cannot be read or holds none of the words.
    """
    rows = {word: row for row, word in enumerate(words)}
    vectors = np.zeros([len(words), size], dtype=np.float32)
    found = np.zeros(len(words), dtype=bool)
    announced = None
    n_vectors = 0
    for number, fields in _lines(path):
        if number == 1 and (announced := _header(fields)):
            if announced[1] != size:
                raise _wrong_width(path, 1, announced[1], size)
            continue
        word, values = _parse(path, number, fields, size)
        n_vectors += 1
        row = rows.get(word)
        if row is not None and not found[row]:
            vectors[row], found[row] = values, True
    if announced and announced[0] != n_vectors:
        raise UserError(
            f"--pretrained {path}: line 1 announces {announced[0]} words, but {n_vectors} follow; "
            "the file is cut short or damaged"
        )
    if not found.any():
        raise UserError(f"--pretrained {path}: none of its {n_vectors} words is in the vocabulary")
    return vectors, found


def format_vectors(words: Sequence[str], vectors: np.ndarray) -> str:
    """The text form of words and their vectors [n_words, size], with word2vec's first line."""
    size = vectors.shape[1]
    row = "%s" + " %.6g" * size + "\n"
    lines = (row % (word, *values) for word, values in zip(words, vectors.tolist(), strict=True))
    return f"{len(words)} {size}\n" + "".join(lines)


def _lines(path: Path) -> Iterator[tuple[int, list[bytes]]]:
    """The number and the fields of each line that is not empty."""
    try:
        with open_regular(path) as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), start=1):
                if b"\0" in line or len(line) == LONGEST:
                    raise UserError(
                        f"--pretrained {path}: line {number} is not text; "
                        "it must hold a word and its numbers, as word2vec and GloVe write text"
                    )
                # Only ASCII's white space separates: some words hold other kinds.
                if fields := line.split():
                    yield number, fields
    except FileNotFoundError as error:
        raise UserError(f"--pretrained {path}: there is no such file") from error
    except OSError as error:
        raise UserError(f"--pretrained {path}: cannot be read: {error.strerror}") from error


def _header(fields: list[bytes]) -> tuple[int, int] | None:
    """The number of words and the size in word2vec's first line; None for a GloVe file."""
    if len(fields) == 2 and all(field.isdigit() for field in fields):
        return int(fields[0]), int(fields[1])
    return None


def _parse(path: Path, number: int, fields: list[bytes], size: int) -> tuple[str, list[float]]:
    """The word and the numbers of a line."""
    # A few of GloVe's words hold spaces (". . ."), but none holds a number after the first part.
    n_parts = len(fields) - size
    if n_parts < 1 or any(map(_is_number, fields[1:n_parts])):
        raise _wrong_width(path, number, len(fields) - 1, size)
    try:
        word = b" ".join(fields[:n_parts]).decode("utf-8")
        values = [float(field) for field in fields[n_parts:]]
    except UnicodeDecodeError as error:
        raise UserError(f"--pretrained {path}: line {number} is not UTF-8") from error
    except ValueError as error:
        strange = next(field for field in fields[n_parts:] if not _is_number(field))
        shown = strange[:20].decode("utf-8", "replace")
        raise UserError(f"--pretrained {path}: line {number}: {shown!r} is not a number") from error
    if not sum(map(abs, values)) <= LARGEST:  # written so that NaN is refused too
        raise UserError(
            f"--pretrained {path}: line {number} holds no vector: a number is infinite, not a "
            f"number, or far too large"
        )
    return word, values


def _is_number(field: bytes) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _wrong_width(path: Path, number: int, width: int, size: int) -> UserError:
    return UserError(
        f"--pretrained {path}: line {number} is for vectors of {width} numbers, "
        f"but --embedding-size is {size}"
    )
