"""Lines of a task's listing, as the lines of a program of its own."""

import ast
import re
import textwrap
from pathlib import Path

from tf1rnn.errors import UserError
from tf1rnn.files import read_text

# What a task writes in place of what the lesson's listing has.
_PLAIN = (
    (re.compile(r"\brun\.session\b"), "sess"),
    (re.compile(r"\brun\.print\b"), "print"),
    (re.compile(r"\brun\.steps\("), "range("),
    (re.compile(r"\bself\."), ""),
)


def lines_of(path: Path, first: str, last: str | None = None) -> str:
    """The statements of a file from the one that begins with `first` to that with `last`.

    They are moved to the left edge, and `self.` and `run.` are left out, so that they are lines of
    a plain program. Raises UserError if the file has no such statements.
    """
    try:
        source = read_text(path)
        tree = ast.parse(source)
    except (OSError, ValueError, SyntaxError) as error:
        raise UserError(f"{path}: cannot be read as a listing: {error}") from error
    lines = source.splitlines()
    start, end = _place(tree, lines, first, path, 0)
    if last is not None:
        _, end = _place(tree, lines, last, path, start)
    text = textwrap.dedent("\n".join(lines[start:end]))
    for pattern, plain in _PLAIN:
        text = pattern.sub(plain, text)
    return text


def _place(
    tree: ast.Module, lines: list[str], beginning: str, path: Path, after: int
) -> tuple[int, int]:
    """The lines, counted from 0, of the first statement that begins so, not before line `after`."""
    statements = sorted(
        (node.lineno - 1, node.end_lineno or node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt)
    )
    for start, end in statements:
        if start >= after and lines[start].strip().startswith(beginning):
            return start, end
    raise UserError(f"{path}: has no statement that begins with {beginning!r}")
