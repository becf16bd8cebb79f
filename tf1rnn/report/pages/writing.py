"""Writes a folder of pages whole or not at all, and only over one that it wrote."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tf1rnn import files
from tf1rnn.errors import UserError

MARK = ".tf1rnn-report.json"  # lists the files that were written


def check(folder: Path) -> None:
    """Raise UserError unless a folder is new, empty, or one of pages that were written before."""
    option = f"--out {folder}"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UserError(f"{option}: is there already and is not a folder; name another")
    if not folder.exists() or not any(folder.iterdir()):
        return
    try:
        written = set(json.loads(files.read_text(folder / MARK))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UserError(
            f"{option}: holds files that `report` did not write; name a new folder"
        ) from None
    present = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    names = {path.relative_to(folder).as_posix() for path in present}
    if others := sorted(names - written - {MARK}):
        raise UserError(
            f"{option}: holds files that `report` did not write, such as {others[0]}; "
            "move them away, or name a new folder"
        )


def write(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Write pages by their names to a folder, in place of those it holds; raises UserError."""
    check(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=files.UNDER_WAY, dir=folder.parent) as temporary:
            new = Path(temporary, "new")
            new.mkdir()  # unlike the temporary folder, as the umask has it
            for name, data in {**pages, MARK: _mark(pages)}.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            _exchange(folder, new, Path(temporary, "old"))
    except OSError as error:
        raise UserError(
            f"--out {folder}: cannot be written: {error.strerror or error}; name another folder"
        ) from error


def _exchange(folder: Path, new: Path, old: Path) -> None:
    """Put the new folder in the place of the old one, which is put back if that fails."""
    if folder.exists():
        check(folder)
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _mark(pages: Mapping[str, bytes]) -> bytes:
    return json.dumps({"files": sorted(pages)}, indent=1).encode()
