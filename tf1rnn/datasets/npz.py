"""Reads whole numbers from NumPy's archives (.npz), unpickling nothing and believing no header."""

from __future__ import annotations

import math
import struct
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular

MAX_BYTES = 2**30  # MNIST's largest array has 47 million bytes
_LONGEST_HEADER = 10_000
_CHUNK = 2**20


def read_npz(path: Path, names: Sequence[str]) -> list[np.ndarray]:
    """The arrays of whole numbers of these names in an .npz file.

    No more memory is taken than the file has values for. Raises UserError, naming the file, if it
    is damaged, lacks one of them, or holds anything else by that name.
    """
    try:
        with open_regular(path) as file, zipfile.ZipFile(file) as archive:
            return [_read(archive, name) for name in names]
    except KeyError as error:
        have = ", ".join(names)
        raise UserError(f"{path}: is not Keras's mnist.npz, which has {have}: {error}") from error
    except (OSError, EOFError, ValueError, RuntimeError, SyntaxError, struct.error) as error:
        raise UserError(f"{path}: is not Keras's mnist.npz: {error}") from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise UserError(f"{path}: damaged: {error}") from error


def _read(archive: zipfile.ZipFile, name: str) -> np.ndarray:
    member = archive.getinfo(f"{name}.npy")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{member.filename} is packed in an unknown way")
    with archive.open(member) as stream:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise ValueError(f"{member.filename} is in another version of NumPy's format")
        shape, in_fortran_order, dtype = np.lib.format.read_array_header_1_0(
            stream, max_header_size=_LONGEST_HEADER
        )
        if dtype.kind not in "iu":
            raise ValueError(f"{member.filename} holds {dtype}, not whole numbers")
        n_bytes = dtype.itemsize * math.prod(shape)
        if n_bytes > MAX_BYTES:
            raise ValueError(f"{member.filename} claims more than {MAX_BYTES} bytes")
        values = np.frombuffer(_exactly(stream, n_bytes, member.filename), dtype)
    return values.reshape(shape, order="F" if in_fortran_order else "C")


def _exactly(stream: BinaryIO, n_bytes: int, name: str) -> bytearray:
    """Exactly `n_bytes`, in chunks, so that memory follows what is really there."""
    values = bytearray()
    while len(values) < n_bytes:
        chunk = stream.read(min(_CHUNK, n_bytes - len(values)))
        if not chunk:
            raise EOFError(f"{name} is cut short")
        values += chunk
    return values
