"""Reads an exercise's file: a program with marks, comments that begin with `#:`.

    #: listing basic_rnn "X0 = " to "b = "    these lines of basic_rnn.py, beside the folder
    #: hole Y0                                what the next lines assign to Y0 is left out,
    #:     The outputs at t = 0.              with this instruction
    #: hole `[n_inputs, n_neurons]`           this text of the next lines is left out
    #: hint                                   what `hint` tells, one after another
    #:     Read the formula again.
    #: mistake                                a typical mistake: answers by the number of their
    #:     1: tf.matmul(X0, Wx)               hole, then what to tell somebody who made it
    #:     There is no activation function.
    #: check                                  from here on Python that defines observe(program)

The docstring at its beginning has a title, lines of `key: value` and the text.
"""

import ast
import contextlib
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.exercises.exercise import Exercise, Hole, Mistake, Part, Words
from tf1rnn.exercises.listing import lines_of
from tf1rnn.files import read_text

KEYS = ("task", "place", "printout", "tolerance", "axes")
_DOCSTRING = re.compile(r'"""(.*?)"""\n', re.DOTALL)
_MARK = re.compile(r"(?P<indent>\s*)#: (?P<kind>\w+)(?: (?P<rest>.*))?$")
_MORE = re.compile(r"\s*#:(?:$|\s{2,}(?P<text>.*)$)")
_LISTING = re.compile(r'(?P<file>[\w/]+) "(?P<first>[^"]+)"(?: to "(?P<last>[^"]+)")?$')
_ANSWER = re.compile(r"(?P<number>\d+): (?P<code>.+)")
_INSTRUCTION = re.compile(r"(\d+)\. (.+)", re.DOTALL)


class _Mark(NamedTuple):
    kind: str
    rest: str
    indent: str
    more: list[str]  # the lines under it

    @property
    def text(self) -> str:
        return " ".join(filter(None, map(str.strip, self.more)))


def read_exercise(path: Path) -> Exercise:
    """The exercise in a file and its translations; UserError, with the file, if it is none."""
    try:
        source = read_text(path)
        docstring = _DOCSTRING.match(source)
        if docstring is None:
            raise UserError("it has no docstring, whose first line is the exercise's title")
        header, title, text = _header(docstring[1])
        reader = _Reader(path.parents[2] if _in_folder(path) else path.parents[1])
        reader.read(source[docstring.end() :])
        english = Words(title, text, tuple(reader.instructions))
        return Exercise(
            name=path.stem,
            path=path,
            words={"en": english, **_translations(path, english)},
            parts=tuple(reader.parts),
            hints=tuple(reader.hints),
            mistakes=tuple(reader.mistakes),
            check=reader.check,
            **header,
        )
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error
    except UserError as error:
        raise UserError(f"{path}: {error}") from error


def _in_folder(path: Path) -> bool:
    """Whether an exercise lies in a folder below exercises/, not in that itself."""
    return path.parent.name != "exercises"


def _header(docstring: str) -> tuple[dict[str, Any], str, str]:
    """The fields in an exercise's docstring, its title and its text."""
    title, _, rest = textwrap.dedent(docstring.strip()).partition("\n\n")
    head, _, text = rest.partition("\n\n")
    fields: dict[str, Any] = {"axes": {}}
    for line in head.splitlines():
        key, colon, value = line.partition(": ")
        if not colon or key not in KEYS:
            raise UserError(f"its header has a line {line!r}; it may have {', '.join(KEYS)}")
        if key == "axes":
            name, _, axes = value.partition(" = ")
            fields["axes"][name] = tuple(axis.strip() for axis in axes.split(","))
        else:
            fields[key] = {"place": int, "tolerance": float}.get(key, str)(value)
    if "task" not in fields:
        raise UserError("its header has no line `task: NAME`")
    return fields, title.rstrip("."), text.strip()


def _translations(path: Path, english: Words) -> dict[str, Words]:
    """The words in other languages, each in a file beside: NAME.fr.txt."""
    found = {}
    for file in sorted(path.parent.glob(f"{path.stem}.*.txt")):
        title, *paragraphs = read_text(file).strip().split("\n\n")
        matches = [_INSTRUCTION.match(paragraph) for paragraph in paragraphs]
        instructions = tuple(" ".join(match[2].split()) for match in matches if match)
        text = [p for p, match in zip(paragraphs, matches, strict=True) if match is None]
        if len(instructions) != len(english.instructions):
            raise UserError(f"{file.name} has not an instruction for each hole")
        found[file.name.split(".")[-2]] = Words(title, "\n\n".join(text), instructions)
    return found


