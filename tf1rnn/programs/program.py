"""Where a program is, and its source: a file, a folder, an archive or a module, as Python has them.

What only a program in Python 2 has is told in one line; other errors are Python's to tell.
"""

import importlib.machinery
import importlib.util
import os
import pkgutil
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tf1rnn.errors import UserError
from tf1rnn.programs.reading import SUFFIXES, near_hint

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
    """A program before it runs."""

    path: Path  # of its source file
    argv0: str  # its sys.argv[0]
    folder: str  # first on its sys.path
    filename: str  # what its tracebacks call it
    read: Callable[[], bytes]
    names: dict[str, Any]  # what its module has of __file__, __loader__ and the like


def find_program(name: str) -> Program:
    """The program in a file, a folder or an archive, or "-"; raises UserError if there is none."""
    if name == STDIN:
        builtin = importlib.machinery.BuiltinImporter
        read = sys.stdin.buffer.read if sys.stdin else bytes
        return Program(Path("stdin.py"), name, "", "<stdin>", read, {"__loader__": builtin})
    path = Path(name)
    if path.is_dir() and not (path / "__main__.py").is_file():
        files = sorted(p.name for p in path.glob("*") if p.suffix in SUFFIXES)
        hint = f" ({', '.join(files[:5])})" if files else ""
        raise UserError(f"{name}: this folder has no __main__.py; name the file to run{hint}")
    if not path.exists():
        raise UserError(f"{name}: there is no such program{near_hint(path)}")
    if not (path.is_file() or path.is_dir()):
        raise UserError(f"{name}: a program is a file or a folder, not a device")
    entry = os.path.join(os.getcwd(), name)
    if pkgutil.get_importer(entry) is not None:
        spec = importlib.machinery.PathFinder.find_spec("__main__", [entry])
        if spec is None:
            raise UserError(f"{name}: this archive has no __main__.py")
        return _of_spec(spec, name, entry)
    filename = os.path.abspath(name)
    loader = importlib.machinery.SourceFileLoader("__main__", filename)
    names = {"__loader__": loader, "__file__": filename, "__cached__": None}
    folder = os.path.dirname(os.path.realpath(name))
    return Program(path, name, folder, filename, _reader(loader, filename), names)


def find_module(name: str) -> Program:
    """The program that `-m name` means, found on sys.path; raises UserError if there is none.

    A package runs its `__main__`. Its parent packages are imported, as by plain Python.
    """
    try:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            name += ".__main__"
            spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise UserError(f"-m {name}: {error}") from error
    if spec is None:
        raise UserError(f"-m {name}: there is no such module in this folder or installed")
    if not (spec.origin or "").endswith(".py"):
        raise UserError(f"-m {name}: {spec.origin or 'it'} is not a Python source file")
    return _of_spec(spec, spec.origin, os.getcwd())


def _of_spec(spec: importlib.machinery.ModuleSpec, argv0: str, folder: str) -> Program:
    names = {
        "__loader__": spec.loader,
        "__file__": spec.origin,
        "__cached__": spec.cached,
        "__package__": spec.parent,
        "__spec__": spec,
    }
    read = _reader(spec.loader, spec.origin)
    return Program(Path(spec.origin), argv0, folder, spec.origin, read, names)


def _reader(loader: Any, path: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return loader.get_data(path)
        except OSError as error:
            raise UserError(f"{path}: cannot be read: {error.strerror}") from error

    return read


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
