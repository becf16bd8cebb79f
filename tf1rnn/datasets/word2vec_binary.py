"""word2vec's binary form: a line of text, then each word, a space and its numbers as float32."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from tf1rnn.datasets.sources.parts import Part
from tf1rnn.errors import UserError

LONGEST_WORD = 4096  # bytes
_BLOCK = 2**18


def is_binary(part: Part, size: int) -> bool:
    """Whether a file with word2vec's first line goes on in the binary form, not as text.

    Its first vector is then a sensible one of `size` numbers. What is text has numbers in ASCII's
    digits, which as float32 would be tiny, or immense, or not numbers at all.
    """
    with part.open() as file:
        file.readline(64)
        second = file.readline(LONGEST_WORD + 32 * size).split()
    with contextlib.suppress(ValueError):
        [float(field) for field in second[-size:]]
        if len(second) > size:
            return False
    with part.open() as file, contextlib.suppress(UserError):
        for _, values in records(file, part.what, size):
            sizes = np.abs(values[values != 0])
            return bool(np.all((sizes > 1e-7) & (sizes < 1e4)))  # so NaN is refused too
    return False


def records(file: BinaryIO, what: str, size: int) -> Iterator[tuple[bytes, np.ndarray]]:
    """The words and their vectors [size] of a file that is at its beginning.

    What is cut within a vector is left out. Raises UserError if a word has no end.
    """
    file.readline(64)
    width = 4 * size
    block, place = b"", 0
    while True:
        end = block.find(b" ", place)
        if end >= 0 and len(block) >= end + 1 + width:
            # Most programs end each vector with a newline, which then stands before the next word.
            yield block[place:end].lstrip(b"\n"), np.frombuffer(block, "<f4", size, end + 1)
            place = end + 1 + width
            continue
        if end < 0 and len(block) - place > LONGEST_WORD:
            raise UserError(
                f"{what}: is not in word2vec's binary form: a word has more than {LONGEST_WORD} "
                "bytes"
            )
        more = file.read(max(_BLOCK, width))
        if not more:
            return
        block, place = block[place:] + more, 0
