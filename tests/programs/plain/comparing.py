"""Runs a program under plain Python and under exec."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.programs.plain.case import Case
from tests.programs.plain.world import ARCHIVE

CHECKOUT = Path(__file__).resolve().parents[3]


def both(case: Case, folder: Path) -> list[tuple[int, bytes, bytes]]:
    """The exit code, output and errors of a program under Python, and under exec."""
    for path, content in case.files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    if case.main[-1].startswith("link"):
        (folder / case.main[-1]).symlink_to(folder / "real" / "main.py")
    if case.main[-1].endswith(".pyz"):
        with zipfile.ZipFile(folder / case.main[-1], "w") as archive:
            for name, text in ARCHIVE.items():
                archive.writestr(name, text)
    environment = {name: os.environ[name] for name in ("HOME", "PATH") if name in os.environ}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    found = []
    for start in ([], [str(CHECKOUT / "main.py"), "exec"]):
        done = subprocess.run(
            [sys.executable, *start, *case.main, *case.args],
            cwd=folder,
            env=environment,
            input=case.stdin,
            capture_output=True,
            timeout=60,
        )
        found.append((done.returncode, done.stdout, done.stderr))
    return found
