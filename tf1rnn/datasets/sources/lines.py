"""Reads the lines of a text file that may be anything: no more than a line is in memory at once."""

import io
from collections.abc import Iterator
from typing import NamedTuple

from tf1rnn.datasets.sources.encodings import NAMES, find_encoding
from tf1rnn.datasets.sources.parts import Part
from tf1rnn.errors import UserError

LONGEST = 1 << 20  # characters; a file that is not text may have no line end


class Text(NamedTuple):
    """A text file: where its bytes are, and how they are characters."""

    part: Part
    codec: str
    remarks: list[str]  # for the user, on what was not obvious

    @classmethod
    def of(cls, part: Part, encoding: str | None = None) -> "Text":
        """The text of a file, in the encoding given or in that which it is found to have.

        Raises UserError if the file cannot be read, or is known not to be text.
        """
        codec, remark = find_encoding(part, encoding)
        return cls(part, codec, [remark] if remark else [])

    def lines(self, newline: str = "\n") -> Iterator[str]:
        """The lines, each with its end; `newline` is what ends a line, as in `open`.

        Raises UserError, naming file and line, if what follows is not text or cannot be read.
        """
        for number, block in self.blocks(LONGEST, newline):
            if len(block) == LONGEST:
                raise self._not_text(number)
            yield block

    def blocks(self, size: int, newline: str = "\n") -> Iterator[tuple[int, str]]:
        """The lines with their numbers, those of more characters than `size` in several blocks."""
        number = 1
        try:
            with self.part.open() as file:
                # Bytes that do not fit become lone surrogates, so that their line can be named.
                text = io.TextIOWrapper(file, self.codec, errors="surrogateescape", newline=newline)
                for block in iter(lambda: text.readline(size), ""):
                    if "\0" in block:
                        raise self._not_text(number)
                    if not block.isascii():
                        block.encode()
                    yield number, block
                    number += len(block) < size or block[-1] in "\r\n"
        except UnicodeError as error:  # encoding a lone surrogate, or a codec that has none
            name = NAMES.get(self.codec, self.codec)
            raise UserError(
                f"{self.part.what}: line {number} is not {name}; save the file as UTF-8, "
                "or name its --encoding"
            ) from error

    def _not_text(self, number: int) -> UserError:
        return UserError(f"{self.part.what}: line {number} is not text; is it a binary file?")
