"""The lesson's printed numbers beside ours.

A printout is a text file: a header of `key: value` lines, an empty line, then the blocks exactly
as the lesson prints them, comments included. A block starts at a `>>> ` prompt; text without a
prompt is one block.

    task: basic_rnn
    topic: 3: RNN in TensorFlow
    tolerance: 1.2e-7

    >>> print(Y0_val) # output at t = 0
    [[ -0.2964572   0.82874775 ...

Two more header lines may follow: `allowance: 2.5e-7 for 0.99999976 ...` is a wider tolerance for
single numbers, and `explained: ...` tells in a line why ours are not all exact. Where the lesson
prints once for two listings, the second task's file holds `printed for: TASK` in place of
tolerance and blocks.

What a training prints, a line for each step, has `band LABEL: ...` lines (see bands.py) in place
of the tolerance, and the evidence for the bands in a line: as `in band: ...`, or as
`explained: ...` where the listing as it stands cannot have printed the numbers. `values:
n_iterations=401` are hyperparameters for the run, where the defaults would not do, and
`seconds: 190` is about how much processor time it takes.
"""

import json
import re
import shutil
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, Literal

import numpy as np

from tf1rnn.errors import UserError
from tf1rnn.lesson.bands import (
    BAND,
    OURS,
    Band,
    BandResult,
    compare_bands,
    parse_bands,
    render_bands,
)

PROMPT = ">>> "
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|nan\b|inf\b)")
KEYS = ("task", "topic", "tolerance", "allowance", "printed for", "values", "seconds")
EVIDENCE = ("in band", "explained")


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
    def numbers(self) -> tuple[float, ...]:
        """The numbers printed, comments left out, however the brackets around them balance."""
        found = (NUMBER.findall(_without_comment(line)) for line in self.lines)
        return tuple(float(number) for line in found for number in line)


@dataclass(frozen=True)
class Printout:
    """What the lesson prints for a task, and how near ours must be."""

    task: str
    topic: str
    tolerance: float
    blocks: tuple[Block, ...]
    allowance: float = 0.0  # the tolerance for the numbers in `allowed`
    allowed: tuple[float, ...] = ()
    printed_for: str = ""
    values: dict[str, Any] = field(default_factory=dict)  # the run's hyperparameters
    bands: tuple[Band, ...] = ()
    verdict: str = ""  # in band or explained: what holds that is not exact, and why
    evidence: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class BlockResult:
    """One block of the lesson beside ours.

    Of `n_numbers` that the lesson prints, `n_agree` are within the tolerance, `n_allowed` only
    within the allowance made for them, and `n_digits` agree to the last digit.
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


def load_printouts(folder: Path) -> list[Printout]:
    """The printouts in a folder, by file name; raises UserError for a file that is none."""
    printouts = {}
    for path in sorted(folder.glob("*.txt")):
        printout = _parse_printout(path)
        printouts[printout.task] = printout
    return [_resolve(printout, printouts) for printout in printouts.values()]


def compare(printout: Printout, output: str) -> list[BlockResult] | list[BandResult]:
    """Each block, or each number with a band, beside the same one of a run's output."""
    if printout.bands:
        return compare_bands(printout.bands, output)
    ours = {block.statement: block for block in parse_blocks(output)}
    return [_compare_block(printout, block, ours.get(block.statement)) for block in printout.blocks]


def render(printout: Printout, results: list, width: int | None = None) -> str:
    """The text that `compare` shows: the lesson's lines beside ours, then counts and verdict.

    The two stand side by side where the terminal (or `width`, in columns) has room for both.
    """
    width = width or shutil.get_terminal_size().columns
    text = [f"{printout.task} (topic {printout.topic})"]
    if printout.bands:
        values = ", ".join(f"{name}={value}" for name, value in printout.values.items())
        text += [f"run with {values}"] if values else []
        text += ["", *render_bands(results)]
    if printout.printed_for:
        text.append(f"The lesson prints these numbers for {printout.printed_for}.")
    for result in [] if printout.bands else results:
        text += ["", *_render_block(result, width), _render_counts(printout, result)]
    verdict, evidence = judge(printout, results)
    return "\n".join([*text, f"=> {verdict}: {evidence}", ""])


def judge(printout: Printout, results: list) -> tuple[str, str]:
    """The verdict on a whole printout, exact, in band, explained or DIFFERS, and the evidence."""
    if not all(result.holds for result in results):
        missed = sum(not result.holds for result in results)
        return "DIFFERS", f"{missed} of {len(results)} do not hold"
    if all(result.verdict == "exact" for result in results):
        return "exact", "every number, to the last digit"
    tolerance = f"every number within {printout.tolerance:g}"
    return printout.verdict or "within tolerance", printout.evidence or tolerance


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


