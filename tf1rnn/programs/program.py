"""Where a program is, and its code: a file, a folder or a module, as plain Python takes them."""

import importlib.machinery
import importlib.util
import os
import re
import types
from dataclasses import dataclass
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.programs.reading import SUFFIXES, near_hint, read_source

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
    package: str | None = None  # its __package__
    spec: importlib.machinery.ModuleSpec | None = None  # its __spec__; only for a module

    def code(self) -> types.CodeType:
        """Its code; raises UserError if it cannot be read, or is written in Python 2.

        Raises SyntaxError, as Python does, for other errors.
        """
        return compile_source(self.path, os.path.abspath(self.path))


def find_program(name: str) -> Program:
    """The program in a file or a folder; raises UserError if there is none."""
    path = Path(name)
    if path.is_dir():
        main = path / "__main__.py"
        if not main.is_file():
            files = sorted(p.name for p in path.glob("*") if p.suffix in SUFFIXES)
            hint = f" ({', '.join(files[:5])})" if files else ""
            raise UserError(f"{name}: this folder has no __main__.py; name the file to run{hint}")
        return Program(main, str(main), name, package="")
    if not path.exists():
        raise UserError(f"{name}: there is no such program{near_hint(path)}")
    if not path.is_file():
        raise UserError(f"{name}: a program is a file or a folder, not a device")
    return Program(path, name, str(path.resolve().parent))


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
    return Program(Path(spec.origin), spec.origin, os.getcwd(), spec.parent, spec)


def compile_source(path: Path, filename: str) -> types.CodeType:
    """The code of a source file, which its tracebacks call `filename`.

    Raises UserError if it cannot be read, or is written in Python 2.
    """
    source = read_source(path)
    try:
        return compile(source, filename, "exec", dont_inherit=True)
    except SyntaxError as error:
        refuse_python_2(error)
        raise
    except ValueError as error:  # a NUL in the source
        raise UserError(f"{path}: {error}") from error


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