class _Reader:
    """What was read of an exercise's program so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder  # of the task
        self.parts: list[Part] = []
        self.instructions: list[str] = []
        self.hints: list[str] = []
        self.mistakes: list[Mistake] = []
        self.check = ""
        self._targets: list[tuple[int, str]] = []  # of holes in the next part: number, what

    def read(self, source: str) -> None:
        """Read the program, its marks and its check."""
        code: list[str] = []
        for item in _items(source):
            if isinstance(item, str):
                code.append(item)
                continue
            self._end_part(code)
            code = []
            if item.kind == "check":
                self.check = item.rest
            else:
                self._take(item)
        self._end_part(code)
        if self._targets:
            raise UserError(f"no lines follow the hole {self._targets[0][1]}")
        if "def observe(" not in self.check:
            raise UserError("it has no `#: check` with a function observe(program)")

    def _take(self, mark: _Mark) -> None:
        if mark.kind == "listing":
            listing = _LISTING.match(mark.rest)
            if listing is None:
                raise UserError(f'{mark.rest!r}: write `listing FILE "BEGINNING" to "BEGINNING"`')
            path = self.folder / f"{listing['file']}.py"
            text = lines_of(path, listing["first"], listing["last"])
            self._add(textwrap.indent(text, mark.indent))
        elif mark.kind == "hole":
            self.instructions.append(mark.text)
            self._targets.append((len(self.instructions), mark.rest))
        elif mark.kind == "hint":
            self.hints.append(mark.text)
        elif mark.kind == "mistake":
            self.mistakes.append(_mistake(mark))
        else:
            raise UserError(f"there is no mark {mark.kind}")

    def _end_part(self, code: list[str]) -> None:
        """Add the lines of the file's own up to a mark."""
        if self._targets:  # a hole concerns the lines up to an empty one
            full = [i for i, line in enumerate(code) if line.strip()]
            gaps = [i for i, line in enumerate(code) if full and i > full[0] and not line.strip()]
            if full and gaps:
                self._add("\n".join(code[: gaps[0]]))
                code = code[gaps[0] :]
        if any(line.strip() for line in code) or (code and not self._targets):
            self._add("\n".join(code))

    def _add(self, text: str) -> None:
        holes = tuple(Hole(number, *_span(text, target)) for number, target in self._targets)
        self.parts.append(Part(text, holes))
        self._targets = []


def _items(source: str) -> Iterator[str | _Mark]:
    """The lines of a program and the marks among them; the last mark may be `check`."""
    lines = source.split("\n")
    i = 0
    while i < len(lines):
        mark = _MARK.match(lines[i])
        i += 1
        if mark is None:
            yield lines[i - 1]
            continue
        if mark["kind"] == "check":
            yield _Mark("check", "\n".join(lines[i:]), "", [])
            return
        more = []
        while i < len(lines) and (line := _MORE.match(lines[i])):
            more.append(line["text"] or "")
            i += 1
        yield _Mark(mark["kind"], mark["rest"] or "", mark["indent"], more)


def _mistake(mark: _Mark) -> Mistake:
    answers, words = {}, []
    for line in mark.more:
        if answer := _ANSWER.match(line):
            answers[int(answer["number"])] = answer["code"].replace("\\n", "\n")
        else:
            words.append(line.strip())
    if not answers or not words:
        raise UserError("a mistake has lines `NUMBER: CODE` and then an explanation")
    return Mistake(answers, " ".join(words))


def _span(text: str, target: str) -> tuple[int, int]:
    """Where a hole is in these lines: a text in backquotes, or what is assigned or returned."""
    if target.startswith("`"):
        wanted = target.strip("`")
        if text.count(wanted) != 1:
            raise UserError(f"the hole {target} is {text.count(wanted)} times in its lines")
        return text.index(wanted), text.index(wanted) + len(wanted)
    if found := sorted(_values(text, target)):
        return found[0]
    raise UserError(f"nothing is assigned to {target} in the lines after its hole")


def _body(text: str) -> str:
    """A body for a block that these lines open at their end, so that they can be parsed."""
    last = text.rstrip().rpartition("\n")[2]
    indent = last[: len(last) - len(last.lstrip())]
    return f"\n{indent}    pass" if last.endswith(":") else ""


def _values(text: str, target: str) -> Iterator[tuple[int, int]]:
    """Where these lines say what `target` is: a name's value, or what is returned."""
    # Blocks that begin before these lines leave them indented; a line of their own opens one.
    indented = text.lstrip("\n").startswith(" ")
    before = "if True:\n" if indented else ""
    tree = None
    with contextlib.suppress(SyntaxError):
        tree = ast.parse(before + text + _body(text))
    if tree is None:
        raise UserError(f"the lines after the hole {target} are not whole statements")
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    skipped = before.count("\n")
    for node in ast.walk(tree):
        names: set[str] = set()
        if isinstance(node, ast.Assign):
            names = {n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)}
        elif isinstance(node, ast.Return):
            names = {"return"}
        value = getattr(node, "value", None)
        if target in names and value is not None:
            yield (
                starts[value.lineno - 1 - skipped] + value.col_offset,
                starts[value.end_lineno - 1 - skipped] + value.end_col_offset,
            )