def _parse_printout(path: Path) -> Printout:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    header = {}
    for line in head.splitlines():
        key, colon, value = line.partition(": ")
        if not colon or not (key in KEYS + EVIDENCE or key.startswith((BAND, OURS))):
            raise UserError(
                f"{path}: its header has a line {line!r}; tf1rnn/lesson/printouts.py says how"
            )
        header[key] = value
    verdict = next((key for key in EVIDENCE if key in header), "")
    trained = verdict and "tolerance" not in header
    holder = verdict if trained else "printed for" if "printed for" in header else "tolerance"
    for key in ("task", "topic", holder):
        if key not in header:
            raise UserError(f"{path}: its header has no line `{key}: ...`")
    allowance, _, allowed = header.get("allowance", "0 for ").partition(" for ")
    pairs = (pair.partition("=") for pair in header.get("values", "").split())
    try:
        return Printout(
            task=header["task"],
            topic=header["topic"],
            tolerance=float(header.get("tolerance", 0)),
            blocks=parse_blocks(body),
            allowance=float(allowance),
            allowed=tuple(map(float, allowed.split())),
            printed_for=header.get("printed for", ""),
            values={name: json.loads(value) for name, _, value in pairs},
            bands=parse_bands(header, body.splitlines()) if trained else (),
            verdict=verdict,
            evidence=header.get(verdict, ""),
            seconds=float(header.get("seconds", 0)),
        )
    except ValueError as error:
        raise UserError(f"{path}: its header: {error}") from error


def _resolve(printout: Printout, printouts: dict[str, Printout]) -> Printout:
    """The printout itself, or the one it refers to under its own task and topic."""
    other = printout.printed_for
    if not other:
        return printout
    if other not in printouts:
        raise UserError(f"{printout.task} is said to be printed for {other}, which has no printout")
    return replace(printouts[other], task=printout.task, topic=printout.topic, printed_for=other)


def _compare_block(printout: Printout, lesson: Block, ours: Block | None) -> BlockResult:
    theirs, mine = lesson.numbers, ours.numbers if ours else ()
    if len(mine) != len(theirs):
        verdict = "DIFFERS" if ours else "missing"
        return BlockResult(lesson, ours, len(theirs), 0, 0, 0, None, verdict)
    differences = [abs(a - b) for a, b in zip(theirs, mine, strict=True)]
    n_agree = sum(difference <= printout.tolerance for difference in differences)
    n_allowed = sum(
        number in printout.allowed and printout.tolerance < difference <= printout.allowance
        for number, difference in zip(theirs, differences, strict=True)
    )
    # Today NumPy prints the fewest digits that name a float32 (0.9990943), where for the lesson
    # it printed eight decimals of it (0.99909431). Both name the same number.
    n_digits = int(np.sum(np.float32(theirs) == np.float32(mine)))
    verdict = "DIFFERS"
    if n_agree + n_allowed == len(theirs):
        verdict = "exact" if n_digits == len(theirs) else "within tolerance"
    largest = float(np.max(differences, initial=0))
    return BlockResult(lesson, ours, len(theirs), n_agree, n_allowed, n_digits, largest, verdict)


def _render_block(result: BlockResult, width: int) -> list[str]:
    """The lesson's lines and ours: two columns where they fit, else one above the other."""
    left = ["the lesson", result.lesson.prompt, *result.lesson.lines]
    ours = result.ours or Block("", ("(nothing)",))
    right = ["ours", ours.prompt, *ours.lines]
    if not result.lesson.prompt:
        del left[1], right[1]
    column = max(map(len, left)) + 3
    if column + max(map(len, right)) <= width:
        pairs = zip_longest(left, right, fillvalue="")
        return [f"{theirs:{column}}{mine}".rstrip() for theirs, mine in pairs]
    return [*left, *right]


def _render_counts(printout: Printout, result: BlockResult) -> str:
    n = result.n_numbers
    if result.ours is None:
        return f"-> {n} numbers: {result.verdict}"
    if result.largest_difference is None:
        return f"-> {n} numbers, ours {len(result.ours.numbers)}: {result.verdict}"
    counts = [f"{result.n_agree} of {n} numbers within {printout.tolerance:g}"]
    if result.n_allowed:
        counts.append(f"{result.n_allowed} more within its allowance of {printout.allowance:g}")
    counts.append(f"{result.n_digits} to the last digit")
    counts.append(f"largest difference {result.largest_difference:.2g}")
    return f"-> {', '.join(counts)}: {result.verdict}"


def _without_comment(line: str) -> str:
    return line.partition("#")[0]


def _strip_empty(lines: list[str]) -> tuple[str, ...]:
    """Lines without the empty ones at both ends."""
    full = [i for i, line in enumerate(lines) if line.strip()]
    return tuple(lines[full[0] : full[-1] + 1]) if full else ()
