"""Checks a student's program: the holes that are left, what it gives, what the lesson prints."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tf1rnn.errors import UserError
from tf1rnn.exercises.exercise import Exercise
from tf1rnn.exercises.judging import Finding, explanations, judge
from tf1rnn.exercises.outcome import Failure, Outcome, is_claim
from tf1rnn.exercises.sheet import Sheet, read_sheet
from tf1rnn.exercises.supervising import Try, run_tries
from tf1rnn.registry.discovery import lesson_folder

if TYPE_CHECKING:
    from tf1rnn.lesson.printout import Printout

PASSES, HOLES, FAILS = "passes", "holes left", "not yet"


@dataclass(frozen=True)
class Verdict:
    """What the check of a program found.

    `problems` keep a program from being looked at: a hole, an error, no end. `explanations` tell
    which typical mistakes it looks like.
    """

    exercise: Exercise
    state: str  # PASSES, HOLES or FAILS
    findings: Sequence[Finding] = ()
    problems: Sequence[str] = ()
    explanations: Sequence[str] = ()
    printed: str = ""
    results: Sequence[Any] = ()  # the lesson's printout beside what was printed
    printout: "Printout | None" = field(default=None, compare=False)
    confined: bool = True

    @property
    def passes(self) -> bool:
        return self.state == PASSES


def check_file(exercise: Exercise, path: Path) -> Verdict:
    """Check a student's file; raises UserError if it cannot be read."""
    sheet = read_sheet(path)
    try:
        lines = sheet.unfilled()
    except UserError as error:
        return Verdict(exercise, FAILS, problems=[str(error)])
    if lines:
        return Verdict(exercise, HOLES, problems=[_hole(sheet, line) for line in lines])
    sources = [exercise.program(), sheet.source]
    sources += [exercise.program(mistake.answers) for mistake in exercise.mistakes]
    report = run_tries([Try(exercise, sources, str(path))])
    (outcomes,) = report.outcomes
    if len(outcomes) < 2:  # the listing's, and the student's; it may be the mistakes that take long
        problem = report.stopped or "it ended before its values could be looked at"
        return Verdict(exercise, FAILS, problems=[problem], confined=report.confined)
    return verdict_on(exercise, outcomes, sheet, report.confined)


def verdict_on(
    exercise: Exercise, outcomes: Sequence[Outcome], sheet: Sheet, confined: bool = True
) -> Verdict:
    """The verdict from what the listing gave, what the student's gave, and the mistakes."""
    wanted, student, *mistaken = outcomes
    if wanted.failure is not None:
        raise UserError(
            f"{exercise.path}: its own listing fails: {wanted.failure.kind}: "
            f"{wanted.failure.message}"
        )
    if broken := [n for n, v in wanted.observed.items() if is_claim(v) and not v["holds"]]:
        raise UserError(f"{exercise.path}: its own listing does not hold: {broken[0]}")
    findings = judge(exercise, student, wanted)
    problems = [] if student.failure is None else [_failure(sheet, student.failure)]
    printout, results = _beside_the_lesson(exercise, student)
    if results and not problems:
        holds = all(result.holds for result in results)
        findings.append(
            Finding(
                "the lesson's numbers",
                holds,
                "" if holds else "what the program prints has other digits",
            )
        )
    passes = not problems and all(finding.holds for finding in findings)
    return Verdict(
        exercise,
        PASSES if passes else FAILS,
        findings,
        problems,
        [] if passes else explanations(exercise, student, wanted, mistaken),
        student.printed,
        results,
        printout,
        confined,
    )


def _hole(sheet: Sheet, line: int) -> str:
    """A hole that is left, with its line and what the file says above it."""
    lines = sheet.source.splitlines()
    return f"{sheet.place(line)}: a hole is left: {lines[line - 1].strip()}"


def _failure(sheet: Sheet, failure: Failure) -> str:
    place = f"{sheet.place(failure.line)}: " if failure.line else ""
    if failure.kind == "NameError" and not failure.line:
        return failure.message
    return f"{place}{failure.kind}: {failure.message}"


def _beside_the_lesson(
    exercise: Exercise, student: Outcome
) -> tuple["Printout | None", Sequence[Any]]:
    if not exercise.printout:
        return None, []
    from tf1rnn.lesson.printouts import load_printouts  # which takes NumPy

    folder = lesson_folder() / "printouts"
    printed = {printout.task: printout for printout in load_printouts(folder)}
    if exercise.printout not in printed:
        raise UserError(f"{exercise.path}: the lesson prints nothing for {exercise.printout}")
    printout = printed[exercise.printout]
    return printout, printout.compare(student.printed)
