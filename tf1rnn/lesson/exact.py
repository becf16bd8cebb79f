"""Printouts that are equal from run to run: every number held to a tolerance, block by block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from typing import Literal

import numpy as np
from rich.text import Text

from tf1rnn.lesson.printout import Printout
from tf1rnn.text import folded, screen_width

PROMPT = ">>> "
DIFFERS = "black on yellow"  # a background, for a digit of ours may be a blank
_ARRAY = re.compile(r"[-+\[\]\s\d.,e]*\d[-+\[\]\s\d.,e]*|[\s\[\]]*nan.*")
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|nan\b|inf\b)")


@dataclass(frozen=True)
class Block:
    """What one statement prints: its prompt line (empty without one) and the lines under it."""

    prompt: str
    lines: tuple[str, ...]

    @property
    def statement(self) -> str:
        """The prompt line without its comment: what finds the block again in our output."""
        return _without_comment(self.prompt).rstrip()

    @property
    def digits(self) -> tuple[str, ...]:
        """The numbers as they are printed, comments left out, however their brackets balance."""
        found = (NUMBER.findall(_without_comment(line)) for line in self.lines)
        return tuple(number for line in found for number in line)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers printed."""
        return tuple(map(float, self.digits))


@dataclass(frozen=True)
class BlockResult:
    """One block of the lesson beside ours.

    Of `n_numbers` that the lesson prints, `n_agree` are within the tolerance, `n_allowed` only
    within the allowance made for them, and `n_digits` agree to the last digit printed.
    `largest_difference` is None where the two cannot be paired: ours is missing, or has another
    count of numbers.
    """

    lesson: Block
    ours: Block | None
    n_numbers: int
    n_agree: int
    n_allowed: int
    n_digits: int
    largest_difference: float | None
    verdict: Literal["exact", "within tolerance", "DIFFERS", "missing"]

    @property
    def holds(self) -> bool:
        return self.verdict in ("exact", "within tolerance")


@dataclass(frozen=True, kw_only=True)
class ExactPrintout(Printout):
    """Blocks of numbers, and how near ours must be: within `tolerance`.

    The numbers in `allowed` may be off by `allowance`.
    """

    tolerance: float
    blocks: tuple[Block, ...]
    allowance: float = 0.0
    allowed: tuple[float, ...] = ()

    def compare(self, output: str) -> list[BlockResult]:
        """Each block beside the block of a run's output that the same statement printed."""
        if not any(line.startswith(PROMPT) for line in output.splitlines()):
            output = _with_prompts(output, self.blocks)
        ours = {block.statement: block for block in parse_blocks(output)}
        return [self._compare_block(block, ours.get(block.statement)) for block in self.blocks]

    def render_results(self, results: Sequence[BlockResult], width: int) -> list[Text]:
        """Each block's lines beside ours, where both fit side by side, and its counts."""
        lines: list[Text] = []
        for result in results:
            counts = folded(self.counts(result), screen_width())
            lines += [*_render_block(result, width), Text(counts), Text()]
        return lines[:-1]

    def judge(self, results: Sequence[BlockResult]) -> tuple[str, str]:
        """The verdict on all blocks; within tolerance where nothing else is said of them."""
        verdict, evidence = super().judge(results)
        return verdict or "within tolerance", evidence or f"every number within {self.tolerance:g}"

    def _compare_block(self, lesson: Block, ours: Block | None) -> BlockResult:
        theirs, mine = lesson.numbers, ours.numbers if ours else ()
        if len(mine) != len(theirs):
            verdict = "DIFFERS" if ours else "missing"
            return BlockResult(lesson, ours, len(theirs), 0, 0, 0, None, verdict)
        differences = [abs(a - b) for a, b in zip(theirs, mine, strict=True)]
        n_agree = sum(difference <= self.tolerance for difference in differences)
        n_allowed = sum(
            number in self.allowed and self.tolerance < difference <= self.allowance
            for number, difference in zip(theirs, differences, strict=True)
        )
        n_digits = sum(a == b for a, b in zip(lesson.digits, ours.digits, strict=True))
        verdict = "DIFFERS"
        if n_digits == len(theirs):
            verdict = "exact"
        elif n_agree + n_allowed == len(theirs):
            verdict = "within tolerance"
        largest = float(np.max(differences, initial=0))
        return BlockResult(
            lesson, ours, len(theirs), n_agree, n_allowed, n_digits, largest, verdict
        )

    def counts(self, result: BlockResult) -> str:
        """How many numbers of a block agree, in a line."""
        n = result.n_numbers
        if result.ours is None:
            return f"-> {n} numbers: {result.verdict}"
        if result.largest_difference is None:
            return f"-> {n} numbers, ours {len(result.ours.numbers)}: {result.verdict}"
        counts = [f"{result.n_agree} of {n} numbers within {self.tolerance:g}"]
        if result.n_allowed:
            counts.append(f"{result.n_allowed} more within its allowance of {self.allowance:g}")
        counts.append(f"{result.n_digits} to the last digit")
        counts.append(f"largest difference {result.largest_difference:.2g}")
        return f"-> {', '.join(counts)}: {result.verdict}"


