"""An exercise: a program with holes, what goes into them, and what typical mistakes look like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

UNFILLED = "..."


@dataclass(frozen=True)
class Hole:
    """A place that the student fills in: characters `start` to `end` of its part's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Part:
    """Some lines of the program, with the holes in them."""

    text: str
    holes: tuple[Hole, ...] = ()

    @property
    def indent(self) -> str:
        return self.text[: len(self.text) - len(self.text.lstrip())]

    def solution(self, number: int) -> str:
        """What the listing has in a hole."""
        hole = next(hole for hole in self.holes if hole.number == number)
        return self.text[hole.start : hole.end]

    def filled(self, answers: Mapping[int, str]) -> str:
        """The lines with these answers, by the number of their hole, in place of the listing's."""
        text = self.text
        for hole in sorted(self.holes, key=lambda hole: -hole.start):
            if hole.number in answers:
                text = text[: hole.start] + answers[hole.number] + text[hole.end :]
        return text


@dataclass(frozen=True)
class Mistake:
    """A typical mistake: the answers that make it, and what to tell somebody who made it."""

    answers: Mapping[int, str]
    explanation: str


@dataclass(frozen=True)
class Words:
    """What a student reads, in one language."""

    title: str
    text: str  # paragraphs
    instructions: tuple[str, ...]  # one for each hole


@dataclass(frozen=True)
class Exercise:
    """A program with holes, beside the task whose listing it is.

    `words` are by language; English is always there. `axes` names the axes of values by name,
    for messages about shapes. `check` is Python source that defines `observe(program)`.
    """

    name: str
    path: Path
    task: str
    words: Mapping[str, Words]
    parts: tuple[Part, ...]
    hints: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    check: str
    place: int = 99
    printout: str = ""  # the task whose printout of the lesson the program prints
    tolerance: float = 1e-5
    axes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def in_language(self, language: str) -> Words:
        """The words in this language, or in English where nobody has translated them."""
        return self.words.get(language, self.words["en"])

    @property
    def n_holes(self) -> int:
        return sum(len(part.holes) for part in self.parts)

    def program(self, answers: Mapping[int, str] | None = None) -> str:
        """The whole program, its holes filled as in the listing but for these answers."""
        return "\n".join(part.filled(answers or {}) for part in self.parts) + "\n"

    def unfilled(self) -> dict[int, str]:
        """The answers of somebody who has not begun."""
        return dict.fromkeys(range(1, self.n_holes + 1), UNFILLED)

    def solutions(self) -> list[tuple[int, str, str]]:
        """For each hole: its number, what the listing has in it, and the lines around it."""
        return [
            (hole.number, part.solution(hole.number), part.text.strip("\n"))
            for part in self.parts
            for hole in part.holes
        ]
