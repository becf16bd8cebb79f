"""Word vectors as word2vec and GloVe write them: as text, or in word2vec's binary form."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from tf1rnn.datasets import word2vec_binary
from tf1rnn.datasets.sources.parts import Part, listed, parts_of
from tf1rnn.errors import UserError

LONGEST = 1 << 20  # bytes of a line; a file that is not text may have no line end
LARGEST = 1e6  # of a vector's numbers together; their products must be finite
_OPTION = "--pretrained"
_FASTTEXT = b"\xba\x16\x4f\x2f"  # begins the models that fastText saves


class Found:
    """The vectors of the words that are wanted, as far as a file has given them."""

    def __init__(self, words: Sequence[str], size: int) -> None:
        self._rows = {word: row for row, word in enumerate(words)}
        self.vectors = np.zeros([len(words), size], dtype=np.float32)
        self.found = np.zeros(len(words), dtype=bool)
        self.n_vectors = 0
        self._left_out: dict[str, list[str]] = {}  # places, by what is odd about the word

    def take(self, word: bytes, values: Sequence[float], place: str) -> None:
        """Keep a word's vector if the word is wanted and new."""
        self.n_vectors += 1
        if not word:
            self._left_out.setdefault("white space as the word", []).append(place)
            return
        try:
            row = self._rows.get(word.decode("utf-8"))
        except UnicodeDecodeError:
            odd = "a word that is not UTF-8, or cut within a character"
            self._left_out.setdefault(odd, []).append(place)
            return
        if row is not None and not self.found[row]:
            self.vectors[row], self.found[row] = values, True

    @property
    def remarks(self) -> list[str]:
        """What was left out."""
        return [
            f"left out: {len(places)} with {odd} (the first in {places[0]})"
            for odd, places in self._left_out.items()
        ]


def read_vectors(
    path: Path, words: Sequence[str], size: int
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """The vectors [n_words, size] of these words, float32, and which are in the file [n_words].

    A word that the file lacks has zeros. The file may be packed by gzip or zip; of an archive that
    holds vectors of several sizes, those of `size` are read. Its first line may say how many words
    it holds and of what size, as word2vec's does; GloVe's has no such line. Every line is checked,
    but only the vectors of `words` are stored. Of a word that occurs twice the first vector counts.
    Remarks, which come third, say what was left out, and whether there are fewer words than the
    first line says.

    Raises UserError, naming the line, if the file is neither text nor word2vec's binary form, holds
    a vector of another size or something that is not a number; and if the file cannot be read or
    holds none of the words.
    """
    part, remarks = _choose(parts_of(path, _OPTION), size)
    found = Found(words, size)
    announced = _header_of(part)
    if announced and announced[1] != size:
        raise _wrong_width(part, 1, announced[1], size)
    is_binary = bool(announced) and word2vec_binary.is_binary(part, size)
    if is_binary:
        with part.open() as file:
            for word, values in word2vec_binary.records(file, part.what, size):
                place = f"vector {found.n_vectors + 1}"
                _check(part, place, float(np.abs(values).sum()))
                found.take(word, values, place)
        remarks.append("in word2vec's binary form")
    else:
        _read_text(part, found, size, skip=1 if announced else 0)
    if announced and announced[0] != found.n_vectors:
        remarks.append(
            f"line 1 announces {announced[0]} words, but {found.n_vectors} follow; "
            "the file may have been cut"
        )
    remarks += found.remarks
    if not found.found.any():
        raise UserError(
            f"{part.what}: none of its {found.n_vectors} words is in the vocabulary"
            + "".join(f"; {remark}" for remark in found.remarks)
        )
    return found.vectors, found.found, [f"{part.name}: {remark}" for remark in remarks]


def format_vectors(words: Sequence[str], vectors: np.ndarray) -> str:
    """The text form of words and their vectors [n_words, size], with word2vec's first line."""
    size = vectors.shape[1]
    row = "%s" + " %.6g" * size + "\n"
    lines = (row % (word, *values) for word, values in zip(words, vectors.tolist(), strict=True))
    return f"{len(words)} {size}\n" + "".join(lines)


def _choose(parts: Sequence[Part], size: int) -> tuple[Part, list[str]]:
    """The part whose first vector is of this size, as archives hold several; and a remark on it."""
    if len(parts) == 1:
        return parts[0], []
    fitting = []
    for part in parts:
        with contextlib.suppress(UserError):
            announced = _header_of(part)
            if announced:
                fitting += [part] * (announced[1] == size)
            else:
                _read_text(part, Found([], size), size, skip=0, most=1)
                fitting.append(part)
    names = [part.member for part in fitting or parts]
    if len(fitting) == 1:
        return fitting[0], [
            f"of {len(parts)} files in the archive, it has vectors of {size} numbers"
        ]
    what = "several hold" if fitting else "none holds"
    raise UserError(
        f"{_OPTION} {parts[0].path}: {what} vectors of {size} numbers, as --embedding-size is: "
        f"{listed(names)}; name the one to read: {_OPTION} {parts[0].path}/{names[0]}"
    )


def _header_of(part: Part) -> tuple[int, int] | None:
    """The number of words and the size in word2vec's first line; None for a GloVe file."""
    with part.open() as file:
        start = file.read(64)
    part.head()
    if start.startswith(_FASTTEXT):
        raise UserError(
            f"{part.what}: is a model of fastText's own form; take the vectors beside it (.vec)"
        )
    fields = start.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].split()
    if len(fields) == 2 and all(field.isdigit() for field in fields):
        return int(fields[0]), int(fields[1])
    return None


