"""The files at a path: the file itself, unpacked if it is a .gz, or the members of a .zip.

Nothing is extracted to the disk: members are read from their archive, and what unpacks to far more
than it should is refused.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.files import open_regular
from tf1rnn.text import suggestion

# Text and images pack to a tenth of their size; a bomb packs to a thousandth, as deflate can.
LARGEST_RATIO = 100
UNPACKED_FREELY = 2**26  # bytes; a small file may be all zeros
MOST_MEMBERS = 1000  # of an archive whose members are looked at one by one

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second begins an empty archive
# What Python raises for an archive that is damaged, besides what it raises for its data.
_DAMAGED = (
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    KeyError,
    struct.error,
)
_BUFFER = 2**18
# What a zip file is when it is a document rather than an archive, by the member that says so.
_DOCUMENTS = {
    "xl/workbook.xml": "an Excel file",
    "xl/workbook.bin": "a binary Excel file (.xlsb)",
    "word/document.xml": "a Word file",
    "META-INF/manifest.xml": "an OpenDocument file",
}
_KINDS = (
    (b"BZh", "packed by bzip2; unpack it first, or pack it as .gz or .zip"),
    (b"\xfd7zXZ", "packed by xz; unpack it first, or pack it as .gz or .zip"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd; unpack it first, or pack it as .gz or .zip"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first, or pack it as .zip"),
    (b"Rar!", "a RAR archive; unpack it first, or pack it as .zip"),
    (b"\xd0\xcf\x11\xe0", "a file of an old Excel (.xls); save it as .xlsx or CSV"),
    (b"%PDF", "a PDF file, which is not text; save what it shows as text"),
    (b"PAR1", "a Parquet file; save it as CSV"),
    (b"\x89HDF", "an HDF5 file; save it as text"),
    (b"SQLite format 3", "an SQLite database; save its table as CSV"),
    (b"\x93NUMPY", "a NumPy file; save it as text"),
    (b"\x80\x02", "a pickle, which could run code and is not read; save it as text"),
    (b"\x80\x03", "a pickle, which could run code and is not read; save it as text"),
    (b"\x80\x04", "a pickle, which could run code and is not read; save it as text"),
    (b"\x80\x05", "a pickle, which could run code and is not read; save it as text"),
    (b'{"', "JSON; save it as lines of text, such as CSV"),
    (b"[{", "JSON; save it as lines of text, such as CSV"),
    (b"<?xml", "XML; save it as lines of text, such as CSV"),
    (b"<!doctype html", "a web page; download the file that the page offers"),
    (b"<html", "a web page; download the file that the page offers"),
    (b"version https://git-lfs", "a pointer of Git LFS; fetch the file itself: git lfs pull"),
)


class Part(NamedTuple):
    """A file as its bytes are wanted: unpacked, and perhaps a member of an archive."""

    option: str  # the option that names the file
    path: Path
    member: str = ""  # its name within the archive `path`; empty for the file itself

    @property
    def what(self) -> str:
        """What messages begin with: the option and the file."""
        return f"{self.option} {self.path}{'/' * bool(self.member)}{self.member}"

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.member.rpartition("/")[2] or self.path.name

    @contextlib.contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Its bytes, unpacked; raises UserError if they cannot be read or are far too many."""
        try:
            with contextlib.ExitStack() as stack:
                file = stack.enter_context(open_regular(self.path))
                size = os.fstat(file.fileno()).st_size
                if self.member:
                    archive = stack.enter_context(zipfile.ZipFile(file))
                    info = archive.getinfo(self.member)
                    self._check(info)
                    size = min(size, info.compress_size)
                    file = io.BufferedReader(stack.enter_context(archive.open(info)))
                packed = bool(self.member)
                if file.peek(2)[:2] == _GZIP:
                    file, packed = stack.enter_context(gzip.GzipFile(fileobj=file)), True
                if packed:
                    file = io.BufferedReader(_Bounded(file, self.what, size), _BUFFER)
                yield file
        except FileNotFoundError as error:
            raise UserError(f"{self.what}: there is no such file") from error
        except (zlib.error, EOFError, *_DAMAGED) as error:
            raise UserError(f"{self.what}: damaged or cut short: {error}") from error
        except OSError as error:
            raise UserError(f"{self.what}: cannot be read: {error.strerror or error}") from error

    def _check(self, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 1:
            raise UserError(f"{self.what}: is locked by a password; unpack it first")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UserError(f"{self.what}: packed in an unusual way; unpack it first")

    def head(self, n_bytes: int = 4096) -> bytes:
        """Its first bytes. Raises UserError if they show that it is not text."""
        with self.open() as file:
            head = file.read(n_bytes)
        for magic, kind in _KINDS:
            if head.lstrip(b"\xef\xbb\xbf \r\n").lower().startswith(magic.lower()):
                raise UserError(f"{self.what}: is {kind}")
        if head[257:262] == b"ustar":
            raise UserError(f"{self.what}: is a tar archive; unpack it first")
        if head[:4] in _ZIP:
            if kind := document_kind(self):
                raise UserError(f"{self.what}: is {kind}; save it as text (CSV)")
            raise UserError(f"{self.what}: is an archive within another; unpack it first")
        return head


class _Bounded(io.RawIOBase):
    """Unpacked bytes, no more of them than `packed_size` bytes can honestly hold."""

    def __init__(self, stream: BinaryIO, what: str, packed_size: int) -> None:
        self._stream, self._what, self._count = stream, what, 0
        self._most = max(UNPACKED_FREELY, LARGEST_RATIO * packed_size)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        n_bytes = self._stream.readinto(buffer)
        self._count += n_bytes
        if self._count > self._most:
            raise UserError(
                f"{self._what}: unpacks to more than {LARGEST_RATIO} times its size, as no such "
                "data do; unpack it yourself if it is to be trusted"
            )
        return n_bytes


def parts_of(path: Path, option: str) -> list[Part]:
    """The file at a path, or the members of the archive there that could hold data.

    `archive.zip/member.csv` names one member. Raises UserError, naming the option and the file,
    if there is none.
    """
    archive, member = within(path)
    found = members(Part(option, archive))
    if not member or not found:
        return found or [Part(option, path)]
    names = [part.member for part in found]
    if member not in names:
        hint = suggestion(member, names, f"it holds {listed(names)}")
        raise UserError(f"{option} {path}: {archive} holds no {member}: {hint}")
    return [Part(option, archive, member)]


def within(path: Path) -> tuple[Path, str]:
    """A path as the file on the disk that it leads into, and the rest: `a.zip`, `b/c.csv`."""
    file = next((p for p in path.parents if os.path.isfile(p)), path)
    return file, "" if file is path else path.relative_to(file).as_posix()


def members(part: Part) -> list[Part]:
    """The files in an archive, without folders and what systems add; none if it is not an archive.

    A document that is a zip file inside, such as Excel's, does not count as an archive.
    """
    try:
        with open_regular(part.path) as file:
            if file.read(4) not in _ZIP or document_kind(part):
                return []
            with zipfile.ZipFile(file) as archive:
                names = [name for name in archive.namelist() if name and name[-1] != "/"]
    except OSError:
        return []  # who opens the file will say what is wrong with it
    except (ValueError, *_DAMAGED) as error:
        raise UserError(f"{part.what}: damaged or cut short: {error}") from error
    found = [part._replace(member=name) for name in names if not _is_left_by_a_system(name)]
    if not found:
        raise UserError(f"{part.what}: this archive is empty")
    if len(found) > MOST_MEMBERS:
        raise UserError(
            f"{part.what}: holds {len(found)} files; name one: "
            f"{part.option} {part.path}/{found[0].member}"
        )
    return found


def document_kind(part: Part) -> str:
    """The kind of document that a zip file is, as Excel's files are; empty if it is none."""
    try:
        if part.member:
            with part.open() as inner:
                names = zipfile.ZipFile(io.BytesIO(inner.read(UNPACKED_FREELY))).namelist()
        else:
            with open_regular(part.path) as file:
                names = zipfile.ZipFile(file).namelist()
    except (OSError, ValueError, *_DAMAGED):
        return ""
    return next((kind for member, kind in _DOCUMENTS.items() if member in names), "")


def listed(names: list[str], most: int = 10) -> str:
    """Names for a message, no more than so many."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if names[most:] else "")


def _is_left_by_a_system(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith((".", "Thumbs.db"))
