"""A printout of the lesson beside what a run of ours prints: what both kinds have in common."""

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from rich.text import Text

from tf1rnn.text import folded, screen_width


class Result(Protocol):
    """A part of a printout beside the same part of ours."""

    @property
    def holds(self) -> bool:
        """Whether ours is near enough."""

    @property
    def verdict(self) -> str:
        """How near it is, in a word or two."""


@dataclass(frozen=True)
class Printout(ABC):
    """What the lesson prints for a task.

    `values` are hyperparameters of the run that differ from the defaults; `seconds` is roughly its
    processor time. If the numbers hold but are not exact, `verdict` is `in band` or `explained`,
    and `evidence` says why in one line.
    """

    task: str
    topic: str
    printed_for: str = ""  # the task that the lesson printed it for, if another
    values: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    verdict: str = ""
    evidence: str = ""

    @abstractmethod
    def compare(self, output: str) -> Sequence[Result]:
        """Each part of the printout beside the same part of a run's output."""

    @abstractmethod
    def render_results(self, results: Sequence[Result], width: int) -> list[Text]:
        """The lines that show the results, for a terminal of this many columns."""

    def render(self, results: Sequence[Result], width: int) -> Text:
        """What `compare` shows: the lesson's numbers beside ours, the counts, the verdict."""
        lines = [f"{self.task} (topic {self.topic})"]
        if self.values:
            values = ", ".join(f"{name}={value}" for name, value in self.values.items())
            lines.append(f"run with {values}")
        if self.printed_for:
            lines.append(f"The lesson prints these numbers for {self.printed_for}.")
        verdict, evidence = self.judge(results)
        last = folded(f"=> {verdict}: {evidence}", screen_width())
        head, tail = "\n".join([*lines, "", ""]), f"\n{last}\n"
        return Text(head) + Text("\n").join(self.render_results(results, width)) + tail

    def judge(self, results: Sequence[Result]) -> tuple[str, str]:
        """The verdict on the whole, exact, in band, explained or DIFFERS, and its evidence."""
        if not all(result.holds for result in results):
            missed = sum(not result.holds for result in results)
            return "DIFFERS", f"{missed} of {len(results)} do not hold"
        if all(result.verdict == "exact" for result in results):
            return "exact", "every number, to the last digit"
        return self.verdict, self.evidence

    def with_values(self, values: dict[str, Any]) -> "Printout":
        """The same printout for a run with these hyperparameters."""
        return dataclasses.replace(self, values=values)
