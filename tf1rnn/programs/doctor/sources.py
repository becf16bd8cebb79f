"""The source of a program: a file, its own modules that it imports, a notebook's cells."""

import ast
from dataclasses import dataclass
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.programs.program import find_program, python_2_sign
from tf1rnn.programs.reading import code_cells, plain_python, read_notebook, read_source


@dataclass(frozen=True)
class Source:
    """A piece of a program's source; the cells of a notebook are pieces of one module."""

    module: str
    where: str  # what comes before a line number: a file, or a notebook and a cell
    text: str


@dataclass(frozen=True)
class Python2:
    """A piece that Python 3 cannot read."""

    where: str
    line: int
    sign: str


def sources(name: str) -> list[Source]:
    """The pieces of a program: its file, then its own modules that it may import.

    Raises UserError if there is no program, or it cannot be read.
    """
    path = Path(name)
    if path.suffix == ".ipynb" and path.is_file():
        cells = _cells(path)
        return [*cells, *_imported(cells, path.parent)]
    if path.is_dir() and not (path / "__main__.py").is_file():
        files = sorted(path.glob("*.py"))
        if not files:
            raise UserError(f"{name}: this folder contains no Python source file")
        first = [Source(file.stem, str(file), read_source(file)) for file in files]
        return [*first, *_imported(first, path)]
    program = find_program(name)
    main = Source("__main__", str(program.path), read_source(program.path))
    return [main, *_imported([main], program.path.parent)]


def parse(source: Source) -> ast.Module | Python2:
    """The syntax of a piece, or a sign that it is Python 2 or not Python."""
    try:
        return ast.parse(source.text)
    except SyntaxError as error:
        return Python2(source.where, error.lineno or 1, python_2_sign(error) or "")
    except ValueError as error:
        raise UserError(f"{source.where}: {error}") from None


def _cells(path: Path) -> list[Source]:
    return [
        Source("__main__", f"{path}, cell {number}", plain_python(cell.source))
        for number, cell in enumerate(code_cells(read_notebook(path)), 1)
    ]


def _imported(first: list[Source], folder: Path) -> list[Source]:
    """The modules next to a program that it imports, and those that they import."""
    found: dict[Path, Source] = {}
    pending = [(source, folder) for source in first]
    known = {source.where for source in first}
    while pending:
        source, here = pending.pop(0)
        tree = parse(source)
        if isinstance(tree, Python2):
            continue
        for name, level in _imports(tree):
            base = here if level else folder
            for _ in range(level - 1):
                base = base.parent
            for path in _files(base, folder, name):
                if path not in found and str(path) not in known:
                    found[path] = Source(path.stem, str(path), read_source(path))
                    pending.append((found[path], path.parent))
    return list(found.values())


def _imports(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield module, node.level
            for alias in node.names:
                yield f"{module}.{alias.name}".strip("."), node.level


def _files(base: Path, folder: Path, name: str) -> list[Path]:
    """The files of a module and of the packages above it, if it is one of the program's."""
    parts = [part for part in name.split(".") if part != "*"]
    for start in dict.fromkeys((base, folder, folder.parent)):
        files = []
        for length in range(1, len(parts) + 1):
            place = start.joinpath(*parts[:length])
            files += [p for p in (place.with_suffix(".py"), place / "__init__.py") if p.is_file()]
        if files:
            return files
    return []
