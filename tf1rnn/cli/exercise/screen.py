"""What `exercise` shows: the list of exercises, and what a check found."""

import shutil
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tf1rnn.cli.compare import show_marked
from tf1rnn.exercises.catalog import Catalog
from tf1rnn.exercises.folder import Record, StudentFolder
from tf1rnn.text import aligned, folded, screen_width, typed

if TYPE_CHECKING:
    from tf1rnn.exercises.checking import Verdict

MOST_LINES = 12  # of what a program printed


def rows(catalog: Catalog, folder: StudentFolder, language: str) -> list[dict[str, Any]]:
    """The exercises in order, with their state: done, begun or open; the next one is marked."""
    records, found = folder.records(), []
    for name, exercise in catalog.exercises.items():
        record, path = records.get(name, Record()), folder.file(name)
        found.append(
            {
                "name": name,
                "topic": catalog.topics[name],
                "heading": catalog.headings[name],
                "task": exercise.task,
                "title": exercise.in_language(language).title,
                "state": "done" if record.done else "begun" if path else "open",
                "next": False,
                "file": None if path is None else str(path),
                "checks": record.checks,
                "hints": record.hints,
            }
        )
    following = next((row for row in found if row["state"] != "done"), None)
    if following:
        following["next"] = True
    return found


def show_list(found: list[dict[str, Any]]) -> None:
    """Print the exercises by topic, what is done, and what to type for the next."""
    marks = {"done": "x", "begun": "/", "open": " "}
    starts = aligned([(f"[{marks[row['state']]}]", row["name"]) for row in found], indent="  ")
    lines = dict(zip([row["name"] for row in found], starts, strict=True))
    for heading, group in groupby(found, key=lambda row: row["heading"]):
        print(heading)
        for row in group:
            print(folded(f"{lines[row['name']]}  {row['title']}", screen_width(), "      "))
        print()
    done = sum(row["state"] == "done" for row in found)
    print(f"{done} of {len(found)} are done ([x]); [/] is begun.")
    following = next((row for row in found if row["next"]), None)
    if following:
        verb = "check" if following["state"] == "begun" else "start"
        print(f"Next: {typed('exercise', verb, following['name'])}")


def show_item(mark: str, text: str, width: int | None) -> None:
    """Print a text after a mark, its further lines below its beginning."""
    print(folded(f"{mark} {text}", width, " " * (len(mark) + 1)))


def show_verdict(verdict: "Verdict", record: Record, following: str | None) -> None:
    """Print what holds, what does not, why that may be, and what to type next."""
    width = screen_width()
    name = verdict.exercise.name
    print(f"{name}: {verdict.exercise.words['en'].title}\n")
    if verdict.printout is not None and verdict.results and not verdict.passes:
        columns = shutil.get_terminal_size().columns
        if not verdict.problems and any(r.verdict == "DIFFERS" for r in verdict.results):
            from rich.text import Text

            shown = [r for r in verdict.results if not r.holds]
            show_marked(Text("\n").join(verdict.printout.render_results(shown, columns)))
            print()
    for finding in verdict.findings:
        says = f": {finding.says}" if finding.says else ""
        show_item("  holds  " if finding.holds else "  not yet", finding.name + says, width)
    for problem in verdict.problems:
        show_item("  not yet", problem, width)
    if verdict.explanations:
        print()
    for explanation in verdict.explanations:
        show_item("  ->", explanation, width)
    if verdict.printed and not verdict.passes and verdict.printout is None:
        lines = verdict.printed.rstrip("\n").split("\n")
        print("\nIt printed:")
        print("\n".join(f"  {line}" for line in lines[-MOST_LINES:]))
    print()
    if verdict.passes:
        print("It passes." + ("" if following is None else " The next exercise:"))
        if following is not None:
            print(f"  {typed('exercise', 'start', following)}")
        return
    if record.hints < len(verdict.exercise.hints):
        print(f"A hint: {typed('exercise', 'hint', name)}")
    else:
        print(f"What the listing has: {typed('exercise', 'solution', name)}")


def as_json(verdict: "Verdict") -> dict[str, Any]:
    """What a check found, for programs."""
    return {
        "exercise": verdict.exercise.name,
        "passes": verdict.passes,
        "state": verdict.state,
        "findings": [finding.__dict__ for finding in verdict.findings],
        "problems": list(verdict.problems),
        "explanations": list(verdict.explanations),
        "printed": verdict.printed,
        "confined": verdict.confined,
    }
