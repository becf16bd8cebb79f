"""Downloads a file from the first mirror that has it: verified, whole or not at all."""

import contextlib
import gzip
import hashlib
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from tf1rnn.datasets import web
from tf1rnn.errors import UserError
from tf1rnn.files import replacing, sweep

_CHUNK = 2**16


def download(
    urls: Sequence[str],
    path: Path,
    *,
    sha256: str,
    max_bytes: int,
    timeout: float = 10.0,
    time_limit: float = 600.0,
    progress: Callable[[int, int | None], None] | None = None,
) -> None:
    """Fetch `path` from the first of `urls` whose content has the checksum `sha256`.

    Neither body nor content may be longer than `max_bytes`. `timeout` is the longest silence,
    `time_limit` the longest transfer, from the look-up of the name on; both in seconds and for each
    mirror. `progress` is called with the bytes received and the bytes expected (None if the server
    does not say). Raises UserError if no mirror gives that content or `path` cannot be written.
    """
    import http.client

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path.parent, "*")
        with replacing(path) as temporary:
            failures = []
            for url in urls:
                try:
                    _receive(url, temporary, max_bytes, timeout, time_limit, progress)
                    if content_sha256(temporary, max_bytes) == sha256:
                        return
                    failures.append(f"{url}: not the expected content (its checksum differs)")
                except (OSError, EOFError, ValueError, http.client.HTTPException) as error:
                    failures.append(f"{url}: {error or type(error).__name__}")
            raise UserError(f"cannot download {path.name}: {'; '.join(failures)}")
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror or error}") from error


def content_sha256(path: Path, max_bytes: int) -> str:
    """The SHA-256 of a file's content, unpacked if its name ends in .gz.

    Mirrors pack the same bytes differently, so only the content's checksum is worth comparing.
    Raises ValueError if the content is longer than `max_bytes`, EOFError, OSError or ValueError if
    it cannot be unpacked.
    """
    digest, size = hashlib.sha256(), 0
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > max_bytes:
                    raise ValueError(f"longer than {max_bytes} bytes")
                digest.update(chunk)
        except zlib.error as error:
            raise ValueError(f"damaged gzip file: {error}") from error
    return digest.hexdigest()


def _receive(url, path, max_bytes, timeout, time_limit, progress) -> None:
    with (
        contextlib.closing(web.answer(url, timeout, time_limit)) as pieces,
        path.open("wb") as file,
    ):
        expected, received = next(pieces), 0
        for chunk in pieces:
            received += len(chunk)
            if max(received, expected or 0) > max_bytes:
                raise ValueError(f"longer than {max_bytes} bytes")
            file.write(chunk)
            if progress:
                progress(received, expected)
    if expected is not None and received != expected:
        raise EOFError(f"cut short: {received} of {expected} bytes")
