"""Printouts of a training: a line for each step, every number is checked against a band.

What a training prints depends on its seed, which the lesson does not give. So each number has a
band, the range measured over many seeds, in which the lesson's number and ours must both lie.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.text import Text

from tf1rnn.lesson.printout import Printout
from tf1rnn.text import table

BAND, OURS = "band ", "ours "  # the header keys `band LABEL` and `ours LABEL`
_LINE = re.compile(r"^\s*(?P<step>\d+)\s+(?P<values>[A-Za-z].*)$")
_NUMBER = r"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|nan|inf)"
_VALUE = re.compile(rf"(?P<label>[A-Za-z][^:]*?):\s*(?P<number>{_NUMBER})(?=\s|$)")
_RANGE = re.compile(rf"(?P<step>\d+) in (?P<low>{_NUMBER}) to (?P<high>{_NUMBER})")


@dataclass(frozen=True)
class Band:
    """A number that the lesson prints at a step, and the range [low, high] that seeds give."""

    step: int
    label: str
    number: float
    low: float
    high: float
    ours: str  # the label under which we print the same quantity

    def holds(self, number: float) -> bool:
        return self.low <= number <= self.high


@dataclass(frozen=True)
class BandResult:
    """A number of the lesson beside ours; None if we print none."""

    band: Band
    ours: float | None
    verdict: Literal["in band", "OUT OF BAND", "missing"]

    @property
    def holds(self) -> bool:
        return self.verdict == "in band"


def parse_bands(header: Mapping[str, str], lines: Sequence[str]) -> tuple[Band, ...]:
    """The bands of the lesson's lines, `STEP LABEL: NUMBER [LABEL: NUMBER ...]`.

    `band LABEL` in the header gives the ranges, `0 in 165 to 530, 100 in 4.9 to 21`, and
    `ours LABEL` our label, if it differs. Raises ValueError for a number without a range.
    """
    ranges = {
        (key.removeprefix(BAND), int(match["step"])): (float(match["low"]), float(match["high"]))
        for key, value in header.items()
        if key.startswith(BAND)
        for match in _RANGE.finditer(value)
    }
    bands = []
    for (step, label), number in _numbers(lines).items():
        if (label, step) not in ranges:
            raise ValueError(f"no range for {label} at step {step}")
        ours = header.get(OURS + label, label)
        bands.append(Band(step, label, number, *ranges[label, step], ours))
    return tuple(bands)


@dataclass(frozen=True, kw_only=True)
class BandedPrintout(Printout):
    """What a training prints, a line for each step: every number has a band."""

    bands: tuple[Band, ...]

    def compare(self, output: str) -> list[BandResult]:
        """Each number of the lesson beside the one that a run printed at the same step."""
        printed = _numbers(output.splitlines())
        return [_compare(band, printed.get((band.step, band.ours))) for band in self.bands]

    def render_results(self, results: Sequence[BandResult], width: int) -> list[Text]:
        """A table of the numbers, then how many are in their bands."""
        rows = [("step", "", "the lesson", "ours", "band", "")]
        for result in results:
            band = result.band
            ours = "(nothing)" if result.ours is None else f"{result.ours:.6g}"
            interval = f"{band.low:g} to {band.high:g}"
            rows.append(
                (str(band.step), band.label, f"{band.number:g}", ours, interval, result.verdict)
            )
        held = sum(result.holds for result in results)
        return [*map(Text, table(rows)), Text(f"-> {held} of {len(results)} numbers in band")]


def _compare(band: Band, ours: float | None) -> BandResult:
    if ours is None:
        return BandResult(band, None, "missing")
    both = band.holds(band.number) and band.holds(ours)
    return BandResult(band, ours, "in band" if both else "OUT OF BAND")


def _numbers(lines: Sequence[str]) -> dict[tuple[int, str], float]:
    """The numbers printed, by step and label."""
    return {
        (int(line["step"]), value["label"].strip()): float(value["number"])
        for line in filter(None, map(_LINE.match, lines))
        for value in _VALUE.finditer(line["values"])
    }