def parse_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a printed text; what stands before the first prompt is a block of its own."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.startswith(PROMPT):
            blocks.append((line, []))
        else:
            blocks[-1][1].append(line)
    stripped = (Block(prompt, _strip_empty(lines)) for prompt, lines in blocks)
    return tuple(block for block in stripped if block.prompt or block.lines)


def _with_prompts(output: str, blocks: Sequence[Block]) -> str:
    """A program's output with a prompt before what seems to belong to each block.

    Arrays belong to the blocks in their order, by the count of their numbers; other lines to none.
    """
    arrays = [line for line in output.splitlines() if _ARRAY.fullmatch(_without_comment(line))]
    lines: list[str] = []
    for block in blocks:
        if arrays:
            lines.append(block.prompt)
        left = len(block.numbers)
        while arrays and left > 0:
            lines.append(arrays.pop(0))
            left -= len(NUMBER.findall(lines[-1]))
    return "\n".join(lines)


def _render_block(result: BlockResult, width: int) -> list[Text]:
    """The lesson's lines and ours: two columns where they fit, else one above the other."""
    ours = result.ours or Block("", ("(nothing)",))
    left = ["the lesson", result.lesson.prompt, *result.lesson.lines]
    right = [Text("ours"), Text(ours.prompt), *marked(ours, result.lesson)]
    if not result.lesson.prompt:
        del left[1], right[1]
    column = max(map(len, left)) + 3
    if column + max(map(len, right)) > width:
        return [*map(Text, left), *right]
    lines = []
    for theirs, mine in zip_longest(left, right, fillvalue=""):
        lines.append(Text(f"{theirs:{column}}") + mine)
        lines[-1].rstrip()
    return lines


def marked(ours: Block, lesson: Block) -> list[Text]:
    """Our lines, the digits marked that differ from the lesson's where the two can be paired."""
    theirs = iter(lesson.digits if len(lesson.digits) == len(ours.digits) else ours.digits)
    lines = []
    for line in ours.lines:
        lines.append(Text(line))
        for number in NUMBER.finditer(_without_comment(line)):
            expected = next(theirs)
            if number[0] != expected:
                lines[-1].stylize(DIFFERS, *_differing(line, number, expected))
    return lines


def _differing(line: str, number: re.Match[str], expected: str) -> tuple[int, int]:
    """From where to where our number in a line differs: from the first digit that does on.

    NumPy leaves zeros at the end of a number blank, so a blank may be the digit that differs.
    """
    start, end = number.span()
    while end < start + len(expected) and line[end : end + 1] == " ":
        end += 1
    pairs = zip(number[0], expected, strict=False)
    n_same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return min(start + n_same, end - 1), end


def _without_comment(line: str) -> str:
    return line.partition("#")[0]


def _strip_empty(lines: list[str]) -> tuple[str, ...]:
    """Lines without the empty ones at both ends."""
    full = [i for i, line in enumerate(lines) if line.strip()]
    return tuple(lines[full[0] : full[-1] + 1]) if full else ()
