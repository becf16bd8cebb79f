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
    remarks: list[str]  # on what was not plain, for the user

    @classmethod
    def of(cls, part: Part, encoding: str | None = None) -> "Text":
        """The text of a file, in the encoding given or in that which it is found to have.

        Raises UserError where the file cannot be read, or is known to be no text.
        """
        codec, remark = find_encoding(part, encoding)
        return cls(part, codec, [remark] if remark else [])

    def lines(self, newline: str = "\n") -> Iterator[str]:
        """The lines, each with its end; `newline` is what ends a line, as in `open`.

        Raises UserError, naming file and line, where what follows is no text or cannot be read.
        """
        what = self.part.what
        number = 0
        try:
            with self.part.open() as file:
                # What does not fit comes in as lone surrogates, so that its line can be told.
                text = io.TextIOWrapper(file, self.codec, errors="surrogateescape", newline=newline)
                for number, line in enumerate(iter(lambda: text.readline(LONGEST), ""), start=1):
                    if "\0" in line or len(line) == LONGEST:
                        raise UserError(f"{what}: line {number} is not text; is it a binary file?")
                    if not line.isascii():
                        line.encode()
                    yield line
        except UnicodeEncodeError as error:
            raise self._not_in_encoding(number) from error
        except UnicodeDecodeError as error:
            raise self._not_in_encoding(number + 1) from error

    def _not_in_encoding(self, number: int) -> UserError:
        name = NAMES.get(self.codec, self.codec)
        return UserError(
            f"{self.part.what}: line {number} is not {name}; save the file as UTF-8, "
            "or name its --encoding"
        )
