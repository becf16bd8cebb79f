"""Reads IDX files, the format of MNIST, trusting nothing that they say."""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path
from typing import BinaryIO

import numpy as np

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular

MAX_BYTES = 2**30  # MNIST's largest file has 47 million bytes
UNSIGNED_BYTE, INT = "unsigned bytes", "integers of 32 bits"
_CODES = {UNSIGNED_BYTE: 0x08, INT: 0x0C}  # in the magic number
_DTYPES = {UNSIGNED_BYTE: "u1", INT: ">i4"}  # in NumPy's words
_GZIP = b"\x1f\x8b"
_DEFLATE_RATIO = 1032  # deflate packs at most this many bytes into one
_CHUNK = 2**20


def read_idx(path: str | Path, rank: int, kind: str = UNSIGNED_BYTE) -> np.ndarray:
    """Read the IDX file at `path`, packed by gzip or not, as an array of `rank` dimensions.

    Format: a big-endian 32-bit magic number (0x0800 + rank for unsigned bytes, which are read as
    uint8, 0x0C00 + rank for integers), `rank` 32-bit sizes, then the values ("The MNIST database",
    LeCun, Cortes, Burges). No more memory is taken than the file has values
    for, whatever its header claims. Raises UserError, naming the file, if it is absent, of
    another kind or rank, cut short, damaged or longer than its header says.
    """
    path = Path(path)
    try:
        with open_regular(path) as file:
            packed = file.read(len(_GZIP)) == _GZIP
            file.seek(0)
            size = path.stat().st_size
            if not packed:
                return parse_idx(file, rank, str(path), size, kind)
            with gzip.GzipFile(fileobj=file) as unpacked:
                return parse_idx(unpacked, rank, str(path), size * _DEFLATE_RATIO, kind)
    except FileNotFoundError as error:
        raise UserError(f"{path}: no such file") from error
    except OSError as error:
        raise UserError(f"{path}: cannot be read: {error.strerror or error}") from error


def parse_idx(
    stream: BinaryIO, rank: int, name: str, most: int = MAX_BYTES, kind: str = UNSIGNED_BYTE
) -> np.ndarray:
    """Read an IDX file of at most `most` bytes from an unpacked stream; `name` is for messages.

    Returns an array of `rank` dimensions. Raises UserError as `read_idx` does.
    """
    expected, dtype = _CODES[kind] << 8 | rank, np.dtype(_DTYPES[kind])
    try:
        magic = int.from_bytes(_read(stream, 4, name), "big")
        if magic != expected:
            raise UserError(
                f"{name}: not an IDX file of {kind} in {rank} dimensions: its magic number is "
                f"{magic}, expected {expected}"
            )
        header = _read(stream, 4 * rank, name)
        shape = [int.from_bytes(header[i : i + 4], "big") for i in range(0, 4 * rank, 4)]
        n_bytes = dtype.itemsize * math.prod(shape)
        claim = f"{name}: its header claims {' x '.join(map(str, shape))} values"
        if n_bytes > (limit := min(most, MAX_BYTES)):
            raise UserError(f"{claim}, but it can hold {limit} bytes at most")
        values = _read(stream, n_bytes, name)
        if stream.read(1):  # reading to the end also makes gzip compare its checksum
            raise UserError(f"{claim}, but the file holds more")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UserError(f"{name}: damaged gzip file: {error}") from error
    return np.frombuffer(values, dtype).reshape(shape)


def _read(stream: BinaryIO, n_bytes: int, name: str) -> bytearray:
    """Exactly `n_bytes` of the stream, in chunks, so that memory follows what is really there."""
    values = bytearray()
    while len(values) < n_bytes:
        chunk = stream.read(min(_CHUNK, n_bytes - len(values)))
        if not chunk:
            raise UserError(
                f"{name}: cut short: {n_bytes} bytes expected where {len(values)} are left"
            )
        values += chunk
    return values