def _read_text(part: Part, found: Found, size: int, skip: int, most: int | None = None) -> None:
    """Give `found` the words of a text, except for the first `skip` lines."""
    with part.open() as file:
        for number, line in enumerate(_lines(file, part), start=1):
            fields = line.split()  # only ASCII's white space separates: some words hold other kinds
            if number <= skip or not fields:
                continue
            if len(fields) == size and line[:1].isspace() and all(map(_is_number, fields)):
                found.take(b"", (), f"line {number}")
                continue
            n_parts = len(fields) - size
            # A few of GloVe's words hold spaces (". . ."), but none has a number after the first
            # part.
            if n_parts < 1 or any(map(_is_number, fields[1:n_parts])):
                raise _wrong_width(part, number, len(fields) - 1, size)
            values = _numbers(part, number, fields[n_parts:])
            _check(part, f"line {number}", sum(map(abs, values)))
            found.take(b" ".join(fields[:n_parts]), values, f"line {number}")
            if found.n_vectors == most:
                return


def _lines(file: BinaryIO, part: Part) -> Iterator[bytes]:
    for number, line in enumerate(iter(lambda: file.readline(LONGEST), b""), start=1):
        if b"\0" in line or len(line) == LONGEST:
            raise UserError(
                f"{part.what}: line {number} is not text; it must hold a word and its numbers, as "
                "word2vec and GloVe write them"
            )
        yield line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _numbers(part: Part, number: int, fields: Sequence[bytes]) -> list[float]:
    try:
        return [float(field) for field in fields]
    except ValueError as error:
        strange = next(field for field in fields if not _is_number(field))
        shown = strange[:20].decode("utf-8", "replace")
        raise UserError(f"{part.what}: line {number}: {shown!r} is not a number") from error


def _check(part: Part, place: str, total: float) -> None:
    """Raise UserError if a vector's numbers are together not finite or too large."""
    if not total <= LARGEST:  # written so that NaN is refused too
        raise UserError(
            f"{part.what}: {place} holds no vector: a number is infinite, not a number, or far too "
            "large"
        )


def _is_number(field: bytes) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _wrong_width(part: Part, number: int, width: int, size: int) -> UserError:
    return UserError(
        f"{part.what}: line {number} is for vectors of {width} numbers, "
        f"but --embedding-size is {size}"
    )
