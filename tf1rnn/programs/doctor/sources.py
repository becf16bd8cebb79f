"""The source of a program: a file, a module, a folder or a notebook's cells."""

import ast
import importlib.util
import os
import re
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.programs.program import STDIN, find_program, python_2_sign, read_program
from tf1rnn.programs.reading import code_cells, plain_python, read_notebook, read_source

_WRITES_A_FILE = re.compile(r"\s*%%(?:writefile|file)\s+(?:-a\s+)?(\S+)[^\n]*\n")
_ASKS_FOR_MAIN = re.compile(rb"^if\s+__name__\s*==", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A piece of a program's source; the cells of a notebook are pieces of one module."""

    file: str
    where: str  # what comes before a line number: a file, or a notebook and a cell
    text: str | bytes
    is_cell: bool = False
    written: str = ""  # the file that a cell writes, of which `text` is the text


@dataclass(frozen=True)
class Unreadable:
    """A piece that Python 3 cannot read."""

    place: tuple[str, int]
    message: str


@dataclass(frozen=True)
class Entry:
    """Where a program begins: the pieces of its main module, and what exec is told."""

    pieces: list[Source]
    command: list[str]  # arguments of exec
    folder: str  # first on its sys.path
    package: str = ""


def entries(name: str, is_module: bool = False) -> list[Entry]:
    """Where a program begins; a folder without `__main__.py` may hold several programs.

    Raises UserError if there is no program, or it cannot be read.
    """
    path = Path(name)
    if is_module:
        return [_module(name)]
    if path.suffix == ".ipynb" and path.is_file():
        return [Entry(_cells(path), [name], str(path.resolve().parent))]
    if path.is_dir() and not (path / "__main__.py").is_file():
        return _programs_in(path)
    program = find_program(name)
    where = program.names["__file__"] if name == STDIN else str(program.path)
    piece = Source(where, where, read_program(program))
    return [Entry([piece], [name], program.folder)]


def _programs_in(folder: Path) -> list[Entry]:
    """The programs in a folder: files that ask whether they are run, else all of them."""
    files = sorted(folder.glob("*.py"))
    texts = {file: read_source(file) for file in files}
    chosen = [file for file in files if _ASKS_FOR_MAIN.search(texts[file])] or files
    if not chosen:
        raise UserError(f"{folder}: this folder contains no Python source file")
    return [
        Entry([Source(str(f), str(f), texts[f])], [str(f)], str(folder.resolve())) for f in chosen
    ]


def _module(name: str) -> Entry:
    """The program of `-m name`, found without importing the packages above it."""
    parts, places = name.split("."), ["", *sys.path[1:]]
    for number, part in enumerate(parts):
        spec = importlib.machinery.PathFinder.find_spec(part, places)
        if spec is None:
            raise UserError(f"-m {name}: there is no such module in this folder or installed")
        places = list(spec.submodule_search_locations or ())
        if not places and number + 1 < len(parts):
            raise UserError(f"-m {name}: {'.'.join(parts[: number + 1])} is not a package")
    package = ".".join(parts[:-1])
    if places:
        package = name
        spec = importlib.machinery.PathFinder.find_spec("__main__", places)
        if spec is None:
            raise UserError(f"-m {name}: {name} is a package without __main__.py")
    if not (spec.origin or "").endswith(".py"):
        raise UserError(f"-m {name}: {spec.origin or 'it'} is not a Python source file")
    where = os.path.relpath(spec.origin)
    piece = Source(where, where, read_source(Path(spec.origin)))
    return Entry([piece], ["-m", name], os.getcwd(), package)


def parse(source: Source) -> ast.Module | Unreadable:
    """The syntax of a piece, or what Python 3 has against it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # exec will tell them
            tree = compile(source.text, source.where, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            # IPython compiles the statements of a cell one by one.
            pieces = [ast.Module([each], []) for each in tree.body] if source.is_cell else [tree]
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if source.is_cell else 0
            for piece in pieces:
                compile(piece, source.where, "exec", flags, dont_inherit=True)
            return tree
    except SyntaxError as error:
        sign = python_2_sign(error)
        message = f"{sign} is Python 2: convert it first" if sign else f"not Python 3: {error.msg}"
        return Unreadable((source.where, error.lineno or 1), message)
    except (ValueError, RecursionError, MemoryError) as error:
        return Unreadable((source.where, 1), f"not for Python 3's compiler: {error or 'too deep'}")


def _cells(path: Path) -> list[Source]:
    pieces = []
    for number, cell in enumerate(code_cells(read_notebook(path)), 1):
        where = f"{path}, cell {number}"
        writes = _WRITES_A_FILE.match(cell.source)
        if writes:
            text = cell.source[writes.end() :]
            pieces.append(Source(str(path), where, text, True, writes[1].strip("'\"")))
        else:
            pieces.append(Source(str(path), where, plain_python(cell.source), True))
    return pieces
