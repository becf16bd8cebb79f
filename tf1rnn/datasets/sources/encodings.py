"""The encoding of a text: by its first bytes, UTF-8 if every byte fits, else a good guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from tf1rnn.datasets.sources.parts import Part
from tf1rnn.errors import UserError

UTF_8 = "utf-8-sig"  # with or without a byte order mark
_MARKS = (  # the longer first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings to look for if a text is not UTF-8; among equals the first is taken.
_LATIN = ("cp1252", "cp1250", "cp1254")
_OTHERS = ("gb18030", "big5", "euc_jp", "shift_jis", "cp949", "cp1251", "koi8_r", "cp866", "cp1253")
NAMES = {
    UTF_8: "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Latin-1 (Windows-1252)",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "gb18030": "GBK (GB18030)",
    "big5": "Big5",
    "euc_jp": "EUC-JP",
    "shift_jis": "Shift JIS",
    "cp949": "EUC-KR (CP949)",
    "koi8_r": "KOI8-R",
    "cp866": "CP866",
}
_CHUNK = 2**16
_LONGEST = 2**20  # bytes without the end of a line in a text
_SAMPLE = 2**16  # bytes of lines with other characters than ASCII's
_KANA = re.compile("[\u3041-\u30ff]")
# Bytes beyond ASCII's, without Latin-1's no-break space.
_HIGH = re.compile(rb"[\x80-\x9f\xa1-\xff]+")
_ACCENTS = re.compile(
    rb"(?<![\x80-\x9f\xa1-\xff])(?:[\x80-\x9f\xa1-\xff]|"
    rb"(?<=[A-Za-z])[\x80-\x9f\xa1-\xff]{2}|[\x80-\x9f\xa1-\xff]{2}(?=[A-Za-z]))"
    rb"(?![\x80-\x9f\xa1-\xff])"
)


class Encoding(NamedTuple):
    """An encoding, and the remark for the user if it was not obvious."""

    codec: str
    remark: str = ""


def find_encoding(part: Part, given: str | None = None) -> Encoding:
    """The encoding of a text, or the one that its user gives.

    It is UTF-8 if every byte fits, UTF-16 or UTF-32 by its first bytes, and otherwise what
    charset-normalizer finds likely. Raises UserError if the file cannot be read or `given` is
    no encoding.
    """
    if given is not None:
        return Encoding(_checked(given))
    head = part.head()
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return _said(codec) if codec != UTF_8 else Encoding(UTF_8)
    if codec := _utf_16_without_mark(head):
        return _said(codec)
    if _is_utf_8(part):
        return Encoding(UTF_8)
    sample, n_utf_8, n_others = _lines_not_ascii(part)
    if not sample or n_utf_8 > 4 * n_others:
        return Encoding(UTF_8)  # except for a few lines, which are refused by number
    codec = guess(sample)
    return Encoding(codec, f"read as {NAMES[codec]}, a guess; --encoding names another")


def guess(sample: bytes) -> str:
    """The likeliest encoding of a text that is not UTF-8."""
    # Takes 50 ms to import, and few texts are not UTF-8.
    import charset_normalizer

    # In a Latin alphabet, bytes beyond ASCII's are accents: alone, or two within a word. In other
    # scripts they come in long runs.
    accents = sum(len(accent[0]) for accent in _ACCENTS.finditer(sample))
    others = sum(len(run[0]) for run in _HIGH.finditer(sample))
    candidates = _LATIN if accents >= 0.3 * others else _OTHERS
    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(candidates), threshold=0.5)
    found = {}
    for match in matches:
        for codec in match.could_be_from_charset:  # those that read the very same text
            found[codec] = (match.chaos, match.coherence, str(match))
    likely = [codec for codec in candidates if codec in found]
    if candidates is _LATIN and _reads("cp1252", sample):
        # Few accents fit many languages; the most common encoding yields to a clear case alone.
        _, coherence, _ = found.get("cp1252", (0.0, 0.0, ""))
        clear = [codec for codec in likely if found[codec][1] > coherence + 0.1]
        return max(clear, key=lambda codec: found[codec][1], default="cp1252")
    if not likely:
        return next((codec for codec in candidates if _reads(codec, sample)), "cp1252")
    least = min(found[codec][0] for codec in likely)
    # Kana are in no other language's texts, so that they outweigh a worse look.
    japanese = [c for c in likely if c in ("euc_jp", "shift_jis") and _KANA.search(found[c][2])]
    likely = [codec for codec in likely if found[codec][0] <= least + 0.05]
    return max(japanese or likely, key=lambda codec: (found[codec][1], -found[codec][0]))


def _reads(codec: str, sample: bytes) -> bool:
    try:
        sample.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _said(codec: str) -> Encoding:
    return Encoding(codec, f"read as {NAMES[codec]}")


def _checked(given: str) -> str:
    try:
        # Python has codecs of another kind, such as rot13; `encode` refuses those.
        "a".encode(given)
    except (LookupError, ValueError) as error:
        raise UserError(
            f"--encoding {given}: there is no such encoding; utf-8, utf-16, latin-1, gb18030, "
            "shift_jis and the others of Python's codecs are read"
        ) from error
    return UTF_8 if codecs.lookup(given).name == "utf-8" else given


def _utf_16_without_mark(head: bytes) -> str:
    """UTF-16 of mostly ASCII's characters, which has a zero in every other byte; else empty."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 16 or max(even, odd) < 0.4 * len(head) / 2 or min(even, odd) > 0:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf_8(part: Part) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in _chunks(part):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(part: Part) -> Iterator[bytes]:
    """The file as far as it is text: up to a zero byte or a line that is far too long."""
    length = 0
    with part.open() as file:
        while chunk := file.read(_CHUNK):
            yield chunk
            length = 0 if re.search(rb"[\r\n]", chunk) else length + len(chunk)
            if b"\0" in chunk or length > _LONGEST:
                return


def _lines_not_ascii(part: Part) -> tuple[bytes, int, int]:
    """Lines with other characters than ASCII's, and how many are UTF-8 and how many are not."""
    sample, n_utf_8, n_others = bytearray(), 0, 0
    with part.open() as file:
        for line in iter(lambda: file.readline(_LONGEST), b""):
            if b"\0" in line:
                break  # it is not text, as who reads it will say
            if line.isascii():
                continue
            if _reads("utf-8", line):
                n_utf_8 += 1
            else:
                n_others += 1
                sample += line[: _SAMPLE // 4]
            if len(sample) > _SAMPLE:
                break
    return bytes(sample), n_utf_8, n_others
