"""The file that a student owns: an exercise's program with its holes, as a script or a notebook."""

import ast
import textwrap
from dataclasses import dataclass
from importlib.util import decode_source
from pathlib import Path
from typing import Any

from tf1rnn import files
from tf1rnn.errors import UserError
from tf1rnn.exercises.exercise import UNFILLED, Exercise, Part, Words
from tf1rnn.programs.reading import code_cells, plain_python, read_notebook, read_source

WIDTH = 79  # columns of what is written
_HOW = {
    "en": "Put something in place of each `...`. Then type:  {check}",
    "fr": "Mettez quelque chose à la place de chaque `...`. Puis tapez :  {check}",
}


@dataclass(frozen=True)
class Sheet:
    """A student's program: its source, and where its lines are in the file."""

    path: Path
    source: str
    cells: tuple[int, ...] = ()  # of a notebook, the line at which each cell begins

    def place(self, line: int) -> str:
        """A line in words: `line 7`, or `cell 2, line 3` in a notebook."""
        if not self.cells:
            return f"line {line}"
        cell = max(i for i, start in enumerate(self.cells) if start <= max(line, 1))
        return f"cell {cell + 1}, line {line - self.cells[cell] + 1}"

    def unfilled(self) -> list[int]:
        """The lines that still have a hole; UserError for a program that is not Python."""
        try:
            tree = ast.parse(self.source)
        except (SyntaxError, ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None) or 1
            said = getattr(error, "msg", None) or str(error)
            raise UserError(f"{self.place(line)}: this is not Python: {said}") from error
        sliced = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Subscript)
            for part in ast.walk(node.slice)
        }
        return sorted(
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and node.value is ... and id(node) not in sliced
        )


def read_sheet(path: Path) -> Sheet:
    """A student's program; raises UserError if its file cannot be read."""
    if path.suffix != ".ipynb":
        return Sheet(path, _decoded(path))
    source, cells = "", []
    for cell in code_cells(read_notebook(path)):
        cells.append(source.count("\n") + 1)
        source += plain_python(cell.source).rstrip("\n") + "\n"
    return Sheet(path, source, tuple(cells) or (1,))


def _decoded(path: Path) -> str:
    """The text of a script, in the encoding that it declares."""
    try:
        return decode_source(read_source(path))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read: save it as UTF-8 text") from error


def write_sheet(exercise: Exercise, path: Path, language: str, check: str) -> None:
    """Write an exercise with its holes; raises UserError if the file is there already.

    `check` is the command that checks it.
    """
    if path.exists():
        raise UserError(f"{path}: is there already, and yours; rename it to start again")
    words = exercise.in_language(language)
    how = _HOW.get(language, _HOW["en"]).format(check=check)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".ipynb":
            import nbformat

            files.write_text(path, nbformat.writes(_notebook(exercise, words, how)))
        else:
            files.write_text(path, _script(exercise, words, how))
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error


def _script(exercise: Exercise, words: Words, how: str) -> str:
    """The exercise as a script: what to do in its docstring, instructions before the holes."""
    head = "\n\n".join([words.title, wrapped(words.text), how])
    parts = [_with_instructions(part, exercise, words) for part in exercise.parts]
    return f'"""{head}\n"""\n' + "\n".join(parts).rstrip("\n") + "\n"


def _with_instructions(part: Part, exercise: Exercise, words: Words) -> str:
    lines = []
    for hole in part.holes:
        instruction = f"{hole.number}. {words.instructions[hole.number - 1]}"
        lines += textwrap.wrap(
            instruction,
            WIDTH - len(part.indent) - 2,
            subsequent_indent="   ",
            break_on_hyphens=False,
        )
    comments = [f"{part.indent.strip(chr(10))}# {line}" for line in lines]
    return "\n".join([*comments, part.filled(exercise.unfilled())])


def wrapped(text: str) -> str:
    """Paragraphs folded to the width; what is indented, such as a formula, stays."""
    return "\n\n".join(
        part
        if part.startswith(" ")
        else "\n".join(textwrap.wrap(part, WIDTH, break_on_hyphens=False))
        for part in text.split("\n\n")
    )


def _notebook(exercise: Exercise, words: Words, how: str) -> Any:
    """The exercise as a notebook: a cell of text before the code that has holes."""
    import nbformat

    v4 = nbformat.v4
    cells = [v4.new_markdown_cell(f"# {words.title}\n\n{words.text}\n\n{how}")]
    code: list[str] = []

    def end_cell() -> None:
        if text := "\n".join(code).strip("\n"):
            cells.append(v4.new_code_cell(text))
        code.clear()

    for part, following in zip(exercise.parts, [*exercise.parts[1:], None], strict=True):
        if part.holes and not part.indent.strip("\n"):
            end_cell()
            cells.append(v4.new_markdown_cell(_instructions(part, words)))
            code.append(part.filled(exercise.unfilled()))
        else:  # a block cannot be cut into cells
            code.append(_with_instructions(part, exercise, words))
        if following is None or not (following.indent.strip("\n") or _opens(part)):
            end_cell()
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return notebook


def _instructions(part: Part, words: Words) -> str:
    return "\n".join(
        f"**{hole.number}.** {words.instructions[hole.number - 1]} (`{UNFILLED}`)"
        for hole in part.holes
    )


def _opens(part: Part) -> bool:
    """Whether a part ends within a block, which the next one may go on with."""
    lines = [line for line in part.text.splitlines() if line.strip()]
    return bool(lines) and (lines[-1].startswith(" ") or lines[-1].rstrip().endswith(":"))
