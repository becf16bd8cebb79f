"""The lesson's printouts, read from their files.

A printout is a text file: a header of `key: value` lines, an empty line, then the blocks exactly
as the lesson prints them, comments included. A block starts at a `>>> ` prompt; text without a
prompt is one block.

    task: basic_rnn
    topic: 3: RNN in TensorFlow
    tolerance: 1.2e-7

    >>> print(Y0_val) # output at t = 0
    [[ -0.2964572   0.82874775 ...

Two more header lines may follow: `allowance: 2.5e-7 for 0.99999976 ...` is a wider tolerance for
single numbers, and `explained: ...` says in one line why ours are not all exact. If the lesson
prints once for two listings, the second task's file holds `printed for: TASK` instead of tolerance
and blocks.

What a training prints, a line for each step, has `band LABEL: ...` lines (see bands.py) instead of
the tolerance, and the evidence for the bands in one line: as `in band: ...`, or as `explained: ...`
if the listing as given cannot have printed the numbers. `values: n_iterations=401` are
hyperparameters of the run that differ from the defaults, and `seconds: 190` is roughly its
processor time.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from tf1rnn.errors import UserError
from tf1rnn.lesson.bands import BAND, OURS, BandedPrintout, parse_bands
from tf1rnn.lesson.exact import ExactPrintout, parse_blocks
from tf1rnn.lesson.printout import Printout

KEYS = ("task", "topic", "tolerance", "allowance", "printed for", "values", "seconds")
EVIDENCE = ("in band", "explained")
BY_LABEL = (BAND, OURS)  # keys that end with a label


class _File(NamedTuple):
    path: Path
    header: dict[str, str]
    body: str


def load_printouts(folder: Path) -> list[Printout]:
    """The printouts in a folder, by file name; raises UserError for a file that is not one."""
    files = [_read(path) for path in sorted(folder.glob("*.txt"))]
    by_task = {file.header["task"]: file for file in files}
    return [_printout(file, by_task) for file in files]


def _read(path: Path) -> _File:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    header = {}
    for line in head.splitlines():
        key, colon, value = line.partition(": ")
        if not colon or not (key in KEYS + EVIDENCE or key.startswith(BY_LABEL)):
            known = ", ".join([*KEYS, *EVIDENCE, *(f"{key}LABEL" for key in BY_LABEL)])
            raise UserError(f"{path}: its header has a line {line!r}; it may have {known}")
        header[key] = value
    for key in ("task", "topic"):
        if key not in header:
            raise UserError(f"{path}: its header has no line `{key}: ...`")
    return _File(path, header, body)


def _printout(file: _File, by_task: dict[str, _File]) -> Printout:
    """The printout in a file, or the one that the file refers to under its own task and topic."""
    task, topic = file.header["task"], file.header["topic"]
    printed_for = file.header.get("printed for", "")
    if printed_for:
        if printed_for not in by_task:
            raise UserError(f"{task}: it is printed for {printed_for}, which has no printout")
        file = by_task[printed_for]
    header = file.header
    verdict = next((key for key in EVIDENCE if key in header), "")
    pairs = (pair.partition("=") for pair in header.get("values", "").split())
    try:
        common: dict[str, Any] = {
            "task": task,
            "topic": topic,
            "printed_for": printed_for,
            "values": {name: json.loads(value) for name, _, value in pairs},
            "seconds": float(header.get("seconds", 0)),
            "verdict": verdict,
            "evidence": header.get(verdict, ""),
        }
        if "tolerance" in header:
            return _exact(header, file.body, common)
        if verdict:
            return BandedPrintout(**common, bands=parse_bands(header, file.body.splitlines()))
    except ValueError as error:
        raise UserError(f"{file.path}: its header: {error}") from error
    raise UserError(f"{file.path}: its header has no line `tolerance: ...`")


def _exact(header: dict[str, str], body: str, common: dict[str, Any]) -> ExactPrintout:
    allowance, _, allowed = header.get("allowance", "0 for ").partition(" for ")
    return ExactPrintout(
        **common,
        tolerance=float(header["tolerance"]),
        blocks=parse_blocks(body),
        allowance=float(allowance),
        allowed=tuple(map(float, allowed.split())),
    )
