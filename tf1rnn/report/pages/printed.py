"""What a run printed beside what the lesson prints, the digits that differ marked."""

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from tf1rnn.lesson.bands import BandedPrintout
from tf1rnn.lesson.exact import Block, ExactPrintout, marked
from tf1rnn.task import Task, hyperparameters

if TYPE_CHECKING:
    from rich.text import Text

    from tf1rnn.lesson.printout import Printout

# Hyperparameters that say how a run is carried out, not what is computed.
_OF_THE_MACHINE = ("replicas",)
MOST_LINES = 400  # of an output on a page: its beginning and its end


@dataclass(frozen=True)
class Comparison:
    """A printout of the lesson beside a run's output.

    `verdict` is that of `compare`, or `other settings` where a run of other hyperparameters does
    not give the lesson's numbers. `blocks` are (the lesson's lines, ours, the counts); `rows` are
    the numbers of a training, a line each.
    """

    verdict: str
    evidence: str
    printed_for: str = ""
    settings: list[str] = field(default_factory=list)  # that differ from the lesson's run
    blocks: list[tuple[str, Markup, str]] = field(default_factory=list)
    rows: list[tuple[str, str, str, Markup, str, str]] = field(default_factory=list)


def compared(
    printout: "Printout", task: type[Task], values: dict[str, Any], output: str, finished: bool
) -> Comparison:
    """Hold a run's output against what the lesson prints for its task."""
    settings = [
        f"{h.name} = {values[h.name]} instead of {wanted}"
        for h in hyperparameters(task)
        if (wanted := printout.values.get(h.name, h.default)) != values.get(h.name, wanted)
        and h.name not in _OF_THE_MACHINE
    ]
    results = printout.compare(output)
    verdict, evidence = printout.judge(results)
    if verdict == "DIFFERS" and not finished:
        verdict, evidence = "not finished", "the run has not printed all yet"
    elif verdict == "DIFFERS" and settings:
        verdict, evidence = "other settings", "this run has " + ", ".join(settings)
    shown = Comparison(verdict, evidence, printout.printed_for, settings)
    if isinstance(printout, ExactPrintout):
        for result in results:
            ours = result.ours or Block("", ("(nothing)",))
            lesson = "\n".join(filter(None, [result.lesson.prompt, *result.lesson.lines]))
            lines = [escape(ours.prompt)] if ours.prompt else []
            lines += [_with_marks(line) for line in marked(ours, result.lesson)]
            shown.blocks.append((lesson, Markup("\n").join(lines), printout.counts(result)))
    elif isinstance(printout, BandedPrintout):
        for result in results:
            band, lesson = result.band, f"{result.band.number:g}"
            ours = "(nothing)" if result.ours is None else f"{result.ours:.6g}"
            number = escape(ours) if result.ours is None else _digits_marked(ours, lesson)
            interval = f"{band.low:g} to {band.high:g}"
            row = (str(band.step), band.label, lesson, number, interval, result.verdict)
            shown.rows.append(row)
    return shown


def shortened(output: str) -> tuple[str, int]:
    """An output, the middle of a very long one left out, and how many lines that are."""
    lines = output.splitlines()
    left_out = len(lines) - MOST_LINES
    if left_out <= 0:
        return output.rstrip("\n"), 0
    half = MOST_LINES // 2
    gap = f"[... {left_out} lines ...]"
    return "\n".join([*lines[:half], gap, *lines[-half:]]), left_out


def _with_marks(line: "Text") -> Markup:
    """A line with its styled stretches in <mark>."""
    html, done = Markup(), 0
    for span in line.spans:
        html += escape(line.plain[done : span.start])
        html += _mark(line.plain[span.start : span.end])
        done = span.end
    return html + escape(line.plain[done:])


def _digits_marked(ours: str, lesson: str) -> Markup:
    """Our number, marked from the first digit on that is not the lesson's."""
    pairs = zip(ours, lesson, strict=False)
    n_same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if ours == lesson:
        return escape(ours)
    n_same = min(n_same, len(ours) - 1)
    return escape(ours[:n_same]) + _mark(ours[n_same:])


def _mark(text: str) -> Markup:
    return Markup('<mark title="differs from the lesson\'s">{}</mark>').format(text)
