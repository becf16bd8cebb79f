"""Where a program is, and its source: a file, a folder, an archive or a module, as Python has them.

What only a program in Python 2 has is told in one line; other errors are Python's to tell.
"""

import importlib.machinery
import importlib.util
import os
import pkgutil
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.programs.reading import SUFFIXES, near_hint, read_source

STDIN = "-"
# What only Python 2 reads, by a pattern of the line at which Python 3 fails.
_PYTHON_2 = (
    (r"^\s*print\b(?!\s*[(=.])", "print without parentheses"),
    (r"^\s*except\s+.+,\s*\w+\s*:", "`except Error, error`"),
    (r"^\s*raise\s+\w[\w.]*\s*,", "`raise Error, message`"),
    (r"^\s*exec\s+[^(\s=]", "exec without parentheses"),
    (r"<>", "`<>`"),
    (r"`[^`]+`", "backticks for repr()"),
    (r"\bur['\"]", "a string ur''"),
    (r"\b0[0-7]+[lL]?\b|\b\d+[lL]\b", "a number such as 0777 or 10L"),
    (r"\bdef\s+\w+\s*\(.*\([\w\s,]+\).*\)\s*:|\blambda\s*\(", "a tuple among the parameters"),
)


@dataclass(frozen=True)
class Program:
    """A program before it runs: a file, or a module that Python's runpy finds and runs."""

    path: Path  # of its source file
    argv0: str  # its sys.argv[0]
    folder: str  # first on its sys.path
    module: str | None = None  # what runpy runs; "__main__" in a folder or an archive
    names: dict[str, Any] = field(default_factory=dict)  # what a file's module has: __file__ ...


def find_program(name: str) -> Program:
    """The program in a file, a folder or an archive, or "-"; raises UserError if there is none."""
    if name == STDIN:
        names = {"__loader__": importlib.machinery.BuiltinImporter, "__file__": "<stdin>"}
        return Program(Path("stdin.py"), name, "", names={**names, "__cached__": None})
    path = Path(name)
    if path.is_dir() and not (path / "__main__.py").is_file():
        files = sorted(p.name for p in path.glob("*") if p.suffix in SUFFIXES)
        hint = f" ({', '.join(files[:5])})" if files else ""
        raise UserError(f"{name}: this folder has no __main__.py; name the file to run{hint}")
    if not path.exists():
        if name.startswith("-"):
            raise UserError(f"{name}: there is no such option; see --help")
        raise UserError(f"{name}: there is no such program{near_hint(path)}")
    if not (path.is_file() or path.is_dir()):
        raise UserError(f"{name}: a program is a file or a folder, not a device")
    entry = os.path.join(os.getcwd(), name)
    importer = pkgutil.get_importer(entry)
    if importer is not None:
        if importer.find_spec("__main__") is None:
            raise UserError(f"{name}: this archive has no __main__.py, where a program begins")
        return Program(path / "__main__.py", name, entry, "__main__")
    filename = os.path.abspath(name)
    loader = importlib.machinery.SourceFileLoader("__main__", filename)
    names = {"__loader__": loader, "__file__": filename, "__cached__": None}
    return Program(path, name, os.path.dirname(os.path.realpath(name)), names=names)


def find_module(name: str) -> Program:
    """The program that `-m name` means, found on sys.path; raises UserError if there is none.

    A package runs its `__main__`. Its parent packages are imported, as by plain Python.
    """
    try:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            spec = importlib.util.find_spec(f"{name}.__main__")
            if spec is None:
                raise UserError(f"-m {name}: {name} is a package without __main__.py")
    except (ImportError, AttributeError, ValueError) as error:
        raise UserError(f"-m {name}: {error}") from error
    if spec is None:
        raise UserError(f"-m {name}: there is no such module in this folder or installed")
    if not (spec.origin or "").endswith(".py"):
        raise UserError(f"-m {name}: {spec.origin or 'it'} is not a Python source file")
    return Program(Path(spec.origin), spec.origin, os.getcwd(), name)


def read_program(program: Program) -> bytes:
    """The source of a program, or of standard input; raises UserError if it cannot be read."""
    if program.argv0 == STDIN:
        return sys.stdin.buffer.read() if sys.stdin else b""
    return read_source(program.path)


def refuse_python_2(error: SyntaxError) -> None:
    """Raise UserError, naming the line, for a syntax error that is not one in Python 2."""
    if sign := python_2_sign(error):
        raise UserError(
            f"{error.filename}, line {error.lineno}: {sign} is Python 2, which does not run here; "
            "convert it first, for example with `2to3 -w` (in Python up to 3.12)"
        ) from error


def python_2_sign(error: SyntaxError) -> str | None:
    """What shows that the line with a syntax error is Python 2; None if nothing does."""
    line = error.text or ""
    if isinstance(error, TabError):
        return "mixing tabs and spaces"
    for pattern, sign in _PYTHON_2:
        if re.search(pattern, line):
            return sign
    return None
