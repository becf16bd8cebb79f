"""Reads the lines of a text file that may be anything: no more than a line is in memory at once."""

import io
from collections.abc import Iterator
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular

LONGEST = 1 << 20  # characters; a file that is not text may have no line end


def read_lines(path: Path, option: str, newline: str = "\n") -> Iterator[str]:
    """The lines of a UTF-8 text file, each with its end, for the option that names the file.

    `newline` is what ends a line, as in `open`. Raises UserError, naming file and line, if the file
    is absent, is a pipe or a device, cannot be read, or is not UTF-8 text.
    """
    what = f"{option} {path}"
    try:
        with open_regular(path) as file:
            # Bytes that are not UTF-8 become lone surrogates, so that their line can be named.
            text = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline=newline)
            for number, line in enumerate(iter(lambda: text.readline(LONGEST), ""), start=1):
                if "\0" in line or len(line) == LONGEST:
                    raise UserError(f"{what}: line {number} is not text; is it a binary file?")
                if not line.isascii():
                    line.encode()
                yield line
    except FileNotFoundError as error:
        raise UserError(f"{what}: there is no such file") from error
    except OSError as error:
        raise UserError(f"{what}: cannot be read: {error.strerror or error}") from error
    except UnicodeEncodeError as error:
        raise UserError(f"{what}: line {number} is not UTF-8; save it as UTF-8") from error
